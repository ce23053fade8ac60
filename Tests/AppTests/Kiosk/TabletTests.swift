import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("The tablet of a kiosk") struct TabletTests {
    private func answers(_ site: TestSite, _ condition: String = "1") throws -> Int {
        try site.value("SELECT count(*) FROM encounter WHERE source = 'kiosk' AND \(condition)")
    }

    @Test("one tap is recorded at once; the page after it does not show the face and returns to the faces by itself")
    func taps()
        async throws
    {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let guest = site.as(.guest)
        let page = try await guest.get(tablet)
        #expect(page.text.contains("Boulangerie de l’Étoile"))
        #expect(page.fields[.cacheControl] == "no-store")
        let key = try #require(page.text.firstMatch(of: /name="key" value="([0-9a-f]{32})"/)).1
        let answer = try await guest.post(tablet, [("key", String(key)), ("feeling", "2")])
        #expect(answer.status == .seeOther)
        #expect(try answers(site, "feeling = 2 AND held_at IS NULL") == 1)
        let thanks = try await guest.get(try #require(answer.location))
        #expect(thanks.fields[.cacheControl] == "no-store")
        #expect(thanks.fields["Refresh"] == "30")
        #expect(thanks.text.contains("Merci de votre visite et à bientôt"))
        #expect(!thanks.text.contains("Mauvais") && !thanks.text.contains("aria-pressed"))
        #expect(thanks.fields.all(.setCookie).isEmpty)
        // Back and the same face again: the same key.
        #expect(try await guest.post(tablet, [("key", String(key)), ("feeling", "2")]).status == .seeOther)
        #expect(try answers(site) == 1)
    }

    @Test("the reasons fit the trade: a bakery does not ask about sizes") func reasons() async throws {
        let site = try TestSite()
        let page = try await site.as(.guest).get(try await site.kiosk().tablet).text
        #expect(page.contains("name=\"reason\" value=\"waiting\""))
        #expect(!page.contains("value=\"size\"") && !page.contains("value=\"closed\""))
    }

    @Test("the page of an unknown address reloads every quarter of an hour") func unknown() async throws {
        let page = try await TestSite().as(.guest).get("/borne/ZZZZ-ZZZZ")
        #expect(page.status == .notFound && page.fields["Refresh"] == "900")
    }

    @Test("the page has no link out but its languages, and no field to type in") func closed() async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        for path in [tablet, "/de" + tablet, "/en" + tablet] {
            let page = try await site.as(.guest).get(path)
            #expect(page.status == .ok)
            for link in page.text.matches(of: /<a [^>]*href="([^"]*)"/) { #expect(link.1.contains("/borne/")) }
            #expect(!page.text.contains("<input class") && !page.text.contains("<textarea"))
        }
    }

    @Test("a visitor's language lasts for that visitor") func languages() async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let page = try await site.as(.guest).get(tablet)
        #expect(page.text.contains("href=\"/en\(tablet)?langue=\""))
        #expect(page.fields["Refresh"] == nil)
        let english = try await site.as(.guest).get("/en" + tablet + "?langue=")
        #expect(english.text.contains("data-home=\"\(tablet)\""))
        #expect(english.fields["Refresh"] == "60; url=\(tablet)")
        #expect(try await site.as(.guest).get("/en" + tablet).text.contains("data-home=\"/en\(tablet)\""))
    }

    @Test("a script gets no page, and the same state again changes nothing") func script() async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let fields = [("key", site.deviceKey()), ("revision", "1"), ("feeling", "5"), ("script", "1")]
        for _ in 0..<3 { #expect(try await site.as(.guest).post(tablet, fields).status == .noContent) }
        #expect(try answers(site) == 1)
        let wrong = [("key", site.deviceKey()), ("feeling", "9")]
        #expect(try await site.as(.guest).post(tablet, wrong).status == .unprocessableContent)
        #expect(try await site.as(.guest).post("/borne/ZZZZ-ZZZZ", fields).status == .notFound)
    }

    @Test("two tablets at one address each have their answers counted") func two() async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        for tag in 0..<4 {
            let browser = site.newVisitor()
            let sent = try await browser.post(
                tablet, [("key", site.deviceKey()), ("feeling", String(1 + tag)), ("script", "1")])
            #expect(sent.status == .noContent)
        }
        #expect(try answers(site) == 4)
    }
}
