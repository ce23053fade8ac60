import HTTP
import SQLite
import Schema
import Testing

@testable import Chaland
@testable import Shell
@testable import Shops

/// Every line of the site map × the whole cast × every method, on one storage: what a person may not do is refused.
@Suite("Every route") struct RouteMatrixTests {
    /// The site, its examples, and a copy of its storage to go back to after a write.
    private final class Street {
        let site: TestSite
        let examples: RouteExamples
        private let clean: String

        init() async throws {
            site = try TestSite(limitsRate: false)
            examples = try await RouteExamples(site)
            clean = site.folder + "/clean.sqlite"
            try Backup.copy(from: site.site.database.path, to: clean)
        }

        func target(_ path: String, _ shop: ExampleShop = .bakery) throws -> String {
            try #require(examples.target(path, shop), "\(path) has a parameter without an example in RouteTable.swift")
        }

        func ask(_ route: Route, _ shop: ExampleShop, as person: TestSite.Person) async throws -> (Answer, wrote: Bool)
        {
            try await ask(route.method, try target(route.path, shop), as: person)
        }

        /// Sends one request and undoes what it wrote.
        func ask(_ method: HTTP.Method, _ address: String, as person: TestSite.Person) async throws -> (
            Answer, wrote: Bool
        ) {
            let (browser, before) = (site.as(person), try site.loop.reader.dataVersion())
            let answer = method == .get ? try await browser.get(address) : try await browser.post(address)
            let wrote = try site.loop.reader.dataVersion() != before
            if wrote {
                try Backup.restore(
                    from: clean, into: site.site.database.path, schema: Schema.association)
            }
            return (answer, wrote)
        }
    }

    /// `GET /boutiques`
    private func line(_ route: Route) -> String { (route.method == .get ? "GET " : "POST ") + route.path }

    @Test("is in the table of circles") func listed() {
        let routes = Set(siteMap.routes.map(line))
        #expect(routes == Set(Circle.ofRoutes.keys))
    }

    @Test("answers members who have the right at their own shop or project, and is 404 for others") func matrix()
        async throws
    {
        let street = try await Street()
        for route in siteMap.routes {
            let line = line(route)
            let circle = try #require(Circle.ofRoutes[line], "\(line) is not in RouteTable.swift")
            for shop in ExampleShop.allCases {
                let allowed = circle.people(at: shop)
                for person in TestSite.Person.allCases {
                    let (answer, wrote) = try await street.ask(route, shop, as: person)
                    let (code, case_) = (answer.status.code, "\(line), \(person) at \(shop): \(answer.status.code)")
                    let isSentToSignIn = answer.location?.hasPrefix("/connexion?") == true
                    if circle == .everyone {
                        #expect(code < 500 && !isSentToSignIn, "\(case_)")
                    } else if allowed.contains(person) {
                        #expect(code < 500 && code != 404 && code != 403 && !isSentToSignIn, "\(case_)")
                    } else {
                        let expected = person != .guest ? 404 : route.method == .get ? 303 : 403
                        #expect(code == expected && !wrote, "\(case_), wrote: \(wrote)")
                        #expect(code != 303 || answer.location?.hasPrefix("/connexion?retour=") == true, "\(case_)")
                    }
                    if route.method == .get {
                        let again = try await street.ask(route, shop, as: person).0.status
                        #expect(!wrote && again == answer.status, "\(case_), again \(again.code)")
                    }
                }
            }
        }
    }

    @Test(
        "that a page links to, or its forms post to, is open to the reader of that page",
        arguments: TestSite.Person.allCases)
    func offered(_ person: TestSite.Person) async throws {
        let street = try await Street()
        var (seen, left) = (Set<String>(), person == .guest ? ["/"] : ["/accueil", "/"])
        while let path = left.popLast(), seen.count < 150 {
            let (page, _) = try await street.ask(.get, path, as: person)
            #expect(page.status.code < 400, "\(person): \(path) answers \(page.status.code)")
            for match in page.text.matches(of: /<a [^>]*href="(\/[^"#]*)/) {
                let link = String(match.1).replacing("&amp;", with: "&")
                if seen.insert(String(link.prefix { $0 != "?" })).inserted { left.append(link) }
            }
            for match in page.text.matches(of: /<form [^>]*method="post"[^>]* action="([^"]*)|formaction="([^"#]*)/) {
                let action = String(match.1 ?? match.2 ?? "").replacing("&amp;", with: "&")
                guard seen.insert("POST " + action).inserted else { continue }
                let code = try await street.ask(.post, action, as: person).0.status.code
                #expect(code != 404 && code != 403 && code < 500, "\(person): \(path) sends to \(action): \(code)")
            }
        }
        #expect(seen.count > 15)
    }

    @Test("a parameter without an example is found") func planted() async throws {
        let examples = try await RouteExamples(TestSite(limitsRate: false))
        #expect(examples.target("/boutiques/:shop", .florist) == "/boutiques/f10r")
        #expect(examples.target("/projets/:project/votes/:vote", .bakery) == nil)
    }

    @Test("answers other methods with 405 and those it accepts") func methods() async throws {
        let street = try await Street()
        for path in Set(siteMap.routes.map(\.path)).sorted() {
            let answer = try await street.site.as(.president).send(
                .delete, try street.target(path), fields: [], body: [])
            #expect(answer.status == .methodNotAllowed, "\(path)")
            #expect(answer.fields[.allow]?.contains("OPTIONS") == true, "\(path)")
        }
    }

    @Test("refuses forms of another site") func crossSite() async throws {
        let street = try await Street()
        let before = try street.site.loop.reader.dataVersion()
        for route in siteMap.routes where route.method == .post {
            let refused = try await street.site.as(.president).send(
                .post, try street.target(route.path),
                fields: [("Sec-Fetch-Site", "cross-site"), ("Content-Type", "application/x-www-form-urlencoded")],
                body: Array("feeling=5".utf8))
            #expect(refused.status == .forbidden, "\(route.path)")
            #expect(try street.site.loop.reader.dataVersion() == before, "\(route.path) wrote")
        }
    }
}
