import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET /boutiques") struct DirectoryTests {
    /// The Monday of the cast, at 10:00. The bakery is open until 13:00, the florist opens tomorrow.
    private func street() throws -> TestSite {
        let site = try TestSite()
        let (bakery, florist) = (site.bakery, site.florist)
        try site.write { db in
            try OpeningHours(intervals: [.init(weekday: 1, opens: 480, closes: 780)], closures: []).save(
                for: bakery, in: db)
            try OpeningHours(intervals: [.init(weekday: 2, opens: 540, closes: 1_140)], closures: []).save(
                for: florist, in: db)
        }
        return site
    }

    private func fill(_ site: TestSite, _ count: Int) throws {
        let author = ShopAuthor(member: nil, at: site.now, source: .form)
        try site.write { db in
            for index in 0..<count {
                let number = String(1_000 + index)
                var details = ShopDetails(name: "Boutique " + number, trade: index % 2 == 0 ? "Café" : "Librairie")
                details.address = "\(index + 1) rue de l’Œuvre"
                _ = try details.insert(code: { "Z" + String(number.dropFirst()) }, by: author, in: db)
            }
        }
    }

    @Test("lists the shops by name, with their opening state in words") func lists() async throws {
        let answer = try await street().as(.guest).get("/boutiques")
        #expect(answer.status == .ok)
        #expect(answer.text.contains("<h1>2 boutiques</h1>"))
        #expect(answer.text.contains("href=\"/boutiques/boulangerie-de-l-etoile-7kq2\""))
        #expect(answer.text.contains("Ouvert jusqu’à 13\u{A0}h"))
        #expect(answer.text.contains("Fermé, ouvre demain à 9\u{A0}h"))
        let first = try #require(answer.text.range(of: "Au Cœur des fleurs"))
        let second = try #require(answer.text.range(of: "Boulangerie de l’Étoile"))
        #expect(first.lowerBound < second.lowerBound)
    }

    @Test(
        "search results, few or many, are sorted by name and paged",
        arguments: [
            ("boutique 107", 10, 1), ("cafe", 150, 3), ("cafe&rue=rue-de-l-oeuvre", 150, 3), ("boutique", 300, 6),
        ])
    func found(_ words: String, _ count: Int, _ pages: Int) async throws {
        let site = try TestSite()
        try fill(site, 300)
        var names: [String] = []
        for page in 1...pages {
            let query = words.replacing(" ", with: "+") + "&page=\(page)"
            let answer = try await site.as(.baker).get("/boutiques?q=" + query)
            #expect(answer.text.contains("<h1>\(count) boutiques trouvées</h1>"))
            names += answer.text.matches(of: /href="\/boutiques\/[^"]+">(Boutique \d+)<\/a>/).map { String($0.1) }
        }
        #expect(names.count == count)
        #expect(names == names.sorted())
        #expect(Set(names).count == count)
    }

    @Test("a shop without hours has no state") func noHours() async throws {
        let answer = try await TestSite().as(.guest).get("/boutiques")
        #expect(!answer.text.contains("class=\"status"))
    }

    @Test(
        "is found without accents, with ligatures open, by the beginning of any word",
        arguments: ["coeur", "CŒUR", "cœu", "fleu coe", "au coeur", "fleuriste"])
    func searches(_ words: String) async throws {
        let answer = try await street().as(.guest).get("/boutiques?q=" + words.addingPercentEncoding)
        #expect(answer.text.contains("<h1>1 boutique trouvée</h1>"))
        #expect(answer.text.contains("Au Cœur des fleurs"))
        #expect(answer.text.contains("value=\"\(words)\""))
    }

    @Test(
        "typed text is never a search operator",
        arguments: ["\"", "NEAR(", "a OR b", "*", "-fleur AND", "col:x", "(", "🌷"])
    func harmless(_ words: String) async throws {
        let answer = try await street().as(.guest).get("/boutiques?q=" + words.addingPercentEncoding)
        #expect(answer.status == .ok)
    }

    @Test("a search without results says what to try") func none() async throws {
        for query in ["q=xyz", "q=!!!", "metier=forgeron", "rue=nulle-part"] {
            let answer = try await street().as(.guest).get("/boutiques?" + query)
            #expect(answer.status == .ok)
            #expect(answer.text.contains("Aucune boutique ne correspond"))
            #expect(answer.text.contains("Effacer les filtres"))
        }
    }

    @Test("filters by trade, street and open now; each link preserves the other filters") func filters() async throws {
        let site = try street()
        try fill(site, 4)
        let guest = site.as(.guest)
        let trade = try await guest.get("/boutiques?metier=cafe")
        #expect(trade.text.contains("<h1>2 boutiques trouvées</h1>"))
        #expect(trade.text.contains("<option value=\"cafe\" selected>Café</option>"))
        #expect(trade.text.contains("href=\"/boutiques?metier=cafe&amp;ouvert=1\""))
        #expect(
            try await guest.get("/boutiques?metier=Café".addingPercentEncodingOfQuery).text.contains(
                "2 boutiques trouvées"))
        let street = try await guest.get("/boutiques?rue=rue-de-l-oeuvre&metier=librairie")
        #expect(street.text.contains("<h1>2 boutiques trouvées</h1>"))
        let open = try await guest.get("/boutiques?ouvert=1")
        #expect(open.text.contains("<h1>1 boutique trouvée</h1>"))
        #expect(open.text.contains("Boulangerie de l’Étoile"))
        #expect(open.text.contains("<input type=\"hidden\" name=\"ouvert\" value=\"1\">"))
        site.wait(.hours(3))
        #expect(try await guest.get("/boutiques?ouvert=1").text.contains("Aucune boutique n’est ouverte"))
    }

    @Test("open now includes last night’s interval and excludes closures") func openNow() async throws {
        let site = try street()
        let (bakery, florist) = (site.bakery, site.florist)
        try site.write { db in
            try OpeningHours(intervals: [.init(weekday: 7, opens: 1_200, closes: 1_440 + 660)], closures: []).save(
                for: bakery, in: db)
            let today = try #require(Day("2026-03-02"))
            try OpeningHours(
                intervals: [.init(weekday: 1, opens: 540, closes: 1_140)], closures: [.init(from: today, until: today)]
            ).save(for: florist, in: db)
        }
        let answer = try await site.as(.guest).get("/boutiques?ouvert=1")
        #expect(answer.text.contains("<h1>1 boutique trouvée</h1>"))
        #expect(answer.text.contains("Ouvert jusqu’à 11\u{A0}h"))
    }

    @Test("fifty shops a page with links both ways; a page out of range is the nearest one") func pages() async throws {
        let site = try street()
        try fill(site, 118)
        let guest = site.as(.guest)
        let first = try await guest.get("/boutiques")
        #expect(first.text.contains("<h1>120 boutiques</h1>"))
        #expect(first.text.components("class=\"row shop\"") == 50)
        #expect(first.text.contains("rel=\"next\" href=\"/boutiques?page=2\""))
        #expect(!first.text.contains("rel=\"prev\""))
        let second = try await guest.get("/boutiques?page=2")
        #expect(second.text.contains("rel=\"prev\" href=\"/boutiques\""))
        #expect(second.text.contains("Page 2 sur 3"))
        #expect(second.text.contains("<link rel=\"canonical\" href=\"/fr/boutiques?page=2\">"))
        let last = try await guest.get("/boutiques?page=3")
        #expect(last.text.components("class=\"row shop\"") == 20)
        for page in ["4", "999999999999", "9223372036854775807"] {
            #expect(try await guest.get("/boutiques?page=" + page).text.contains("Page 3 sur 3"))
        }
        for page in ["0", "-1", "x", "", "99999999999999999999"] {
            #expect(try await guest.get("/boutiques?page=" + page).text.contains("Page 1 sur 3"))
        }
    }

    @Test("links on English pages have the English prefix") func english() async throws {
        let answer = try await street().as(.guest).get("/en/boutiques?ouvert=1")
        #expect(answer.text.contains("<h1>1 shop found</h1>"))
        #expect(answer.text.contains("Open until 13:00"))
        #expect(answer.text.contains("href=\"/en/boutiques/boulangerie-de-l-etoile-7kq2\""))
    }

    @Test("without shops, the page tells the president how to add them") func empty() async throws {
        let site = try TestSite()
        try site.write { _ = try $0.run("DELETE FROM shop") }
        let president = try await site.as(.president).get("/boutiques")
        #expect(president.text.contains("<h1>0 boutique"))
        #expect(president.text.contains("class=\"button primary\" href=\"/boutiques/importer\""))
        let guest = try await site.as(.guest).get("/boutiques")
        #expect(guest.text.contains("L’association prépare l’annuaire"))
        #expect(!guest.text.contains("/boutiques/importer"))
    }

    @Test("a name is always escaped") func escapes() async throws {
        let site = try TestSite()
        try site.write { db in
            _ = try db.run(
                "UPDATE shop SET name = '<script>x</script>', trade = '\"><b>', address = '<i>' WHERE code = '7KQ2'")
        }
        let answer = try await site.as(.guest).get("/boutiques")
        #expect(!answer.text.contains("<script>x"))
        #expect(!answer.text.contains("\"><b>"))
        #expect(!answer.text.contains("<i>"))
    }

    @Test("the menus follow the shops") func menus() async throws {
        let site = try street()
        let guest = site.as(.guest)
        #expect(try await guest.get("/boutiques").text.contains("<option value=\"fleuriste\">Fleuriste</option>"))
        try site.changeShops("UPDATE shop SET trade = 'Jardinerie', trade_key = 'jardinerie' WHERE code = 'F10R'")
        let answer = try await guest.get("/boutiques")
        #expect(answer.text.contains("<option value=\"jardinerie\">Jardinerie</option>"))
        #expect(!answer.text.contains("<option value=\"fleuriste\">"))
    }

    @Test("printing a poster writes nothing") func wrongMethod() async throws {
        #expect(try await street().as(.guest).post("/boutiques").status == .methodNotAllowed)
    }
}
