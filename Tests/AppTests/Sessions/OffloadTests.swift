import Dispatch
import Glibc
import HTTP
import Testing

@testable import Chaland
@testable import Shell

@Suite("Work off the event loops") struct OffloadTests {
    private struct Refused: Error, Equatable {}

    @Test("runs at a lower priority than the loops") func priority() async throws {
        let pool = OffloadPool(threads: 1, waiting: 1)
        func niceness() -> Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
        let own = niceness()
        #expect(try await pool.run { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) } > own)
        #expect(niceness() == own)
    }

    @Test("returns the result, or throws the error") func results() async throws {
        let pool = OffloadPool(threads: 2, waiting: 100)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...50 { group.addTask { try await pool.run { number } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1275)
        await #expect(throws: Refused()) { try await pool.run { throw Refused() } }
    }

    @Test("is refused when all places are taken, and accepted again later") func full() async throws {
        let pool = OffloadPool(threads: 1, waiting: 0)
        let (begun, end) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let first = pool.run {
            begun.signal()
            end.wait()
            return 1
        }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                begun.wait()
                continuation.resume()
            }
        }
        await #expect(throws: Failure.busy(seconds: 5)) { try await pool.run { 2 } }
        end.signal()
        #expect(try await first == 1)
        #expect(try await pool.run { 3 } == 3)
    }

    @Test("a sign-in is answered while every place for posters and CSV files is taken") func signInBesideJobs()
        async throws
    {
        let site = try TestSite()
        try site.givePassword()
        let form = [("email", "paul@example.org"), ("password", TestSite.password)]
        let monitor = site.as(.guest)
        monitor.address = "127.0.0.1"
        let answers = try await site.withFull(.pages) {
            (
                try await site.as(.guest).post("/connexion", form),
                try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv"),
                try await monitor.get("/metrics").text
            )
        }
        #expect(answers.0.status == .seeOther)
        #expect(answers.1.status == .serviceUnavailable)
        #expect(answers.2.contains("chaland_offload_jobs{lane=\"hash\"} 0\n"))
        #expect(answers.2.contains("chaland_offload_jobs{lane=\"page\"} 18\n"))
        #expect(answers.2.contains("chaland_offload_refused_total{lane=\"page\"} 1\n"))
    }

    @Test("posters, CSV files and sign-ins are answered while every place for imports is taken")
    func jobsBesideImports() async throws {
        let site = try TestSite()
        try site.givePassword()
        let (president, baker) = (site.as(.president), site.as(.baker))
        let form = [("email", "paul@example.org"), ("password", TestSite.password)]
        let (others, refused) = try await site.withFull(.imports) {
            (
                [
                    try await baker.get("/boutiques/7kq2/rencontres.csv"),
                    try await baker.get("/boutiques/7kq2/affichette"),
                    try await site.as(.guest).post("/connexion", form),
                ],
                try await president.post("/boutiques/importer", [("shops", "Boulangerie Martin")])
            )
        }
        #expect(others.map(\.status) == [.ok, .ok, .seeOther])
        #expect(refused.status == .serviceUnavailable)
        #expect(try await president.post("/boutiques/importer", [("shops", "Boulangerie Martin")]).status == .seeOther)
    }

    @Test("a CSV file is answered while every place for sign-ins is taken") func jobBesideSignIns() async throws {
        let site = try TestSite()
        try site.givePassword()
        let form = [("email", "paul@example.org"), ("password", TestSite.password)]
        let answers = try await site.withFull(.hash) {
            (
                try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv"),
                try await site.as(.guest).post("/connexion", form)
            )
        }
        #expect(answers.0.status == .ok)
        #expect(answers.1.status == .serviceUnavailable)
    }
}
