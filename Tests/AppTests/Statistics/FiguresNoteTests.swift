import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters

@Suite("The sentence under figures") struct FiguresNoteTests {
    /// Pages with figures, and who sees them.
    private static let pages: [(TestSite.Person, String)] = [
        (.president, "/accueil"), (.baker, "/accueil"), (.baker, "/boutiques/7kq2/rencontres"),
        (.guest, "/boutiques/boulangerie-de-l-etoile-7kq2"),
    ]

    private func expect(_ french: String, _ english: String, on site: TestSite) async throws {
        for (person, path) in Self.pages {
            #expect(try await site.as(person).get(path).text.contains(french), "\(person) \(path): \(french)")
            #expect(
                try await site.as(person).get("/en" + path).text.contains(english), "\(person) \(path): \(english)")
        }
    }

    @Test("it states when the figures were made and how many encounters followed") func says() async throws {
        let site = try TestSite()
        try await expect(
            "Les premiers chiffres arrivent la nuit qui suit la première rencontre.",
            "The first figures will appear the night after the first encounter.", on: site)
        try await site.visit()
        try await expect(
            "Les premiers chiffres arrivent la nuit prochaine\u{202F}; 1 rencontre déjà enregistrée.",
            "The first figures will appear tonight; 1 encounter recorded so far.", on: site)
        try site.night()
        try await expect(
            "Chiffres de cette nuit\u{202F}; aucune rencontre depuis.", "Figures from last night; no encounters since.",
            on: site)
        try await site.visit()
        try await expect(
            "Chiffres de cette nuit\u{202F}; 1 rencontre depuis.", "Figures from last night; 1 encounter since.",
            on: site
        )
        for _ in 0..<2 { try await site.visit() }
        try await expect(
            "Chiffres de cette nuit\u{202F}; 3 rencontres depuis.", "Figures from last night; 3 encounters since.",
            on: site)
    }

    @Test("after a missed night it states the last counted day") func missed() async throws {
        let site = try TestSite()
        try await site.visit()
        try site.night()
        site.wait(.days(2))
        try await site.visit()
        try await expect(
            "Chiffres jusqu’au 2\u{A0}mars 2026\u{202F}; 1 rencontre depuis.",
            "Figures up to 2\u{A0}March 2026; 1 encounter since.", on: site)
    }

    @Test("held and withdrawn encounters are left out; those of another shop count for the association only")
    func counted() async throws {
        let site = try TestSite()
        try await site.visit()
        try site.night()
        try await site.flood(11, "F10R")
        let guest = site.newVisitor()
        let path = try await site.visit(by: guest)
        _ = try await guest.post(path + "/retrait")
        _ = try await site.as(.baker).post("/comptoir/7kq2", [("purchased", "yes")])
        let held = try site.value("SELECT count(*) FROM encounter WHERE held_at IS NOT NULL")
        #expect(held == 1)
        #expect(try await site.as(.president).get("/accueil").text.contains("; 11 rencontres depuis."))
        #expect(try await site.as(.baker).get("/accueil").text.contains("; 1 rencontre depuis."))
    }
}
