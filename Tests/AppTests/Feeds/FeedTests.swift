import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Projects
@testable import Shops

@Suite("GET /flux/….atom") struct FeedTests {
    private static let names = ["boutiques", "projets", "avis", "actualites"]
    private let site: TestSite

    init() throws { site = try TestSite(origin: "https://rue.example") }

    private func feed(_ name: String, as person: TestSite.Person = .guest) async throws -> String {
        let answer = try await site.as(person).get("/flux/\(name).atom")
        #expect(answer.status == .ok && answer.fields[.contentType] == "application/atom+xml; charset=utf-8")
        return answer.text
    }

    @Test("an empty feed is valid: it has an id, a title, an author and a date", arguments: names)
    func empty(_ name: String) async throws {
        let text = try await feed(name)
        #expect(text.contains("<id>tag:rue.example,2026-03-02:\(name)</id>"))
        #expect(text.contains("<updated>2026-03-02T09:00:00Z</updated>") && text.contains("<author>"))
        #expect(
            text.contains("rel=\"self\" type=\"application/atom+xml\" href=\"https://rue.example/flux/\(name).atom\""))
        if name != "boutiques" { #expect(!text.contains("<entry>")) }
    }

    @Test("without a public address there are no feeds, and no page names one", arguments: names)
    func withoutAddress(_ name: String) async throws {
        let site = try TestSite()
        #expect(try await site.as(.guest).get("/flux/\(name).atom").status == .notFound)
        #expect(try await !site.as(.guest).get("/").text.contains("application/atom+xml"))
    }

    @Test("pages name the feeds that fit them") func discovery() async throws {
        for (page, feeds) in [
            ("/", Self.names), ("/boutiques", ["boutiques", "avis"]), ("/projets", ["projets"]),
            ("/actualites", ["actualites"]),
        ] {
            let text = try await site.as(.guest).get(page).text
            for name in Self.names {
                let link = "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/flux/\(name).atom\""
                #expect(text.contains(link) == feeds.contains(name), "\(page) \(name)")
            }
        }
    }

    @Test("new shops are entries, removed ones are not; names are escaped") func shops() async throws {
        let now = site.now
        try site.write { db in
            try Cast.addShop("BADX", "Dupont & <Fils>\u{B}", "Épicerie", at: now, in: db)
        }
        let text = try await feed("boutiques")
        #expect(text.contains("<title>Dupont &amp; &lt;Fils&gt;</title>"))
        #expect(text.contains("<id>tag:rue.example,2026-03-02:boutiques/BADX</id>"))
        #expect(text.contains("href=\"https://rue.example/fr/boutiques/au-coeur-des-fleurs-f10r\""))
        try site.remove(site.florist)
        #expect(try await !feed("boutiques").contains("f10r"))
    }

    @Test("public projects are entries in their approved text, for members too") func projects() async throws {
        let day = try #require(Day("2026-03-07"))
        let path = try site.project(
            "Marché", happens: "", place: "Halle", dates: [ProjectDate(1, from: day)], isPublic: true)
        _ = try site.project("Caché")
        let form = try await site.as(.baker).get(path + "/modifier").filled
        _ = try await site.as(.baker).post(path + "/modifier", form.with(("title", "Vide-grenier")))
        for person in [TestSite.Person.guest, .baker] {
            let text = try await feed("projets", as: person)
            #expect(text.contains("<title>Marché</title>") && text.contains("samedi 7\u{A0}mars\nHalle\n"))
            #expect(!text.contains("Vide-grenier") && !text.contains("Caché") && !text.contains("Paul Martin"))
        }
    }

    @Test("an id stays when its entry changes, and its date of change grows") func changes() async throws {
        let path = try site.project("Marché", isPublic: true)
        let before = try await feed("projets")
        site.wait(3_600)
        let form = try await site.as(.president).get(path + "/modifier").filled
        _ = try await site.as(.president).post(path + "/modifier", form.with(("title", "Braderie")))
        let after = try await feed("projets")
        let id = "<id>tag:rue.example,2026-03-02:projets/\(path.dropFirst("/projets/".count))</id>"
        #expect(before.contains(id) && after.contains(id))
        #expect(before.contains("<updated>2026-03-02T09:00:00Z") && after.contains("<updated>2026-03-02T10:00:00Z"))
    }

    @Test("published reviews are entries in full, with their dates and the reply; no address, nothing that waits")
    func reviews() async throws {
        try await site.review(text: "Bon accueil.")
        #expect(try await !feed("avis").contains("Bon accueil"))
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        _ = try await site.as(.baker).post("/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci à vous.")])
        let text = try await feed("avis")
        #expect(text.contains("Bon accueil.") && text.contains("Visite du") && text.contains("avis publié le"))
        #expect(text.contains("Merci à vous.") && !text.contains("@"))
        try site.remove(site.bakery)
        #expect(try await !feed("avis").contains("Bon accueil"))
    }

    @Test("news and running bons plans are entries until they are over") func news() async throws {
        _ = try await site.as(.president).post(
            "/actualites", [("title", "Guirlandes"), ("text", "Elles sont là."), ("until", "2026-03-04")])
        _ = try await site.as(.baker).post(
            "/boutiques/7kq2/bons-plans", [("text", "Le comté"), ("until", "2026-03-03")])
        let text = try await feed("actualites")
        #expect(text.contains("Guirlandes") && text.contains("Bon plan de Boulangerie de l’Étoile"))
        site.wait(.days(2))
        #expect(try await !feed("actualites").contains("comté"))
        site.wait(.days(1))
        #expect(try await !feed("actualites").contains("<entry>"))
    }

    @Test("a feed is also in English") func english() async throws {
        let text = try await site.as(.guest).get("/en/flux/actualites.atom").text
        #expect(text.contains("xml:lang=\"en\"") && text.contains("<title>News – Les Vitrines du Lac</title>"))
        #expect(text.contains("href=\"https://rue.example/en/flux/actualites.atom\""))
    }
}
