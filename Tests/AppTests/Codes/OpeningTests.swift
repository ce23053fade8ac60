import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("Openings of printed codes") struct OpeningTests {
    private let site: TestSite

    private let phone = [("User-Agent", "Mozilla/5.0 (iPhone)")]

    init() throws { site = try TestSite(origin: "https://lac.example") }

    private func written(_ code: String = "7KQ2") throws -> Int {
        try site.site.writeOpens()
        return try site.value("SELECT ifnull(sum(opens), 0) FROM entry_point_opens WHERE code = '\(code)'")
    }

    @Test("a thousand visitors are counted, and none of the bots among them") func crawl() async throws {
        let telephones = [
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1",
            "Mozilla/5.0 (Linux; Android 15; CUBOT X90) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0",
        ]
        let bots = [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "WhatsApp/2.23.20.0 A",
            "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; bingbot/2.0)", "curl/8.14.1", "Twitterbot/1.0",
            "Mozilla/5.0 (compatible; AhrefsBot/7.0)", "python-requests/2.32",
        ]
        let visitor = site.as(.guest)
        for number in 0..<1_000 {
            let agent = ("User-Agent", telephones[number % telephones.count])
            let target = number.isMultiple(of: 7) ? "/en/b/7kq2" : "/b/7KQ2"
            #expect(try await visitor.get(target, fields: [agent]).status == .ok)
            let bot = ("User-Agent", bots[number % bots.count])
            switch number % 4 {
            case 0: _ = try await visitor.get("/b/7KQ2", fields: [bot])
            case 1: _ = try await visitor.send(.head, "/b/7KQ2", fields: [agent], body: [])
            case 2: _ = try await visitor.get("/b/7KQ2", fields: [agent, ("Sec-Purpose", "prefetch;prerender")])
            default: _ = try await visitor.get("/b/7KQ2", fields: [agent, ("Purpose", "prefetch")])
            }
        }
        #expect(try written() == 1_000)
    }

    @Test("every loop counts scans, also those answered from its cache or with 304") func caches() async throws {
        let other = try site.site.makeLoop()
        let visitors = [site.as(.guest), Browser(site, loop: other)]
        for visitor in visitors {
            let etag = try #require(try await visitor.get("/b/7KQ2", fields: phone).fields[.etag])
            let again = try await visitor.get("/b/7KQ2", fields: phone + [("If-None-Match", etag)])
            #expect(again.status == .notModified)
        }
        #expect(try written() == 4)
        #expect(try written() == 4, "what was written is not written again")
    }

    @Test("links of the site, members and unknown codes are not counted; a code typed on the site is") func own()
        async throws
    {
        let visitor = site.as(.guest)
        _ = try await visitor.get("/b/7KQ2", fields: phone + [("Sec-Fetch-Site", "same-origin")])
        let page = ("Referer", "https://lac.example/boutiques/boulangerie-de-l-etoile-7kq2")
        _ = try await visitor.get("/b/7KQ2", fields: phone + [("Host", "lac.example"), page])
        _ = try await site.as(.baker).get("/b/7KQ2", fields: phone)
        #expect(try await visitor.get("/b/ZZZZ").status == .notFound)
        _ = try await visitor.post("/b/7KQ2", [("feeling", "4")])
        #expect(try written() == 0)
        let typed =
            phone + [
                ("Host", "lac.example"), ("Referer", "https://lac.example/b"), ("Sec-Fetch-Site", "same-origin"),
            ]
        _ = try await visitor.get("/b/7KQ2", fields: typed)
        #expect(try written() == 1)
        #expect(try site.value("SELECT count(*) FROM entry_point_opens") == 1)
    }

    @Test("only a person who goes to the page counts: a program without a name, a script and a link of the site do not")
    func person() async throws {
        let visitor = site.as(.guest)
        func open(_ fields: [(String, String)]) async throws -> Int {
            let before = try written()
            _ = try await visitor.get("/b/7KQ2", fields: [("Host", "lac.example")] + fields)
            return try written() - before
        }
        #expect(try await open([]) == 0)
        #expect(try await open([("User-Agent", "")]) == 0)
        #expect(try await open(phone + [("Sec-Fetch-Mode", "cors")]) == 0)
        #expect(try await open(phone + [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Site", "none")]) == 1)
        for page in ["/recherche?q=/b", "/boutiques/b", "/recherche?q=/b?", "/xx/b"] {
            #expect(try await open(phone + [("Referer", "https://lac.example" + page)]) == 0, "\(page)")
        }
        for page in ["/b", "/en/b", "/b?code=zz"] {
            #expect(try await open(phone + [("Referer", "https://lac.example" + page)]) == 1, "\(page)")
        }
        #expect(try await open(phone + [("Referer", "https://lac.example.org/boutiques")]) == 1)
    }

    @Test("a code of the association leads to its front page, and is counted") func association() async throws {
        let now = site.now
        let code = try site.write { db in
            try #require(
                try PrintedCode.Details(.radio).insert(of: .association, letters: { "RAD1" }, at: now, in: db)?.code)
        }
        #expect(try await site.as(.guest).get("/b/rad1", fields: phone).location == "/")
        #expect(try await site.as(.guest).get("/en/b/rad1", fields: phone).location == "/en/")
        #expect(try await site.as(.guest).post("/b/rad1", [("feeling", "4")]).status == .notFound)
        #expect(try written(code) == 2)
    }

    @Test("an ended code leads to its shop, and is counted apart") func ended() async throws {
        _ = try await site.as(.guest).get("/b/7KQ2", fields: phone)
        #expect(try written() == 1)
        #expect(try await site.as(.baker).post("/codes/7kq2/fin").status == .seeOther)
        #expect(try await site.as(.guest).get("/b/7KQ2", fields: phone).text.contains("Boulangerie de l’Étoile"))
        #expect(try written() == 1)
        #expect(try site.value("SELECT ended_opens FROM entry_point_opens") == 1)
        #expect(try await site.as(.baker).post("/codes/7kq2/retablissement").status == .seeOther)
        _ = try await site.as(.guest).get("/b/7KQ2", fields: phone)
        #expect(try written() == 2)
    }

    @Test("scans that cannot be written are added to the next write") func failure() async throws {
        _ = try await site.as(.guest).get("/b/7KQ2", fields: phone)
        try site.write { _ = try $0.run("ALTER TABLE entry_point_opens RENAME TO elsewhere") }
        #expect(throws: SQLiteError.self) { try site.site.writeOpens() }
        try site.write { _ = try $0.run("ALTER TABLE elsewhere RENAME TO entry_point_opens") }
        _ = try await site.as(.guest).get("/b/7KQ2", fields: phone)
        #expect(try written() == 2)
    }

    @Test("bots are recognised by their names") func bots() {
        func isBot(_ agent: String) -> Bool { NamedBot.isNamed(in: Array(agent.utf8)[...]) }
        for agent in [
            "Googlebot-Image/1.0", "CCBot/2.0", "Slackbot-LinkExpanding 1.0", "SkypeUriPreview", "x cubot bot",
            "axios/1.7", "node-fetch", "Mozilla/5.0 HeadlessChrome/140.0", "GoogleOther", "Google-InspectionTool/1.0",
            "Scrapy/2.11 (+https://scrapy.org)", "Mozilla/5.0 (compatible; Bytespider)",
        ] {
            #expect(isBot(agent), "\(agent)")
        }
        for agent in ["", "CUBOT", "Mozilla/5.0 (Linux; Android 14; CUBOT_KINGKONG)", "QRScanner/3 Mobile"] {
            #expect(!isBot(agent), "\(agent)")
        }
    }
}
