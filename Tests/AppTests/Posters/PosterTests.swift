import Foundation
import HTTP
import SQLite
import Testing

@testable import Chaland
@testable import Shops

@Suite("Posters") struct PosterTests {
    private func site() throws -> TestSite { try TestSite(origin: "https://lac.example") }

    @Test("the baker prints a large poster with the code and the short address") func large() async throws {
        let answer = try await site().as(.baker).get("/boutiques/7kq2/affichette")
        #expect(answer.status == .ok)
        #expect(answer.text.components("class=\"poster\"") == 1)
        #expect(answer.text.contains("<figcaption>lac.example/b/7KQ2</figcaption>"))
        let label = "Code à scanner pour la boutique «\u{202F}Boulangerie de l’Étoile\u{202F}»"
        #expect(answer.text.contains("aria-label=\"\(label)\""))
        #expect(answer.text.contains("data-print"))
        #expect(answer.text.contains("href=\"/boutiques/7kq2/affichette?format=a6\""))
    }

    @Test("the baker prints four small posters on a sheet") func small() async throws {
        let answer = try await site().as(.baker).get("/boutiques/7kq2/affichette?format=a6")
        #expect(answer.text.components("class=\"poster a6\"") == 4)
        #expect(answer.text.components("class=\"sheet\"") == 1)
    }

    @Test("an unknown format prints the large poster") func format() async throws {
        #expect(
            try await site().as(.baker).get("/boutiques/7kq2/affichette?format=a0").text.contains("class=\"poster\""))
    }

    @Test("the president prints all of them, or those of a street") func all() async throws {
        let site = try site()
        let author = ShopAuthor(member: nil, at: site.now, source: .form)
        try site.write { db in
            for index in 100..<150 {
                var details = ShopDetails(name: "Boutique \(index)", trade: "Café")
                details.address = "1 quai Eustache"
                _ = try details.insert(code: { "Z\(index)" }, by: author, in: db)
            }
        }
        let president = site.as(.president)
        let first = try await president.get("/affichettes")
        #expect(first.text.components("class=\"poster\"") == 40)
        #expect(first.text.contains("Affichettes 1 à 40 sur 52"))
        #expect(first.text.contains("rel=\"next\" href=\"/affichettes?format=a4&amp;page=2\""))
        let second = try await president.get("/affichettes?format=a6&page=2")
        #expect(second.text.components("class=\"poster a6\"") == 12)
        #expect(second.text.components("class=\"sheet\"") == 3)
        let street = try await president.get("/affichettes?rue=rue-royale")
        #expect(street.text.components("class=\"poster\"") == 2)
        #expect(street.text.contains("<option value=\"rue-royale\" selected>"))
    }

    @Test("an empty directory says how to add shops") func empty() async throws {
        let site = try site()
        try site.write { _ = try $0.run("DELETE FROM shop") }
        let answer = try await site.as(.president).get("/affichettes")
        #expect(answer.text.contains("href=\"/boutiques/importer\""))
    }

    @Test("not for others") func others() async throws {
        let site = try site()
        #expect(try await site.as(.florist).get("/boutiques/7kq2/affichette").status == .notFound)
        #expect(try await site.as(.baker).get("/affichettes").status == .notFound)
        #expect(try await site.as(.guest).get("/affichettes").location == "/connexion?retour=%2Faffichettes")
        #expect(try await site.as(.guest).get("/boutiques/7kq2/affichette").status == .seeOther)
        #expect(try await site.as(.baker).post("/affichettes").status == .notFound)
        #expect(try await site.as(.florist).post("/boutiques/7kq2/affichette").status == .notFound)
        #expect(try await site.as(.president).get("/boutiques/7kq2/affichette").status == .ok)
    }
}
