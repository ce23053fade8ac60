import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("Pledges on the homes of shops and of the board") struct PledgeHomeTests {
    private let site: TestSite
    private let street: SharedStreet

    init() throws {
        site = try TestSite()
        street = try SharedStreet(site)
    }

    private func home() async throws -> String { try await site.as(.florist).get("/accueil").plain }

    @Test("an open call is on the home of a shop until it pledges, and again when it withdraws its pledge")
    func waits() async throws {
        #expect(try await !home().contains("S’engager pour « Marché de Noël »"))
        try await street.open()
        #expect(try await home().contains("S’engager pour « Marché de Noël »"))
        #expect(try await !site.as(.staff).get("/accueil").plain.contains("S’engager pour « Marché de Noël »"))
        _ = try await site.as(.florist).post(street.pledges + "/promesse")
        #expect(try await !home().contains("S’engager pour « Marché de Noël »"))
        _ = try await site.as(.florist).post(street.pledges + "/promesse/retrait")
        #expect(try await home().contains("S’engager pour « Marché de Noël »"))
        try street.passDeadline()
        #expect(try await !home().contains("S’engager pour « Marché de Noël »"))
    }

    @Test("once a scenario is chosen, the leads are asked how to share its cost, then to open the call")
    func beforeCall() async throws {
        func page(_ role: TestSite.Person = .baker) async throws -> String {
            try await site.as(role).get(street.project).plain
        }
        #expect(try await !page().contains("Dire comment le coût se partage"))
        _ = try await site.as(.baker).post(street.project + "/choix", [("scenario", street.scenario)])
        #expect(try await page().contains("Dire comment le coût se partage"))
        #expect(try await !page(.florist).contains("Dire comment le coût se partage"))
        _ = try await street.choose([("basis", "equal")])
        #expect(try await page().contains("Demander aux boutiques si elles s’engagent"))
        try await street.open()
        #expect(try await !page().contains("Demander aux boutiques si elles s’engagent"))
    }

    @Test("a cancelled call, or a call of a withdrawn project, is on no home") func ends() async throws {
        try await street.open()
        _ = try await site.as(.baker).post(street.pledges + "/annulation")
        #expect(try await !home().contains("S’engager pour « Marché de Noël »"))
        let call = try #require(try site.text("SELECT public_id FROM pledge_call"))
        _ = try await site.as(.baker).post(street.pledges + "/reprise?appel=" + call)
        #expect(try await home().contains("S’engager pour « Marché de Noël »"))
        _ = try await site.as(.baker).post(street.project + "/retrait")
        #expect(try await !home().contains("S’engager pour « Marché de Noël »"))
    }

    @Test("the people of a shop are told what it owes; those who have left no longer see it") func left()
        async throws
    {
        try await street.open()
        try street.pledge("F10R")
        try street.passDeadline()
        let (florist, shop, now) = (try site.member(.florist), site.florist.rawValue, site.now)
        func told() throws -> Int { try Notice.unreadCount(of: florist, in: site.loop.reader) }
        #expect(try told() > 0)
        try site.write { db in try Office.shopkeeper.end(of: florist, for: .shop(shop), by: nil, at: now, in: db) }
        #expect(try told() == 0)
    }

    @Test("the overview shows what the shops owe after the last division") func overview() async throws {
        try await street.open()
        for code in SharedStreet.codes + ["7KQ2", "F10R"] { try street.pledge(code) }
        try street.passDeadline()
        #expect(
            try await site.as(.president).get("/projets/tableau").plain.contains("1 000,00 € engagés sur 1 000,00 €"))
        let form = [("total", "1400"), ("reason", "orchestre plus cher")]
        _ = try await site.as(.baker).post(street.pledges + "/total", form)
        #expect(
            try await site.as(.president).get("/projets/tableau").plain.contains("1 400,00 € engagés sur 1 400,00 €"))
    }
}
