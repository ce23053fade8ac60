import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("GET and POST /premiers-pas/:token") struct SetupTests {
    private let filled = [
        ("association", "Les Lilas"), ("town", "Dole"), ("name", "Camille Rey"), ("email", "camille@example.org"),
        ("password", "une phrase longue"),
    ]

    @Test(
        "all other pages say that the site is in preparation", arguments: ["/", "/boutiques", "/b/7KQ2", "/nowhere"])
    func preparing(_ path: String) async throws {
        let site = try TestSite(founded: false)
        let answer = try await site.as(.guest).get(path)
        #expect(answer.text.contains("Le site se prépare"))
        #expect(answer.fields[.cacheControl] == "no-store")
    }

    @Test("five fields found the association and sign the president in") func founds() async throws {
        let site = try TestSite(founded: false)
        let path = try #require(try Setup.prepare(site.site))
        let browser = site.as(.guest)
        #expect(try await browser.get(path).status == .ok)
        let answer = try await browser.post(path, filled)
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/compte/secours")
        let sheet = try await browser.get("/compte/secours").text
        #expect(sheet.contains("Votre site est ouvert.") && sheet.contains("Préparer ma feuille"))
        let home = try await browser.get("/accueil")
        #expect(home.status == .ok)
        #expect(home.text.contains("Camille Rey"))
        #expect(try site.value("SELECT count(*) FROM office WHERE office = 'president'") == 1)
    }

    @Test("a founded site starts while another program holds its file") func startsBesideAWriter() throws {
        let site = try TestSite()
        // No write is possible; a start needs none.
        site.site.database.close()
        #expect(try Setup.prepare(site.site) == nil)
    }

    @Test("the address opens once") func once() async throws {
        let site = try TestSite(founded: false)
        let path = try #require(try Setup.prepare(site.site))
        _ = try await site.as(.guest).post(path, filled)
        let second = try await site.as(.guest).post(path, filled)
        #expect(second.status == .gone)
        #expect(try site.value("SELECT count(*) FROM member") == 1)
        #expect(try Setup.prepare(site.site) == nil)
    }

    @Test("the address expires after thirty minutes") func expires() async throws {
        let site = try TestSite(founded: false)
        let path = try #require(try Setup.prepare(site.site))
        site.wait(.minutes(30))
        for answer in [try await site.as(.guest).get(path), try await site.as(.guest).post(path, filled)] {
            #expect(answer.status == .gone)
            #expect(answer.text.contains("Redémarrez le programme"))
            #expect(!answer.text.contains("/connexion"), "there is no account yet")
        }
    }

    @Test("a refused form stays filled", arguments: ["association", "town", "name", "email", "password"])
    func keeps(_ missing: String) async throws {
        let site = try TestSite(founded: false)
        let path = try #require(try Setup.prepare(site.site))
        let answer = try await site.as(.guest).post(path, filled.map { ($0.0, $0.0 == missing ? "" : $0.1) })
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(missing)-error\""))
        for (name, value) in filled where name != missing && name != "password" {
            #expect(answer.text.contains("value=\"\(value)\""), "\(name) is lost")
        }
        #expect(try site.value("SELECT count(*) FROM association") == 0)
    }
}
