import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("A second letter for a shop") struct SecondLetterTests {
    @Test("says who runs the shop and who works there, and asks whether they stay") func stays() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let page = try await president.get("/boutiques/7kq2/invitation").text
        #expect(page.contains("Paul Martin tient déjà cette boutique."))
        #expect(page.contains("Théo Blanc y travaille.") && !page.contains(" checked"))
        let refused = try await president.post("/boutiques/7kq2/invitation", [("form", "a1")])
        #expect(refused.status == .unprocessableContent && refused.text.contains("value=\"a1\""))
        #expect(refused.text.contains("Dites ce que deviennent les accès actuels."))
        #expect(try site.value("SELECT count(*) FROM invitation") == 0)
        let batch = try #require(
            try await president.post("/boutiques/7kq2/invitation", [("holders", "stay")]).location)
        #expect(try await !president.get(batch).text.contains("n’a plus accès"))
        #expect(try await site.as(.baker).get("/boutiques/7kq2/modifier").status == .ok)
    }

    @Test("ends the access of the present shopkeepers to the shop when asked to") func ends() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let batch = try #require(
            try await president.post("/boutiques/7kq2/invitation", [("holders", "end")]).location)
        #expect(try await president.get(batch).text.contains("Paul Martin n’a plus accès à cette boutique."))
        #expect(try await site.as(.baker).get("/boutiques/7kq2/modifier").status == .seeOther, "signed out")
        #expect(try site.value("SELECT count(*) FROM member WHERE disabled_at IS NOT NULL") == 0)
        #expect(try await site.as(.staff).get("/boutiques/7kq2/rencontres").status == .ok)
        #expect(try await !president.get("/boutiques/7kq2/invitation").text.contains("name=\"holders\""))
    }

    @Test("ends the access of shopkeepers and team when both are new") func endsAll() async throws {
        let site = try TestSite()
        _ = try await site.as(.president).post("/boutiques/7kq2/invitation", [("holders", "all")])
        #expect(try await site.as(.baker).get("/boutiques/7kq2/modifier").status == .seeOther, "signed out")
        #expect(try await site.as(.staff).get("/boutiques/7kq2/rencontres").status == .seeOther, "signed out")
    }

    @Test("the secretary sees who runs the shop, and cannot end their access") func secretary() async throws {
        let site = try TestSite()
        let page = try await site.as(.secretary).get("/boutiques/7kq2/invitation").text
        #expect(page.contains("Paul Martin tient déjà cette boutique.") && !page.contains("name=\"holders\""))
        #expect(!page.contains("/personnes"))
        let letter = try await site.as(.secretary).post("/boutiques/7kq2/invitation", [("holders", "end")])
        #expect(letter.status == .seeOther)
        #expect(try await site.as(.baker).get("/boutiques/7kq2/modifier").status == .ok)
    }

    @Test("once used, its author, those who run the shop and the presidency are told") func told()
        async throws
    {
        let site = try TestSite()
        let letter = try site.letter(for: site.bakery, by: .secretary)
        let claimed = try await site.as(.guest).post("/invitation/\(letter.inTwoGroups)", [("name", "Secrétaire bis")])
        #expect(claimed.status == .seeOther)
        for person in [TestSite.Person.baker, .president, .secretary] {
            let told = "SELECT count(*) FROM notice WHERE event = 'invitationUsed' AND member_id = "
            #expect(try site.value("\(told)\(site.member(person).rawValue)") == 1, "\(person)")
            let home = try await site.as(person).get("/notifications").text
            #expect(home.contains("L’invitation de Boulangerie de l’Étoile est acceptée"), "\(person)")
        }
    }

    @Test("the form sent again after the letter was claimed does not end the new access") func again() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let page = try await president.get("/boutiques/7kq2/invitation").text
        let form = String(try #require(page.firstMatch(of: /name="form" value="([0-9a-z]+)"/)).1)
        let fields = [("form", form), ("holders", "end")]
        let batch = try #require(try await president.post("/boutiques/7kq2/invitation", fields).location)
        let letter = try #require(try await president.get(batch).text.firstMatch(of: /\/invitation\/[0-9A-Z-]+(?=<)/))
        let keeper = site.as(.guest)
        _ = try await keeper.post(String(letter.0), [("name", "Zoé Blanc")])
        #expect(try await president.post("/boutiques/7kq2/invitation", fields).location == batch)
        #expect(try await keeper.get("/boutiques/7kq2/modifier").status == .ok)
    }
}
