import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("The figures of the street") struct WeekTests {
    @Test("twelve weeks, the empty ones too, from the counts alone") func weeks() async throws {
        let site = try TestSite()
        try await site.visit(details: [("purchased", "yes")])
        site.wait(.days(7))
        try await site.visit(details: [("purchased", "no")])
        try await site.visit("F10R")
        _ = try await site.as(.baker).post("/boutiques/7kq2/rencontres", [("purchased", "yes")])
        let today = site.now.local.day
        let street = try WeekCount.street(last: 12, upTo: today, in: site.loop.reader)
        #expect(street.count == 12)
        #expect(street[10] == Outcomes.Week(week: today.monday.adding(days: -7), outcomes: Outcomes(bought: 1)))
        #expect(street[11].outcomes == Outcomes(bought: 1, left: 1, unsaid: 1))
        let shop = try WeekCount.of(site.bakery, last: 2, upTo: today, in: site.loop.reader)
        #expect(shop[0].visitors == Outcomes(bought: 1))
        #expect(shop[1].visitors == Outcomes(left: 1))
        #expect(shop[1].salespeople == Outcomes(bought: 1))
    }

    @Test("no statement of the figures looks through the encounters") func plans() throws {
        let site = try TestSite()
        for sql in [WeekCount.streetSQL, WeekCount.shopSQL, ShopFeelings.sql] {
            let plan = try site.loop.reader.plan(of: sql)
            for line in plan { #expect(!line.hasPrefix("SCAN"), "\(line)") }
            for line in plan where line.contains("encounter") {
                #expect(line.contains("encounter_by_shop (shop_id=? AND met_at>?)"), "\(line)")
            }
        }
    }

    @Test(
        "the scale holds the highest bar",
        arguments: [(0, 1), (3, 1), (4, 2), (7, 5), (16, 10), (301, 200), (3_000, 1_000)])
    func scale(_ highest: Int, _ step: Int) { #expect(WeekChart.step(for: highest) == step) }
}

@Suite("GET /accueil") struct HomeTests {
    @Test("the president sees the three boxes until they are done, and the street") func president() async throws {
        let site = try TestSite()
        try await site.visit(details: [("purchased", "yes")])
        let page = try await site.as(.president).get("/accueil")
        #expect(page.status == .ok)
        #expect(page.text.contains("class=\"steps\""))
        #expect(page.text.contains("<svg viewBox=\"0 0 360 170\""))
        #expect(page.text.contains("Rien n’attend."))
        _ = try await site.as(.president).post("/boutiques/7kq2/invitation")
        try await site.review()
        let later = try await site.as(.president).get("/accueil")
        #expect(!later.text.contains("class=\"steps\""))
        #expect(later.text.contains("1 avis à lire"))
    }

    @Test("reviews without a reply for 48 hours are told") func late() async throws {
        let site = try TestSite()
        try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        #expect(try await site.as(.president).get("/accueil").text.contains("Rien n’attend."))
        site.wait(.hours(48) + 1)
        #expect(try await site.as(.president).get("/accueil").text.contains("1 avis sans réponse"))
    }

    @Test("the shopkeeper notes from home and stays there") func shopkeeper() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        let page = try await baker.get("/accueil")
        #expect(page.text.contains("action=\"/boutiques/7kq2/rencontres\""))
        #expect(!page.text.contains("class=\"steps\""))
        let answer = try await baker.post("/boutiques/7kq2/rencontres", [("purchased", "no"), ("from", "accueil")])
        #expect(answer.location == "/accueil")
        #expect(try await baker.get("/accueil").text.contains("from=accueil"))
    }
}
