import Foundation
import SQLite
import Testing

@testable import Chaland

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
