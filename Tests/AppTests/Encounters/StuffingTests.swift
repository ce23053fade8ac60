import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("POST /b/:code, stuffing") struct StuffingTests {
    private static let counted = "held_at IS NULL AND withdrawn_at IS NULL"

    private func count(_ condition: String, on site: TestSite) throws -> Int {
        try site.value("SELECT count(*) FROM encounter WHERE \(condition)")
    }

    private func size(_ site: TestSite) throws -> Int {
        try site.value("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    }

    /// Adds shops to those of the cast; returns the codes of their counters.
    private func addShops(_ count: Int, to site: TestSite) async throws -> [String] {
        for number in 0..<count {
            let form = [("name", "Boutique \(number)"), ("trade", "Mercerie")]
            #expect(try await site.as(.president).post("/boutiques/nouvelle", form).status == .seeOther)
        }
        return try site.loop.reader.rows("SELECT code FROM entry_point WHERE shop_id > 2") { $0.text(0) }
    }

    @Test("one network for an hour: ten counted at a shop, forty in all") func oneNetwork() async throws {
        let site = try TestSite()
        let codes = try await ["7KQ2", "F10R"] + addShops(6, to: site)
        try await site.flood(12)
        for _ in 0..<60 {
            for code in codes { try await site.flood(1, code) }
            site.wait(60)
        }
        #expect(
            try site.value(
                "SELECT max(n) FROM (SELECT count(*) n FROM encounter WHERE \(Self.counted) GROUP BY shop_id)") == 10)
        #expect(try count(Self.counted, on: site) == 40)
        #expect(try count("held_at IS NOT NULL", on: site) == 60 * codes.count + 12 - 40)
    }

    @Test("a /48 counts as at most four networks") func site48() async throws {
        let site = try TestSite()
        for network in 0..<8 {
            try await site.flood(15, from: "2001:db8:7:\(String(network * 256, radix: 16))::1")
        }
        #expect(try count(Self.counted, on: site) == 40)
        try await site.flood(10, from: "2001:db8:8::1")
        #expect(try count(Self.counted, on: site) == 50)
    }

    @Test(
        "20 and 500 networks for an hour: every honest visitor is recorded, 200 count, the file stays small",
        arguments: [20, 500])
    func networks(_ networks: Int) async throws {
        let site = try TestSite()
        try await site.visit()
        let before = try size(site)
        var honest = 0
        for minute in 0..<60 {
            for step in 0..<50 {
                let network = (minute * 50 + step) % networks
                try await site.flood(1, from: "203.0.\(network / 250).\(network % 250 + 1)")
            }
            if minute % 3 == 2 {
                let answer = try await site.newVisitor().post("/b/7KQ2", [("feeling", "5")])
                honest += answer.status == .seeOther ? 1 : 0
            }
            site.wait(60)
        }
        #expect(honest == 20)
        #expect(try count("feeling = 5", on: site) == 21)
        #expect(try count(Self.counted, on: site) == 200)
        #expect(try count("held_at IS NOT NULL", on: site) <= 200 + networks + 20)
        #expect(try size(site) - before < 5_000_000)
    }

    @Test(
        "a network's first tap at a shop is never refused while fewer than 5,000 are held; beyond, no tap is held")
    func full() async throws {
        let site = try TestSite()
        let (bakery, now) = (site.bakery, site.now)
        func fill(_ count: Int) throws {
            try site.write { db in
                for _ in 0..<count {
                    try db.run(
                        """
                        INSERT INTO encounter (shop_id, source, met_at, feeling, held_at)
                        VALUES (?1, 'visitor', ?2, 1, ?2)
                        """, bakery, now)
                }
            }
        }
        try fill(SiteLimits.heldTaps - 1)
        let flooded = try await site.flood(11)
        #expect(flooded.dropLast().allSatisfy { $0 == .seeOther })
        #expect(flooded.last == .tooManyRequests, "the shop has its 200")
        for network in 0..<19 { try await site.flood(10, from: "203.0.113.\(network + 1)") }
        #expect(try await site.flood(1, from: "198.51.100.1") == [.seeOther], "a first tap, held")
        let refused = try await site.newVisitor().post("/b/7KQ2", [("feeling", "3")])
        #expect(refused.status == .tooManyRequests)
        #expect(refused.fields[.retryAfter] == "3600")
        #expect(try await site.newVisitor().post("/b/F10R", [("feeling", "3")]).status == .seeOther, "counted")
        #expect(try count("held_at IS NOT NULL", on: site) == SiteLimits.heldTaps)
    }

    @Test("the next day each network has its share again; a restart does not reset the share of a shop")
    func days() async throws {
        let site = try TestSite()
        for network in 0..<21 { try await site.flood(10, from: "203.0.113.\(network + 1)") }
        #expect(try count(Self.counted, on: site) == 200)
        let restarted = TapShares(isOn: true, .system, clock: { 0 })
        let (bakery, today) = (site.bakery, site.now.local.day)
        let verdict = try restarted.take(
            at: bakery.rawValue, from: "192.0.2.9", on: today,
            counted: { try Encounter.countedTaps(at: bakery, on: today, in: site.loop.reader) },
            held: { try Encounter.heldTaps(in: site.loop.reader) })
        #expect(verdict == .held(isFirst: true))
        site.wait(.days(1))
        #expect(try await site.flood(10, from: "203.0.113.1").allSatisfy { $0 == .seeOther })
        #expect(try count(Self.counted, on: site) == 210)
    }

    @Test("no words can be added to a held tap; its page opens before a decision")
    func noWords() async throws {
        let site = try TestSite()
        try await site.flood(10)
        let guest = site.as(.guest)
        let path = try await site.visit(feeling: 3, by: guest)
        #expect(try count("held_at IS NOT NULL", on: site) == 1)
        #expect(try await guest.post(path, [("note", "Des mots"), ("purchased", "no")]).status == .seeOther)
        #expect(try count("held_at IS NOT NULL AND note IS NOT NULL", on: site) == 0)
        #expect(try await guest.get(path).status == .ok)
    }

    @Test("only the first answer of a network at a shop on a day is marked; nothing else about the network is stored")
    func first() async throws {
        let site = try TestSite()
        try await site.flood(3)
        try await site.flood(2, "F10R")
        try await site.flood(2, from: "192.0.2.8")
        #expect(try site.value("SELECT sum(is_first) FROM encounter") == 3)
        site.wait(.days(1))
        try await site.flood(2)
        #expect(try site.value("SELECT sum(is_first) FROM encounter") == 4)
        let dump = try site.loop.reader.schema().filter { $0.type == "table" }.map(\.name)
            .filter { !$0.contains("_search") }
            .flatMap { table in
                try site.loop.reader.rows("SELECT * FROM \(table)") { row in
                    (0..<row.count).map { row.optionalText($0) ?? "" }.joined(separator: " ")
                }
            }
        #expect(!dump.contains { $0.contains("192.0.2.") || $0.contains("Browser") })
    }

    @Test("the table of networks is bounded, and a limited network stays limited") func bounded() throws {
        let shares = TapShares(isOn: true, .system, capacity: 1_000, clock: { 0 })
        let day = try #require(Day("2026-03-02"))
        func take(_ address: String, shop: Int = 1) throws -> TapShares.Verdict {
            try shares.take(at: shop, from: address, on: day, counted: { 0 }, held: { [:] })
        }
        for _ in 0..<10 { #expect(try take("192.0.2.7") != .held(isFirst: false)) }
        for number in 0..<5_000 {
            _ = try take("10.\(number / 62_500).\(number / 250 % 250).\(number % 250)", shop: number)
            #expect(shares.count <= 1_004)
        }
        #expect(try take("192.0.2.7") == .held(isFirst: false))
    }
}
