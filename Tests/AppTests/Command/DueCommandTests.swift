import Foundation
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("chaland due") struct DueCommandTests {
    @Test("prints the time of the next work in UTC, and writes nothing") func next() throws {
        let folder = try ScratchFolder()
        let file = folder.path + "/association.sqlite"
        let database = try Store.open(file)
        for (language, words) in [("fr_FR.UTF-8", "Rien n’est prévu."), ("en_GB.UTF-8", "Nothing is due.")] {
            let outcome = try Program.run("due", "--storage", folder.path, variables: ["LC_ALL": language])
            #expect(outcome.code == 0 && outcome.output.isEmpty && outcome.errors == words + "\n", "\(outcome)")
        }
        try database.writeNow { db in
            // A kind of a newer program is ignored.
            try DueWork.schedule("newer", at: Instant(seconds: 60), key: "1", in: db)
            try DueWork.schedule(siteMap.dueJobs[0].kind, at: Instant(seconds: 1_772_442_000), key: "1", in: db)
        }
        let line = "2026-03-02T09:00:00Z \(siteMap.dueJobs[0].kind)\n"
        #expect(try Program.run("due", "--storage", folder.path).output == line)
        database.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(try Program.run("due", "--storage", folder.path).output == line)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "association.lock", "association.sqlite",
            ])
    }

    @Test("exits with 1 without an association, or with a foreign file") func none() throws {
        let folder = try ScratchFolder()
        #expect(try Program.run("due", "--storage", folder.path).code == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        try String(repeating: "une lettre. ", count: 400).write(
            toFile: folder.path + "/association.sqlite", atomically: true, encoding: .utf8)
        let outcome = try Program.run("due", "--storage", folder.path)
        #expect(outcome.code == 1)
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    }

    @Test("a server runs due work at start and schedules the next run") func served() throws {
        let folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", folder.path, "--shops", "3", "--encounters", "20", "--projects", "1")
        let served = try Served(folder.path)
        var (output, moment) = ("", Date.distantPast)
        // Until the work of the start is done.
        for _ in 0..<500 where moment <= Date.now {
            output = try Program.run("due", "--storage", folder.path).output
            moment = (try? Date(String(output.prefix { $0 != " " }), strategy: .iso8601)) ?? .distantPast
        }
        #expect(served.stop() == 0)
        #expect(moment > Date.now && moment < Date.now + 2 * 86_400, "\(output)")
    }
}
