import HTTP
import SQLite
import Testing

@testable import Chaland

/// Every line of the site map × everybody × every method: what is not allowed is refused, whoever wrote the handler.
@Suite("Every route") struct RouteMatrixTests {
    private static let paths = Set(siteMap.routes.map(\.path)).sorted()

    private func target(_ path: String) -> String {
        "/" + path.split(separator: "/").map { $0.hasPrefix(":") ? "f10r" : String($0) }.joined(separator: "/")
    }

    @Test("of members sends a guest to sign in, and back") func guests() async throws {
        let site = try TestSite()
        for route in siteMap.routes where route.access != .anyone && route.method == .get {
            let answer = try await site.as(.guest).get(target(route.path))
            #expect(answer.status == .seeOther, "\(route.path)")
            #expect(answer.location?.hasPrefix("/connexion?retour=") == true, "\(route.path)")
        }
    }

    @Test("of members does nothing for a guest who posts") func guestPosts() async throws {
        let site = try TestSite()
        for route in siteMap.routes where route.access != .anyone && route.method == .post {
            let before = try site.loop.reader.dataVersion()
            let answer = try await site.as(.guest).post(target(route.path))
            #expect([303, 403].contains(answer.status.code), "\(route.path): \(answer.status.code)")
            #expect(try site.loop.reader.dataVersion() == before, "\(route.path) wrote")
        }
    }

    @Test("of the president is not there for a shopkeeper") func shopkeepers() async throws {
        let site = try TestSite()
        for route in siteMap.routes where route.access == .president {
            let answer =
                route.method == .get
                ? try await site.as(.baker).get(target(route.path)) : try await site.as(.baker).post(target(route.path))
            #expect(answer.status == .notFound, "\(route.method) \(route.path)")
        }
    }

    @Test("of one shop is not there for the keeper of another") func foreignShop() async throws {
        let site = try TestSite()
        for route in siteMap.routes where route.access == .member && route.path.hasPrefix("/boutiques/:shop") {
            let before = try site.loop.reader.dataVersion()
            let answer =
                route.method == .get
                ? try await site.as(.baker).get(target(route.path)) : try await site.as(.baker).post(target(route.path))
            #expect(answer.status == .notFound, "\(route.method) \(route.path)")
            #expect(try site.loop.reader.dataVersion() == before, "\(route.path) wrote")
        }
    }

    @Test("says which methods it takes to whoever uses another", arguments: paths)
    func methods(_ path: String) async throws {
        let site = try TestSite()
        let answer = try await site.as(.president).send(.delete, target(path), fields: [], body: [])
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.fields[.allow]?.contains("OPTIONS") == true)
    }

    @Test("refuses what another site makes a browser send") func crossSite() async throws {
        let site = try TestSite()
        for route in siteMap.routes where route.method == .post {
            let before = try site.loop.reader.dataVersion()
            let refused = try await site.as(.president).send(
                .post, target(route.path),
                fields: [("Sec-Fetch-Site", "cross-site"), ("Content-Type", "application/x-www-form-urlencoded")],
                body: Array("feeling=5".utf8))
            #expect(refused.status == .forbidden, "\(route.path)")
            #expect(try site.loop.reader.dataVersion() == before, "\(route.path) wrote")
        }
    }

    @Test("that is only looked at changes nothing", arguments: TestSite.Person.allCases)
    func safe(_ person: TestSite.Person) async throws {
        let site = try TestSite()
        let browser = site.as(person)
        let before = try site.loop.reader.dataVersion()
        for route in siteMap.routes where route.method == .get {
            let first = try await browser.get(target(route.path))
            let second = try await browser.get(target(route.path))
            #expect(first.status == second.status, "\(route.path)")
            #expect(first.status.code < 500, "\(route.path)")
        }
        #expect(try site.loop.reader.dataVersion() == before)
    }
}
