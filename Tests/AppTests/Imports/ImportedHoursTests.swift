import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Importing the hours of the week") struct ImportedHoursTests {
    let site: TestSite
    let president: Browser
    private let list = """
        Nom;Adresse;Commune;Horaires
        Boulangerie de l’Étoile;12 rue Royale;Annecy;Lundi : 9h-12h30 / 14h30-19h, mardi fermé
        """

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    @discardableResult private func confirm(_ text: String, _ form: [(String, String)] = []) async throws -> String {
        let path = try #require(try await president.post("/boutiques/importer", [("shops", text)]).location)
        #expect(try await president.post(path + "/confirmation", form).location == path)
        return path
    }

    private var week: String {
        get throws { WeekText.write(try OpeningHours.of(site.bakery, in: site.loop.reader).intervals) }
    }

    @Test("a list sets the hours of a shop; a second time changes nothing; an undo takes them back") func sets()
        async throws
    {
        let path = try await confirm(list)
        #expect(try week == "Lundi : 9h-12h30 / 14h30-19h")
        let again = try #require(try await president.post("/boutiques/importer", [("shops", list)]).location)
        #expect(try await president.get(again).text.contains("1 boutique inchangée"))
        _ = try await president.post(path + "/annulation")
        #expect(try week == "")
    }

    @Test("a new shop gets its week from a column for each day") func new() async throws {
        try await confirm("Nom;Adresse;Lundi;Mardi\nLe Zinc;3 quai;9h-12h30 / 14h30-19h;fermé\n")
        #expect(
            try site.value("SELECT count(*) FROM opening_hours JOIN shop ON shop.id = shop_id WHERE name = 'Le Zinc'")
                == 2)
    }

    @Test("hours that the shopkeeper wrote stay; with the box they are replaced, and an undo restores them")
    func stays() async throws {
        let path = "/boutiques/7kq2/modifier"
        let form = try await site.as(.baker).get(path).filled
        let typed = form.with(("hours-2-1-from", "08:00"), ("hours-2-1-to", "12:00"))
        #expect(try await site.as(.baker).post(path, typed).status == .seeOther)
        #expect(try week == "Mardi : 8h-12h")
        try await confirm(list)
        #expect(try week == "Mardi : 8h-12h")
        let replaced = try await confirm(list, [("settings", "yes"), ("own-words", "yes")])
        #expect(try week == "Lundi : 9h-12h30 / 14h30-19h")
        _ = try await president.post(replaced + "/annulation")
        try await confirm(list)
        #expect(try week == "Mardi : 8h-12h")
    }

    @Test("exported hours are imported unchanged") func roundTrip() async throws {
        let weeks: [[OpeningHours.Interval]] = [
            [.init(weekday: 1, opens: 0, closes: 1_440)], [.init(weekday: 6, opens: 1_080, closes: 1_565)],
            [
                .init(weekday: 3, opens: 480, closes: 600), .init(weekday: 3, opens: 720, closes: 870),
                .init(weekday: 3, opens: 1_140, closes: 1_440), .init(weekday: 7, opens: 545, closes: 725),
            ],
        ]
        for week in weeks {
            let bakery = site.bakery
            try site.write { try OpeningHours(intervals: week).save(for: bakery, in: $0) }
            #expect(WeekText.read(try self.week) == week)
            let report = try ShopImport.run(
                try await president.get("/boutiques/annuaire.csv").bytes, fileName: "annuaire.csv",
                on: site.site.database, home: TestSite.home, dryRun: true, clock: site.site.clock,
                randomness: site.site.randomness)
            #expect((report.created, report.updated, report.unchanged) == (0, 0, 2))
        }
    }
}
