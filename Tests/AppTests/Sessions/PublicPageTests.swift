import HTTP
import Synchronization
import Testing

@testable import Chaland
@testable import Shell

@Suite("Pages for robots and the law") struct PublicPageTests {
    @Test("robots.txt lists the paths closed to robots, in both languages") func robots() async throws {
        let answer = try await TestSite(origin: "https://rue.example").as(.guest).get("/robots.txt")
        #expect(answer.fields[.contentType]?.hasPrefix("text/plain") == true)
        #expect(answer.text.contains("Disallow: /b/\n"))
        #expect(answer.text.contains("Disallow: /en/connexion\n"))
        #expect(answer.text.contains("Sitemap: https://rue.example/sitemap.xml"))
    }

    @Test("sitemap.xml has the shops and the public projects") func sitemap() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let shown = try site.project(isPublic: true)
        let hidden = try site.project()
        let answer = try await site.as(.guest).get("/sitemap.xml")
        #expect(answer.fields[.contentType]?.hasPrefix("application/xml") == true)
        for language in ["fr", "en"] {
            let bakery = "https://rue.example/\(language)/boutiques/boulangerie-de-l-etoile-7kq2"
            #expect(answer.text.contains("<loc>\(bakery)</loc>\n<lastmod>"))
            #expect(answer.text.contains("<loc>https://rue.example/\(language)\(shown)</loc>\n<lastmod>"))
            let page = try await site.as(.guest).get("/\(language)/boutiques/boulangerie-de-l-etoile-7kq2").text
            #expect(page.contains("<link rel=\"canonical\" href=\"\(bakery)\">"))
            #expect(page.contains("<meta property=\"og:url\" content=\"\(bakery)\">"))
        }
        #expect(!answer.text.contains(hidden))
    }

    @Test(
        "without a public address, no address is built from the request's host",
        arguments: ["evil.example", "localhost"])
    func noAddress(_ host: String) async throws {
        let guest = try TestSite().as(.guest)
        for path in ["/", "/boutiques", "/boutiques/boulangerie-de-l-etoile-7kq2", "/robots.txt", "/confidentialite"] {
            #expect(try await !guest.get(path, fields: [("Host", host)]).text.contains(host), "\(path)")
        }
        let page = try await guest.get("/boutiques", fields: [("Host", host)]).text
        #expect(page.contains("<link rel=\"canonical\" href=\"/fr/boutiques\">"))
        #expect(!page.contains("rel=\"alternate\""))
        #expect(try await guest.get("/sitemap.xml").status == .notFound)
        #expect(try await !guest.get("/robots.txt").text.contains("Sitemap"))
    }

    @Test(
        "a shared link shows a title, a sentence and the canonical address of every public page",
        arguments: ["/", "/boutiques", "/boutiques/boulangerie-de-l-etoile-7kq2", "/projets", "/mentions-legales"])
    func openGraph(_ path: String) async throws {
        let page = try await TestSite(origin: "https://rue.example").as(.guest).get(path).text
        for name in ["og:title", "og:description", "og:site_name", "og:type"] {
            #expect(page.contains(try Regex("<meta property=\"\(name)\" content=\"[^\"]+\">")), "\(name)")
        }
        let url = "https://rue.example/fr\(path)"
        #expect(page.contains("<link rel=\"canonical\" href=\"\(url)\">"))
        #expect(page.contains("<meta property=\"og:url\" content=\"\(url)\">"))
    }

    @Test("sitemap.xml is cached and follows each change") func cachedSitemap() async throws {
        let site = try TestSite(origin: "https://rue.example")
        func links() async throws -> Int {
            try await site.as(.guest).get("/sitemap.xml").text.components("<loc>")
        }
        func hits() -> Int { site.site.loopFigures.withLock { $0[0].hits.load(ordering: .relaxed) } }
        let first = try await links()
        let before = hits()
        #expect(try await links() == first)
        #expect(hits() == before + 1, "the second one comes from the cache")
        let project = try site.project(isPublic: true)
        #expect(try await links() == first + 2)
        _ = try await site.as(.president).post(project + "/depublication")
        #expect(try await links() == first)
        try site.remove(site.florist)
        #expect(try await links() == first - 2)
    }

    @Test("the legal pages name the association and the real figures") func law() async throws {
        let site = try TestSite()
        let legal = try await site.as(.guest).get("/mentions-legales")
        #expect(legal.text.contains("Les Vitrines du Lac"))
        let reviews = try await site.as(.guest).get("/traitement-des-avis")
        #expect(reviews.text.contains("à partir de \(SiteLimits.feelingThreshold) réponses"))
        let privacy = try await site.as(.guest).get("/en/confidentialite")
        #expect(privacy.status == .ok)
        #expect(!privacy.text.contains("{"))
    }

    @Test("the gallery exists in development only") func style() async throws {
        #expect(try await TestSite().as(.president).get("/style").status == .notFound)
    }
}
