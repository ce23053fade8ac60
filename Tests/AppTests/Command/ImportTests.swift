import Foundation
import SQLite
import Testing

@testable import Chaland
@testable import Shops

@Suite("chaland import shops") struct ImportCommandTests {
    private func list(in folder: ScratchFolder) throws -> String {
        let file = folder.path + "/boutiques.csv"
        try "Nom;Métier;Adresse\nLe Four;Boulangerie;3 rue Haute\nAu Cœur;Fleuriste;5 rue Haute\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    @Test("a list may be imported before the association is founded, and twice") func imports() throws {
        let folder = try ScratchFolder()
        let storage = folder.path + "/storage"
        let file = try list(in: folder)
        let first = try Program.run("import", "shops", file, "--storage", storage)
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("2 créées"))
        let second = try Program.run("import", "shops", file, "--storage", storage)
        #expect(second.output.contains("0 créées") && second.output.contains("2 inchangées"))
        let database = try Store.open(storage + "/association.sqlite")
        defer { database.close() }
        let reader = try database.makeReader()
        #expect(try DirectoryShop.all(in: reader).count == 2)
        let recorded = try reader.first(
            "SELECT count(*) FROM audit_entry WHERE action = 'import.confirmed'"
        ) { $0.int(0) }
        #expect(recorded == 2)
    }

    @Test("a list may come through a pipe, and is read up to the size limit") func pipes() throws {
        let folder = try ScratchFolder()
        for (source, words) in [
            ("printf 'Nom;Métier\\nLe Four;Boulangerie\\n'", "1 créées"), ("cat /dev/zero", "trop lourd"),
        ] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = [
                "-c", source + " | \"$0\" import shops /dev/stdin --storage \"$1\"", Program.path, folder.path,
            ]
            process.environment = ["CHALAND_HOME": TestSite.home]
            (process.standardOutput, process.standardError) = (Pipe(), Pipe())
            try process.run()
            let outcome = try Program.outcome(of: process)
            #expect((outcome.output + outcome.errors).contains(words), "\(outcome)")
        }
    }

    @Test("a dry run leaves nothing behind") func dryRuns() throws {
        let folder = try ScratchFolder()
        let storage = folder.path + "/storage"
        let outcome = try Program.run("import", "shops", list(in: folder), "--storage", storage, "--dry-run")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("2 créées"))
        #expect(!FileManager.default.fileExists(atPath: storage))
    }

    @Test("stops with its questions, and takes the answers as options") func questions() throws {
        let folder = try ScratchFolder()
        let storage = folder.path + "/storage"
        let file = folder.path + "/suite.csv"
        func run(_ text: String, _ options: String...) throws -> Program.Outcome {
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            return try Program.outcome(
                of: Program.start(["import", "shops", file, "--storage", storage] + options, [:]))
        }
        _ = try run("Nom;Adresse\nLe Four;3 rue Haute\nAu Cœur;5 rue Haute\n")
        let moved = "Nom;Adresse;Téléphone\nLe Four;9 rue Basse;0474000001\n"
        let stopped = try run(moved)
        #expect(stopped.code == 1)
        #expect(stopped.output.contains("ligne 2  Le Four : La même boutique\u{A0}: Le Four, 3 rue Haute"))
        #expect(stopped.output.contains("N’est plus dans la liste : Au Cœur, 5 rue Haute"))
        #expect(stopped.errors.contains("rien n’est écrit"))
        #expect(try run(moved, "--dry-run").code == 0)
        #expect(try run(moved, "--answer", "sept=same").code == 2)
        let answered = try run(moved, "--answer", "2=same")
        #expect(answered.code == 0, "\(answered.errors)")
        #expect(answered.output.contains("0 créées, 1 mises à jour"))
        let double = "Nom;Adresse\nLe Phare;1 quai\nLe Phare;1 quai\n"
        #expect(try run(double, "--dry-run", "--keep-doubles").output.contains("2 créées"))
        let left = try run(double)
        #expect(left.output.contains("ligne 3  Le Phare : Identique à la ligne 2."))
        #expect(left.output.contains("1 créées"))
    }

    private func dryRun(_ text: String, _ options: String...) throws -> Program.Outcome {
        let folder = try ScratchFolder()
        let file = folder.path + "/liste.csv"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let arguments = ["import", "shops", file, "--storage", folder.path + "/storage", "--dry-run"]
        return try Program.outcome(of: try Program.start(arguments + options))
    }

    @Test("a question stops the import until an option answers it") func openQuestions() throws {
        let people = "Nom;Prénom;Ville\nDURAND;Rose;Bourg\n"
        let stopped = try dryRun(people)
        #expect(stopped.code == 1)
        #expect(stopped.errors.contains("noms de personnes") && stopped.errors.contains("--column"))
        #expect(try dryRun(people, "--column", "name=Nom").output.contains("1 créées"))
        #expect(try dryRun(people, "--column", "nom=1").output.contains("1 créées"))
        let bare = "Zinc;Café\nCoin;Bar\n"
        #expect(try dryRun(bare).errors.contains("--titles-line 0"))
        #expect(try dryRun(bare, "--titles-line", "0").output.contains("2 créées"))
        #expect(try dryRun(bare, "--titles-line", "0", "--leave-out", "2").output.contains("1 créées"))
        #expect(try dryRun("Nom,Ville\nZinc,Bourg\n", "--delimiter", ";").code == 0)
    }

    @Test(
        "an option that fits nothing is refused",
        arguments: [
            ["--titles-line", "9"], ["--delimiter", "a"], ["--encoding", "klingon"], ["--column", "name=Rien"],
            ["--column", "rien=Nom"], ["--leave-out", "9"], ["--take", "1"],
        ])
    func wrongOptions(_ options: [String]) throws {
        let folder = try ScratchFolder()
        let arguments = ["import", "shops", try list(in: folder), "--storage", folder.path + "/s", "--dry-run"]
        let outcome = try Program.outcome(of: try Program.start(arguments + options))
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains(options[0]) && outcome.errorLines.count == 1, "\(outcome.errors)")
    }
}
