import HTTP
import SQLite
import Testing

@testable import Chaland

extension TestSite {
    /// A visitor touches a face at a shop; gives the path of the encounter, `/rencontre/…`.
    @discardableResult func visit(
        _ code: String = "7KQ2", feeling: Int = 5, by browser: Browser? = nil, details: [(String, String)] = []
    ) async throws -> String {
        let answer = try await (browser ?? self.as(.guest)).post("/b/\(code)", [("feeling", String(feeling))] + details)
        #expect(answer.status == .seeOther)
        return try #require(answer.location)
    }

    /// A visitor's review of a shop; gives the path only its author has, `/avis/…`.
    @discardableResult func review(
        _ code: String = "7KQ2", text: String = "On m’a écouté.", pseudonym: String = "Camille du quartier"
    ) async throws -> String {
        let guest = self.as(.guest)
        let path = try await visit(code, by: guest)
        let answer = try await guest.post(path, reviewFields(text: text, pseudonym: pseudonym))
        #expect(answer.status == .seeOther)
        return try #require(answer.location)
    }

    func reviewFields(
        text: String = "On m’a écouté.", pseudonym: String = "Camille du quartier",
        email: String = "camille@example.net",
        on day: String = "2026-03-02"
    ) -> [(String, String)] {
        [
            ("note", text), ("publish", "1"), ("pseudonym", pseudonym), ("email", email), ("experience_on", day),
        ]
    }

    /// How many encounters the figures of the bakery say there are: those in its counts, and those since.
    func counted(_ condition: String = "1") throws -> Int {
        let uncounted = ShopCounts.uncounted.replacing("?1", with: String(bakery.rawValue))
        return try value(
            """
            SELECT ifnull(sum(encounters), 0)
              FROM (SELECT week_on, source, outcome, feeling, encounters FROM shop_week WHERE shop_id = \(bakery.rawValue)
                    UNION ALL
                    SELECT week_on, source, ifnull(purchased, 2), ifnull(feeling, 0), 1 FROM encounter WHERE \(uncounted))
             WHERE \(condition)
            """)
    }

    /// The tables of counts say what the encounters say.
    func countsAgree() throws -> Bool { try AppTests.countsAgree(in: loop.reader) }
}

/// Whether the tables of counts say what the encounters say.
func countsAgree(in reader: Reader) throws -> Bool {
    let counting = "FROM encounter WHERE held_at IS NULL AND withdrawn_at IS NULL"
    let atShops = """
        FROM encounter LEFT JOIN shop_count USING (shop_id)
        WHERE met_at < ifnull(counted_before, 0) AND held_at IS NULL AND withdrawn_at IS NULL
        """
    let tables = [
        (
            "SELECT shop_id, week_on, source, outcome, feeling, encounters FROM shop_week WHERE encounters <> 0",
            "SELECT shop_id, week_on, source, ifnull(purchased, 2), ifnull(feeling, 0), count(*) \(atShops) GROUP BY 1, 2, 3, 4, 5"
        ),
        (
            "SELECT week_on, outcome, encounters FROM street_week WHERE encounters <> 0",
            "SELECT week_on, ifnull(purchased, 2), count(*) \(counting) GROUP BY 1, 2"
        ),
        (
            "SELECT shop_id, feeling, encounters FROM shop_feeling WHERE encounters <> 0",
            "SELECT shop_id, ifnull(feeling, 0), count(*) \(atShops) GROUP BY 1, 2"
        ),
        (
            "SELECT shop_id, encounters FROM shop_held WHERE encounters <> 0",
            """
            SELECT shop_id, count(*) FROM encounter WHERE held_at IS NOT NULL AND withdrawn_at IS NULL GROUP BY 1
            """
        ),
    ]
    for (kept, real) in tables {
        for (more, fewer) in [(kept, real), (real, kept)] {
            let differing = "SELECT count(*) FROM (SELECT * FROM (\(more)) EXCEPT SELECT * FROM (\(fewer)))"
            if try reader.first(differing, decode: { $0.int(0) }) != 0 { return false }
        }
    }
    return true
}
