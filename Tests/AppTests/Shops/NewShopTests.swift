import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Removing and restoring a shop") struct NewShopTests {
    @Test("the president adds a shop with a name and a trade") func adds() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let form = try await president.get("/boutiques/nouvelle")
        #expect(form.text.contains("value=\"Annecy\""))
        #expect(form.text.contains("<option value=\"Fleuriste\">"))
        let answer = try await president.post(
            "/boutiques/nouvelle", [("name", "Librairie du Lac"), ("trade", "Librairie")])
        #expect(answer.status == .seeOther)
        let location = try #require(answer.location)
        #expect(location.hasPrefix("/boutiques/librairie-du-lac-"))
        let page = try await president.get(location)
        #expect(page.text.contains("Librairie du Lac est dans l’annuaire."))
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 3)
    }

    @Test("pressing the button twice adds one shop") func twice() async throws {
        let site = try TestSite()
        let fields = [("name", "Librairie du Lac"), ("trade", "Librairie"), ("town", "Annecy")]
        let first = try await site.as(.president).post("/boutiques/nouvelle", fields)
        let second = try await site.as(.president).post("/boutiques/nouvelle", fields)
        #expect(first.location != nil && first.location == second.location)
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 3)
        site.wait(SiteLimits.sameShop + 1)
        #expect(try await site.as(.president).post("/boutiques/nouvelle", fields).location != first.location)
    }

    @Test("422 with the form as typed when the name or the trade is missing", arguments: ["name", "trade"])
    func refuses(_ missing: String) async throws {
        let site = try TestSite()
        let filled = [
            ("name", "Librairie"), ("trade", "Livres"), ("address", "3 quai Eustache"), ("phone", "04 50 00 00 01"),
        ]
        let answer = try await site.as(.president).post(
            "/boutiques/nouvelle", filled.map { ($0.0, $0.0 == missing ? " " : $0.1) })
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(missing)-error\""))
        for (name, value) in filled where name != missing {
            #expect(answer.text.contains("value=\"\(value)\""), "\(name)")
        }
        #expect(try site.value("SELECT count(*) FROM shop") == 2)
    }

    @Test("other members cannot add or remove shops") func others() async throws {
        let site = try TestSite()
        for path in ["/boutiques/nouvelle", "/boutiques/7kq2/retrait", "/boutiques/7kq2/retablissement"] {
            #expect(try await site.as(.baker).post(path, [("name", "X"), ("trade", "Y")]).status == .notFound)
            #expect(try await site.as(.guest).post(path, [("name", "X"), ("trade", "Y")]).status == .forbidden)
        }
        #expect(try await site.as(.baker).get("/boutiques/nouvelle").status == .notFound)
        #expect(
            try await site.as(.guest).get("/boutiques/nouvelle").location == "/connexion?retour=%2Fboutiques%2Fnouvelle"
        )
        #expect(try await site.as(.president).get("/boutiques/7kq2/retrait").status == .methodNotAllowed)
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 2)
    }

    @Test("the president removes a shop and restores it with its data") func removes() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let answer = try await president.post("/boutiques/7kq2/retrait")
        #expect(answer.location == "/boutiques")
        let list = try await president.get("/boutiques")
        #expect(list.text.contains("n’est plus dans l’annuaire"))
        #expect(list.text.contains("action=\"/boutiques/7kq2/retablissement\""))
        #expect(list.text.contains("<h1>1 boutique</h1>"))
        #expect(try await president.get("/boutiques/boulangerie-de-l-etoile-7kq2").status == .notFound)
        #expect(try await president.get("/boutiques?q=etoile").text.contains("Aucune boutique ne correspond"))
        #expect(try await site.as(.baker).get("/boutiques/7kq2/modifier").status == .notFound)
        #expect(try await president.post("/boutiques/7kq2/retrait").status == .notFound)
        let back = try await president.post("/boutiques/7kq2/retablissement")
        #expect(back.location == "/boutiques/boulangerie-de-l-etoile-7kq2")
        #expect(try await president.post("/boutiques/7kq2/retablissement").status == .seeOther)
        #expect(try await president.post("/boutiques/zzzz/retablissement").status == .notFound)
        #expect(try await site.as(.baker).get("/boutiques/7kq2/modifier").status == .ok)
        #expect(try await president.get("/boutiques?q=etoile").text.contains("1 boutique trouvée"))
    }

    @Test(
        "its address has the words of its name and its code",
        arguments: [
            ("Boulangerie de l’Étoile", "boulangerie-de-l-etoile-7kq2"), ("Œuvre & Co", "oeuvre-co-7kq2"),
            ("  ", "7kq2"), ("東京", "7kq2"), ("A--B", "a-b-7kq2"), ("L'été, là", "l-ete-la-7kq2"),
        ])
    func slugs(_ name: String, _ slug: String) {
        #expect(Shop.slug(name: name, code: "7KQ2") == slug)
        #expect(Shop.slug(name: name.folded, code: "7KQ2") == slug)
    }
}
