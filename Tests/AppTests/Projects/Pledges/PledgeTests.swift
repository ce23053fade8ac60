import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("/projets/:project/engagements") struct PledgeTests {
    private let site: TestSite
    private let street: SharedStreet

    init() throws {
        site = try TestSite()
        street = try SharedStreet(site)
    }

    @Test("a shop pledges, changes its conditions, and withdraws the pledge") func pledges() async throws {
        try await street.open()
        let florist = site.as(.florist)
        #expect(try await florist.get(street.pledges).plain.contains("Je m’engage"))
        let conditional = [("shops", "3"), ("most", "200")]
        #expect(try await florist.post(street.pledges + "/promesse", conditional).status == .seeOther)
        let page = try await florist.get(street.pledges)
        #expect(page.plain.contains("Votre engagement attend"))
        #expect(page.plain.contains("value=\"200\""))
        #expect(try await florist.post(street.pledges + "/promesse").status == .seeOther)
        #expect(try await florist.get(street.pledges).plain.contains("Votre part aujourd’hui"))
        #expect(try site.value("SELECT count(*) FROM pledge WHERE withdrawn_at IS NULL") == 1)
        for _ in 0..<2 {
            #expect(try await florist.post(street.pledges + "/promesse/retrait").status == .seeOther)
            #expect(try site.value("SELECT count(*) FROM pledge WHERE withdrawn_at IS NULL") == 0)
            let recorded = "SELECT count(*) FROM audit_entry WHERE action = 'project.pledge_taken_back'"
            #expect(try site.value(recorded) == 1, "the second time there is nothing to take back")
        }
    }

    @Test("six pledges of which one holds: the page says which holds, what blocks, and what one more changes")
    func example() async throws {
        try await street.open()
        try street.pledge("AA11")
        try street.pledge("BB22", most: 20_000)
        try street.pledge("CC33", least: 5)
        try street.pledge("DD44", least: 4, most: 25_000)
        try street.pledge("EE55", least: 6)
        try street.pledge("7KQ2", most: 15_000)
        let page = try await site.as(.florist).get(street.pledges).plain
        #expect(page.contains("1 boutique est engagée"))
        #expect(page.contains("7 boutiques seront engagées"))
        #expect(page.contains("de 142,85 € à 142,86 €"))
        #expect(page.contains("Ce qui bloque"))
        try street.pledge("F10R")
        #expect(try street.state().set.held.count == 7)
    }

    @Test("a gift lowers what the others share; one above what is missing is refused") func gift() async throws {
        try await street.open()
        try street.pledge("AA11")
        let florist = site.as(.florist)
        let large = [("kind", "gift"), ("gift", "1000,01")]
        let refused = try await florist.post(street.pledges + "/promesse", large)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.plain.contains("1000,01"))
        #expect(
            try await florist.post(street.pledges + "/promesse", [("kind", "gift"), ("gift", "300")]).status
                == .seeOther)
        #expect(try street.state().shares?["AA11"]?.cents == 70_000)
    }

    @Test(
        "with a floor or tiers a pledge has no conditions, and the page says so", arguments: ["floor", "fixed", "tier"])
    func noConditions(_ kind: String) async throws {
        let tier = [("basis", "tier"), ("tier-1-name", "Stand"), ("tier-1-price", "50")]
        try await street.open(kind == "tier" ? tier : [("basis", "equal"), (kind, "10")])
        let florist = site.as(.florist)
        if kind == "tier" {
            #expect(try await florist.get(street.pledges).plain.contains("Donner mon chiffre"))
            _ = try await florist.post(street.sharing + "/chiffres", [("boutique", "F10R"), ("tier", "1")])
        }
        let page = try await florist.get(street.pledges).plain
        #expect(page.contains("on s’engage sans condition"))
        #expect(!page.contains("name=\"most\""))
        #expect(throws: PledgeRefusal.noConditions) { try street.pledge("F10R", most: 5_000) }
        #expect(try await florist.post(street.pledges + "/promesse").status == .seeOther)
    }

    @Test("below the minimum no shop is bound, and the page says what is missing") func minimum() async throws {
        try await street.open([("basis", "equal")], [("minimum", "3")])
        try street.pledge("AA11")
        let page = try await site.as(.florist).get(street.pledges).plain
        #expect(page.contains("1 boutique est prête, il en faut au moins 3"))
        #expect(page.contains("Vous paierez au plus 333,34 €"))
        #expect(try street.state().set.held.isEmpty)
    }

    @Test("an open call freezes the key; cancelled, it can change; reopened, the pledges are there") func cancel()
        async throws
    {
        try await street.open()
        try street.pledge("AA11")
        #expect(try await street.choose([("basis", "surface")]).status == .seeOther)
        #expect(try street.key().key.basis == .one(.equal))
        let baker = site.as(.baker)
        let cancelled = try await baker.post(street.pledges + "/annulation")
        #expect(cancelled.status == .seeOther)
        #expect(!(try street.key().isFrozen))
        let call = try #require(try site.text("SELECT public_id FROM pledge_call"))
        #expect(try await baker.post(street.pledges + "/reprise?appel=" + call).status == .seeOther)
        #expect(try street.state().set.held.count == 1)
        #expect(try street.key().isFrozen)
    }

    @Test(
        "422 with the form as typed",
        arguments: [
            ([("until", "2026-02-30")], "until-error"), ([("until", "2026-03-01")], "until-error"),
            ([("until", "2026-03-29"), ("hour", "02:30")], "hour-error"), ([("sum", "-5")], "sum-error"),
            ([("minimum", "douze")], "minimum-error"),
        ])
    func refusesCall(_ fields: [(String, String)], _ error: String) async throws {
        _ = try await street.choose([("basis", "equal")])
        let form = [("scenario", street.scenario)] + fields
        let answer = try await site.as(.baker).post(street.pledges + "/nouveau", form)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.plain.contains(error))
        for (_, value) in fields { #expect(answer.plain.contains(value)) }
    }

    @Test("two clicks open one call; another person’s shop cannot be pledged; members who do not lead open none")
    func rights() async throws {
        try await street.open()
        let form = [("scenario", street.scenario), ("until", "2026-03-09"), ("hour", "20:00")]
        #expect(try await site.as(.baker).post(street.pledges + "/nouveau", form).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM pledge_call") == 1)
        let florist = site.as(.florist)
        #expect(try await florist.post(street.pledges + "/promesse", [("boutique", "7KQ2")]).status == .notFound)
        #expect(try await florist.post(street.pledges + "/annulation").status == .notFound)
        #expect(try await site.as(.guest).get(street.pledges).status == .seeOther)
    }
}
