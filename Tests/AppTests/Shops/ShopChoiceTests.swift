import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("What a shop chooses from lists, and its e-mail and networks") struct ShopChoiceTests {
    private let site: TestSite
    private let edit = "/boutiques/7kq2/modifier"
    private let page = "/boutiques/boulangerie-de-l-etoile-7kq2"
    private static let lists = [ShopChoices.access, .payment, .services]

    init() throws { site = try TestSite() }

    private func stored(_ column: String) throws -> String? {
        try site.text("SELECT \(column) FROM shop WHERE code = '7KQ2'")
    }

    private func save(_ changes: [(String, String)]) async throws -> Answer {
        let names = Set(changes.map(\.0))
        let form = try await site.as(.baker).get(edit).filled.filter { !names.contains($0.0) }
        return try await site.as(.baker).post(edit, form + changes)
    }

    @Test("ticked boxes are stored in the order of the list and shown; unticking all removes them") func boxes()
        async throws
    {
        let ticked = [("payment", ""), ("payment", "cash"), ("payment", "card"), ("services", "giftWrap")]
        #expect(try await save(ticked).status == .seeOther)
        #expect(try stored("payment") == "card cash")
        let shown = try await site.as(.guest).get(page).text
        #expect(shown.contains("<h2>Moyens de paiement</h2>"))
        #expect(shown.contains("<li>Carte bancaire</li>\n<li>Espèces</li>"))
        #expect(shown.contains("<li>Paquet cadeau</li>") && !shown.contains("<h2>Accès</h2>"))
        #expect(try await site.as(.baker).get(edit).filled.filter { $0.0 == "payment" }.count == 3)
        #expect(try await save([("payment", "")]).status == .seeOther)
        #expect(try stored("payment")?.isEmpty == true)
        #expect(try stored("services") == "giftWrap")
    }

    @Test("a value that is on no list is refused") func unknown() async throws {
        let answer = try await save([("access", "helicopter")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Choisissez dans la liste."))
        #expect(try stored("access")?.isEmpty == true)
    }

    @Test("their words in each language are read back as the same choices", arguments: ["fr", "en"])
    func words(_ tag: String) throws {
        let messages = try MessageFiles.load(tag, below: TestSite.home + "/Templates")
        for list in Self.lists {
            let all = list.all.map(\.name).joined(separator: " ")
            #expect(list.read(list.words(all, messages)) == (all, []))
        }
    }

    @Test("imported lists may write them in any usual way; unknown words are preserved or remarked on") func lists()
        throws
    {
        let file = """
            Nom;Mail;Insta;Facebook;Moyens de paiement;Accessibilité;Services
            Bar;bar@exemple.fr;@le.bar;https://fr-fr.facebook.com/lebar/?ref=x;CB, Espèces / tickets restaurant;PMR;\
            "Livraison à domicile, Dégustation"
            Zinc;;;Le Zinc de la place;troc;;

            """
        let lines = try ImportFile(Array(file.utf8)).lines(ImportChoices())
        #expect(lines[0].details.payment == "card cash mealVoucher")
        #expect(lines[0].details.access == "stepFree")
        #expect(lines[0].details.services == "delivery")
        #expect(lines[0].details.description == "Services\u{A0}: dégustation.")
        #expect(lines[0].details.email == "bar@exemple.fr")
        #expect(lines[0].details.instagram == "https://www.instagram.com/le.bar")
        #expect(lines[0].details.facebook == "https://www.facebook.com/lebar")
        #expect(lines[1].remarks.contains(.unknown(ShopColumn(ShopFields.payment), "troc")))
        #expect(lines[1].remarks.contains(.unknown(ShopColumn(ShopFields.facebook), "Le Zinc de la place")))
    }

    @Test(
        "a network is read from a name, a name with @ or an address of that network alone",
        arguments: [
            ("@etoile", "etoile", "etoile"), ("Etoile.Pain", "etoile.pain", "Etoile.Pain"),
            ("https://www.instagram.com/etoile/?hl=fr", "etoile", nil),
            ("facebook.com/etoile", nil, "etoile"), ("https://m.facebook.com/etoile?locale=fr_FR", nil, "etoile"),
            ("https://www.facebook.com/profile.php?id=100012345", nil, "profile.php?id=100012345"),
            ("https://www.facebook.com/pages/Etoile/123", nil, "pages/Etoile/123"),
            ("https://instagram.com.evil.example/etoile", nil, nil), ("javascript:alert(1)", nil, nil),
            ("https://evil.example/facebook.com/x", nil, nil), ("Boulangerie de l’Étoile", nil, nil),
            ("instagram.com/p/Cxyz", nil, nil), ("\"><script>", nil, nil), ("https://", nil, nil),
        ] as [(String, String?, String?)])
    func networks(_ typed: String, _ instagram: String?, _ facebook: String?) {
        #expect(SocialPage.instagram(typed) == instagram.map { "https://www.instagram.com/" + $0 })
        #expect(SocialPage.facebook(typed) == facebook.map { "https://www.facebook.com/" + $0 })
    }

    @Test("only addresses of the network become links, whatever the store holds") func links() async throws {
        try site.write {
            _ = try $0.run(
                """
                UPDATE shop SET instagram = 'https://evil.example/', facebook = 'javascript:alert(1)',
                                email = 'not an address' WHERE code = '7KQ2'
                """)
        }
        let shown = try await site.as(.guest).get(page).text
        #expect(!shown.contains("evil.example") && !shown.contains("javascript:") && !shown.contains("mailto:not"))
        let form = [("email", "contact@etoile.example"), ("instagram", "@etoile"), ("facebook", "fb.com/etoile")]
        #expect(try await save(form).status == .seeOther)
        let now = try await site.as(.guest).get(page).text
        #expect(now.contains("href=\"mailto:contact@etoile.example\""))
        #expect(now.contains("href=\"https://www.instagram.com/etoile\"") && now.contains(">@etoile</a>"))
        #expect(now.contains("href=\"https://www.facebook.com/etoile\""))
        #expect(now.contains("\"sameAs\":[\"https://www.instagram.com/etoile\",\"https://www.facebook.com/etoile\"]"))
    }

    @Test("an invalid address of a network is refused with a sentence, in its opened part of the form") func refused()
        async throws
    {
        let answer = try await save([("facebook", "Ma page")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("<details open>\n<summary>E-mail, Instagram, Facebook"))
        #expect(answer.text.contains("value=\"Ma page\""))
    }
}
