import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("GET /demande") struct DemandTests {
    private let site: TestSite
    private let weeks: Weeks

    init() throws {
        site = try TestSite()
        weeks = Weeks(site: site)
    }

    private func group(_ scope: Demand.Scope, _ key: String = "") -> Demand.Group {
        Demand.Group(scope: scope, key: key)
    }

    private func tallies(_ shops: ClosedRange<Int>, _ answers: Int = 2) -> [Shop.ID: Demand.Tally] {
        Dictionary(uniqueKeysWithValues: shops.map { (Shop.ID(rawValue: $0), Demand.Tally(answers: answers)) })
    }

    @Test("a figure needs three shops and five answers") func threshold() {
        #expect(Demand.shown([group(.all): tallies(1...3)]) == [group(.all)])
        #expect(Demand.shown([group(.all): tallies(1...2, 50)]) == [])
        #expect(Demand.shown([group(.all): tallies(1...3, 1)]) == [])
    }

    @Test("a figure is left out when another one less it is that of one or two shops") func difference() {
        let street = group(.street, "rue basse")
        #expect(Demand.shown([group(.all): tallies(1...8), street: tallies(1...5)]) == [group(.all), street])
        #expect(Demand.shown([group(.all): tallies(1...7), street: tallies(1...5)]) == [group(.all)])
        #expect(Demand.shown([street: tallies(1...5), group(.trade, "café"): tallies(1...4)]) == [street])
        // The same shops are the same figure: it says nothing more.
        #expect(Demand.shown([group(.all): tallies(1...5), street: tallies(1...5)]) == [group(.all), street])
    }

    @Test("a figure is left out when all streets together leave one or two shops") func rest() {
        let streets = [group(.street, "a"): tallies(1...5), group(.street, "b"): tallies(6...9)]
        let shown = Demand.shown(streets.merging([group(.all): tallies(1...10)]) { $1 })
        #expect(shown == [group(.all), group(.street, "a")])
    }

    /// Closed doors at five shops: twelve on Thursdays, three on Mondays.
    private func closedDoors() throws {
        let shops = try weeks.open(5)
        for (number, shop) in shops.enumerated() {
            try weeks.record(
                2, at: shop, EncounterDetails(purchased: false, reason: .closed), weeks: number % 2, weekday: 4)
        }
        for shop in shops.prefix(2) {
            try weeks.record(
                1, at: shop, by: .salesperson, EncounterDetails(purchased: false, reason: .closed), weekday: 4)
        }
        for shop in shops.prefix(3) {
            try weeks.record(1, at: shop, EncounterDetails(purchased: false, reason: .closed), weekday: 1)
        }
        try weeks.make()
    }

    @Test("says what is missing, where and on which day; one click begins a project with it") func project()
        async throws
    {
        try closedDoors()
        let baker = site.as(.baker)
        let page = try await baker.get("/demande").text
        #expect(page.contains("15 visiteurs") && page.contains("dans 5 boutiques"))
        #expect(page.contains("dont 2 notés au comptoir") && page.contains("surtout le jeudi"))
        #expect(page.contains("/projets/nouveau?demande=closed"))
        let form = try await baker.get("/projets/nouveau?demande=closed&lieu=street:rue+basse").text
        #expect(form.contains("value=\"Ouvrir plus longtemps le jeudi\u{202F}?\""))
        #expect(form.contains("Rue Basse\u{A0}: 15 visiteurs sont repartis sans rien"))
        #expect(form.contains("12 d’entre eux l’ont dit un jeudi."))
        let answer = try await baker.post(
            "/projets",
            [("title", "Ouvrir plus longtemps le jeudi ?"), ("purpose", "15 visiteurs."), ("confirmed", "1")])
        #expect(answer.status == .seeOther)
    }

    @Test("an unknown figure begins an empty project") func unknown() async throws {
        try closedDoors()
        for query in ["demande=price", "demande=x", "demande=closed&lieu=street:ailleurs", "lieu=trade:"] {
            let form = try await site.as(.baker).get("/projets/nouveau?" + query).text
            #expect(!form.contains("repartis sans rien"), "\(query)")
        }
    }

    @Test("two shops are never shown, whatever they say") func small() async throws {
        for shop in [site.bakery, site.florist] {
            try weeks.record(40, at: shop, EncounterDetails(purchased: false, reason: .price))
        }
        try weeks.make()
        let page = try await site.as(.president).get("/demande").text
        #expect(page.contains("Rien à montrer pour l’instant"))
        #expect(!page.contains("visiteurs</strong>"))
        #expect(try site.value("SELECT count(*) FROM demand_cell") == 0)
    }

    @Test("staff read it without the button; guests sign in first") func readers() async throws {
        try closedDoors()
        let staff = try await site.as(.staff).get("/demande")
        #expect(staff.status == .ok && !staff.text.contains("/projets/nouveau?demande"))
        #expect(try await site.as(.guest).get("/demande").status == .seeOther)
    }
}
