import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET and POST /compte/appareils") struct DeviceTests {
    private let site: TestSite

    init() throws {
        site = try TestSite()
        try site.givePassword()
    }

    /// A browser in which the baker has signed in.
    private func signedIn(_ agent: String = "") async throws -> Browser {
        let browser = site.as(.guest)
        let form = [("email", "paul@example.org"), ("password", TestSite.password)]
        let answer = try await browser.post("/connexion", form, fields: [("User-Agent", agent)])
        #expect(answer.status == .seeOther)
        return browser
    }

    /// The addresses that end one session each.
    private func endings(_ page: Answer) -> [String] {
        page.text.matches(of: /action="(\/compte\/appareils\/[0-9a-f]{16}\/fin)"/).map { String($0.1) }
    }

    @Test("lists where one is signed in, by device and last use, and no other person’s sessions") func lists()
        async throws
    {
        _ = try await signedIn("Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0")
        site.wait(.days(2))
        let page = try await site.as(.baker).get("/compte/appareils")
        #expect(page.text.contains("Firefox sur Android"))
        #expect(page.text.contains("Connecté depuis le 2\u{A0}mars 2026"))
        #expect(page.text.contains("dernière visite aujourd’hui vers"))
        #expect(page.text.contains("Cet appareil"))
        #expect(endings(page).count == 1)
        #expect(try await endings(site.as(.florist).get("/compte/appareils")) == [])
    }

    @Test("ends one, which is a guest at its next request") func endsOne() async throws {
        let (lost, other) = (try await signedIn(), try await signedIn())
        _ = try await other.get("/accueil")
        let baker = site.as(.baker)
        let ending = try #require(endings(try await lost.get("/compte/appareils")).first)
        #expect(try await lost.post(ending).location == "/compte/appareils")
        let valid = [try await baker.get("/accueil").status, try await other.get("/accueil").status]
        #expect(valid.count { $0 == .seeOther } == 1)
        #expect(try await lost.get("/compte/appareils").text.contains("Cet appareil est déconnecté."))
    }

    @Test("another person’s session is not found, nor is the present one") func foreign() async throws {
        let baker = try await signedIn()
        let theirs = try #require(endings(try await baker.get("/compte/appareils")).first)
        #expect(try await site.as(.president).post(theirs).status == .notFound)
        #expect(try await site.as(.baker).get("/accueil").status == .ok)
        let sql = "SELECT public_id FROM session WHERE browser = '' AND is_own = 0"
        let own = try #require(try site.text(sql))
        #expect(try await baker.post("/compte/appareils/\(own)/fin").status == .notFound)
    }

    @Test("ends all others at once, and their sign-in links") func endsOthers() async throws {
        let (one, other) = (try await signedIn(), try await signedIn())
        _ = try await other.post("/compte/telephone")
        #expect(try await one.post("/compte/appareils/fin").location == "/compte/appareils")
        for browser in [other, site.as(.baker)] { #expect(try await browser.get("/accueil").status == .seeOther) }
        #expect(try await one.get("/accueil").status == .ok)
        #expect(try site.value("SELECT count(*) FROM sign_in_link") == 0)
        #expect(try await site.as(.florist).get("/accueil").status == .ok)
    }

    @Test("the session of a shopkeeper lasts sixty days after its last use; the cookie too") func slides() async throws
    {
        let baker = try await signedIn()
        for _ in 1...3 {
            site.wait(SiteLimits.session - 1)
            let answer = try await baker.get("/accueil")
            #expect(answer.status == .ok)
            #expect(answer.fields[.setCookie]?.contains("Max-Age=\(SiteLimits.session)") == true)
        }
        site.wait(SiteLimits.session)
        #expect(try await baker.get("/accueil").status == .seeOther)
    }

    @Test("within a quarter of an hour a page writes nothing") func notesSeldom() async throws {
        let baker = try await signedIn()
        let before = try site.loop.reader.dataVersion()
        site.wait(SiteLimits.sessionUse - 1)
        #expect(try await baker.get("/accueil").fields[.setCookie] == nil)
        #expect(try site.loop.reader.dataVersion() == before)
    }

    @Test("a device is named by what its browser sends", arguments: DeviceTests.agents)
    func names(_ agent: String, _ browser: String, _ system: String) {
        #expect(DeviceName(userAgent: agent) == DeviceName(browser: browser, system: system))
    }

    private static let agents = [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox", "Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                + "Version/17.5 Mobile/15E148 Safari/604.1", "Safari", "iPhone"
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
                + "Safari/537.36 Edg/126.0.0.0", "Edge", "Windows"
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 "
                + "Chrome/121.0.0.0 Mobile Safari/537.36", "Samsung Internet", "Android"
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126 "
                + "Safari/604.1", "Chrome", "Mac"
        ),
        ("curl/8.5.0", "", ""), ("", "", ""), ("<script>alert(1)</script>", "", ""),
    ]
}
