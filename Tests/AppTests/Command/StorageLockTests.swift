import Foundation
import Testing

@testable import Chaland

/// Two machines on one storage, staged by mount namespaces with a boot id each.
@Suite("One machine at a time opens a storage") struct StorageLockTests {
    private static let mayUnshare: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["unshare", "--mount", "--uts", "true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    private let folder: ScratchFolder
    private var storage: String { folder.path + "/storage" }

    init() throws {
        folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", storage, "--shops", "3", "--encounters", "20", "--projects", "1")
    }

    /// Runs the program on another machine.
    private func runElsewhere(_ arguments: [String]) throws -> Program.Outcome {
        let bootID = folder.path + "/boot_id"
        try "00000000-0000-4000-8000-000000000001\n".write(toFile: bootID, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            [
                "unshare", "--mount", "--uts", "sh", "-c",
                "mount --bind \"$0\" /proc/sys/kernel/random/boot_id && hostname elsewhere && exec \"$@\"", bootID,
                Program.path,
            ] + arguments
        process.environment = [
            "CHALAND_HOME": TestSite.home, "CHALAND_STORAGE": storage, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        ]
        (process.standardOutput, process.standardError) = (Pipe(), Pipe())
        try process.run()
        return try Program.outcome(of: process)
    }

    @Test(
        "while a server runs, another machine gets one line and exit 1; this machine's commands work",
        .enabled(if: mayUnshare, "mount namespaces need root"))
    func server() throws {
        let served = try Served(storage)
        let (copy, list) = (folder.path + "/copy.sqlite", folder.path + "/list.csv")
        try "Nom;Métier\nLe Four;Boulangerie\n".write(toFile: list, atomically: true, encoding: .utf8)
        #expect(try Program.run("backup", "--storage", storage, copy).code == 0)
        for arguments in [
            ["serve", "--port", "0"], ["backup", copy], ["restore", copy], ["due"], ["import", "shops", list],
            ["user", "link", "--member", "boulanger@vitrines.example"], ["demo"],
        ] {
            let outcome = try runElsewhere(arguments)
            #expect(outcome.code == 1 && outcome.errorLines.count == 1, "\(arguments): \(outcome)")
            #expect(outcome.errors.contains("une autre machine"), "\(arguments): \(outcome.errors)")
        }
        #expect(served.stop() == 0)
        #expect(try runElsewhere(["due"]).code == 0)
        #expect(try Program.run("due", "--storage", storage).code == 0)
    }

    @Test(
        "a killed server does not lock the storage",
        .enabled(if: mayUnshare, "mount namespaces need root"))
    func killed() throws {
        let served = try Served(storage)
        kill(served.process.processIdentifier, SIGKILL)
        served.process.waitUntilExit()
        #expect(try runElsewhere(["due"]).code == 0)
    }

    @Test("several starts at once all succeed on a storage last used before the machine booted") func together()
        throws
    {
        try "00000000-0000-4000-8000-000000000001\n".write(
            toFile: storage + "/association.lock", atomically: false, encoding: .utf8)
        let processes = try (0..<6).map { _ in try Program.start(["due", "--storage", storage]) }
        for process in processes {
            let outcome = try Program.outcome(of: process)
            #expect(outcome.code == 0, "\(outcome.errors)")
        }
    }
}
