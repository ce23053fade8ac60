import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("What met before the moment of a shop is in its counts, the rest is not") struct CountedBeforeTests {
    private struct Refusal: Error {}

    /// The figures of each shop, as its pages say them, are what a recount says.
    private func figuresAgree(in reader: Reader, today: Day) throws -> Bool {
        let shops = try reader.rows("SELECT id FROM shop") { Shop.ID(rawValue: $0.int(0)) }
        for shop in shops {
            var (feelings, encounters) = ([0, 0, 0, 0, 0], 0)
            try reader.forEach(
                "SELECT feeling FROM encounter WHERE shop_id = ?1 AND held_at IS NULL AND withdrawn_at IS NULL", shop
            ) { row in
                if let feeling = row.optionalInt(0) { feelings[feeling - 1] += 1 }
                encounters += 1
            }
            let weeks = try WeekCount.of(shop, last: 300, upTo: today, in: reader)
            guard try ShopFeelings.counts(of: shop, in: reader) == feelings,
                weeks.map(\.all.total).reduce(0, +) == encounters
            else { return false }
        }
        return try countsAgree(in: reader)
    }

    /// One thing that happens on the street, to a shop chosen by `number`.
    private static func happen(_ number: Int, _ randomness: Randomness, at now: Instant, in db: Writer) throws {
        let code = number % 3 == 0 ? "F10R" : "7KQ2"
        switch number % 20 {
        case 0: try db.run("UPDATE encounter SET feeling = 6 - feeling WHERE id % 17 = ?1", number % 17)
        case 1: try db.run("UPDATE encounter SET held_at = NULL WHERE id % 5 = ?1", number % 5)
        case 2:
            try db.run(
                "UPDATE encounter SET withdrawn_at = ?2, held_at = NULL, note = NULL WHERE id % 13 = ?1", number % 13,
                now)
        case 3: try db.run("UPDATE encounter SET purchased = ?2 WHERE id % 7 = ?1", number % 7, number % 2)
        case 5: try db.run("DELETE FROM encounter WHERE id % 19 = ?1", number % 19)
        case 6: try db.run("UPDATE encounter SET shop_id = 3 - shop_id WHERE id % 11 = ?1", number % 11)
        case 7:
            // Among them some that met before there were such moments, others in days to come.
            let away = [-Int.days(1), .days(8), -now.seconds - 60][number % 3]
            try db.run("UPDATE encounter SET met_at = met_at + ?2 WHERE id % 23 = ?1", number % 23, away)
        case 8: try db.run("UPDATE encounter SET week_on = '2026-02-16' WHERE id % 29 = ?1", number % 29)
        case 9: try db.run("UPDATE encounter SET source = 'salesperson' WHERE id % 31 = ?1", number % 31)
        case 4:
            try db.run("UPDATE shop SET removed_at = iif(removed_at IS NULL, ?2, NULL) WHERE code = ?1", code, now)
            try DirectoryStamp.renew(in: db)
        default:
            // A clock that goes back, and one that was ahead.
            let away = number % 31 == 0 ? -Int.days(20) : number % 37 == 0 ? Int.days(9) : 0
            for feeling in 1...(number % 5 + 1) {
                let encounter = NewEncounter(source: .visitor, feeling: feeling, isHeld: number % 9 == 0)
                _ = try encounter.insert(at: code, at: now + away, randomness, in: db)
            }
        }
        if number % 11 == 0 { throw Refusal() }
    }

    @Test("whatever happens, in whatever groups, by two programs") func everything() async throws {
        let site = try TestSite(limitsRate: false)
        let other = try Store.open(site.site.database.path)
        defer { other.close() }
        let randomness = site.site.randomness
        for round in 0..<40 {
            site.wait(round % 3)
            let (database, now) = (round % 4 == 3 ? other : site.site.database, site.now)
            await withTaskGroup(of: Void.self) { tasks in
                for number in (round * 24)..<(round * 24 + 24) {
                    tasks.addTask {
                        try? await database.write { try Self.happen(number, randomness, at: now, in: $0) }
                    }
                }
            }
            try #require(try figuresAgree(in: site.loop.reader, today: (now + .days(30)).local.day), "round \(round)")
        }
        #expect(try site.value("SELECT count(*) FROM shop_count") == 2)
    }

    @Test("two thousand in one second, some of them changed before they are in the counts", arguments: [false, true])
    func oneSecond(_ areChanged: Bool) async throws {
        let site = try TestSite(limitsRate: false)
        let (database, randomness, bakery) = (site.site.database, site.site.randomness, site.bakery)
        func record(_ count: Int, at now: Instant) async throws {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 0..<count {
                    tasks.addTask {
                        try await database.write { db in
                            let encounter = NewEncounter(
                                source: .visitor, feeling: number % 5 + 1, isHeld: number % 50 == 7)
                            _ = try encounter.insert(at: "7KQ2", at: now, randomness, in: db)
                            guard areChanged, number % 40 == 3 else { return }
                            try db.run(
                                "UPDATE encounter SET purchased = 1, feeling = 5 WHERE id = ?1", db.lastInsertedID)
                        }
                    }
                }
                try await tasks.waitForAll()
            }
        }
        let uncounted = """
            SELECT count(*) FROM encounter
             WHERE shop_id = \(bakery.rawValue)
               AND met_at >= ifnull((SELECT counted_before FROM shop_count WHERE shop_id = \(bakery.rawValue)), 0)
            """
        let second = site.now
        for part in 1...20 {
            try await record(100, at: second)
            try #require(try figuresAgree(in: site.loop.reader, today: second.local.day), "after \(part) hundred")
            #expect(try site.value(uncounted) <= SiteLimits.uncountedAtOnce)
        }
        for later in 1...3 {
            try await record(80, at: second + later)
            try #require(try figuresAgree(in: site.loop.reader, today: second.local.day))
        }
        // Those of the last second alone.
        #expect(try site.value(uncounted) == 80)
    }

    @Test(
        "what another program takes away or moves, of those counted and of those not, leaves the figures right",
        arguments: [
            "DELETE FROM encounter WHERE id % 3 = 0", "UPDATE encounter SET shop_id = 3 - shop_id WHERE id % 3 = 0",
            "UPDATE encounter SET met_at = unixepoch() WHERE id % 3 = 0",
            "UPDATE encounter SET met_at = 0 WHERE id % 3 = 0",
            "UPDATE encounter SET met_at = -5 WHERE id % 3 = 0",
            "UPDATE encounter SET week_on = '2026-02-16' WHERE id % 3 = 0",
            "UPDATE encounter SET source = 'salesperson', feeling = NULL WHERE id % 3 = 0",
            "UPDATE encounter SET shop_id = 2, met_at = 5, week_on = '2026-02-16', purchased = 0, held_at = NULL",
            "UPDATE encounter SET held_at = 5 WHERE id % 3 = 0", "DELETE FROM encounter",
            "DELETE FROM shop WHERE id = 1",
        ])
    func elsewhere(_ change: String) async throws {
        let site = try TestSite(limitsRate: false)
        let (randomness, start) = (site.site.randomness, site.now)
        func record(_ seconds: Range<Int>) throws {
            try site.write { db in
                for second in seconds {
                    for code in ["7KQ2", "F10R"] {
                        let encounter = NewEncounter(
                            source: .visitor, feeling: second % 5 + 1, isHeld: second % 7 == 0)
                        _ = try encounter.insert(at: code, at: start + second, randomness, in: db)
                    }
                }
            }
        }
        let today = (Instant(seconds: 1_900_000_000)).local.day
        try record(0..<100)
        let other = try Store.open(site.site.database.path)
        defer { other.close() }
        try other.writeNow { _ = try $0.run(change) }
        #expect(try figuresAgree(in: site.loop.reader, today: today))
        try record(100..<300)
        #expect(try figuresAgree(in: site.loop.reader, today: today))
        // And by this program itself, of what it has just tallied.
        try site.write { _ = try $0.run(change) }
        #expect(try figuresAgree(in: site.loop.reader, today: today))
        try record(300..<500)
        #expect(try figuresAgree(in: site.loop.reader, today: today))
    }

    @Test(
        "an encounter another program wrote against the rules is counted too, and stops nothing",
        arguments: [
            "feeling = 9", "feeling = -1", "week_on = 'some weeks'", "week_on = '2026-13-40'", "source = 'nobody'",
            "purchased = 7",
        ])
    func againstTheRules(_ change: String) async throws {
        let site = try TestSite(limitsRate: false)
        let (database, randomness, now) = (site.site.database, site.site.randomness, site.now)
        let encounter = NewEncounter(source: .visitor, feeling: 4)
        for _ in 0..<3 { _ = try site.write { try encounter.insert(at: "7KQ2", at: now, randomness, in: $0) } }
        let other = try Store.open(database.path)
        try other.writeNow {
            try $0.execute("PRAGMA ignore_check_constraints = ON; UPDATE encounter SET \(change) WHERE id < 3")
        }
        for second in 1...150 {
            _ = try site.write { try encounter.insert(at: "7KQ2", at: now + second, randomness, in: $0) }
        }
        #expect(try await site.as(.guest).get("/b/7KQ2").status == .ok)
        #expect(try await site.as(.baker).get("/boutiques/7kq2/rencontres").status == .ok)
        let wrong = try site.value(
            """
            SELECT (SELECT count(*) FROM
                        (SELECT shop_id, week_on, source, ifnull(purchased, 2), ifnull(feeling, 0), count(*)
                           FROM encounter JOIN shop_count USING (shop_id) WHERE met_at < counted_before
                          GROUP BY 1, 2, 3, 4, 5
                         EXCEPT SELECT * FROM shop_week))
                 + (SELECT count(*) FROM
                        (SELECT shop_id, ifnull(feeling, 0), count(*)
                           FROM encounter JOIN shop_count USING (shop_id) WHERE met_at < counted_before GROUP BY 1, 2
                         EXCEPT SELECT * FROM shop_feeling))
            """)
        #expect(wrong == 0)
        #expect(try site.value("SELECT sum(encounters) FROM shop_feeling") >= 64)
    }
}
