import Foundation
import SQLite
import Testing

@testable import Chaland

@Suite("chaland import shops") struct ImportCommandTests {
    private func list(in folder: ScratchFolder) throws -> String {
        let file = folder.path + "/boutiques.csv"
        try "Nom;Métier;Adresse\nLe Four;Boulangerie;3 rue Haute\nAu Cœur;Fleuriste;5 rue Haute\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    @Test("a list may come before the association, and twice") func imports() throws {
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
        #expect(try Shop.count(in: database.makeReader()) == 2)
    }

    @Test("tried on, it leaves nothing behind") func triesOn() throws {
        let folder = try ScratchFolder()
        let storage = folder.path + "/storage"
        let outcome = try Program.run("import", "shops", list(in: folder), "--storage", storage, "--dry-run")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("2 créées"))
        #expect(!FileManager.default.fileExists(atPath: storage))
    }
}
