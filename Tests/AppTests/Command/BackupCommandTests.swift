import Foundation
import SQLite
import Testing

@testable import Chaland
@testable import Shell

@Suite("chaland backup, chaland restore") struct BackupCommandTests {
    @Test("the next start removes the copy left by a killed restore") func leftOver() throws {
        let folder = try ScratchFolder()
        for suffix in ["", "-wal", "-journal"] {
            try "left".write(
                toFile: folder.path + "/association.sqlite.restoring" + suffix, atomically: true, encoding: .utf8)
        }
        let served = try Served(folder.path, until: "premiers-pas")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.contains("restoring") }, "\(names)")
        #expect(served.stop() == 0)
    }

    @Test("several at once run one after the other, and all succeed", arguments: ["backup", "restore"])
    func atOnce(_ command: String) throws {
        let folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", folder.path, "--shops", "9", "--encounters", "90", "--projects", "1")
        let copy = folder.path + "/copy.sqlite"
        #expect(try Program.run("backup", "--storage", folder.path, copy).code == 0)
        let running = try (0..<4).map { _ in try Program.start([command, "--storage", folder.path, copy]) }
        for process in running {
            let outcome = try Program.outcome(of: process)
            #expect(outcome.code == 0, "\(outcome.errors)")
        }
        #expect(try Backup.check(copy, schema: Store.schema) > 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.filter { $0.contains("before-restore") }.count == (command == "restore" ? 4 : 0))
        #expect(!names.contains { $0.contains(".part") || $0.contains(".restoring") }, "\(names)")
    }
}

@Suite("chaland restore of a raw copy") struct RawCopyTests {
    @Test("warns that the server's log is not in the copy; a backup gets no such warning", arguments: [true, false])
    func raw(_ isRaw: Bool) throws {
        let folder = try ScratchFolder()
        let storage = folder.path + "/storage"
        _ = try Program.run("demo", "--storage", storage, "--shops", "3", "--encounters", "20", "--projects", "1")
        let copy = folder.path + "/copy.sqlite"
        if isRaw {
            try FileManager.default.copyItem(atPath: storage + "/association.sqlite", toPath: copy)
        } else {
            _ = try Program.run("backup", "--storage", storage, copy)
        }
        for (locale, words) in [("fr_FR.UTF-8", "copie brute"), ("en_GB.UTF-8", "raw copy")] {
            let outcome = try Program.run("restore", "--storage", storage, copy, variables: ["LC_ALL": locale])
            #expect(outcome.code == 0 && outcome.errors.contains(words) == isRaw, "\(outcome)")
        }
    }

    @Test("with its log beside it, what the log holds is restored") func withLog() throws {
        let site = try TestSite()
        try site.write { try $0.run("UPDATE association SET name = 'Du journal'") }
        let folder = try ScratchFolder()
        let copy = folder.path + "/copy.sqlite"
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: site.site.database.path + suffix, toPath: copy + suffix)
        }
        let path = folder.path + "/association.sqlite"
        _ = try Store.restore(from: copy, into: path)
        let restored = try Store.open(path)
        defer { restored.close() }
        #expect(try restored.makeReader().first("SELECT name FROM association") { $0.text(0) } == "Du journal")
    }
}
