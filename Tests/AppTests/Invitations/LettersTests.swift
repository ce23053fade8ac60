import Foundation
import HTTP
import SQLite
import TestSupport
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

extension TestSite {
    /// Leaves both shops without a shopkeeper.
    func endShopkeepers() throws {
        let (baker, florist, now) = (try member(.baker), try member(.florist), now)
        let (bakery, flowers) = (self.bakery, self.florist)
        try write { db in
            try Office.shopkeeper.end(of: baker, for: bakery.scope, at: now, in: db)
            try Office.shopkeeper.end(of: florist, for: flowers.scope, at: now, in: db)
        }
    }

    /// Adds shops without a shopkeeper, at these addresses.
    func insertShops(at addresses: [String]) throws {
        let author = ShopAuthor(member: nil, at: now, source: .form)
        try write { db in
            for (index, address) in addresses.enumerated() {
                var details = ShopDetails(name: "Boutique \(index + 1)", trade: "Café")
                details.address = address
                _ = try details.insert(code: { "Z\(index + 100)" }, by: author, in: db)
            }
        }
    }
}

@Suite("A batch of letters") struct LettersTests {
    private func form(_ page: String) throws -> String {
        String(try #require(page.firstMatch(of: /name="form" value="([0-9a-z]+)"/)).1)
    }

    private func links(_ page: String) -> Set<String> {
        Set(page.matches(of: /class="code">([0-9A-Z]{5}-[0-9A-Z]{5})</).map { "/invitation/" + $0.1 })
    }

    @Test("holds a letter for each shop without a shopkeeper, and shows the same ones again") func all() async throws {
        let site = try TestSite(origin: "https://rue.example")
        try site.endShopkeepers()
        let president = site.as(.president)
        #expect(try await president.get("/invitations").text.contains("Préparer les 2 lettres qui manquent"))
        let batch = try #require(try await president.post("/invitations", [("choice", "missing")]).location)
        #expect(batch.hasPrefix("/invitations/lots/"))
        let first = links(try await president.get(batch + "/lettres?printAnyway=1").text)
        #expect(first.count == 2)
        for _ in 1...2 { #expect(links(try await president.get(batch + "/lettres?printAnyway=1").text) == first) }
        for link in first { #expect(try await site.as(.guest).get(link).status == .ok) }
        #expect(try await president.get("/invitations").text.contains("href=\"\(batch)\""))
        #expect(try await president.post("/invitations", [("choice", "missing")]).location == "/invitations")
        #expect(try site.value("SELECT count(*) FROM invitation") == 2)
    }

    @Test("sent twice, is one batch; with another choice, another one") func twice() async throws {
        let site = try TestSite()
        try site.endShopkeepers()
        let president = site.as(.president)
        let form = try form(try await president.get("/invitations").text)
        let fields = [("form", form), ("choice", "shops"), ("shop", "7KQ2")]
        let batch = try await president.post("/invitations", fields).location
        #expect(try await president.post("/invitations", fields).location == batch)
        #expect(try site.value("SELECT count(*) FROM invitation") == 1)
        let other = try await president.post("/invitations", [("form", form), ("choice", "shops"), ("shop", "F10R")])
        #expect(other.location != batch)
        #expect(try site.value("SELECT count(*) FROM invitation WHERE revoked_at IS NULL") == 2)
    }

    @Test("is in the order of the street, and may be of one street") func order() async throws {
        let site = try TestSite()
        try site.insertShops(at: [
            "12 bis rue Verte", "100 rue Verte", "3 quai Bleu", "12 rue Verte", "", "2, rue Verte",
        ])
        let president = site.as(.president)
        let street = try #require(
            try await president.post("/invitations", [("choice", "street"), ("street", "rue-verte")]).location)
        let page = try await president.get(street).text
        #expect(page.matches(of: /\d\. (Boutique \d)/).map { String($0.1) } == [6, 4, 1, 2].map { "Boutique \($0)" })
        let rest = try #require(try await president.post("/invitations", [("choice", "missing")]).location)
        let names = try await president.get(rest).text.matches(of: /\d\. (Boutique \d)/).map { String($0.1) }
        #expect(names == ["Boutique 3", "Boutique 5"])
    }

    @Test("a form without a shop or a street comes back") func refused() async throws {
        let president = try TestSite().as(.president)
        for fields in [[("choice", "shops")], [("choice", "street"), ("street", "rue-de-nulle-part")]] {
            let answer = try await president.post("/invitations", fields)
            #expect(answer.status == .unprocessableContent)
        }
    }

    @Test("is chosen from a list that is folded while it is long, and open when nothing was ticked") func folded()
        async throws
    {
        let site = try TestSite(origin: "https://rue.example")
        try site.insertShops(at: (1...30).map { "\($0) rue du Lac" })
        let president = site.as(.president)
        let list = try await president.get("/invitations").text
        #expect(list.contains("<details id=\"shop\">"))
        #expect(list.contains("Les 30 boutiques qui n’ont encore personne sur le site"))
        #expect(list.contains("2 boutiques ont déjà quelqu’un sur le site"))
        let refused = try await president.post("/invitations", [("choice", "shops")])
        #expect(refused.text.contains("<details id=\"shop\" open>"))
    }

    @Test("tells which letters were used or replaced; only the others are printed") func states() async throws {
        let site = try TestSite()
        try site.endShopkeepers()
        try site.insertShops(at: ["1 rue Verte"])
        let president = site.as(.president)
        let batch = try #require(try await president.post("/invitations", [("choice", "missing")]).location)
        let letters = try await president.get(batch + "/lettres?printAnyway=1").text
        _ = try await site.as(.guest).post(try #require(links(letters).first))
        #expect(links(try await president.get(batch + "/lettres?printAnyway=1").text).count == 2)
        let open = try #require(
            try site.text(
                "SELECT code FROM shop JOIN invitation ON shop_id = shop.id WHERE claimed_at IS NULL ORDER BY code"))
        _ = try await president.post("/boutiques/\(open)/invitation", [("holders", "stay")])
        let page = try await president.get(batch).text
        #expect(page.contains("inscrite le") && page.contains("remplacée ou retirée"))
        #expect(links(try await president.get(batch + "/lettres?printAnyway=1").text).count == 1)
    }

    @Test("after a restore its letters are void, and one button makes them again") func restored() async throws {
        let site = try TestSite()
        try site.endShopkeepers()
        let president = site.as(.president)
        let batch = try #require(try await president.post("/invitations", [("choice", "missing")]).location)
        let old = links(try await president.get(batch + "/lettres?printAnyway=1").text)
        let now = site.now
        try site.write { try Invitation.revokeAll(at: now, in: $0) }
        #expect(try await president.get("/invitations").text.contains("2 à refaire"))
        let page = try await president.get(batch).text
        #expect(page.contains("Refaire ces 2 lettres"))
        let fields = [("form", try form(page))]
        let again = try #require(try await president.post(batch + "/refaire", fields).location)
        #expect(again != batch && again.hasPrefix("/invitations/lots/"))
        #expect(try await president.post(batch + "/refaire", fields).location == again)
        let new = links(try await president.get(again + "/lettres?printAnyway=1").text)
        #expect(new.count == 2 && new.isDisjoint(with: old))
        #expect(try await !president.get(batch).text.contains("Refaire"))
    }

    @Test("of a storage with another key, letters stay valid but are to be made again") func otherKey() async throws {
        let site = try TestSite()
        let secret = try site.letter(for: site.bakery)
        let id = try #require(try site.text("SELECT public_id FROM invitation_batch"))
        try site.write { _ = try $0.run("UPDATE invitation SET nonce = zeroblob(16)") }
        let page = try await site.as(.president).get("/invitations/lots/\(id)").text
        #expect(page.contains("Refaire cette lettre") && !page.contains(secret.inTwoGroups))
        #expect(try await site.as(.guest).get("/invitation/" + secret.inTwoGroups).status == .ok)
    }

    @Test("shops with a shopkeeper get none") func taken() async throws {
        let site = try TestSite()
        #expect(try await site.as(.president).post("/invitations").location == "/invitations")
        #expect(try site.value("SELECT count(*) FROM invitation") == 0)
    }

    @Test("is not for shopkeepers and the board") func rights() async throws {
        let site = try TestSite()
        let batch = try #require(
            try await site.as(.president).post("/boutiques/7kq2/invitation", [("holders", "stay")]).location)
        for person in [TestSite.Person.baker, .treasurer] {
            for path in [batch, batch + "/lettres", batch + "/lettres.pdf"] {
                #expect(try await site.as(person).get(path).status == .notFound)
            }
        }
        #expect(try await site.as(.president).get("/invitations/lots/nothing").status == .notFound)
    }
}
