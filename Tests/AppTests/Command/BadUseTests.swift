import Foundation
import SQLite
import Testing

@testable import Chaland

@Suite("chaland: bad use, bad storages") struct BadUseTests {
    @Test(
        "an invalid command line exits with 2 and one line",
        arguments: [
            ["frob"], ["serve", "--prot", "80"], ["serve", "--port", "80000"], ["serve", "--loops", "0"], ["backup"],
            ["restore"], ["user", "add", "--name", "Rose"], ["demo", "--shops", "-3"], ["demo", "--seed", "x"],
            ["serve", "--public-url", "rue.fr/chemin"], ["serve", "--log", "xml"],
            ["serve", "--trusted-proxies", "somewhere"], ["serve", "--metrics-token", "short"],
            ["serve", "--other-hosts", "rue.fr/chemin"],
            ["user", "add", "--name", "Rose", "--email", "rose@example.org", "--office", "archivist"],
            ["user", "add", "--name", "Rose", "--email", "rose@example.org", "--office", "staff"],
            ["user", "add", "--name", "Rose", "--email", "rose@example.org"],
            [
                "user", "add", "--name", "Rose", "--email", "rose@example.org", "--office", "treasurer", "--shop",
                "7KQ2",
            ],
        ])
    func badUse(_ arguments: [String]) throws {
        let folder = try ScratchFolder()
        let outcome = try Program.outcome(
            of: Program.start(arguments, ["CHALAND_STORAGE": folder.path, "CHALAND_PORT": "0"]))
        #expect(outcome.code == 2)
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    }

    @Test(
        "an invalid variable exits with 2 and names the variable",
        arguments: ["CHALAND_PORT", "CHALAND_LOOPS", "CHALAND_RATE_LIMIT", "CHALAND_DEVELOPMENT"])
    func badVariable(_ name: String) throws {
        let folder = try ScratchFolder()
        let outcome = try Program.run("serve", "--storage", folder.path, variables: [name: "peut-être"])
        #expect(outcome.code == 2)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains(name))
    }

    @Test(
        "an unusable storage exits with 1 and one line, and is unchanged",
        arguments: ["text", "other", "newer", "pre-release", "folder"])
    func badStorage(_ kind: String) throws {
        let folder = try ScratchFolder()
        let file = folder.path + "/association.sqlite"
        switch kind {
        case "text":
            try String(repeating: "une lettre. ", count: 400).write(toFile: file, atomically: true, encoding: .utf8)
        case "folder": try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true)
        default:
            let id: Int32 =
                kind == "other" ? 0x0123_4567 : kind == "pre-release" ? 0x4368_616C : Store.schema.applicationID
            let steps = (1...(kind == "newer" ? 9 : 1)).map {
                Migration(version: $0, name: "x", sql: "CREATE TABLE t\($0) (a)")
            }
            try Database(path: file, schema: StorageSchema(applicationID: id, migrations: steps)).close()
        }
        let before = try? Data(contentsOf: URL(fileURLWithPath: file))
        let outcome = try Program.run("serve", "--storage", folder.path, "--port", "0")
        #expect(outcome.code == 1)
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect((try? Data(contentsOf: URL(fileURLWithPath: file))) == before)
    }

    @Test(
        "a pre-release's storage is named as such, with advice, and is unchanged",
        arguments: ["serve", "due", "backup"])
    func preRelease(_ command: String) throws {
        let folder = try ScratchFolder()
        let file = folder.path + "/association.sqlite"
        let schema = StorageSchema(
            applicationID: 0x4368_616C,
            migrations: [Migration(version: 1, name: "x", sql: "CREATE TABLE shop (id INTEGER PRIMARY KEY) STRICT")])
        try Database(path: file, schema: schema).close()
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        for (locale, words) in [
            ("fr_FR.UTF-8", "version d’essai de Chaland"), ("en_GB.UTF-8", "pre-release of Chaland"),
        ] {
            let rest = command == "backup" ? [folder.path + "/copy.sqlite"] : []
            let outcome = try Program.outcome(
                of: Program.start(
                    [command, "--storage", folder.path] + rest, ["LC_ALL": locale, "CHALAND_PORT": "0"]))
            #expect(outcome.code == 1)
            #expect(outcome.errorLines.count == 1 && outcome.errors.contains(words), "\(outcome.errors)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    }

    @Test("an access log that cannot be opened ends the start") func badAccessLog() throws {
        let folder = try ScratchFolder()
        let outcome = try Program.run(
            "serve", "--storage", folder.path, "--port", "0", "--access-log", "/nowhere/access.log")
        #expect(outcome.code == 1)
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(outcome.errors.contains("/nowhere/access.log"))
    }

    @Test(
        "a token file that is unreadable, empty or invalid is named",
        arguments: [nil, "", "\n", "short\n", "a token with spaces in it\n", String(repeating: "x", count: 5_000)]
            as [String?])
    func badTokenFile(_ content: String?) throws {
        let folder = try ScratchFolder()
        let file = folder.path + "/token"
        try content?.write(toFile: file, atomically: true, encoding: .utf8)
        for (language, words) in [("fr_FR.UTF-8", "jeton"), ("en_GB.UTF-8", "token")] {
            let outcome = try Program.run(
                "serve", "--storage", folder.path + "/storage", "--port", "0",
                variables: ["CHALAND_METRICS_TOKEN_FILE": file, "LANG": language])
            #expect(outcome.code == (content == nil ? 1 : 2))
            #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
            #expect(outcome.errors.contains(file) && outcome.errors.contains(words), "\(outcome.errors)")
        }
    }

    @Test("a token and a token file together are bad use") func twoTokens() throws {
        let folder = try ScratchFolder()
        let file = folder.path + "/token"
        try "correct-horse-battery".write(toFile: file, atomically: true, encoding: .utf8)
        let outcome = try Program.run(
            "serve", "--storage", folder.path + "/storage", "--port", "0",
            variables: ["CHALAND_METRICS_TOKEN_FILE": file, "CHALAND_METRICS_TOKEN": "staple-correct-horse"])
        #expect(outcome.code == 2)
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    }

    @Test("a template with an unknown name is reported with file and line") func badTemplate() throws {
        let folder = try ScratchFolder()
        for name in ["Templates", "Public"] {
            try FileManager.default.copyItem(atPath: "\(TestSite.home)/\(name)", toPath: "\(folder.path)/\(name)")
        }
        let file = folder.path + "/Templates/error.html"
        try ("\n{{titel}}" + String(contentsOfFile: file, encoding: .utf8)).write(
            toFile: file, atomically: true, encoding: .utf8)
        let outcome = try Program.run(
            "serve", "--storage", folder.path + "/storage", "--home", folder.path, "--port", "0",
            "--development")
        #expect(outcome.code == 1)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains("error.html:2"), "\(outcome.errors)")
    }

    @Test(
        "a command on a missing association makes none",
        arguments: [["user", "link", "--member", "a@example.org"], ["backup", "/tmp/x"]])
    func noAssociation(_ arguments: [String]) throws {
        let folder = try ScratchFolder()
        let outcome = try Program.outcome(of: Program.start(arguments, ["CHALAND_STORAGE": folder.path]))
        #expect(outcome.code == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("the reason of a refused path is in the person's language") func refusedPath() throws {
        let folder = try ScratchFolder()
        for (locale, words) in [("fr_FR.UTF-8", "ce chemin n’existe pas"), ("en_GB.UTF-8", "there is no such path")] {
            let outcome = try Program.run(
                "serve", "--storage", folder.path, "--port", "0", "--access-log", folder.path + "/none/log",
                variables: ["LC_ALL": locale])
            #expect(outcome.code == 1)
            #expect(outcome.errorLines.count == 1 && outcome.errors.contains(words), "\(outcome.errors)")
        }
    }

    @Test("backup does not replace a pipe, and restore does not wait for one") func pipe() throws {
        let folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", folder.path, "--shops", "3", "--encounters", "20", "--projects", "1")
        let pipe = folder.path + "/pipe"
        mkfifo(pipe, 0o600)
        for command in ["backup", "restore"] {
            let outcome = try Program.run(command, "--storage", folder.path, pipe)
            #expect(outcome.code == 1)
            #expect(outcome.errors.contains("n’est pas un fichier ordinaire"), "\(outcome.errors)")
        }
        #expect(try Program.run("backup", "--storage", folder.path, "").code == 2)
    }

    @Test("a failed migration is reported in the person’s language, with advice") func failedMigration()
        throws
    {
        let folder = try ScratchFolder()
        let path = folder.path + "/association.sqlite"
        do {
            let first = try Database(
                path: path, schema: StorageSchema(applicationID: Store.schema.applicationID, migrations: []))
            try first.writeNow { try $0.execute("CREATE TABLE shop (mine TEXT)") }
            first.close()
        }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        for (locale, words) in [("fr_FR.UTF-8", "Rien n’a été changé"), ("en_GB.UTF-8", "Nothing was changed")] {
            let outcome = try Program.run(
                "serve", "--storage", folder.path, "--port", "0", variables: ["LC_ALL": locale])
            #expect(outcome.code == 1)
            #expect(outcome.errorLines.count == 1)
            #expect(outcome.errors.contains(words) && outcome.errors.contains("chaland restore"), "\(outcome.errors)")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "association.lock", "association.sqlite",
            ])
    }

    @Test("too few file descriptors end the start with a line") func fewDescriptors() throws {
        let folder = try ScratchFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "ulimit -n 14; exec \"$0\" serve --port 0 --loops 2 --storage \"$1\"", Program.path, folder.path,
        ]
        process.environment = ["CHALAND_HOME": TestSite.home]
        (process.standardOutput, process.standardError) = (Pipe(), Pipe())
        try process.run()
        let outcome = try Program.outcome(of: process)
        #expect(outcome.code == 1)
        #expect(outcome.errorLines.count == 1 && outcome.errors.contains("ulimit -n"), "\(outcome.errors)")
    }

    @Test("messages are English in an English locale") func english() throws {
        let french = try Program.run("user", "link", variables: ["LANG": "fr_FR.UTF-8"])
        let english = try Program.run("user", "link", variables: ["LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"])
        #expect(french.errors.contains("il manque"))
        #expect(english.errors.contains("is missing"))
    }

    @Test(
        "the parser's reasons are in French, or English in an English locale",
        arguments: [
            (["frob"], "« frob » est de trop", "Unexpected argument 'frob'"),
            (["backup", "a", "b", "c"], "« b », « c » sont de trop", "2 unexpected arguments: 'b', 'c'"),
            (["serve", "--prot", "80"], "l’option « --prot » n’existe pas", "Unknown option '--prot'. Did you mean"),
            (["serve", "-p"], "l’option « -p » n’existe pas", "Unknown option '-p'"),
            (["backup"], "il manque « <fichier> »", "Missing expected argument '<file>'"),
            (["serve", "--port"], "il manque la valeur de « --port <port> »", "Missing value for '--port <port>'"),
            (
                ["serve", "--development=1"], "l’option « --development » ne prend pas de valeur",
                "The option '--development' does not take any value"
            ),
            (
                ["demo", "--shops", "x"], "la valeur donnée à « --shops <n> » ne convient pas",
                "The value 'x' is invalid for '--shops <n>'"
            ),
        ])
    func reasons(_ arguments: [String], _ french: String, _ english: String) throws {
        for (locale, words) in [("fr_FR.UTF-8", french), ("en_GB.UTF-8", english)] {
            let outcome = try Program.outcome(of: Program.start(arguments, ["LC_ALL": locale]))
            #expect(outcome.code == 2)
            #expect(outcome.errors.contains("(\(words)"), "\(outcome.errors)")
        }
    }

    @Test(
        "help is in one language",
        arguments: [
            [], ["--help"], ["serve", "-h"], ["help", "demo"], ["user"], ["user", "add", "--help"],
            ["import", "shops", "--help"], ["backup", "--help"], ["version", "--help"],
        ])
    func helpLanguage(_ arguments: [String]) throws {
        let french = try Program.outcome(of: Program.start(arguments, ["LC_ALL": "fr_FR.UTF-8"]))
        let english = try Program.outcome(of: Program.start(arguments, ["LC_ALL": "en_GB.UTF-8"]))
        for outcome in [french, english] { #expect(outcome.code == 0 && outcome.errors.isEmpty) }
        #expect(french.output.contains("EMPLOI : chaland") && french.output.contains("Affiche cette aide."))
        for word in ["OVERVIEW", "USAGE", "SUBCOMMANDS", "ARGUMENTS", "OPTIONS:", "Show ", "See ", "subcommand"] {
            #expect(!french.output.contains(word), "\(french.output)")
        }
        #expect(english.output.contains("USAGE: chaland") && english.output.contains("Show help information."))
    }

    @Test("the completion script is the parser's own") func completion() throws {
        let outcome = try Program.run("--generate-completion-script", "bash")
        #expect(outcome.code == 0)
        #expect(outcome.output.hasPrefix("#!/bin/bash"))
    }

    @Test("shows help and version", arguments: [["--help"], ["serve", "--help"], ["version"]])
    func help(_ arguments: [String]) throws {
        let outcome = try Program.outcome(of: Program.start(arguments))
        #expect(outcome.code == 0)
        #expect(!outcome.output.isEmpty)
        #expect(outcome.errors.isEmpty)
    }
}
