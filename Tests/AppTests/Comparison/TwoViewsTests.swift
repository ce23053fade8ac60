import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("GET /boutiques/:shop/deux-regards") struct TwoViewsTests {
    private let site: TestSite
    private let weeks: Weeks
    private let path = "/boutiques/7kq2/deux-regards"

    init() throws {
        site = try TestSite()
        weeks = Weeks(site: site)
    }

    private func page(_ person: TestSite.Person = .baker) async throws -> String {
        try await site.as(person).get(path).text
    }

    @Test("before five visitors have answered it says what to do; with five it shows both records") func first()
        async throws
    {
        try weeks.record(4, at: site.bakery, EncounterDetails(purchased: true))
        try weeks.record(6, at: site.bakery, by: .salesperson, EncounterDetails(purchased: true))
        try weeks.make()
        #expect(try await page().contains("Pas encore assez de réponses"))
        site.wait(.days(7))
        try weeks.record(1, at: site.bakery, EncounterDetails(purchased: false))
        try weeks.make()
        let page = try await page()
        #expect(page.contains("80\u{A0}%") && page.contains("100\u{A0}%"))
        #expect(!page.contains("Pas encore assez de réponses"))
    }

    @Test("four more answers change nothing, five more change it: one visitor’s answer cannot be read off")
    func moves() async throws {
        try weeks.record(5, at: site.bakery, EncounterDetails(purchased: true))
        try weeks.record(5, at: site.bakery, by: .salesperson, EncounterDetails(purchased: true))
        try weeks.make()
        let before = try await page()
        site.wait(.days(7))
        try weeks.record(4, at: site.bakery, EncounterDetails(purchased: false))
        try weeks.record(9, at: site.bakery, by: .salesperson, EncounterDetails(purchased: false))
        try weeks.make()
        #expect(try await page() == before)
        site.wait(.days(7))
        try weeks.record(1, at: site.bakery, EncounterDetails(purchased: false))
        try weeks.make()
        let after = try await page()
        #expect(after.contains("50\u{A0}%") && after.contains("35\u{A0}%"))
    }

    @Test("bare taps do not publish an answer: each question waits for five answers of its own") func bareTaps()
        async throws
    {
        try weeks.record(9, at: site.bakery, EncounterDetails(greeted: true))
        try weeks.record(1, at: site.bakery, EncounterDetails(greeted: false))
        try weeks.make()
        let before = try await page()
        #expect(before.contains("90\u{A0}%") && !before.contains("9 sur 10"))
        site.wait(.days(7))
        try weeks.record(5, at: site.bakery)
        try weeks.record(1, at: site.bakery, EncounterDetails(greeted: false))
        try weeks.make()
        #expect(try await page() == before)
    }

    @Test("says that both agree only where both have figures; without answers on phones, those at the kiosk count")
    func compared() async throws {
        try weeks.record(9, at: site.bakery, EncounterDetails(greeted: true))
        try weeks.record(40, at: site.bakery, by: .salesperson, EncounterDetails(purchased: true))
        try weeks.make()
        #expect(try await !page().contains("racontent la même chose"))
        site.wait(.days(7))
        try weeks.record(20, at: site.bakery, by: .kiosk, EncounterDetails(purchased: true))
        try weeks.record(20, at: site.bakery, by: .kiosk, EncounterDetails(purchased: false))
        try weeks.make()
        #expect(try await page().contains("Vous notez un achat deux fois plus souvent"))
    }

    @Test("a wait that visitors report far more often than the counter is one sentence") func waited()
        async throws
    {
        try weeks.record(12, at: site.bakery, EncounterDetails(wait: .long))
        try weeks.record(28, at: site.bakery, EncounterDetails(wait: .atOnce))
        try weeks.record(6, at: site.bakery, by: .salesperson, EncounterDetails(purchased: false, reason: .waiting))
        try weeks.record(34, at: site.bakery, by: .salesperson, EncounterDetails(purchased: true))
        try weeks.make()
        // 30 % and 15 % of forty: 1.6 standard errors, which chance may do.
        #expect(try await !page().contains("attendu deux fois plus souvent"))
        #expect(try await page().contains("racontent la même chose"))
        site.wait(.days(7))
        try weeks.record(12, at: site.bakery, EncounterDetails(wait: .long))
        try weeks.record(28, at: site.bakery, EncounterDetails(wait: .atOnce))
        try weeks.record(6, at: site.bakery, by: .salesperson, EncounterDetails(purchased: false, reason: .waiting))
        try weeks.record(34, at: site.bakery, by: .salesperson, EncounterDetails(purchased: true))
        try weeks.make()
        #expect(
            try await page().contains(
                "Vos visiteurs disent avoir attendu deux fois plus souvent que vous ne le notez"))
        #expect(
            try await site.as(.baker).get("/en" + path).text.contains(
                "Your visitors say they waited twice as often as you record it"))
    }

    @Test("a reason that fewer than five visitors gave is not shown as a number") func reasons() async throws {
        try weeks.record(4, at: site.bakery, EncounterDetails(purchased: false, reason: .price))
        try weeks.record(6, at: site.bakery, EncounterDetails(purchased: false, reason: .size))
        try weeks.record(7, at: site.bakery, by: .salesperson, EncounterDetails(purchased: false, reason: .price))
        try weeks.make()
        let page = try await page()
        #expect(page.contains("60\u{A0}%") && page.contains("100\u{A0}%") && page.contains("moins de cinq"))
        #expect(!page.contains("40\u{A0}%"))
    }

    @Test("the median of the street appears with the fifth shop that has five answers, in steps of five percent")
    func street() async throws {
        let shops = try weeks.open(5)
        func record(_ number: Int) throws {
            try weeks.record(1 + number, at: shops[number], EncounterDetails(greeted: true))
            try weeks.record(7 - number, at: shops[number], EncounterDetails(greeted: false))
        }
        func medians() throws -> [String] {
            try site.loop.reader.rows(
                "SELECT answer || percent FROM street_view WHERE street_key = 'rue basse' AND question = 'greeted'"
            ) { $0.text(0) }
        }
        for number in 0..<4 { try record(number) }
        try weeks.make()
        #expect(try medians() == [])
        site.wait(.days(7))
        try record(4)
        try weeks.make()
        // The middle shop has 3 of 8, 38 %.
        #expect(try medians() == ["yes40"])
    }

    @Test("the shopkeeper and the presidency read it; staff, other shopkeepers and guests do not") func readers()
        async throws
    {
        for (person, status): (TestSite.Person, Status) in [
            (.baker, .ok), (.president, .ok), (.florist, .notFound), (.staff, .notFound), (.treasurer, .notFound),
            (.guest, .seeOther),
        ] {
            #expect(try await site.as(person).get(path).status == status, "\(person)")
        }
    }
}

@Suite("Sad faces of a shop") struct SadFacesTests {
    private let site: TestSite
    private let weeks: Weeks

    init() throws {
        site = try TestSite()
        weeks = Weeks(site: site)
    }

    private func told(_ person: TestSite.Person = .baker) throws -> Int {
        try site.value(
            """
            SELECT count(*) FROM notice JOIN member ON member.id = member_id
             WHERE event = 'sadFacesRising' AND name = '\(person.name)'
            """)
    }

    @Test(
        "small numbers, small changes and chance tell no one",
        arguments: [
            ((5, 20), (0, 20), true), ((4, 20), (0, 20), false), ((5, 19), (0, 20), false), ((5, 20), (0, 19), false),
            ((9, 100), (0, 100), false), ((6, 20), (4, 20), false), ((10, 20), (2, 20), true),
            ((2, 20), (10, 20), false),
        ])
    func rule(_ recent: (Int, Int), _ before: (Int, Int), _ isRising: Bool) {
        let (one, other) = (
            SadFaces.Period(sad: recent.0, all: recent.1), SadFaces.Period(sad: before.0, all: before.1)
        )
        #expect(SadFaces.isRising(one, from: other) == isRising)
    }

    @Test("the shopkeeper is told once in four weeks, with a link to the page; staff and neighbours are not")
    func tells() async throws {
        try weeks.record(30, at: site.bakery, feeling: 5, weeks: 6)
        try weeks.record(14, at: site.bakery, feeling: 5, weeks: 1)
        try weeks.record(8, at: site.bakery, feeling: 1, weeks: 0)
        try weeks.make()
        #expect(try told() == 1)
        #expect(try told(.staff) == 0 && told(.florist) == 0)
        #expect(
            try await site.as(.baker).get("/boutiques/7kq2/deux-regards").text.contains(
                "environ 35\u{A0}% des réponses"))
        #expect(try await site.as(.baker).get("/accueil").text.contains("Plus de visages tristes"))
        for _ in 1...2 {
            site.wait(.days(7))
            try weeks.make()
        }
        #expect(try site.value("SELECT sum(count) FROM notice WHERE event = 'sadFacesRising'") == told())
    }

    @Test("one visitor on one phone cannot raise them") func flood() throws {
        try weeks.record(30, at: site.bakery, feeling: 5, weeks: 6)
        try weeks.record(20, at: site.bakery, feeling: 5)
        try weeks.record(40, at: site.bakery, feeling: 1, isFirst: false)
        try weeks.make()
        #expect(try told() == 0)
    }
}

@Suite("GET /statistiques/comptoirs") struct CountersTests {
    @Test("shows how many shops record visits, by street and trade, and counts notes apart") func shows() async throws {
        let site = try TestSite()
        let weeks = Weeks(site: site)
        let before = try await site.as(.president).get("/statistiques/comptoirs").text
        #expect(before.contains("Pas encore de semaine complète"))
        let shops = try weeks.open(3)
        try weeks.record(4, at: shops[0])
        try weeks.record(2, at: shops[0], by: .salesperson, EncounterDetails(purchased: true))
        try weeks.record(7, at: shops[1], weeks: 2)
        try weeks.make()
        let page = try await site.as(.treasurer).get("/statistiques/comptoirs").text
        #expect(page.contains("rue Basse") && page.contains("2 sur 3"))
        #expect(page.contains(#/>11<\/td><td class="number" data-label="Visites notées">2<\/td>/#))
        #expect(!page.contains("qu’il y a un mois"), "eight weeks are compared")
        #expect(try site.value("SELECT active FROM counter_week ORDER BY week_on DESC LIMIT 1") == 1)
    }
}
