import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shops

@Suite("GET /boutiques/:shop") struct ShopPageTests {
    private let path = "/boutiques/boulangerie-de-l-etoile-7kq2"

    @Test("the page shows the shop’s facts to everyone") func shows() async throws {
        let site = try TestSite()
        try site.write { db in
            _ = try db.run(
                """
                UPDATE shop SET phone = '04.50000000', site = 'https://www.etoile.example/pain', description = 'Pain au levain.',
                                latitude = 45.9, longitude = 6.12 WHERE code = '7KQ2'
                """)
        }
        let answer = try await site.as(.guest).get(path)
        #expect(answer.status == .ok)
        #expect(answer.text.contains("<h1>Boulangerie de l’Étoile</h1>"))
        #expect(answer.text.contains("12 rue Royale<br>74000 Annecy"))
        #expect(answer.text.contains("href=\"tel:+33450000000\">04\u{A0}50\u{A0}00\u{A0}00\u{A0}00</a>"))
        #expect(
            answer.text.contains(
                "href=\"https://www.etoile.example/pain\" rel=\"nofollow noopener\">etoile.example</a>"))
        #expect(answer.text.contains("openstreetmap.org/?mlat=45.9&amp;mlon=6.12"))
        #expect(answer.text.contains("href=\"/b/7KQ2\""))
        #expect(answer.text.contains("<link rel=\"canonical\" href=\"/fr\(path)\">"))
        #expect(!answer.text.contains("/modifier"))
    }

    @Test(
        "any name in the address redirects to the current one",
        arguments: ["7kq2", "7KQ2", "ancien-nom-7kq2", "7KQ2?x=1"])
    func redirects(_ spelling: String) async throws {
        let answer = try await TestSite().as(.guest).get("/en/boutiques/" + spelling)
        #expect(answer.status == .permanentRedirect)
        #expect(answer.location == "/en" + path)
    }

    @Test("an unknown or removed shop is 404", arguments: ["zzzz", "x", "boulangerie", "7kq2-x", "été"])
    func missing(_ segment: String) async throws {
        let site = try TestSite()
        #expect(try await site.as(.guest).get("/boutiques/" + segment.addingPercentEncodingOfQuery).status == .notFound)
        try site.write { _ = try $0.run("UPDATE shop SET removed_at = 1 WHERE code = '7KQ2'") }
        #expect(try await site.as(.guest).get(path).status == .notFound)
    }

    @Test("shows hours with the lunch break, today marked, closures with their reason") func hours() async throws {
        let site = try TestSite()
        let id = site.bakery
        try site.write { db in
            let from = try #require(Day("2026-08-03"))
            let until = try #require(Day("2026-08-21"))
            try OpeningHours(
                intervals: [
                    .init(weekday: 1, opens: 540, closes: 750), .init(weekday: 1, opens: 870, closes: 1_140),
                    .init(weekday: 5, opens: 1_080, closes: 1_440),
                ], closures: [.init(from: from, until: until, reason: "Congés")]
            ).save(for: id, in: db)
        }
        let answer = try await site.as(.guest).get(path)
        #expect(
            answer.text.contains(
                "<tr aria-current=\"date\"><th scope=\"row\">Lundi</th><td><span>9\u{A0}h – 12\u{A0}h\u{A0}30,</span> <span>14\u{A0}h\u{A0}30 – 19\u{A0}h</span> </td></tr>"
            ))
        #expect(answer.text.contains("<span>18\u{A0}h – minuit</span>"))
        #expect(answer.text.contains("Ouvert jusqu’à 12\u{A0}h\u{A0}30"))
        #expect(answer.text.contains("du 3\u{A0}août 2026 au 21\u{A0}août 2026\u{A0}: Congés"))
        site.wait(.days(160))
        #expect(try await site.as(.guest).get(path).text.contains("Fermé jusqu’au 21\u{A0}août 2026 inclus"))
        site.wait(.days(30))
        #expect(!(try await site.as(.guest).get(path).text.contains("Congés")))
    }

    @Test("has a LocalBusiness for search engines, whatever the texts hold") func structured() async throws {
        let site = try TestSite()
        let id = site.bakery
        try site.write { db in
            _ = try db.run(
                "UPDATE shop SET description = '</script><script>\"\\ x', latitude = 1.5, longitude = 2.5 WHERE id = ?1",
                id)
            try OpeningHours(intervals: [.init(weekday: 6, opens: 1_200, closes: 1_560)], closures: []).save(
                for: id, in: db)
        }
        let text = try await site.as(.guest).get(path).text
        let start = try #require(text.range(of: "<script type=\"application/ld+json\">"))
        let end = try #require(text[start.upperBound...].range(of: "</script>"))
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(text[start.upperBound..<end.lowerBound].utf8)) as? [String: Any]
        )
        #expect(json["@type"] as? String == "Bakery")
        #expect(json["description"] as? String == "</script><script>\"\\ x")
        #expect((json["geo"] as? [String: Any])?["latitude"] as? Double == 1.5)
        let week = try #require(json["openingHoursSpecification"] as? [[String: Any]])
        #expect(week.count == 1)
        #expect(week[0]["opens"] as? String == "20:00")
        #expect(week[0]["closes"] as? String == "02:00")
        #expect((json["address"] as? [String: Any])?["postalCode"] as? String == "74000")
    }

    @Test("calls, leads, opens the site and shares in one row, with the buttons the shop has") func buttons()
        async throws
    {
        let site = try TestSite()
        func buttons() async throws -> String {
            let page = try await site.as(.guest).get(path).text
            let start = try #require(page.range(of: "<ul class=\"acts\""))
            let end = try #require(page[start.upperBound...].range(of: "</ul>"))
            return String(page[start.lowerBound..<end.lowerBound])
        }
        let few = try await buttons()
        #expect(few.contains("Y aller</a>") && few.contains("Partager</a>"))
        #expect(!few.contains("Appeler") && !few.contains("Site"))
        try site.write {
            _ = try $0.run(
                """
                UPDATE shop SET phone = '04 50 00 00 00', site = 'https://etoile.example', latitude = 45.9,
                                longitude = 6.12 WHERE code = '7KQ2'
                """)
        }
        let all = try await buttons()
        #expect(all.contains("<a href=\"tel:+33450000000\">") && all.contains("Site</a>"))
        #expect(all.contains("data-geo=\"geo:45.9,6.12?q=45.9,6.12(Boulangerie%20de%20l%E2%80%99%C3%89toile)\""))
        #expect(all.contains("href=\"/boutiques/7kq2/partager\""))
    }

    @Test("says the hours of today, on an exceptional day too") func today() async throws {
        let site = try TestSite()
        let id = site.bakery
        let hours = OpeningHours(intervals: [.init(weekday: 1, opens: 540, closes: 750)])
        try site.write { try hours.save(for: id, in: $0) }
        #expect(
            try await site.as(.guest).get(path).text.contains("Aujourd’hui\u{A0}: 9\u{A0}h – 12\u{A0}h\u{A0}30</p>"))
        site.wait(.days(1))
        #expect(try await site.as(.guest).get(path).text.contains("Aujourd’hui\u{A0}: fermé</p>"))
        var special = hours
        special.openings = [.init(day: site.now.local.day, opens: 600, closes: 1_080)]
        let saved = special
        try site.write { try saved.save(for: id, in: $0) }
        #expect(try await site.as(.guest).get(path).text.contains("Aujourd’hui\u{A0}: 10\u{A0}h – 18\u{A0}h</p>"))
    }

    @Test("names the shops next to it in its street, with their state") func neighbours() async throws {
        let site = try TestSite()
        let (author, florist) = (ShopAuthor(member: nil, at: site.now, source: .form), site.florist)
        try site.write { db in
            for number in [2, 4, 6, 8, 10, 14, 16] {
                var details = ShopDetails(name: "Voisin \(number)", trade: "Café")
                details.address = "\(number) rue Royale"
                _ = try details.insert(code: { "V0\(number + 10)" }, by: author, in: db)
            }
            let always = (1...7).map { OpeningHours.Interval(weekday: $0, opens: 0, closes: 1_440) }
            try OpeningHours(intervals: always).save(for: florist, in: db)
            _ = try db.run(
                "UPDATE shop SET street_key = 'rue royale', address = '11 rue Royale' WHERE id = ?1", florist)
        }
        let page = try await site.as(.guest).get(path).text
        let start = try #require(page.range(of: "<ul class=\"neighbours\">"))
        let end = try #require(page[start.upperBound...].range(of: "</ul>"))
        let list = page[start.upperBound..<end.lowerBound]
        for name in ["Voisin 10", "Voisin 14", "Voisin 16"] { #expect(list.contains(">\(name)</a>"), "\(name)") }
        for name in ["Voisin 2<", "Voisin 6<", "l’Étoile</a>"] { #expect(!list.contains(name), "\(name)") }
        #expect(list.contains("<span class=\"status open\">"))
    }

    @Test("a site that is no web address is not linked") func badSite() async throws {
        let site = try TestSite()
        try site.write { _ = try $0.run("UPDATE shop SET site = 'javascript:alert(1)' WHERE code = '7KQ2'") }
        #expect(!(try await site.as(.guest).get(path).text.contains("javascript:")))
    }

    @Test("the shopkeeper sees the actions for the shop, another shopkeeper does not") func shopkeeper() async throws {
        let site = try TestSite()
        let baker = try await site.as(.baker).get(path)
        for link in ["modifier", "rencontres", "affichette"] {
            #expect(baker.text.contains("/boutiques/7kq2/\(link)\""))
        }
        #expect(!baker.text.contains("/retrait"))
        let president = try await site.as(.president).get(path)
        for link in ["modifier", "invitation", "retrait"] {
            #expect(president.text.contains("/boutiques/7kq2/\(link)\""))
        }
        #expect(!(try await site.as(.florist).get(path).text.contains("/modifier")))
    }
}
