import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("/projets/:project/scenarios/:scenario/repartition") struct SharingPageTests {
    private let site: TestSite
    private let street: SharedStreet

    init() throws {
        site = try TestSite()
        street = try SharedStreet(site)
    }

    @Test("without a key the lead can choose one; others see that there is none yet") func none() async throws {
        #expect(try await site.as(.baker).get(street.sharing).plain.contains("/repartition/modifier"))
        let other = try await site.as(.florist).get(street.sharing)
        #expect(other.status == .ok)
        #expect(!other.plain.contains("/repartition/modifier"))
        #expect(try await site.as(.florist).get(street.sharing + "/modifier").status == .notFound)
        #expect(try await site.as(.guest).get(street.sharing).status == .seeOther)
    }

    @Test("nothing is chosen beforehand: the lead must say which shops pay") func nothingPreselected() async throws {
        let form = try await site.as(.baker).get(street.sharing + "/modifier")
        #expect(!form.plain.contains("checked"))
        let answer = try await site.as(.baker).post(street.sharing + "/modifier", [("basis", "equal")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.plain.contains("asked-error"))
    }

    @Test("with equal shares a shop sees its share, the calculation and the shares of all") func equal() async throws {
        #expect(try await street.choose([("basis", "equal")]).status == .seeOther)
        let page = try await site.as(.florist).get(street.sharing)
        #expect(page.plain.contains("1 000,00 € ÷ 7 boutiques = 142,8"))
        #expect(page.plain.components(of: "142,86").count + page.plain.components(of: "142,85").count >= 8)
    }

    @Test("a shop in a category that pays no share pays only in projects it takes part in") func spared() async throws {
        let (now, florist) = (site.now, site.florist.rawValue)
        try site.write { try Membership.set(.honorary, of: .shop(florist), by: nil, at: now, in: $0) }
        _ = try await street.choose([("basis", "equal")])
        #expect(try await site.as(.baker).get(street.sharing).plain.contains("1 000,00 € ÷ 6 boutiques"))
        _ = try await site.as(.florist).post(street.project + "/participation")
        _ = try await street.choose([("basis", "equal")])
        #expect(try await site.as(.baker).get(street.sharing).plain.contains("1 000,00 € ÷ 7 boutiques"))
    }

    @Test("`total` tries another total and stores nothing") func trial() async throws {
        _ = try await street.choose([("basis", "equal")])
        let page = try await site.as(.florist).get(street.sharing + "?total=700")
        #expect(page.plain.contains("700,00 € ÷ 7 boutiques = 100,00 €"))
        #expect(page.plain.contains("Rien n’est enregistré"))
    }

    @Test("a missing surface is asked for, never guessed; once given it is stored with the shop and in the key")
    func missing() async throws {
        try site.edit("7KQ2") { $0.surface = 4_500 }
        _ = try await street.choose([("basis", "surface")])
        let florist = site.as(.florist)
        #expect(try await florist.get(street.sharing).plain.contains("Votre surface de vente"))
        let wrong = [("boutique", "F10R"), ("measure", "surface"), ("number", "grande")]
        let refused = try await florist.post(street.sharing + "/chiffres", wrong)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.plain.contains("value=\"grande\""))
        let right = [("boutique", "F10R"), ("measure", "surface"), ("number", "15")]
        #expect(try await florist.post(street.sharing + "/chiffres", right).status == .seeOther)
        #expect(try site.value("SELECT surface_dm2 FROM shop WHERE code = 'F10R'") == 1_500)
        let page = try await florist.get(street.sharing)
        #expect(page.plain.contains("1 000,00 € × 15 m² ÷ 60 m² = 250,00 €"))
        #expect(
            try await florist.post(street.sharing + "/chiffres", [("boutique", "7KQ2")] + right.dropFirst()).status
                == .notFound)
    }

    @Test("what a shop declares later does not change a share that is frozen") func frozen() async throws {
        try site.edit("7KQ2") { $0.surface = 4_500 }
        try site.edit("F10R") { $0.surface = 1_500 }
        _ = try await street.choose([("basis", "surface")])
        try site.edit("7KQ2") { $0.surface = 9_000 }
        #expect(try street.key().shares(60_000).get()["7KQ2"]?.cents == 45_000)
    }

    @Test("a shop removed since is hidden from the shares; they add up without it") func removed() async throws {
        _ = try await street.choose([("basis", "equal")])
        try site.remove(site.florist)
        let shares = try street.key().shares(60_000).get()
        #expect(shares.all.map(\.cents) == Array(repeating: 10_000, count: 6))
    }

    @Test("an exemption needs a reason; the shop then pays nothing, not even the smallest share") func exemption()
        async throws
    {
        _ = try await street.choose([("basis", "equal"), ("floor", "100")])
        let baker = site.as(.baker)
        #expect(
            try await baker.post(street.sharing + "/exemption", [("boutique", "F10R")]).status == .unprocessableContent)
        let reason = [("boutique", "F10R"), ("reason", "prête son local")]
        #expect(try await baker.post(street.sharing + "/exemption", reason).status == .seeOther)
        #expect(try street.key().shares(60_000).get()["F10R"]?.cents == 0)
        #expect(try await site.as(.florist).get(street.sharing).plain.contains("prête son local"))
        #expect(try await site.as(.florist).post(street.sharing + "/exemption", reason).status == .notFound)
        // Chosen again, the key keeps its exemptions.
        _ = try await street.choose([("basis", "equal")])
        #expect(try street.key().shop("F10R")?.exemption == "prête son local")
        #expect(try await baker.post(street.sharing + "/exemption", [("boutique", "F10R")]).status == .seeOther)
        #expect(try street.key().shop("F10R")?.isExempt == false)
    }

    @Test("a double click on «exempter» leaves the shop exempt") func twice() async throws {
        _ = try await street.choose([("basis", "equal")])
        let reason = [("boutique", "F10R"), ("reason", "prête son local")]
        for _ in 1...2 { _ = try await site.as(.baker).post(street.sharing + "/exemption", reason) }
        #expect(try street.key().shop("F10R")?.exemption == "prête son local")
    }

    @Test("surface, shop front and staff of a shop are seen by its people, the board and those who lead the project")
    func privateNumbers() async throws {
        try site.edit("7KQ2") { $0.surface = 4_500 }
        try site.edit("F10R") { $0.surface = 1_500 }
        try site.edit("AA11") { $0.surface = 7_700 }
        _ = try await street.choose([("basis", "surface")])
        for person in [TestSite.Person.baker, .treasurer] {
            let page = try await site.as(person).get(street.sharing).plain
            #expect(page.contains("77 m²") && page.contains("Boutique A"))
        }
        for person in [TestSite.Person.florist, .staff] {
            let page = try await site.as(person).get(street.sharing).plain
            #expect(!page.contains("77 m²"))
            #expect(page.contains("ne sont visibles que du bureau"))
        }
        #expect(try await site.as(.florist).get(street.sharing).plain.contains("15 m²"))
    }

    @Test("with a key of private numbers, only the board and leads see the shares of other shops") func privateShares()
        async throws
    {
        for code in ["7KQ2", "F10R"] + SharedStreet.codes { try site.edit(code) { $0.surface = 1_000 } }
        try site.edit("AA11") { $0.surface = 4_000 }
        try await street.open([("basis", "surface")])
        for code in ["7KQ2", "F10R", "AA11"] { try street.pledge(code) }
        func check() async throws {
            for person in [TestSite.Person.baker, .treasurer] {
                #expect(try await site.as(person).get(street.pledges).plain.contains("666,67 €"), "\(person)")
            }
            let page = try await site.as(.florist).get(street.pledges).plain
            #expect(!page.contains("666,6") && page.contains("166,6"))
            #expect(page.contains("ne sont visibles que du bureau"))
        }
        try await check()
        try street.passDeadline()
        try await check()
    }

    @Test("if floor and cap do not allow the total, the page shows the smallest and largest possible total")
    func outOfReach() async throws {
        _ = try await street.choose([("basis", "equal"), ("floor", "20"), ("cap", "100")])
        let page = try await site.as(.florist).get(street.sharing)
        #expect(page.plain.contains("de 140,00 € à 700,00 €"))
    }

    @Test("with tiers a shop chooses one and pays its price") func tiers() async throws {
        let tiers = [
            ("tier-1-name", "Petit stand"), ("tier-1-price", "50"), ("tier-2-name", "Grand stand"),
            ("tier-2-price", "120"),
        ]
        _ = try await street.choose([("basis", "tier")] + tiers)
        let florist = site.as(.florist)
        let choice = [("boutique", "F10R"), ("tier", "2")]
        #expect(try await florist.post(street.sharing + "/chiffres", choice).status == .seeOther)
        #expect(try await florist.get(street.sharing).plain.contains("Formule « Grand stand »"))
        #expect(try street.key().shares(0).get().total == 12_000)
        let foreign = [("boutique", "F10R"), ("tier", "7")]
        #expect(try await florist.post(street.sharing + "/chiffres", foreign).status == .notFound)
    }

    @Test(
        "422 with everything as typed",
        arguments: [
            ([("basis", "mix"), ("first", "surface"), ("second", "surface"), ("percent", "60")], "second-error"),
            ([("basis", "mix"), ("first", "surface"), ("second", "headcount"), ("percent", "100")], "percent-error"),
            ([("basis", "equal"), ("floor", "90"), ("cap", "80,5")], "cap-error"),
            ([("basis", "equal"), ("fixed", "beaucoup")], "fixed-error"), ([("basis", "tier")], "tier-1-name-error"),
            ([("basis", "category"), ("weight-active", "-1")], "weight-active-error"), ([], "basis-error"),
        ])
    func refused(_ fields: [(String, String)], _ error: String) async throws {
        let answer = try await street.choose(fields)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.plain.contains(error))
        for (_, value) in fields { #expect(answer.plain.contains(value)) }
    }

    @Test("two leads change the key at once: the second one is told to read it again") func conflict() async throws {
        _ = try await street.choose([("basis", "equal")])
        let form = [("version", "1"), ("asked", "all"), ("basis", "surface")]
        #expect(try await site.as(.baker).post(street.sharing + "/modifier", form).status == .seeOther)
        let second = [("version", "1"), ("asked", "all"), ("basis", "frontage")]
        _ = try await site.as(.president).post(street.sharing + "/modifier", second)
        #expect(try street.key().key.basis == .one(.surface))
    }
}
