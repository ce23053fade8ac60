import HTTP
import SQLite
import Testing

@testable import Chaland
@testable import Shell
@testable import Shops

extension TestSite {
    /// A visitor taps a face at a shop, and then says more; each from a network of their own unless `browser` is given.
    /// Returns the path of the encounter, `/rencontre/…`.
    @discardableResult func visit(
        _ code: String = "7KQ2", feeling: Int = 5, by browser: Browser? = nil, details: [(String, String)] = []
    ) async throws -> String {
        let browser = browser ?? newVisitor()
        let answer = try await browser.post("/b/\(code)", [("feeling", String(feeling))])
        #expect(answer.status == .seeOther)
        let path = try #require(answer.location)
        if !details.isEmpty { #expect(try await browser.post(path, details).status == .seeOther) }
        return path
    }

    /// A browser in a network where none has been before.
    func newVisitor() -> Browser {
        visitors += 1
        let browser = self.as(.guest)
        browser.address = "198.18.\(visitors / 250).\(visitors % 250 + 1)"
        return browser
    }

    /// Taps from different browsers of one network. Returns their statuses.
    @discardableResult func flood(
        _ count: Int, _ code: String = "7KQ2", feeling: Int = 1, from address: String = "192.0.2.7"
    ) async throws -> [Status] {
        let flooder = self.as(.guest)
        flooder.address = address
        var statuses: [Status] = []
        for _ in 0..<count {
            browsers += 1
            let answer = try await flooder.post(
                "/b/\(code)", [("feeling", String(feeling))], fields: [("User-Agent", "Browser \(browsers)")])
            statuses.append(answer.status)
        }
        return statuses
    }

    /// A visitor's review of a shop; returns the secret path of its author, `/avis/…`.
    @discardableResult func review(
        _ code: String = "7KQ2", text: String = "On m’a écouté.", pseudonym: String = "Camille du quartier"
    ) async throws -> String {
        let guest = newVisitor()
        let path = try await visit(code, by: guest)
        wait(SiteLimits.reviewDelay)
        let answer = try await guest.post(path, reviewFields(text: text, pseudonym: pseudonym))
        #expect(answer.status == .seeOther)
        return try #require(answer.location)
    }

    /// The president decides about all bursts: `counted` or `set_aside`.
    func decideBursts(_ decision: String) async throws {
        try runDueWork()
        let ids = try loop.reader.rows("SELECT public_id FROM burst WHERE outcome IS NULL") { $0.text(0) }
        #expect(!ids.isEmpty)
        for id in ids {
            let answer = try await self.as(.president).post("/moderation/\(id)/reponses", [("decision", decision)])
            #expect(answer.status == .seeOther)
        }
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
