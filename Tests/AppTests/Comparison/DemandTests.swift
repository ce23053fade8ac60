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

    private func tallies(_ shops: ClosedRange<Int>, _ answers: Int = 2) -> [Shop.ID: Int] {
        Dictionary(uniqueKeysWithValues: shops.map { (Shop.ID(rawValue: $0), answers) })
    }

    @Test("a figure needs three shops and five answers") func threshold() {
        #expect(Demand.shown([group(.all): tallies(1...3)]) == [group(.all)])
        #expect(Demand.shown([group(.all): tallies(1...2, 50)]) == [])
        #expect(Demand.shown([group(.all): tallies(1...3, 1)]) == [])
    }

    @Test("a figure is left out when one shop has more than 60 % of it") func dominated() {
        func all(_ first: Int) -> [Shop.ID: Int] { tallies(1...3).merging([Shop.ID(rawValue: 1): first]) { $1 } }
        #expect(Demand.shown([group(.all): all(6)]) == [group(.all)])
        #expect(Demand.shown([group(.all): all(7)]) == [])
    }

    @Test("a figure is left out when its difference to another one is that of one or two shops") func difference() {
        let street = group(.street, "rue basse")
        #expect(Demand.shown([group(.all): tallies(1...8), street: tallies(1...5)]) == [group(.all), street])
        #expect(Demand.shown([group(.all): tallies(1...7), street: tallies(1...5)]) == [group(.all)])
        #expect(Demand.shown([street: tallies(1...5), group(.trade, "café"): tallies(1...4)]) == [street])
        // Three shops with an answer each are too few answers.
        let few = tallies(1...5).merging(tallies(6...8, 1)) { $1 }
        #expect(Demand.shown([group(.all): few, street: tallies(1...5)]) == [group(.all)])
        // The same shops are the same figure: it says nothing more.
        #expect(Demand.shown([group(.all): tallies(1...5), street: tallies(1...5)]) == [group(.all), street])
    }

    @Test("a figure is left out when all streets together leave one or two shops") func rest() {
        let streets = [group(.street, "a"): tallies(1...5), group(.street, "b"): tallies(6...9)]
        let shown = Demand.shown(streets.merging([group(.all): tallies(1...10)]) { $1 })
        #expect(shown == [group(.all), group(.street, "a")])
    }

    /// Closed doors at five shops: ten on Thursdays, six on Mondays.
    private func closedDoors() throws {
        let shops = try weeks.open(5)
        let closed = EncounterDetails(purchased: false, reason: .closed)
        for (number, shop) in shops.enumerated() {
            try weeks.record(2, at: shop, closed, weeks: number % 2, weekday: 4)
        }
        for shop in shops.prefix(2) { try weeks.record(9, at: shop, by: .salesperson, closed, weekday: 4) }
        for shop in shops.prefix(3) { try weeks.record(2, at: shop, closed, weekday: 1) }
        try weeks.make()
    }

    /// What is shown of all shops about prices: answers of visitors, or notes.
    private func prices(noted isNoted: Bool = false) throws -> Int {
        try site.value(
            """
            SELECT ifnull(sum(answers), 0) FROM demand_cell
             WHERE scope = 'all' AND reason = 'price' AND is_noted = \(isNoted ? 1 : 0)
            """)
    }

    @Test("no week can be found by subtraction: a figure moves on with five answers of three shops") func periods()
        throws
    {
        let shops = try weeks.open(4)
        let price = EncounterDetails(purchased: false, reason: .price)
        for shop in shops { try weeks.record(2, at: shop, price) }
        try weeks.make()
        #expect(try prices() == 8)
        // Since then one answer, then three of one shop, then five of two shops, then six of three.
        for (shop, count, shown) in [(0, 1, 8), (0, 2, 8), (1, 2, 8), (2, 1, 14)] {
            site.wait(.days(7))
            try weeks.record(count, at: shops[shop], price)
            try weeks.make()
            #expect(try prices() == shown)
        }
        for _ in 1...12 {
            site.wait(.days(7))
            try weeks.make()
        }
        #expect(try prices() == 0)
    }

    @Test("two groups do not move on together when that tells the answers of one shop") func movesApart() throws {
        let monday = try #require(Day("2026-03-02"))
        let (all, street) = (group(.all), group(.street, "rue basse"))
        let groups = Dictionary(
            uniqueKeysWithValues: (1...8).map { shop in
                (Shop.ID(rawValue: shop), shop <= 5 ? [all: "", street: "rue Basse"] : [all: ""])
            })
        var answers = Demand.Answers()
        answers.weeks[monday] = tallies(1...8)
        let record = Demand.Record(reason: .price, isNoted: false)
        let first = Demand.cells(answers, record, groups, shown: [:], upTo: monday)
        #expect(Set(first.map(\.group)) == [all, street])
        let next = monday.adding(days: 7)
        answers.weeks[next] = tallies(1...3).merging([Shop.ID(rawValue: 8): 1]) { $1 }
        let moved = Demand.cells(answers, record, groups, shown: [all: monday, street: monday], upTo: next)
        #expect(moved.map(\.group) == [all])
    }

    @Test("notes of a counter do not count towards figures of visitors, and are shown apart") func notes() async throws
    {
        let shops = try weeks.open(4)
        let price = EncounterDetails(purchased: false, reason: .price)
        try weeks.record(300, at: shops[0], by: .salesperson, price)
        for shop in shops.prefix(2) { try weeks.record(1, at: shop, price) }
        try weeks.make()
        #expect(try site.value("SELECT count(*) FROM demand_cell") == 0)
        site.wait(.days(7))
        for shop in shops.dropFirst() { try weeks.record(90, at: shop, by: .salesperson, price) }
        try weeks.make()
        #expect(try prices() == 0 && prices(noted: true) == 570)
        let page = try await site.as(.baker).get("/demande").text
        #expect(page.contains("570 visites notées au comptoir") && !page.contains("visiteurs</strong>"))
        let form = try await site.as(.baker).get("/projets/nouveau?demande=price").text
        #expect(form.contains("570 visites sans achat ont été notées"))
    }

    @Test("says what is missing, where and on which day; one click begins a project with it") func project()
        async throws
    {
        try closedDoors()
        let baker = site.as(.baker)
        let page = try await baker.get("/demande").text
        #expect(page.contains("16 visiteurs") && page.contains("dans 5 boutiques"))
        #expect(page.contains("surtout le jeudi"))
        #expect(page.contains("/projets/nouveau?demande=closed"))
        let form = try await baker.get("/projets/nouveau?demande=closed&lieu=street:rue+basse").text
        #expect(form.contains("value=\"Ouvrir plus longtemps le jeudi\u{202F}?\""))
        #expect(form.contains("Rue Basse\u{A0}: du ") && form.contains("16 visiteurs sont repartis sans rien"))
        #expect(form.contains("C’est surtout le jeudi."))
        let answer = try await baker.post(
            "/projets",
            [("title", "Ouvrir plus longtemps le jeudi ?"), ("purpose", "16 visiteurs."), ("confirmed", "1")])
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
