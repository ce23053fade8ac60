import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET and POST /adherents/boutiques") struct MemberShopsTests {
    private let path = "/adherents/boutiques"

    private func names(_ query: String, _ site: TestSite) async throws -> [String] {
        let page = try await site.as(.president).get(path + query).text
        return page.matches(of: /<a href="\/boutiques\/[0-9a-z]{4}\/personnes">([^<]+)<\/a><\/h2>/).map { String($0.1) }
    }

    @Test("lists the shops with who runs them, finds names and those without a shopkeeper") func lists() async throws {
        let site = try TestSite()
        try site.write {
            _ = try Cast.addShop("N0VA", "La Nouvelle", "Librairie", address: "1 rue Haute", at: Cast.start, in: $0)
        }
        let page = try await site.as(.treasurer).get(path).text
        #expect(
            page.contains("<h1>3 boutiques</h1>") && page.contains("Paul Martin") && page.contains("Sans commerçant"))
        #expect(!page.contains("method=\"post\" action=\"/adherents/boutiques\"><input type=\"checkbox\""))
        #expect(try await names("?groupe=sans-commercant", site) == ["La Nouvelle"])
        #expect(try await names("?q=nouvelle", site) == ["La Nouvelle"])
        #expect(try await names("?q=haute", site) == ["La Nouvelle"])
        #expect(try await site.as(.president).get(path + "?q=rien").text.contains("Aucune boutique ne correspond"))
    }

    @Test("ticked shops, or all of the list, get a category") func categories() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let one = [("to", "active"), ("shop", "F10R")]
        #expect(try await president.post(path, one).location == path)
        #expect(try await names("?categorie=active", site) == ["Au Cœur des fleurs"])
        let rest = [("to", "partner"), ("all", "1"), ("categorie", "aucune")]
        #expect(try await president.post(path, rest).location == path + "?categorie=aucune")
        #expect(try await names("?categorie=partner", site) == ["Boulangerie de l’Étoile"])
        for form in [[("to", "active")], [("all", "1")], [("all", "1"), ("to", "roi")]] {
            #expect(try await president.post(path, form).status == .unprocessableContent)
        }
        #expect(try site.value("SELECT count(*) FROM membership") == 2)
        #expect(try await site.as(.secretary).post(path, one).status == .notFound)
    }
}
