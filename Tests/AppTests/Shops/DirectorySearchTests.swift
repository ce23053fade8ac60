import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET /boutiques: towns, typing errors and distance") struct DirectorySearchTests {
    private func add(
        _ site: TestSite, _ code: String, _ name: String, _ trade: String, town: String = "", place: String = ""
    )
        throws
    {
        let author = ShopAuthor(member: nil, at: site.now, source: .form)
        try site.write { db in
            var details = ShopDetails(name: name, trade: trade)
            (details.town, details.placeText, details.address) = (town, place, "1 rue Neuve")
            _ = try details.insert(code: { code }, by: author, in: db)
        }
    }

    @Test("a town and a postcode are searched too, after a change as well") func town() async throws {
        let site = try TestSite()
        try add(site, "T0WN", "Chez Lou", "Café", town: "Saint-Œuf")
        let guest = site.as(.guest)
        #expect(try await guest.get("/boutiques?q=saint+oeuf").text.contains("Chez Lou"))
        let (id, now) = (try #require(try Shop.find("T0WN", in: site.loop.reader)), site.now)
        try site.write { db in
            var details = id.details
            (details.town, details.postcode) = ("Valmorin", "00420")
            try details.update(id, by: .test(at: now), in: db)
            try IndexedDetails.rebuildIndex(in: db)
        }
        #expect(try await guest.get("/boutiques?q=00420").text.contains("Chez Lou"))
        #expect(try await !guest.get("/boutiques?q=oeuf").text.contains("Chez Lou"))
    }

    @Test(
        "typing errors are tolerated when nothing else is found, and the page says so",
        arguments: ["boulanjerie", "bulangerie", "boulnagerie", "boulanjerie etoil", "fleurste"])
    func errors(_ words: String) async throws {
        let text = try await TestSite().as(.guest).get("/boutiques?q=" + words.replacing(" ", with: "+")).text
        #expect(text.contains("1 boutique trouvée"))
        #expect(text.contains("Rien ne s’écrit exactement «\u{202F}\(words)\u{202F}»"))
    }

    @Test(
        "correct words, short words and words unlike any find nothing more",
        arguments: ["boulangerie", "xyz", "voiture", "flr"])
    func exact(_ words: String) async throws {
        let text = try await TestSite().as(.guest).get("/boutiques?q=" + words).text
        #expect(!text.contains("Rien ne s’écrit exactement"))
        #expect(text.contains("Boulangerie de l’Étoile") == (words == "boulangerie"))
    }

    @Test("filters apply to a tolerant search too") func filtered() async throws {
        let site = try TestSite()
        try add(site, "C0FE", "Boulangerie du Lac", "Café")
        let text = try await site.as(.guest).get("/boutiques?q=boulanjerie&metier=cafe").text
        #expect(text.contains("1 boutique trouvée") && text.contains("Boulangerie du Lac"))
    }

    @Test("«Près de moi» has all shops with a place on one page; without places there is no button") func near()
        async throws
    {
        let site = try TestSite()
        let guest = site.as(.guest)
        #expect(try await !guest.get("/boutiques").text.contains("data-near"))
        for number in 0..<60 {
            try add(site, "N\(1_000 + number)", "Boutique \(number)", "Café", place: "48.8\(10 + number) 2.35")
        }
        let page = try await guest.get("/boutiques").text
        #expect(page.contains("data-near=\"/boutiques?pres=1\""))
        #expect(page.contains("<li hidden><button"))
        #expect(!page.contains("data-at"))
        let near = try await guest.get("/boutiques?pres=1").text
        #expect(near.components("data-at=\"48.8") == 60)
        #expect(!near.contains("Boulangerie de l’Étoile"))
    }

    @Test("only the directory may ask the browser for its position") func policy() async throws {
        let guest = try TestSite().as(.guest)
        for path in ["/boutiques", "/en/boutiques?q=pain", "/boutiques?pres=1"] {
            let policy = try await guest.get(path).fields["Permissions-Policy"]
            #expect(policy?.contains("geolocation=(self)") == true, "\(path)")
        }
        for path in ["/", "/projets", "/boutiques/boulangerie-de-l-etoile-7kq2", "/connexion", "/b/7KQ2", "/nowhere"] {
            let policy = try await guest.get(path).fields["Permissions-Policy"]
            #expect(policy?.contains("geolocation=()") == true, "\(path)")
        }
    }
}
