import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("/boutiques/:shop/bornes") struct KioskTests {
    private let kiosks = "/boutiques/7kq2/bornes"

    @Test("the address is shown for an hour only; the tablet continues") func address() async throws {
        let site = try TestSite()
        let (tablet, page) = try await site.kiosk()
        site.wait(.hours(1))
        let text = try await site.as(.baker).get(page).text
        #expect(!text.contains("/borne/") && text.contains("L’adresse ne s’affiche qu’une heure"))
        #expect(try await site.as(.guest).get(tablet).status == .ok)
        #expect(try site.text("SELECT pin_hash || token_hash FROM kiosk, kiosk_address")?.contains("4071") != true)
    }

    @Test("invalid input comes back as typed; the same form sent twice makes one kiosk") func form() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        for (place, pin) in [("", "4071"), ("Comptoir", "40"), ("Comptoir", "40x1"), ("Comptoir", "")] {
            let answer = try await baker.post(kiosks, [("place", place), ("pin", pin)])
            #expect(answer.status == .unprocessableContent)
            #expect(place.isEmpty || answer.text.contains("value=\"\(place)\""))
        }
        let form = try #require(try await baker.get(kiosks).text.firstMatch(of: /name="form" value="([^"]*)"/)).1
        let fields = [("place", "Comptoir"), ("pin", "4071"), ("form", String(form))]
        let made = try await [baker.post(kiosks, fields), baker.post(kiosks, fields)]
        #expect(made[0].location == made[1].location)
        #expect(try site.value("SELECT count(*) FROM kiosk") == 1)
    }

    @Test(
        "without https the page says that the tablet needs the network to open, and promises no week",
        arguments: [("http://rue.example", true), ("https://rue.example", false), ("http://localhost:8080", false)])
    func plain(_ origin: String, _ needsNetwork: Bool) async throws {
        let site = try TestSite(origin: origin)
        let (_, page) = try await site.kiosk()
        for path in [kiosks, page] {
            let text = try await site.as(.baker).get(path).text
            #expect(text.contains("il faut du réseau pour l’ouvrir") == needsNetwork)
            #expect(text.contains("une semaine sans réseau") != needsNetwork)
        }
    }

    @Test("a seventh kiosk is refused with advice") func full() async throws {
        let site = try TestSite()
        for number in 1...6 { _ = try await site.kiosk("Comptoir \(number)") }
        let answer = try await site.as(.baker).post(kiosks, [("place", "Cave"), ("pin", "4071")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("6 bornes"))
    }

    @Test("thirty days after their end, six kiosks are no longer listed or brought back, and others can be made")
    func endedLongAgo() async throws {
        let site = try TestSite()
        var page = ""
        for number in 1...6 {
            page = try await site.kiosk("Comptoir \(number)").page
            _ = try await site.as(.baker).post(page + "/retrait")
        }
        site.wait(.days(30) - 1)
        #expect(try await site.as(.baker).get(kiosks).text.contains("y compris celles arrêtées"))
        site.wait(1)
        let list = try await site.as(.baker).get(kiosks).text
        #expect(list.contains("Installer la borne") && !list.contains("Remettre en service"))
        #expect(try await site.as(.baker).post(page + "/retablissement").status == .notFound)
        _ = try await site.kiosk("Cave")
    }

    @Test("after a new address, the old one is 410 and mentions the waiting answers, which the new one still finds")
    func rotated()
        async throws
    {
        let site = try TestSite()
        let (old, page) = try await site.kiosk()
        #expect(try await site.as(.baker).post(page + "/adresse").status == .seeOther)
        let new = try await site.tablet(of: page)
        #expect(new != old)
        #expect(try await site.as(.baker).get(page).text.contains("<h1>Borne «\u{202F}Comptoir\u{202F}»</h1>"))
        let gone = try await site.as(.guest).get(old)
        #expect(gone.status == .gone)
        #expect(gone.fields["Refresh"] == "900; url=\(old)")
        #expect(gone.text.contains("L’adresse de cette borne a changé"))
        #expect(gone.text.contains("attendent sur cette tablette"))
        let fields = [("key", site.deviceKey()), ("feeling", "4"), ("script", "1")]
        #expect(try await site.as(.guest).post(old, fields).status == .gone)
        #expect(try await site.as(.guest).post(new, fields).status == .noContent)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE source = 'kiosk'") == 1)
        // The tablet recognises its answers by the same name of the kiosk.
        func place(_ text: String) -> Substring? { text.firstMatch(of: /data-place="([^"]*)"/)?.1 }
        #expect(place(gone.text) == place(try await site.as(.guest).get(new).text))
    }

    @Test("ten addresses a day, the first included; the last ten are stored") func manyAddresses() async throws {
        let site = try TestSite()
        let (first, page) = try await site.kiosk()
        for _ in 1..<10 { #expect(try await site.as(.baker).post(page + "/adresse").status == .seeOther) }
        let last = try await site.tablet(of: page)
        let refused = try await site.as(.baker).post(page + "/adresse")
        #expect(refused.status == .unprocessableContent)
        #expect(refused.text.contains("Une borne peut avoir 10 adresses par jour"))
        #expect(try await site.as(.guest).get(last).status == .ok)
        #expect(try await site.as(.guest).get(first).status == .gone)
        site.wait(.days(1))
        #expect(try await site.as(.baker).post(page + "/adresse").status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM kiosk_address") == 10)
        #expect(try await site.as(.guest).get(last).text.contains("L’adresse de cette borne a changé"))
        #expect(try await site.as(.guest).get(first).status == .notFound)
    }

    @Test("ended and brought back with the same address, in the journal each time") func ended() async throws {
        let site = try TestSite()
        let (tablet, page) = try await site.kiosk()
        #expect(try await site.as(.baker).post(page + "/retrait").location == kiosks)
        let gone = try await site.as(.guest).get(tablet)
        #expect(gone.status == .gone && gone.text.contains("La boutique a arrêté cette borne"))
        #expect(gone.text.contains("depuis son compte, pendant 30 jours"))
        #expect(!gone.text.contains("nouvelle adresse"), "the answers wait until it is back")
        #expect(try await site.as(.president).get(kiosks).text.contains("Remettre en service"))
        #expect(try await site.as(.president).post(page + "/retablissement").status == .seeOther)
        #expect(try await site.as(.guest).get(tablet).status == .ok)
        let acts =
            "SELECT group_concat(action) FROM audit_entry WHERE action LIKE 'shop.kiosk%' AND actor_id IS NOT NULL"
        #expect(try site.text(acts) == "shop.kiosk,shop.kiosk_ended,shop.kiosk_restored")
    }

    @Test("the code changes or ends it on the tablet; a wrong one does not, and after five the tablet must wait")
    func code()
        async throws
    {
        let site = try TestSite()
        let (tablet, page) = try await site.kiosk()
        let guest = site.as(.guest)
        let wrong = try await guest.post(tablet + "/reglages", [("pin", "0000"), ("place", "Cave"), ("act", "end")])
        #expect(wrong.status == .unprocessableContent)
        #expect(wrong.text.contains("Ce n’est pas le code de cette borne") && wrong.text.contains("value=\"Cave\""))
        #expect(!wrong.text.contains("value=\"0000\"") && wrong.fields["Refresh"] == "120; url=\(tablet)")
        let saved = try await guest.post(tablet + "/reglages", [("pin", "4071"), ("place", "Cave"), ("act", "save")])
        #expect(saved.location == tablet)
        #expect(try site.text("SELECT place FROM kiosk") == "Cave")
        for _ in 0..<3 { _ = try await guest.post(tablet + "/reglages", [("pin", "0000"), ("place", "Cave")]) }
        let right = [("pin", "4071"), ("place", "Cave"), ("act", "end")]
        let many = try await guest.post(tablet + "/reglages", right)
        #expect(many.status == .tooManyRequests && many.fields["Refresh"] == "120; url=\(tablet)")
        #expect(many.text.contains("choisissez un autre code") && !many.text.contains("/connexion"))
        #expect(try await guest.get(tablet).status == .ok)
        // The shop gives it another code, on its own page.
        let changed = try await site.as(.baker).post(page, [("place", "Cave"), ("pin", "1234")])
        #expect(changed.status == .seeOther)
        let other = try TestSite()
        let second = try await other.kiosk().tablet
        #expect(try await other.as(.guest).post(second + "/reglages", right).status == .seeOther)
        #expect(try await other.as(.guest).get(second).status == .gone)
    }

    @Test("a silent kiosk is a line on the home of the shop, from a day after its last sign of life") func silent()
        async throws
    {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let line = "La borne «\u{A0}Comptoir\u{A0}» ne répond plus depuis hier"
        func desk() async throws -> String { try await site.as(.baker).get("/accueil").text.straightSpaces }
        site.wait(.days(2))
        #expect(try await !desk().contains("ne répond plus"), "it was never opened")
        _ = try await site.as(.guest).get(tablet)
        site.wait(.days(1) - 1)
        #expect(try await !desk().contains("ne répond plus"))
        site.wait(1)
        #expect(try await desk().contains(line.straightSpaces))
        _ = try await site.as(.guest).post(tablet, [("key", site.deviceKey()), ("feeling", "4")])
        #expect(try await !desk().contains("ne répond plus"))
    }

    @Test("the worker may be used for the pages of every language, and is checked each time") func worker() async throws
    {
        let worker = try await TestSite().as(.guest).get("/borne/sw.js")
        #expect(worker.status == .ok)
        #expect(worker.fields[.cacheControl] == "no-cache")
        #expect(worker.fields["Service-Worker-Allowed"] == "/")
        #expect(worker.fields[.contentType] == "text/javascript; charset=utf-8")
    }
}

extension String {
    /// The text with ordinary spaces only.
    fileprivate var straightSpaces: String { replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") }
}
