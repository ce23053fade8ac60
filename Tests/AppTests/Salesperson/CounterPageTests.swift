import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("GET /comptoir") struct CounterPageTests {
    @Test("leads straight to the one shop; several are offered; without one a sentence says what to do") func index()
        async throws
    {
        let site = try TestSite()
        #expect(try await site.as(.staff).get("/comptoir").location == "/comptoir/7kq2")
        let none = try await site.as(.treasurer).get("/comptoir").text
        #expect(none.contains("Vous ne notez de visites dans aucune boutique."))
        try site.giveSecondShop()
        let several = try await site.as(.baker).get("/comptoir").text
        #expect(several.contains("href=\"/comptoir/7kq2\"") && several.contains("href=\"/comptoir/p0rt\""))
        let second = try await site.as(.baker).get("/comptoir/p0rt").text
        #expect(second.contains("href=\"/comptoir/p0rt\" aria-current=\"true\""))
    }

    @Test("offers the reasons of the trade: no size at a bakery, never «fermé», all others when the trade says nothing")
    func reasons() async throws {
        let site = try TestSite()
        func offered() async throws -> Set<String> {
            let page = try await site.as(.baker).get("/comptoir/7kq2").text
            return Set(page.matches(of: #/name="reason" value="([a-z_]+)"/#).map { String($0.output.1) })
        }
        #expect(try await offered() == ["not_in_stock", "waiting", "price", "just_looking", "other"])
        try site.edit("7KQ2") { $0.trade = "Chaussures" }
        #expect(try await offered().contains("size"))
        try site.edit("7KQ2") { ($0.trade, $0.name) = ("Commerce", "L’Étoile") }
        let all = Set(Encounter.NoPurchaseReason.allCases.map(\.rawValue)).subtracting(["closed"])
        #expect(try await offered() == all)
        for trade in ["Boucherie", "Restaurant", "Coiffeur", "Librairie", "Opticien"] {
            #expect(!Encounter.NoPurchaseReason.atCounter(trade: trade, name: "").contains(.closed), "\(trade)")
        }
    }

    @Test("last year's week is counted on the same weekdays, notes of the counter only, for those who see figures")
    func week() async throws {
        let site = try TestSite()
        let (bakery, before) = (site.bakery, site.now - .days(364))
        try site.write { db in
            for (source, face, bought) in [
                (Encounter.Source.salesperson, nil, true), (.salesperson, nil, true), (.salesperson, nil, false),
                (.visitor, 4, true),
            ] as [(Encounter.Source, Int?, Bool)] {
                _ = try NewEncounter(source: source, feeling: face, details: EncounterDetails(purchased: bought))
                    .insert(at: bakery, at: before, in: db)
            }
        }
        _ = try await site.as(.staff).post("/comptoir/7kq2", [("purchased", "yes")])
        try site.night()
        let page = try await site.as(.baker).get("/comptoir/7kq2").text
        #expect(page.contains("mars\u{A0}: 1 visite notée, 1 avec achat."))
        #expect(page.contains("Les mêmes jours l’an dernier\u{A0}: 3 visites notées, 2 avec achat."))
        #expect(try await !site.as(.staff).get("/comptoir/7kq2").text.contains("l’an dernier"))
        #expect(try await !site.as(.florist).get("/comptoir/f10r").text.contains("3 visites notées, 2 avec achat"))
    }

    @Test("a review that waits can be answered from the counter") func review() async throws {
        let site = try TestSite()
        #expect(try await !site.as(.baker).get("/comptoir/7kq2").text.contains("attend votre réponse"))
        try await site.review(text: "Très bon pain.")
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        let page = try await site.as(.staff).get("/comptoir/7kq2").text
        #expect(page.contains("1 avis attend votre réponse") && page.contains("Très bon pain."))
        let action = "/boutiques/7kq2/avis/\(id)/reponse?from=comptoir"
        #expect(page.contains("action=\"\(action)\""))
        #expect(try await site.as(.staff).post(action, [("text", "Merci.")]).location == "/comptoir/7kq2")
    }

    @Test("«Fermé aujourd’hui» and «Je suis là» return to the counter") func absence() async throws {
        let site = try TestSite()
        let staff = site.as(.staff)
        let form = [("all", "1"), ("from", "comptoir")]
        #expect(try await staff.post("/boutiques/7kq2/absence", form).location == "/comptoir/7kq2")
        let undo = "action=\"/boutiques/7kq2/retour?from=comptoir\""
        #expect(try await staff.get("/comptoir/7kq2").text.contains(undo))
        #expect(try await staff.post("/boutiques/7kq2/retour?from=comptoir").location == "/comptoir/7kq2")
        #expect(try await staff.post("/boutiques/7kq2/absence", [("all", "1")]).location == "/accueil")
    }
}

@Suite("POST /comptoir/:shop/initiales") struct StaffInitialsTests {
    private let path = "/comptoir/7kq2/initiales"

    private func list(_ site: TestSite) async throws -> String {
        try await site.as(.baker).get("/boutiques/7kq2/rencontres").text
    }

    @Test("stand beside notes only where the shopkeeper asked; the staff are told; they can be hidden at once")
    func shows()
        async throws
    {
        let site = try TestSite()
        let staff = site.as(.staff)
        #expect(try await !staff.get("/comptoir/7kq2").text.contains("Vos initiales"))
        #expect(try await site.as(.baker).post(path, [("shown", "1")]).location == "/comptoir/7kq2")
        #expect(try await staff.get("/comptoir/7kq2").text.contains("Vos initiales, TB,"))
        try site.night()
        _ = try await staff.post("/comptoir/7kq2", [("purchased", "yes")])
        try site.night()
        #expect(try await list(site).contains("noté au comptoir par TB, <time"))
        #expect(try site.value("SELECT count(*) FROM audit_entry WHERE action = 'shop.initials'") == 1)
        _ = try await site.as(.baker).post(path, [("shown", "0")])
        #expect(try await !list(site).contains("par TB"))
    }

    @Test("never stand beside a note made before the staff were told, nor after they were hidden in between")
    func before() async throws {
        let site = try TestSite()
        func note() async throws { _ = try await site.as(.staff).post("/comptoir/7kq2", [("purchased", "yes")]) }
        try await note()
        try site.night()
        _ = try await site.as(.baker).post(path, [("shown", "1")])
        #expect(try await !list(site).contains("par TB"))
        try site.night()
        try await note()
        try site.night()
        #expect(try await list(site).components(of: "par TB").count == 2)
        for shown in ["0", "1"] { _ = try await site.as(.baker).post(path, [("shown", shown)]) }
        #expect(try await !list(site).contains("par TB"))
    }

    @Test("staff decide nothing; the file for spreadsheets has no initials") func bounds() async throws {
        let site = try TestSite()
        #expect(try await site.as(.staff).post(path, [("shown", "1")]).status == .notFound)
        #expect(try await !site.as(.staff).get("/comptoir/7kq2").text.contains(path))
        _ = try await site.as(.baker).post(path, [("shown", "1")])
        try site.night()
        _ = try await site.as(.staff).post("/comptoir/7kq2", [("purchased", "yes")])
        try site.night()
        let table = try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv").text
        #expect(table.contains("noté au comptoir") && !table.contains("TB"))
    }

    @Test(
        "are at most three letters",
        arguments: [("Paul Martin", "PM"), ("Jean-Luc Éloi", "JLÉ"), ("Anne de la Tour", "ADL"), (" ", nil), ("", nil)])
    func letters(_ name: String, _ initials: String?) { #expect(StaffInitials.text(of: name) == initials) }
}
