@testable import Shops
import HTTP
import SQLite
import Testing

@testable import Chaland

extension TestSite {
    /// A visitor taps a face at a shop; returns the path of the encounter, `/rencontre/…`.
    @discardableResult func visit(
        _ code: String = "7KQ2", feeling: Int = 5, by browser: Browser? = nil, details: [(String, String)] = []
    ) async throws -> String {
        let answer = try await (browser ?? self.as(.guest)).post("/b/\(code)", [("feeling", String(feeling))] + details)
        #expect(answer.status == .seeOther)
        return try #require(answer.location)
    }

    /// A visitor's review of a shop; returns the secret path of its author, `/avis/…`.
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

    /// How many encounters of the bakery count, in its figures or not yet.
    func counted(_ condition: String = "1") throws -> Int {
        try value(
            """
            SELECT count(*)
              FROM (SELECT source, ifnull(purchased, 2) AS outcome, ifnull(feeling, 0) AS feeling FROM encounter
                     WHERE shop_id = \(bakery.rawValue) AND held_at IS NULL AND withdrawn_at IS NULL)
             WHERE \(condition)
            """)
    }
}
