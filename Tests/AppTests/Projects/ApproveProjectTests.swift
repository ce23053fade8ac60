import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects

@Suite("Changing a public project") struct ApproveProjectTests {
    private let site: TestSite
    private let path: String

    /// A public project of the bakery that the baker has changed.
    init() async throws {
        site = try TestSite(origin: "https://rue.example")
        path = try site.project(
            "Marché de Noël", purpose: "Douze chalets.", happens: "en décembre", budget: Money(cents: 100_00),
            isPublic: true)
        try await change("Vide-grenier", "Des étagères.", happens: "en mai", budget: "200")
    }

    private func change(
        _ title: String, _ purpose: String, happens: String = "", budget: String = "",
        by person: TestSite.Person = .baker
    ) async throws {
        let form = [("title", title), ("purpose", purpose), ("happens", happens), ("budget", budget)]
        let answer = try await site.as(person).post(path + "/modifier", form + [("version", try version())])
        #expect(answer.status == .seeOther)
    }

    private func version() throws -> String { String(try site.value("SELECT version FROM project")) }

    private func decide(_ action: String, version: String? = nil) async throws -> Answer {
        try await site.as(.president).post(path + action, [("version", version ?? self.version())])
    }

    /// Everything a guest is shown of projects, in both languages.
    private func guestPages() async throws -> String {
        var pages = ""
        for target in [path, "/en" + path, "/projets", "/en/projets", "/", "/sitemap.xml", "/projets?q=chalets"] {
            let answer = try await site.as(.guest).get(target)
            #expect(answer.status == .ok)
            pages += answer.text
        }
        return pages
    }

    @Test("guests see the approved text on every page until the president approves the new one") func waits()
        async throws
    {
        let before = try await guestPages()
        for text in ["Marché de Noël", "Douze chalets.", "en décembre", "100,00", "€100.00"] {
            #expect(before.contains(text))
        }
        for text in ["Vide-grenier", "étagères", "en mai", "200,00", "€200.00"] {
            #expect(!before.contains(text), "\(text)")
        }
        #expect(before.contains("<meta name=\"description\" content=\"Douze chalets.\">"))

        #expect(try await decide("/publication").status == .seeOther)
        let after = try await guestPages()
        for text in ["Vide-grenier", "Des étagères.", "en mai", "200,00"] { #expect(after.contains(text)) }
        for text in ["Marché de Noël", "Douze chalets", "en décembre"] { #expect(!after.contains(text), "\(text)") }
    }

    @Test("guests find it by the approved words alone, members by the new ones") func search() async throws {
        #expect(try await site.as(.guest).get("/projets?q=noel").text.contains(path))
        #expect(try await !site.as(.guest).get("/projets?q=etageres").text.contains(path))
        #expect(try await site.as(.florist).get("/projets?q=etageres").text.contains(path))
        #expect(try await !site.as(.florist).get("/projets?q=noel").text.contains(path))
        _ = try await decide("/publication")
        #expect(try await site.as(.guest).get("/projets?q=etageres").text.contains(path))
        #expect(try await !site.as(.guest).get("/projets?q=noel").text.contains(path))
    }

    @Test("guests do not find a project by its words before it is public") func unpublished() async throws {
        let hidden = try site.project("Guirlandes", purpose: "Des lampions.")
        #expect(try await !site.as(.guest).get("/projets?q=lampions").text.contains(hidden))
        #expect(try await site.as(.baker).get("/projets?q=lampions").text.contains(hidden))
    }

    @Test("its author sees that the change waits, without buttons; another member sees the new text") func author()
        async throws
    {
        let author = try await site.as(.baker).get(path).text
        #expect(author.contains("Nouveau texte à relire"))
        for text in ["Marché de Noël", "Vide-grenier", "Douze chalets.", "Des étagères."] {
            #expect(author.contains(text))
        }
        #expect(!author.contains("/publication\"") && !author.contains("/refus\""))
        let other = try await site.as(.florist).get(path).text
        #expect(other.contains("Nouveau texte à relire") && other.contains("Vide-grenier"))
        #expect(!other.contains("Marché de Noël"))
        #expect(try await site.as(.florist).get("/projets").text.contains("<span class=\"tag wait\">à relire</span>"))
        #expect(try await site.as(.florist).get("/accueil").text.contains("Vide-grenier"))
    }

    @Test("the president sees both texts, from the home page on") func president() async throws {
        let president = site.as(.president)
        #expect(try await president.get("/accueil").text.contains("href=\"/projets?voir=a-relire\""))
        #expect(try await president.get("/projets?voir=a-relire").text.contains(path))
        #expect(try await !site.as(.baker).get("/projets?voir=publics").text.contains("voir=a-relire"))
        let page = try await president.get(path).text
        for text in ["Marché de Noël", "Vide-grenier", "100,00", "200,00"] { #expect(page.contains(text)) }
        #expect(page.contains("action=\"\(path)/publication\"") && page.contains("action=\"\(path)/refus\""))
        _ = try await decide("/publication")
        #expect(try await !president.get("/accueil").text.contains("voir=a-relire"))
        #expect(try await !president.get("/projets?voir=a-relire").text.contains(path))
    }

    @Test("the president refuses the change: the earlier text stays; the author reads the refused one") func refuses()
        async throws
    {
        let answer = try await decide("/refus")
        #expect(answer.status == .seeOther)
        #expect(try await guestPages().contains("Douze chalets."))
        let author = try await site.as(.baker).get(path).text
        #expect(author.contains("<h1>Marché de Noël</h1>"))
        #expect(author.contains("Nouveau texte non retenu") && author.contains("Des étagères."))
        #expect(try await !site.as(.florist).get(path).text.contains("étagères"))
        #expect(try await !site.as(.florist).get("/projets?q=etageres").text.contains(path))
    }

    @Test("a refusal is undone with «Annuler»: the change waits again") func restores() async throws {
        _ = try await decide("/refus")
        let president = site.as(.president)
        #expect(try await president.post(path + "/refus/annulation?version=3").status == .seeOther)
        #expect(try await president.get(path).text.contains("action=\"\(path)/refus\""))
        #expect(try await !guestPages().contains("Vide-grenier"))
        #expect(try site.text("SELECT title FROM project") == "Vide-grenier")
    }

    @Test("a decision is about the text that was read", arguments: ["/publication", "/refus"])
    func readText(_ action: String) async throws {
        let read = try version()
        try await change("Vide-grenier", "Autre chose.")
        let president = site.as(.president)
        #expect(try await president.post(path + action, [("version", read)]).status == .seeOther)
        #expect(try await president.get(path).text.contains("Relisez-le avant de décider."))
        #expect(try await site.as(.guest).get(path).text.contains("Douze chalets."))
        #expect(try await decide("/publication", version: "").status == .seeOther)
        #expect(try await site.as(.guest).get(path).text.contains("Douze chalets."))
    }

    @Test("several changes wait together; changing back to the approved text ends the wait") func changesBack()
        async throws
    {
        try await change("Vide-grenier", "Encore autre chose.")
        #expect(try await site.as(.guest).get(path).text.contains("Douze chalets."))
        try await change("Marché de Noël", "Douze chalets.", happens: "en décembre", budget: "100")
        #expect(try await !site.as(.baker).get(path).text.contains("Nouveau texte à relire"))
        #expect(try site.value("SELECT count(*) FROM project_version") == 0)
    }

    @Test("the president’s own change is public at once, unless another one waits") func ownChange() async throws {
        try await change("Vide-grenier d’été", "Des étagères.", by: .president)
        #expect(try await !site.as(.guest).get(path).text.contains("Vide-grenier"))
        _ = try await decide("/publication")
        try await change("Braderie", "Des étagères.", by: .president)
        #expect(try await site.as(.guest).get(path).text.contains("Braderie"))
    }

    @Test("a project hidden while a change waits is public again only after the change is read") func hidden()
        async throws
    {
        let president = site.as(.president)
        _ = try await president.post(path + "/depublication")
        #expect(try await site.as(.guest).get(path).status == .notFound)
        #expect(try await !president.get(path).text.contains("/publication?"))
        #expect(try await site.as(.guest).get("/projets?q=noel").text.contains(path) == false)
        _ = try await decide("/publication")
        #expect(try await site.as(.guest).get(path).text.contains("Vide-grenier"))
    }

    @Test("members without the right cannot decide", arguments: ["/publication", "/refus", "/refus/annulation"])
    func rights(_ action: String) async throws {
        for person in [TestSite.Person.baker, .florist, .secretary, .treasurer] {
            let answer = try await site.as(person).post(path + action, [("version", "2")])
            #expect(answer.status == .notFound, "\(person)")
        }
        #expect(try await site.as(.guest).get(path).text.contains("Douze chalets."))
    }
}
