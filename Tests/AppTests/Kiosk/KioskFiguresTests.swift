import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("Answers at a kiosk are counted apart") struct KioskFiguresTests {
    private func record(_ count: Int, feeling: Int = 5, source: Encounter.Source = .kiosk, on site: TestSite) throws {
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            for _ in 0..<count {
                _ = try NewEncounter(source: source, feeling: feeling).insert(at: bakery, at: now, in: db)
            }
        }
    }

    @Test("twenty answers at the kiosk are published for the kiosk and none for phones") func apart()
        async throws
    {
        let site = try TestSite()
        try record(19, on: site)
        try record(4, source: .visitor, on: site)
        try site.night()
        #expect(try ShopFeelings.shown(of: site.bakery, from: .kiosk, in: site.loop.reader).total == 0)
        try record(1, on: site)
        try site.night()
        #expect(try site.figuresAgree())
        let reader = site.loop.reader
        #expect(try ShopFeelings.shown(of: site.bakery, from: .kiosk, in: reader).counts == [0, 0, 0, 0, 20])
        #expect(try ShopFeelings.shown(of: site.bakery, from: .visitor, in: reader).total == 0)
        let page = try await site.as(.guest).get("/boutiques/boulangerie-de-l-etoile-7kq2").text
        #expect(page.contains("20 réponses sur la borne de la boutique"))
        #expect(!page.contains("réponses sur un téléphone"))
    }

    @Test(
        "the shop reads them in a column, and no answer as a line: another could tell whose it is")
    func shop() async throws {
        let site = try TestSite()
        try record(20, on: site)
        try record(4, feeling: 1, source: .visitor, on: site)
        try site.night()
        let page = try await site.as(.baker).get("/boutiques/7kq2/rencontres").text
        #expect(page.contains("Selon les visiteurs, à la borne"))
        #expect(!page.contains("dit à la borne"))
        #expect(!page.contains("dit par le visiteur"), "four answers on phones are not published")
        let table = try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv").text
        #expect(!table.contains("dit à la borne") && !table.contains("Très bien"))
    }

    @Test("forty taps of children are one burst of the kiosk; visitors on phones are not part of it") func hammered()
        async throws
    {
        let site = try TestSite()
        try record(40, feeling: 1, on: site)
        try record(9, source: .visitor, on: site)
        site.wait(2 * SiteLimits.changeCode)
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM burst") == 1)
        #expect(try site.text("SELECT source || ' ' || answers FROM burst") == "kiosk 40")
        #expect(try await site.as(.president).get("/moderation").text.contains("40 réponses à la borne"))
        try await site.decideBursts("set_aside")
        #expect(try site.value("SELECT count(*) FROM encounter WHERE withdrawn_at IS NULL") == 9)
    }

    @Test("nineteen answers in ten minutes are a busy counter, not a burst") func busy() throws {
        let site = try TestSite()
        try record(19, on: site)
        site.wait(2 * SiteLimits.changeCode)
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM burst") == 0)
    }
}
