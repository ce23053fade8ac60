import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("/actualites") struct NewsTests {
    private let site: TestSite
    private let filled = [
        ("title", "Les guirlandes sont là"), ("text", "Un <i>mot</i>.\r\nPuis un autre."), ("until", "2026-03-16"),
    ]

    init() throws { site = try TestSite() }

    /// Publishes a post; its path.
    private func publish() async throws -> String {
        try #require(try await site.as(.president).post("/actualites", filled).location)
    }

    @Test("the president publishes: front page, list and page show it until its last day") func publishes() async throws
    {
        let path = try await publish()
        for target in ["/", "/actualites", path, "/sitemap.xml"] where target != "/sitemap.xml" {
            #expect(try await site.as(.guest).get(target).text.contains("Les guirlandes sont là"), "\(target)")
        }
        #expect(try await site.as(.guest).get(path).text.contains("Un &lt;i&gt;mot&lt;/i&gt;.\nPuis un autre."))
        site.wait(.days(15))
        for target in ["/", "/actualites"] {
            #expect(try await !site.as(.guest).get(target).text.contains("guirlandes"), "\(target)")
        }
        #expect(try await site.as(.guest).get(path).status == .notFound)
        #expect(try await site.as(.baker).get(path).status == .notFound)
        #expect(try await site.as(.president).get("/actualites").text.contains(path))
        #expect(try await site.as(.president).get(path).text.contains("Plus affichée depuis le 16\u{A0}mars 2026"))
    }

    @Test("an empty page says what will be here") func empty() async throws {
        let guest = try await site.as(.guest).get("/actualites")
        #expect(guest.status == .ok && guest.text.contains("Rien de nouveau pour l’instant"))
        #expect(!guest.text.contains("/actualites/nouvelle"))
        #expect(try await site.as(.president).get("/actualites").text.contains("/actualites/nouvelle"))
    }

    @Test("the form proposes two weeks") func form() async throws {
        let page = try await site.as(.president).get("/actualites/nouvelle")
        #expect(page.text.contains("name=\"until\" type=\"date\" value=\"2026-03-16\""))
    }

    @Test(
        "422 with the form as typed",
        arguments: [
            ("title", "", "Donnez un titre."), ("title", String(repeating: "é", count: 121), "120"),
            ("text", " ", "Écrivez le texte."), ("text", String(repeating: "é", count: 2_001), "2"),
            ("until", "", "Choisissez le dernier jour."), ("until", "2026-03-01", "Ce jour est passé"),
            ("until", "2027-03-05", "dans l’année"), ("until", "x", "Choisissez une date qui existe"),
        ])
    func refuses(_ name: String, _ value: String, _ words: String) async throws {
        let answer = try await site.as(.president).post("/actualites", filled.with((name, value)))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(name)-error\"") && answer.text.contains(words))
        if name != "title" { #expect(answer.text.contains("value=\"Les guirlandes sont là\"")) }
        #expect(try site.value("SELECT count(*) FROM news_post") == 0)
    }

    @Test("pressing the button twice publishes once") func twice() async throws {
        let first = try await publish()
        #expect(try await publish() == first)
        #expect(try site.value("SELECT count(*) FROM news_post") == 1)
    }

    @Test("it is edited; the second of two people sees the first one’s text and decides") func edits() async throws {
        let path = try await publish()
        let form = try await site.as(.president).get(path + "/modifier").filled
        _ = try await site.as(.vicePresident).post(path + "/modifier", form.with(("title", "Les sapins")))
        let second = try await site.as(.president).post(path + "/modifier", form.with(("title", "Les lampions")))
        #expect(second.status == .conflict)
        #expect(second.text.contains("<dd class=\"words\">Les sapins</dd>"))
        #expect(second.text.contains("value=\"Les lampions\""))
        #expect(try await site.as(.president).post(path + "/modifier", second.filled).status == .seeOther)
        #expect(try site.text("SELECT title FROM news_post") == "Les lampions")
    }

    @Test("it is removed and restored with «Annuler»") func removes() async throws {
        let (path, president) = (try await publish(), site.as(.president))
        #expect(try await president.post(path + "/retrait").location == "/actualites")
        #expect(try await president.get("/actualites").text.contains("action=\"\(path)/retablissement\""))
        #expect(try await site.as(.guest).get(path).status == .notFound)
        #expect(try await president.get(path + "/modifier").status == .notFound)
        #expect(try await president.post(path + "/retablissement").status == .seeOther)
        #expect(try await site.as(.guest).get(path).status == .ok)
    }

    @Test(
        "no other member publishes", arguments: [TestSite.Person.secretary, .treasurer, .boardMember, .baker, .staff])
    func rights(_ person: TestSite.Person) async throws {
        let path = try await publish()
        #expect(try await site.as(person).post("/actualites", filled).status == .notFound)
        #expect(try await site.as(person).post(path + "/retrait").status == .notFound)
        #expect(try await !site.as(person).get(path).text.contains("/modifier"))
    }
}
