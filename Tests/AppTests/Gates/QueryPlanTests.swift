@testable import Shell
import HTTP
import SQLite
import Testing

@testable import Chaland

/// Everything the pages ask of the store is found by an index: a street of 2,000 shops must not cost twenty times one of 100.
@Suite("Every statement") struct QueryPlanTests {
    /// What may read a whole table: it has one row, or it must read all of them and says why.
    private static let allowed = [
        "SCAN CONSTANT ROW", "SCAN association", "SCAN first_steps",
        // What waits for the president or for a reply: as many rows as wait.
        "USING INDEX review_waiting", "USING INDEX review_unanswered", "encounter USING INDEX encounter_held",
        "SCAN held",
        // Aggregates over an index that holds everything they need.
        "USING COVERING INDEX", "VIRTUAL TABLE",
        // The whole directory, read by a loop once a minute; the list of invitations shows every shop.
        "SCAN shop USING INDEX shop_by_name",
        // Thirty projects at most, found by their words.
        "SCAN found",
        // The hours of all shops, read by a loop once a minute for the whole directory.
        "SCAN opening_hours",
        // The list of projects, the newest first, twenty at a time.
        "SCAN project USING INDEX project_by_date", "SCAN project USING INDEX project_public",
    ]

    private func scans(_ sql: String, _ reader: Reader) throws -> [String] {
        try reader.plan(of: sql).filter { line in
            line.hasPrefix("SCAN ") && !Self.allowed.contains { line.contains($0) }
        }
    }

    @Test("prepared while the street is looked at and written to is found by an index") func plans() async throws {
        let log = StatementLog()
        let site = try TestSite(log: log)
        for person in TestSite.Person.allCases {
            for route in siteMap.routes where route.method == .get {
                for segment in ["7kq2", "zzzz"] {
                    let path = route.path.split(separator: "/").map { $0.hasPrefix(":") ? segment : String($0) }
                    _ = try await site.as(person).get(
                        "/" + path.joined(separator: "/") + "?q=pain&metier=fleuriste&rue=rue+royale&ouvert=1")
                }
            }
            for route in siteMap.routes where route.method == .post && route.path != "/deconnexion" {
                let path = route.path.split(separator: "/").map { $0.hasPrefix(":") ? "7kq2" : String($0) }
                _ = try await site.as(person).post(
                    "/" + path.joined(separator: "/"),
                    [
                        ("feeling", "4"), ("purchased", "1"), ("title", "Noël"), ("purpose", "Des lumières"),
                        ("name", "Le Four"), ("trade", "Boulangerie"), ("text", "Merci"), ("version", "1"),
                    ])
            }
        }
        #expect(log.statements.count > 40)
        for sql in log.statements
        where sql.uppercased().hasPrefix("SELECT") || sql.uppercased().hasPrefix("WITH")
            || sql.uppercased().hasPrefix("UPDATE") || sql.uppercased().hasPrefix("DELETE")
        {
            let found = try scans(sql, site.loop.reader)
            #expect(found == [], "\(sql)")
        }
    }

    @Test("that reads a whole table would be seen") func plantedViolation() throws {
        let site = try TestSite()
        #expect(try scans("SELECT id FROM shop WHERE phone = ?1", site.loop.reader) != [])
    }
}
