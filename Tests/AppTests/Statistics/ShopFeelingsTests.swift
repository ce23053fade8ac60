import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("Published feelings of a shop") struct ShopFeelingsTests {
    private let bakeryPage = "/boutiques/boulangerie-de-l-etoile-7kq2"
    /// Pages with data of the bakery's visitors, and the person who opens each.
    private static let pages: [(TestSite.Person, String)] = [
        (.guest, "/boutiques/boulangerie-de-l-etoile-7kq2"), (.baker, "/boutiques/boulangerie-de-l-etoile-7kq2"),
        (.baker, "/boutiques/7kq2/rencontres"), (.baker, "/boutiques/7kq2/rencontres.csv"), (.baker, "/accueil"),
        (.president, "/boutiques/7kq2/rencontres"), (.president, "/boutiques/7kq2/rencontres.csv"),
        (.president, "/accueil"), (.president, "/moderation"), (.florist, "/accueil"),
        (.guest, "/boutiques"), (.guest, "/b/7KQ2"),
    ]

    private func shown(_ site: TestSite) throws -> [Int] {
        try ShopFeelings.shown(of: site.bakery, in: site.loop.reader).counts
    }

    @Test(
        "published from five answers up, then changed when five are added or removed",
        arguments: [
            ([0, 0, 0, 0, 0], [0, 0, 0, 0, 4], nil), ([0, 0, 0, 0, 0], [0, 0, 0, 0, 5], [0, 0, 0, 0, 5]),
            ([0, 0, 0, 0, 5], [0, 0, 0, 4, 5], nil), ([0, 0, 0, 0, 5], [1, 0, 0, 4, 5], [1, 0, 0, 4, 5]),
            ([0, 0, 3, 0, 7], [0, 0, 0, 0, 6], nil), ([0, 0, 3, 0, 7], [0, 0, 0, 0, 5], [0, 0, 0, 0, 5]),
            ([0, 0, 3, 0, 3], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]), ([0, 0, 3, 0, 3], [0, 0, 0, 0, 3], nil),
            ([5, 0, 0, 0, 0], [2, 0, 0, 0, 2], [0, 0, 0, 0, 0]), ([5, 0, 0, 0, 0], [3, 0, 0, 0, 2], nil),
            ([5, 5, 5, 5, 5], [5, 5, 5, 5, 5], nil),
        ] as [([Int], [Int], [Int]?)])
    func rule(_ shown: [Int], _ counted: [Int], _ next: [Int]?) {
        func feelings(_ counts: [Int]) -> ShopFeelings { ShopFeelings(counts: counts, networks: counts) }
        #expect(feelings(shown).next(counted: feelings(counted), least: 5)?.counts == next)
    }

    @Test("the page shows nothing at four answers, five the next night, and changes at ten, not at nine") func page()
        async throws
    {
        let site = try TestSite(limitsRate: false)
        func visit(_ count: Int, feeling: Int) async throws {
            for _ in 0..<count { try await site.visit(feeling: feeling) }
            try site.night()
        }
        try await visit(4, feeling: 5)
        #expect(try shown(site) == [0, 0, 0, 0, 0])
        #expect(try await site.as(.guest).get(bakeryPage).text.contains("à partir de cinq réponses"))
        try await visit(1, feeling: 1)
        #expect(try shown(site) == [1, 0, 0, 0, 4])
        #expect(
            try await site.as(.guest).get(bakeryPage).text.contains("5 réponses sur un téléphone, avec ou sans achat."))
        for _ in 1...4 {
            try await visit(1, feeling: 2)
            #expect(try shown(site) == [1, 0, 0, 0, 4])
        }
        try await visit(1, feeling: 3)
        #expect(try shown(site) == [1, 4, 1, 0, 4])
    }

    @Test("five withdrawn answers change the published feelings, four do not") func removed() async throws {
        let site = try TestSite(limitsRate: false)
        for _ in 0..<12 { try await site.visit(feeling: 4) }
        try site.night()
        #expect(try shown(site) == [0, 0, 0, 12, 0])
        for (count, expected) in [(4, 12), (1, 7)] {
            let now = site.now
            try site.write { db in
                try db.run(
                    """
                    UPDATE encounter SET withdrawn_at = ?1
                     WHERE id IN (SELECT id FROM encounter WHERE withdrawn_at IS NULL LIMIT ?2)
                    """, now, count)
                try Figures.mark(#require(Day("2026-03-02")), in: db)
            }
            try site.night()
            #expect(try shown(site) == [0, 0, 0, expected, 0])
        }
    }

    /// The words for faces on a page, with their counts; without the number of encounters, which is live.
    private func faces(_ person: TestSite.Person, _ path: String, _ site: TestSite) async throws -> [String] {
        let page = try await site.as(person).get(path)
        #expect(page.status == .ok, "\(person) \(path)")
        let words = ["Très mal", "Mal", "Moyen", "Bien", "Très bien", "Parole de visiteur"]
        // The buttons with five faces are not figures.
        let text = path.hasPrefix("/b/") ? "" : page.text
        return words.map { "\($0) \(text.components($0))" }
            + text.matches(of: #/<span class="number">(\d+)</#).map { String($0.output.1) }
    }

    @Test("on no page do faces change by fewer than five answers, by day or by night") func steps()
        async throws
    {
        let site = try TestSite(limitsRate: false)
        var before: [[String]] = []
        func look() async throws -> [[String]] {
            var faces: [[String]] = []
            for (person, path) in Self.pages { faces.append(try await self.faces(person, path, site)) }
            return faces
        }
        before = try await look()
        var since = 0
        var moved = 0
        for number in 1...23 {
            let path = try await site.visit(feeling: number % 5 + 1, details: [("note", "Parole de visiteur")])
            if number == 7 { _ = try await site.as(.guest).post(path + "/retrait") } else { since += 1 }
            #expect(try await look() == before, "after answer \(number)")
            if number % 3 != 0 { try site.night() }
            let now = try await look()
            guard now != before else { continue }
            #expect(since >= 5, "moved by \(since) answers")
            (before, since, moved) = (now, 0, moved + 1)
        }
        #expect(moved == 4)
    }

    @Test("a released answer is listed once the published feelings count it") func releasedLater() async throws {
        let site = try TestSite(limitsRate: false)
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            let held = NewEncounter(source: .visitor, feeling: 1, isHeld: true)
            for _ in 0..<3 { _ = try held.insert(at: bakery, at: now, in: db) }
        }
        for _ in 0..<5 { try await site.visit(feeling: 5) }
        try site.night()
        try await site.decideBursts("counted")
        try site.night()
        let list = "/boutiques/7kq2/rencontres.csv"
        #expect(!(try await site.as(.baker).get(list).text.contains("Très mal")))
        for _ in 0..<2 { try await site.visit(feeling: 5) }
        try site.night()
        #expect(try shown(site) == [3, 0, 0, 0, 7])
        #expect(try await site.as(.baker).get(list).text.components("Très mal") == 3)
    }

    @Test("a salesperson's own notes are listed at once, those of a colleague the next night") func notes() async throws
    {
        let site = try TestSite()
        let path = "/boutiques/7kq2/rencontres"
        _ = try await site.as(.baker).post("/comptoir/7kq2", [("reason", "price")])
        let counter = try await site.as(.baker).get("/comptoir/7kq2").text
        #expect(counter.contains("<p class=\"what\">Sans achat, le prix</p>"))
        #expect(!(try await site.as(.president).get(path).text.contains("<p class=\"what\">Sans achat")))
        try site.night()
        #expect(try await site.as(.president).get(path).text.contains("<p class=\"what\">Sans achat, le prix</p>"))
        #expect(try await site.as(.baker).get(path).text.components("<p class=\"what\">Sans achat, le prix</p>") == 1)
    }
}
