import Dispatch
import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The queue of password hashes") struct HashQueueTests {
    private struct Job: Equatable {
        let network: Int
        let second: Int
    }

    /// What became of the jobs of honest visitors.
    private struct Honest {
        var asked = 0
        var refused = 0
        var longestWait = 0
        var served = 0
    }

    private static let second: UInt64 = 1_000_000_000

    private func queue() -> JobQueue<Job> {
        JobQueue(
            places: SiteLimits.hashesAtOnce + SiteLimits.hashesWaiting, placesOfOwner: SiteLimits.hashesOfNetwork)
    }

    /// Ten minutes of 10 sign-ins a second by `attacker`, and one honest sign-in from another network every five
    /// seconds; `speed` hashes are computed a second.
    private func flood(speed: Int, by attacker: (Int) -> JobOwner) -> Honest {
        var (queue, honest) = (queue(), Honest())
        func isHonest(_ job: Job) -> Bool { job.network < 0 }
        for second in 0..<600 {
            let now = UInt64(second) * Self.second
            var jobs = (0..<10).map { number -> (Job, JobOwner) in
                let network = second * 10 + number
                return (Job(network: network, second: second), attacker(network))
            }
            if second % 5 == 0 {
                honest.asked += 1
                jobs.insert((Job(network: -second - 1, second: second), JobOwner(key: -second - 1)), at: second % 11)
            }
            for (job, owner) in jobs {
                switch queue.add(job, of: owner, at: now) {
                case .waits: break
                case .replaces(let other): honest.refused += isHonest(other) ? 1 : 0
                case .refused: honest.refused += isHonest(job) ? 1 : 0
                }
            }
            for _ in 0..<speed {
                guard let job = queue.next(at: now) else { break }
                queue.finish(isHonest(job) ? JobOwner(key: job.network) : attacker(job.network))
                guard isHonest(job) else { continue }
                honest.served += 1
                honest.longestWait = max(honest.longestWait, second - job.second)
            }
        }
        return honest
    }

    @Test(
        "10 sign-ins a second from 80 networks: no honest sign-in is refused or waits a minute",
        arguments: [6, 9, 20])
    func networks(_ speed: Int) {
        let honest = flood(speed: speed) { JobOwner(key: $0 % 80) }
        #expect(honest.refused == 0)
        #expect(honest.served == honest.asked)
        #expect(honest.longestWait < 60)
    }

    @Test("10 sign-ins a second from all networks of a /48: no honest sign-in is refused", arguments: [3, 9])
    func site(_ speed: Int) {
        let honest = flood(speed: speed) { JobOwner(key: 1_000 + $0, site: 1) }
        #expect(honest.refused == 0)
        #expect(honest.served == honest.asked)
    }

    @Test("a network holds a few places, a /48 four times that, running ones included") func places() {
        var queue = queue()
        func add(_ owner: JobOwner) -> Bool {
            if case .waits = queue.add(Job(network: owner.key, second: 0), of: owner, at: 0) { true } else { false }
        }
        let one = JobOwner(key: 1)
        #expect((0..<20).count { _ in add(one) } == SiteLimits.hashesOfNetwork)
        #expect(queue.next(at: 0) != nil)
        #expect(!add(one))
        queue.finish(one)
        #expect(add(one))

        var other = self.queue()
        let ofSite = (0..<100).count { number in
            let owner = JobOwner(key: 10 + number, site: 2)
            if case .waits = other.add(Job(network: number, second: 0), of: owner, at: 0) { return true }
            return false
        }
        #expect(ofSite == SiteLimits.networksOfSite * SiteLimits.hashesOfNetwork)
    }

    @Test("what a network tried is forgotten after ten minutes") func forgotten() {
        var queue = queue()
        let old = JobOwner(key: 1)
        for second in 0..<5 { _ = queue.add(Job(network: 1, second: second), of: old, at: UInt64(second)) }
        while queue.next(at: 0) != nil { queue.finish(old) }
        let later = UInt64(SiteLimits.recentHashes) * Self.second
        for network in [2, 1] { _ = queue.add(Job(network: network, second: 0), of: JobOwner(key: network), at: 9) }
        #expect(queue.next(at: 9)?.network == 2)
        _ = queue.next(at: 9)
        for network in [1, 2] {
            _ = queue.add(Job(network: network, second: 1), of: JobOwner(key: network), at: later + 9)
        }
        #expect(queue.next(at: later + 9)?.network == 1)
    }

    @Test(
        "a minute of 10 sign-ins a second from 80 networks: sign-ins, posters, CSV files and imports get no 503")
    func everythingElse() async throws {
        let site = try TestSite()
        try site.givePassword()
        let paul = [("email", "paul@example.org"), ("password", TestSite.password)]
        let (known, president, pool) = (site.as(.guest), site.as(.president), site.site.hashing)
        #expect(try await known.post("/connexion", paul).status == .seeOther)
        let end = DispatchSemaphore(value: 0)
        // Both threads are slow, and the flood takes all places behind them.
        let slow = (0..<SiteLimits.hashesAtOnce).map { _ in Task { try await pool.run { end.wait() } } }
        while pool.jobs < slow.count { await Task.yield() }
        let flood = (0..<600).map { number in
            let owner = HashLane.unknown(address: "198.51.100.\(number % 80)").owner(site.site.jobOwners)
            return Task<Void, any Error> { try await pool.run(for: owner) {} }
        }
        while pool.jobs + pool.refused < slow.count + flood.count { await Task.yield() }
        let refused = pool.refused
        let file = [("shops", "Nom;Métier;Adresse\nBar du Lac;Café;3 quai des Bateaux")]
        var statuses = [
            try await known.post("/connexion", paul).status, try await president.get("/affichettes").status,
            try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv").status,
            try await president.post("/boutiques/importer", file).status,
        ]
        let release = Task {
            while pool.refused == refused { await Task.yield() }
            for _ in slow { end.signal() }
        }
        statuses.append(try await site.as(.guest).post("/connexion", paul).status)
        #expect(statuses == [.seeOther, .ok, .ok, .seeOther, .seeOther])
        await release.value
        for job in slow { try await job.value }
        for job in flood { _ = try? await job.value }
        #expect(pool.jobs == 0)
    }

    @Test("an unknown address takes a place for hashing like a known one") func sameWork() async throws {
        let site = try TestSite()
        try site.givePassword()
        func form(_ email: String) -> [(String, String)] { [("email", email), ("password", "une phrase")] }
        let statuses = try await site.withFull(.hash) {
            [
                try await site.as(.guest).post("/connexion", form("paul@example.org")).status,
                try await site.as(.guest).post("/connexion", form("nobody@example.org")).status,
            ]
        }
        #expect(statuses == [.serviceUnavailable, .serviceUnavailable])
    }
}
