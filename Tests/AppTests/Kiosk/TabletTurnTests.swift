import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("A visitor's turn at a tablet without a script") struct TabletTurnTests {
    private func answers(_ site: TestSite, _ condition: String = "1") throws -> Int {
        try site.value("SELECT count(*) FROM encounter WHERE source = 'kiosk' AND \(condition)")
    }

    /// The one answer.
    private func stored(_ site: TestSite) throws -> String? {
        try site.text("SELECT feeling || ' ' || ifnull(purchased, '-') || ifnull(withdrawn_at, '-') FROM encounter")
    }

    /// Taps a face; the page after it.
    private func tap(_ feeling: Int, at tablet: String, key: String? = nil, on site: TestSite) async throws -> String {
        let fields = [("key", key ?? site.deviceKey()), ("feeling", String(feeling))]
        return try #require(try await site.as(.guest).post(tablet, fields).location)
    }

    @Test("a reason, a purchase and a withdrawal take one press each, and the page shows what is chosen")
    func more() async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let guest = site.as(.guest)
        let path = try await tap(2, at: tablet, on: site)
        let reason = try #require(try await guest.post(path, [("revision", "2"), ("reason", "price")]).location)
        #expect(try answers(site, "feeling = 2 AND purchased = 0 AND no_purchase_reason = 'price'") == 1)
        let chosen = try await guest.get(reason).text
        #expect(chosen.contains("name=\"reason\" value=\"price\" aria-pressed=\"true\""))
        #expect(chosen.contains("name=\"purchased\" value=\"no\" aria-pressed=\"true\""))
        #expect(chosen.matches(of: /aria-pressed/).count == 2 && chosen.contains("<div id=\"why\">"))
        let bought = try #require(try await guest.post(reason, [("revision", "3"), ("purchased", "yes")]).location)
        #expect(try answers(site, "feeling = 2 AND purchased = 1 AND no_purchase_reason IS NULL") == 1)
        let page = try await guest.get(bought).text
        #expect(page.contains("value=\"yes\" aria-pressed=\"true\"") && page.contains("<div id=\"why\" hidden>"))
        let undone = try #require(try await guest.post(bought, [("revision", "4"), ("withdrawn", "1")]).location)
        #expect(try answers(site, "withdrawn_at IS NOT NULL AND purchased = 1") == 1)
        let faces = try await guest.get(undone)
        #expect(faces.fields["Refresh"] == "10; url=\(tablet)")
        #expect(faces.text.contains("role=\"status\">Votre réponse est annulée."))
        #expect(faces.text.contains("name=\"feeling\" value=\"5\""), "the next visitor may begin")
        #expect(try await guest.get(tablet).text.contains("role=\"status\" hidden>Votre réponse est annulée."))
    }

    @Test(
        "once a visitor has left, Back shows nothing of their answer and changes nothing",
        arguments: ["touched Terminé", "half a minute is over", "taken back"])
    func left(_ how: String) async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let guest = site.as(.guest)
        let key = site.deviceKey()
        let path = try await tap(2, at: tablet, key: key, on: site)
        switch how {
        case "touched Terminé":
            let left = try await guest.post(path, [("revision", "2"), ("done", "1")])
            #expect(left.location == tablet && left.fields["Clear-Site-Data"] == "\"cache\"")
        case "taken back": _ = try await guest.post(path, [("revision", "2"), ("withdrawn", "1")])
        default:
            site.wait(30)
            let left = try await guest.get(path)
            #expect(left.location == tablet && left.fields["Clear-Site-Data"] == "\"cache\"")
        }
        let before = try stored(site)
        #expect(try await guest.get(path).location == tablet)
        #expect(try await guest.get(path + "&encore=1").location == tablet)
        let address = String(try #require(path.split(separator: "?").first))
        #expect(try await guest.get(address).location == tablet)
        #expect(try await guest.get(address + "?jusqua=99999999999").location == tablet, "no turn is longer")
        #expect(try await guest.get(address + "?jusqua=-9223372036854775808").location == tablet)
        for fields in [[("purchased", "yes")], [("reason", "price")], [("done", "1")]] {
            #expect(try await guest.post(path, fields + [("revision", "9")]).location == tablet)
        }
        let undone = try await guest.post(path, [("revision", "9"), ("withdrawn", "1")])
        #expect(undone.location == tablet, "the next visitor reads nothing of it")
        #expect(try stored(site) == before)
        // The faces of the visitor who left, as a browser may show them again: what is touched now is another answer.
        #expect(try await guest.get(tap(5, at: tablet, key: key, on: site)).status == .ok)
        #expect(try answers(site, "feeling = 5") == 1 && answers(site) == 2)
    }

    @Test("Back and another face within the turn change the answer; afterwards it is another one") func otherFace()
        async throws
    {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let guest = site.as(.guest)
        let key = site.deviceKey()
        let path = try await tap(2, at: tablet, key: key, on: site)
        _ = try await guest.post(path, [("revision", "2"), ("reason", "price")])
        let other = try await tap(5, at: tablet, key: key, on: site)
        #expect(try answers(site, "feeling = 5") == 1 && answers(site) == 1)
        #expect(try await guest.get(other).text.contains("name=\"revision\" value=\"4\""))
        site.wait(30)
        _ = try await tap(1, at: tablet, key: key, on: site)
        #expect(try answers(site, "feeling = 5") == 1 && answers(site) == 2)
    }

    @Test("after fifty choices a turn still ends, and the answer can be taken back", arguments: ["done", "withdrawn"])
    func manyChoices(_ button: String) async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let guest = site.as(.guest)
        let path = try await tap(2, at: tablet, on: site)
        _ = try await guest.post(path, [("revision", "50"), ("purchased", "yes")])
        let more = try await guest.post(path, [("revision", "51"), ("purchased", "no")])
        #expect(more.location?.contains("/reponse/") == true)
        let left = try await guest.post(path, [("revision", "51"), (button, "1")])
        #expect(left.location?.hasPrefix(tablet) == true && left.location?.contains("/reponse/") == false)
        #expect(try answers(site, "purchased = 1") == 1)
        #expect(try answers(site, "withdrawn_at IS NOT NULL") == (button == "withdrawn" ? 1 : 0))
        #expect(try await guest.get(path).location == tablet)
    }

    @Test("an address without the end of its turn closes no answer, nor does a HEAD request")
    func lookAhead() async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let guest = site.as(.guest)
        let path = try await tap(2, at: tablet, on: site)
        let address = String(try #require(path.split(separator: "?").first))
        #expect(try await guest.get(address).location == tablet)
        site.wait(30)
        _ = try await guest.send(.head, path, fields: [], body: [])
        let turn = address + "?jusqua=\(site.now.seconds + 30)"
        _ = try await guest.post(turn, [("revision", "2"), ("purchased", "yes")])
        #expect(try answers(site, "purchased = 1") == 1)
        #expect(try await guest.get(path).location == tablet)
        _ = try await guest.post(turn, [("revision", "3"), ("purchased", "no")])
        #expect(try answers(site, "purchased = 1") == 1)
    }

    @Test("«Encore un moment» gives another half minute, and so does each choice") func again() async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let guest = site.as(.guest)
        let path = try await tap(2, at: tablet, on: site)
        site.wait(20)
        let thanks = try await guest.get(path)
        #expect(thanks.fields["Refresh"] == "10" && thanks.text.contains("Retour au début dans 10 secondes"))
        let found = try #require(thanks.text.firstMatch(of: /href="([^"]*encore=1)"/))
        let link = String(found.1).replacing("&amp;", with: "&")
        let again = try #require(try await guest.get(link).location)
        site.wait(20)
        #expect(try await guest.get(again).fields["Refresh"] == "10")
        let chosen = try #require(try await guest.post(again, [("revision", "2"), ("purchased", "no")]).location)
        #expect(try await guest.get(chosen).fields["Refresh"] == "30")
        site.wait(30)
        #expect(try await guest.get(chosen).location == tablet)
    }

    @Test("a visitor's language lasts until the end of their turn, not longer") func languages() async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let guest = site.as(.guest)
        let page = try await guest.get("/de" + tablet + "?langue=fr").text
        let action = try #require(page.firstMatch(of: /id="ask" method="post" action="([^"]*)"/)).1
        #expect(action == "/de\(tablet)?langue=fr")
        let path = try await tap(4, at: String(action), on: site)
        let thanks = try await guest.get(path).text
        #expect(thanks.contains("Fertig") && thanks.contains("data-home=\"/fr\(tablet)\""))
        let undone = try await guest.post(path, [("revision", "2"), ("withdrawn", "1")])
        let faces = try await guest.get(try #require(undone.location))
        #expect(faces.text.contains("zurückgezogen") && faces.fields["Refresh"] == "10; url=/fr\(tablet)")
        let other = try await tap(4, at: String(action), on: site)
        #expect(try await guest.post(other, [("done", "1")]).location == "/fr" + tablet)
    }
}
