import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("The effect of a project") struct ProjectEffectTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    private func group(_ shops: Int, _ before: Int, _ during: Int) -> ProjectEffect.Group {
        var group = ProjectEffect.Group()
        (group.shops, group.before, group.during) = (shops, before, during)
        return group
    }

    @Test(
        "fewer than five shops or five encounters are never shown",
        arguments: [(5, 5, 5, true), (4, 900, 900, false), (9, 4, 900, false), (9, 900, 4, false), (5, 0, 0, false)])
    func hidden(_ shops: Int, _ before: Int, _ during: Int, _ isShown: Bool) {
        #expect(group(shops, before, during).isShown == isShown)
    }

    @Test("the change is in percent of the weeks before", arguments: [(100, 140, 40), (200, 150, -25), (8, 9, 13)])
    func change(_ before: Int, _ during: Int, _ percent: Int) {
        #expect(group(6, before, during).change == percent)
    }

    @Test("counts the weeks of its dates against as many before, at shops taking part and at others")
    func counts() throws {
        let now = site.now
        let (project, shops) = try site.write { db in
            let baker = Member.ID(rawValue: 6)
            var details = ProjectDetails(title: "Marché", purpose: "x")
            details.dates = [
                ProjectDate(1, from: Day("2026-02-14") ?? now.local.day, until: Day("2026-02-18") ?? now.local.day)
            ]
            let project = try details.insert(publicID: "project0", by: baker, for: nil, at: now, in: db)
            let shops = try (0..<12).map {
                try Cast.addShop("ZZ\($0 + 10)", "Boutique \($0)", "Café", at: now, in: db)
            }
            for shop in shops.prefix(6) { try Participation.join(project, shop, by: baker, at: now, in: db) }
            return (project, shops)
        }
        // Weeks of 9 and 16 February against those of 26 January and 2 February.
        let days = [("2026-01-25", 50), ("2026-01-26", 10), ("2026-02-08", 10), ("2026-02-09", 15), ("2026-02-22", 15)]
        try site.write { db in
            for (index, shop) in shops.enumerated() {
                for (day, count) in days {
                    let encounters = index < 6 ? count : 10
                    try db.run(
                        "INSERT INTO shop_day (shop_id, day_on, source, outcome, encounters) VALUES (?1, ?2, 'visitor', 1, ?3)",
                        shop, day, encounters)
                }
            }
        }
        let reader = site.loop.reader
        let effect = try #require(
            try Project.find(project, in: reader).flatMap { try ProjectEffect.of($0, at: now, in: reader) })
        #expect(effect.participants == group(6, 120, 180) && effect.participants.change == 50)
        #expect(effect.others == group(6, 120, 120))
    }
}
