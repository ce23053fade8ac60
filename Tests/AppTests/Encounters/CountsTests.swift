import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("Counts kept with the encounters") struct CountsTests {
    private struct Refusal: Error {}

    private static let feeling = NewEncounter(source: .visitor, feeling: 4)

    /// What may be shared by tasks of a site: encounters are recorded straight in its store, in whatever group they fall.
    private struct Store: Sendable {
        let database: Database
        let randomness: Randomness
        let now: Instant

        init(_ site: TestSite) {
            (database, randomness, now) = (site.site.database, site.site.randomness, site.now)
        }

        @discardableResult
        func record(
            _ encounter: NewEncounter = feeling, at code: String = "7KQ2", thenFail: Bool = false
        ) async throws -> Secret? {
            let (randomness, now) = (randomness, now)
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
        try await Store(site).record(NewEncounter(source: .visitor, feeling: 5, isHeld: true))
        try await Store(site).record(NewEncounter(source: .visitor, feeling: 1, isHeld: true))
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
        try await Store(site).record(NewEncounter(source: .visitor, feeling: 2, isHeld: true))
        _ = try await site.as(.president).post("/moderation/7kq2/rencontres", [("decision", "discard")])
        #expect(try site.countsAgree())
    }

    @Test("a write that fails after it has counted leaves nothing in them") func failing() async throws {
        let site = try TestSite(limitsRate: false)
        let store = Store(site)
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
        let store = Store(site)
        let codes = try await withThrowingTaskGroup(of: Secret?.self) { tasks in
            for number in 0..<64 {
                tasks.addTask { try await store.record(at: number % 3 == 0 ? "F10R" : "7KQ2") }
            }
            return try await tasks.reduce(into: [Secret]()) { all, code in all += code.map { [$0] } ?? [] }
        }
        #expect(Set(codes.map(\.text)).count == 64)
        #expect(try site.value("SELECT sum(encounters) FROM shop_week") == 64)
        #expect(try site.countsAgree())
        let guest = site.as(.guest)
        for code in codes { #expect(try await guest.get("/rencontre/" + code.grouped).status == .ok) }
    }
}
