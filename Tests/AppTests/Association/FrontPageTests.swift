import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

/// It is Monday 2 March 2026, 10:00, unless a test waits.
@Suite("GET /") struct FrontPageTests {
    private func day(_ weekday: Int, _ opens: Int, _ closes: Int) -> OpeningHours.Interval {
        .init(weekday: weekday, opens: opens, closes: closes)
    }

    /// The bakery opens from 8 to 13 on Mondays, the florist from 9 to 19 on Tuesdays.
    private func street(openings: [OpeningHours.Opening] = []) throws -> TestSite {
        let site = try TestSite()
        let (bakery, florist) = (site.bakery, site.florist)
        let (monday, tuesday) = (day(1, 480, 780), day(2, 540, 1_140))
        try site.write { db in
            try OpeningHours(intervals: [monday]).save(for: bakery, in: db)
            try OpeningHours(intervals: [tuesday], openings: openings).save(for: florist, in: db)
        }
        return site
    }

    private func add(_ site: TestSite, _ count: Int) throws {
        let author = ShopAuthor(member: nil, at: site.now, source: .form)
        try site.write { db in
            for index in 0..<count {
                var details = ShopDetails(name: "Boutique \(index)", trade: "Café")
                details.address = "\(index + 1) rue Neuve"
                _ = try details.insert(code: { "Z\(1_000 + index)" }, by: author, in: db)
            }
        }
    }

    @Test("says how many are open, when, and which opens next, right in the minute") func open() async throws {
        let site = try street()
        let morning = try await site.as(.guest).get("/").text
        #expect(morning.contains("<h1>1 boutique ouverte</h1>"))
        #expect(morning.contains("lundi 2\u{A0}mars, 10\u{A0}h"))
        #expect(
            morning.contains("<a href=\"/boutiques/au-coeur-des-fleurs-f10r\">Au Cœur des fleurs</a> demain à 9\u{A0}h")
        )
        site.wait(.hours(3) - 60)
        #expect(try await site.as(.guest).get("/").text.contains("1 boutique ouverte"))
        site.wait(60)
        let noon = try await site.as(.guest).get("/").text
        #expect(noon.contains("Aucune boutique ouverte à cette heure"))
        site.wait(.hours(14))
        let night = try await site.as(.guest).get("/en/").text
        #expect(night.contains("No shop is open at this time"))
        #expect(night.contains("at 09:00"))
    }

    @Test("façades: open ones first and lit, closed ones shuttered, unknown hours plain, back soon half-lit")
    func drawn() async throws {
        let site = try street()
        try add(site, 1)
        var text = try await site.as(.guest).get("/").text
        #expect(text.matches(of: /class="facade (\w+)/).map(\.1) == ["open", "unknown", "closed"])
        let (bakery, back) = (site.bakery, site.now + .hours(1))
        try site.write { try Absence.save(until: back, for: bakery, in: $0) }
        text = try await site.as(.guest).get("/").text
        #expect(text.matches(of: /class="facade (\w+)/).map(\.1) == ["half", "unknown", "closed"])
        #expect(text.contains("De retour à 11\u{A0}h"))
    }

    @Test("shows forty of four hundred, the open ones among them; others on other days") func many() async throws {
        let site = try street()
        try add(site, 400)
        let text = try await site.as(.guest).get("/").text
        #expect(text.components("class=\"facade ") == SiteLimits.frontShops)
        #expect(text.contains("Boulangerie de l’Étoile"))
        site.wait(.days(1))
        let names = { (text: String) in Set(text.matches(of: /<strong>([^<]+)<\/strong>/).map { String($0.1) }) }
        #expect(try await names(site.as(.guest).get("/").text) != names(text))
    }

    @Test("without hours it counts the shops; without shops it says what comes") func empty() async throws {
        let site = try TestSite()
        #expect(try await site.as(.guest).get("/").text.contains("<h1>2 boutiques</h1>"))
        try site.remove(site.florist)
        try site.remove(site.bakery)
        let guest = try await site.as(.guest).get("/").text
        #expect(guest.contains("L’association prépare l’annuaire"))
        #expect(!guest.contains("role=\"search\""))
        #expect(try await site.as(.president).get("/").text.contains("/boutiques/importer"))
    }

    @Test("this week: exceptional openings and public holidays, by day") func week() async throws {
        let sunday = try #require(Day("2026-03-08"))
        let opening = OpeningHours.Opening(day: sunday, opens: 600, closes: 1_080)
        let site = try street(openings: [opening])
        let one = try await site.as(.guest).get("/").text
        #expect(one.contains("dimanche 8\u{A0}mars, 10\u{A0}h – 18\u{A0}h"))
        #expect(one.contains("<h3>Au Cœur des fleurs</h3>"))
        let bakery = site.bakery
        try site.write { try OpeningHours(intervals: [], openings: [opening]).save(for: bakery, in: $0) }
        #expect(try await site.as(.guest).get("/").text.contains("2 boutiques ouvrent exceptionnellement"))
        site.wait(.days(60))
        let may = try await site.as(.guest).get("/").text
        #expect(may.contains("<h3>Fête du Travail</h3>"))
        #expect(!may.contains("exceptionnellement"))
    }

    /// The bakery’s reviews, published; the first ones with a reply.
    private func publish(_ count: Int, answered: Int, _ site: TestSite) async throws {
        for number in 0..<count {
            try await site.review(text: "Avis numéro \(number).", pseudonym: "Passante \(number)")
        }
        let ids = try site.loop.reader.rows("SELECT public_id FROM review ORDER BY id") { $0.text(0) }
        for (number, id) in ids.enumerated() {
            site.wait(60)
            #expect(
                try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")]).status
                    == .seeOther)
            if number < answered {
                let answer = try await site.as(.baker).post(
                    "/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci !"), ("seen", "")])
                #expect(answer.status == .seeOther)
            }
        }
    }

    @Test(
        "shows the latest review in full; the share with a reply appears from ten reviews up, never rounded up",
        arguments: [
            (9, 9, ""), (10, 10, "Tous les avis ont une réponse."), (11, 10, "9 avis sur 10 ont une réponse."),
            (10, 0, ""),
        ])
    func reviews(_ count: Int, _ answered: Int, _ words: String) async throws {
        let site = try TestSite(limitsRate: false)
        try await publish(count, answered: answered, site)
        let text = try await site.as(.guest).get("/").text
        #expect(text.contains("Avis numéro \(count - 1)."))
        #expect(text.contains("Merci !") == (answered == count))
        #expect(words.isEmpty ? !text.contains("une réponse") : text.contains(words))
    }

    @Test("new shops are named while most are not new") func newShops() async throws {
        let site = try street()
        site.wait(.days(100))
        try add(site, 1)
        #expect(try await site.as(.guest).get("/").text.contains("Nouvelles boutiques"))
        try add(site, 0)
        site.wait(.days(61))
        #expect(try await !site.as(.guest).get("/").text.contains("Nouvelles boutiques"))
    }

    @Test("garlands hang in December, unless the settings say otherwise", arguments: [true, false])
    func seasons(_ isSeasonal: Bool) async throws {
        let site = try street()
        let president = site.as(.president)
        #expect(try await !president.get("/").text.contains("#fs-garlands"))
        if !isSeasonal {
            let form = try await president.get("/reglages").filled.without("seasonal")
            #expect(try await president.post("/reglages", form).status == .seeOther)
        }
        let settings = try await president.get("/reglages").text
        #expect(settings.contains("name=\"seasonal\" value=\"1\" checked") == isSeasonal)
        site.wait(.days(275))
        #expect(try await site.as(.guest).get("/").text.contains("#fs-garlands") == isSeasonal)
    }
}
