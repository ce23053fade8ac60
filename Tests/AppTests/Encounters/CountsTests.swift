import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("Counts kept with the encounters") struct CountsTests {
    private struct Refusal: Error {}

    private static let feeling = NewEncounter(source: .visitor, feeling: 4)

    /// What may be shared by tasks of a site: encounters are recorded straight in its store, in whatever group they fall.
    private struct Counter: Sendable {
        let database: Database
        let randomness: Randomness
        let now: Instant

        init(_ site: TestSite) {
            (database, randomness, now) = (site.site.database, site.site.randomness, site.now)
        }

        @discardableResult
        func record(
            _ encounter: NewEncounter = feeling, at code: String = "7KQ2", _ moment: Instant? = nil,
            thenFail: Bool = false
        ) async throws -> Secret? {
            let (randomness, now) = (randomness, moment ?? now)
            return try await database.write { db in
                let change = try encounter.insert(at: code, at: now, randomness, in: db)
                if thenFail { throw Refusal() }
                return change
            }
        }
    }

    @Test("agree with a recount after everything that can happen to an encounter") func everything() async throws {
        let site = try TestSite(limitsRate: false)
        let guest = site.as(.guest)
        let first = try await site.visit(feeling: 1, by: guest)
        let second = try await site.visit(feeling: 2, by: guest, details: [("reason", "price")])
        try await site.visit("F10R", feeling: 3, by: guest, details: [("purchased", "yes")])
        try await Counter(site).record(NewEncounter(source: .visitor, feeling: 5, isHeld: true))
        try await Counter(site).record(NewEncounter(source: .visitor, feeling: 1, isHeld: true))
        #expect(try site.countsAgree())
        _ = try await guest.post(first, [("feeling", "5"), ("purchased", "yes")])
        _ = try await guest.post(second + "/retrait", [])
        _ = try await site.as(.baker).post("/boutiques/7kq2/rencontres", [("purchased", "no")])
        #expect(try site.counted() == 2)
        #expect(try site.countsAgree())
        site.wait(.days(8))
        _ = try await site.as(.president).post("/moderation/7kq2/rencontres", [("decision", "count")])
        try await site.visit(feeling: 3, by: guest)
        #expect(try site.countsAgree())
        try await Counter(site).record(NewEncounter(source: .visitor, feeling: 2, isHeld: true))
        _ = try await site.as(.president).post("/moderation/7kq2/rencontres", [("decision", "discard")])
        #expect(try site.countsAgree())
    }

    @Test("a write that fails after it has counted leaves nothing in them") func failing() async throws {
        let site = try TestSite(limitsRate: false)
        let store = Counter(site)
        let kept = try await withThrowingTaskGroup(of: Bool.self) { tasks in
            for number in 0..<120 {
                tasks.addTask {
                    let encounter = NewEncounter(source: .visitor, feeling: number % 5 + 1)
                    let code = number % 2 == 0 ? "7KQ2" : "F10R"
                    do {
                        _ = try await store.record(encounter, at: code, thenFail: number % 3 == 0)
                        return true
                    } catch is Refusal { return false }
                }
            }
            return try await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(kept == 80)
        #expect(try site.value("SELECT count(*) FROM encounter") == 80)
        #expect(try site.value("SELECT sum(encounters) FROM street_week") == 80)
        #expect(try site.countsAgree())
    }

    @Test("an encounter that comes and changes in one write counts once") func insideOneWrite() async throws {
        let site = try TestSite(limitsRate: false)
        let (randomness, now) = (site.site.randomness, site.now)
        try await site.site.database.write { db in
            _ = try Self.feeling.insert(at: "7KQ2", at: now, randomness, in: db)
            try db.run("UPDATE encounter SET feeling = 1")
            _ = try Self.feeling.insert(at: "7KQ2", at: now, randomness, in: db)
            try db.run("UPDATE encounter SET withdrawn_at = 1 WHERE feeling = 4")
        }
        #expect(try site.counted() == 1 && site.counted("feeling = 1") == 1)
        #expect(try site.countsAgree())
    }

    @Test("many at once on one street agree, each with a code of its own") func concurrent() async throws {
        let site = try TestSite(limitsRate: false)
        let store = Counter(site)
        let codes = try await withThrowingTaskGroup(of: Secret?.self) { tasks in
            for number in 0..<64 {
                tasks.addTask { try await store.record(at: number % 3 == 0 ? "F10R" : "7KQ2") }
            }
            return try await tasks.reduce(into: [Secret]()) { all, code in all += code.map { [$0] } ?? [] }
        }
        #expect(Set(codes.map(\.text)).count == 64)
        #expect(try site.value("SELECT count(*) FROM encounter") == 64)
        #expect(try site.countsAgree())
        let guest = site.as(.guest)
        for code in codes { #expect(try await guest.get("/rencontre/" + code.grouped).status == .ok) }
    }

    private static let limit = SiteLimits.uncountedEncounters

    /// What a visitor sees and what the baker sees, put together.
    private func figures(_ site: TestSite) throws -> [Int] {
        try [site.counted()] + ShopFeelings.counts(of: site.bakery, in: site.loop.reader)
    }

    @Test("of a shop are added up when many have come; until then they are counted when read") func together()
        async throws
    {
        let site = try TestSite(limitsRate: false)
        let store = Counter(site)
        for number in 1...(3 * Self.limit) {
            try await store.record(at: "7KQ2", site.now + number)
            #expect(try figures(site) == [number, 0, 0, 0, number, 0])
        }
        let counted = try site.value("SELECT sum(encounters) FROM shop_week")
        #expect(counted == 2 * Self.limit)
        #expect(try site.value("SELECT sum(encounters) FROM shop_feeling") == counted)
        #expect(try site.countsAgree())
    }

    @Test("hold whatever the clock does: a second of many, a clock that goes back, one that was ahead") func clocks()
        async throws
    {
        let site = try TestSite(limitsRate: false)
        let store = Counter(site)
        var number = 0
        func record(_ count: Int, _ seconds: Int) async throws {
            for _ in 0..<count {
                try await store.record(at: "7KQ2", site.now + seconds)
                number += 1
            }
            #expect(try figures(site) == [number, 0, 0, 0, number, 0])
            #expect(try site.countsAgree())
        }
        try await record(2 * Self.limit, 0)
        try await record(5, -.days(40))
        try await record(5, 1)
        try await record(Self.limit, .days(300))
        try await record(5, 2)
        try await record(5, .days(301))
    }

    @Test("follow what happens to encounters before and after they are added up") func changes() async throws {
        let site = try TestSite(limitsRate: false)
        let store = Counter(site)
        let held = NewEncounter(source: .visitor, feeling: 2, isHeld: true)
        for number in 0..<(Self.limit + 20) {
            try await store.record(number % 10 == 0 ? held : Self.feeling, at: "7KQ2", site.now + number)
        }
        let withdrawn = "UPDATE encounter SET withdrawn_at = 1, held_at = NULL"
        try await site.site.database.write { db in
            try db.run(withdrawn + " WHERE id % 7 = 0")
            try db.run("UPDATE encounter SET feeling = 1, purchased = 1 WHERE id % 5 = 0")
            try db.run("UPDATE encounter SET held_at = NULL WHERE id % 3 = 0")
        }
        let real = try site.value("SELECT count(*) FROM encounter WHERE held_at IS NULL AND withdrawn_at IS NULL")
        #expect(try site.counted() == real)
        #expect(try site.countsAgree())
        for number in 0..<(2 * Self.limit) { try await store.record(at: "7KQ2", site.now + 1_000 + number) }
        #expect(try site.counted() == real + 2 * Self.limit)
        try await site.site.database.write { try $0.run(withdrawn) }
        #expect(try figures(site) == [0, 0, 0, 0, 0, 0])
        #expect(try site.countsAgree())
    }

    @Test("are right when another process records and adds up at the same shop") func twoProcesses() async throws {
        let site = try TestSite(limitsRate: false)
        let other = try Store.open(site.site.database.path)
        let (randomness, now) = (site.site.randomness, site.now)
        for number in 0..<(2 * Self.limit) {
            let moment = now + number
            for database in [site.site.database, other] {
                try await database.write { db in
                    _ = try Self.feeling.insert(at: "7KQ2", at: moment, randomness, in: db)
                }
            }
        }
        other.close()
        #expect(try site.counted() == 4 * Self.limit)
        #expect(try site.countsAgree())
    }

    @Test("nothing of a write that failed is remembered") func undone() async throws {
        let site = try TestSite(limitsRate: false)
        let store = Counter(site)
        for number in 0..<Self.limit { try await store.record(at: "7KQ2", site.now + number) }
        // Adds up, and is undone.
        await #expect(throws: Refusal.self) {
            try await store.record(at: "7KQ2", site.now + Self.limit, thenFail: true)
        }
        #expect(try site.value("SELECT count(*) FROM shop_week") == 0)
        try await store.record(at: "7KQ2", site.now)
        #expect(try site.counted() == Self.limit + 1)
        #expect(try site.countsAgree())
    }

    @Test("a shop that leaves the street or gets another code is found anew") func codes() async throws {
        let site = try TestSite(limitsRate: false)
        let store = Counter(site)
        #expect(try await store.record() != nil)
        try site.changeShops("UPDATE shop SET removed_at = 1 WHERE code = '7KQ2'")
        #expect(try await store.record() == nil)
        try site.changeShops("UPDATE shop SET removed_at = NULL WHERE code = '7KQ2'")
        #expect(try await store.record() != nil)
        try site.changeShops("UPDATE shop SET code = 'N3W0' WHERE code = '7KQ2'")
        #expect(try await store.record() == nil)
        #expect(try await store.record(at: "N3W0") != nil)
        #expect(try site.counted() == 3)
    }
}
