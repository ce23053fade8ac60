import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("Weekly figures of the association") struct WeekTests {
    @Test("twelve weeks of past days, empty weeks included") func weeks() async throws {
        let site = try TestSite()
        try await site.visit(details: [("purchased", "yes")])
        site.wait(.days(7))
        try await site.visit(details: [("purchased", "no")])
        try await site.visit("F10R")
        _ = try await site.as(.baker).post("/comptoir/7kq2", [("purchased", "yes")])
        try site.night()
        try await site.visit(details: [("purchased", "no")])
        let today = site.now.local.day
        let association = try WeekCount.association(last: 12, at: site.now, in: site.loop.reader)
        #expect(association.count == 12)
        #expect(association[10] == Outcomes.Week(week: today.monday.adding(days: -7), outcomes: Outcomes(bought: 1)))
        #expect(association[11].outcomes == Outcomes(bought: 1, left: 1, unsaid: 1))
        let shop = try WeekCount.of(site.bakery, last: 2, at: site.now, in: site.loop.reader)
        #expect(shop[0].visitors == Outcomes(bought: 1))
        #expect(shop[1].visitors == Outcomes(left: 1))
        #expect(shop[1].salespeople == Outcomes(bought: 1))
    }

    @Test("on a Monday the week shown is the one that was counted") func monday() async throws {
        let site = try TestSite()
        try await site.visit(details: [("purchased", "yes")])
        site.wait(.days(6))
        try site.night()
        #expect(site.now.local.day.weekday == 1)
        try await site.visit()
        let counted = Cast.start.local.day.monday
        let weeks = try WeekCount.association(last: 12, at: site.now, in: site.loop.reader)
        #expect(weeks.last == Outcomes.Week(week: counted, outcomes: Outcomes(bought: 1)))
        for (person, path) in [(TestSite.Person.president, "/accueil"), (.baker, "/accueil")] {
            let page = try await site.as(person).get(path).text.replacing("\u{A0}", with: " ")
            #expect(page.contains("Rencontres, semaine du 2 mars</dt><dd>1</dd>"), "\(person)")
        }
    }

    @Test(
        "an answer at a kiosk, or of a source that a later version adds, is neither a note nor an answer on a phone",
        arguments: ["kiosk", "later"])
    func source(_ source: String) async throws {
        let site = try TestSite()
        let bakery = site.bakery
        let now = site.now
        try site.write { db in
            try db.run(
                "INSERT INTO encounter (shop_id, source, met_at, feeling) VALUES (?1, ?3, ?2, 4)", bakery, now, source)
        }
        try site.night()
        let week = try #require(
            try WeekCount.of(bakery, last: 1, at: site.now, in: site.loop.reader).first)
        #expect(week.visitors.total == 0 && week.salespeople.total == 0)
        #expect((source == "kiosk" ? week.kiosk : week.others) == Outcomes(unsaid: 1))
        #expect(week.all == Outcomes(unsaid: 1))
        #expect(try await site.as(.baker).get("/boutiques/7kq2/rencontres").status == .ok)
    }

    @Test(
        "the scale fits the highest bar",
        arguments: [(0, 1), (3, 1), (4, 2), (7, 5), (16, 10), (301, 200), (3_000, 1_000)])
    func scale(_ highest: Int, _ step: Int) { #expect(WeekChart.step(for: highest) == step) }
}
