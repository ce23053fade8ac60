import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

/// Sessions of the board, and sessions whose member loses rights.
@Suite("A session of the board") struct BoardSessionTests {
    private let site: TestSite

    init() throws {
        site = try TestSite()
        try site.givePassword()
        let (paul, now) = (try site.member(.baker), site.now)
        try site.write { try Office.treasurer.give(to: paul, at: now, in: $0) }
    }

    private func signedIn(own: Bool) async throws -> Browser {
        let browser = site.as(.guest)
        let form = [("email", "paul@example.org"), ("password", TestSite.password)] + (own ? [("mien", "1")] : [])
        #expect(try await browser.post("/connexion", form).status == .seeOther)
        return browser
    }

    @Test("ends after twelve hours without use, on a device that may be shared") func idle() async throws {
        let (own, shared) = (try await signedIn(own: true), try await signedIn(own: false))
        site.wait(SiteLimits.boardIdle - 1)
        for browser in [own, shared] { #expect(try await browser.get("/accueil").status == .ok) }
        site.wait(SiteLimits.boardIdle)
        #expect(try await shared.get("/accueil").status == .seeOther)
        #expect(try await own.get("/accueil").status == .ok)
        #expect(
            try await own.get("/compte/appareils").text.matches(of: /\/compte\/appareils\/[0-9a-f]+\/fin/).count == 1)
    }

    @Test("lasts as long as others once the device is marked as one’s own") func marked() async throws {
        let browser = try await signedIn(own: false)
        #expect(try await browser.get("/compte/appareils").text.contains("après 12\u{A0}heures sans visite"))
        #expect(try await browser.post("/compte/appareils", [("mien", "1")]).location == "/compte/appareils")
        site.wait(.days(20))
        #expect(try await browser.get("/compte/appareils").text.contains("marqué comme le vôtre"))
        #expect(try await browser.post("/compte/appareils").status == .seeOther)
        site.wait(SiteLimits.boardIdle)
        #expect(try await browser.get("/accueil").status == .seeOther)
    }

    @Test("a shopkeeper is not asked, and stays signed in") func shopkeeper() async throws {
        let florist = site.as(.florist)
        #expect(try await !florist.get("/compte/appareils").text.contains("mien"))
        site.wait(.days(59))
        #expect(try await florist.get("/accueil").status == .ok)
    }

    @Test("ends with the office, links included; a new one has the rights that remain") func shrinks() async throws {
        let browser = try await signedIn(own: true)
        let link = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        let (paul, now) = (try site.member(.baker), site.now)
        #expect(try await browser.get("/adherents").status == .ok)
        try site.write { try Office.treasurer.end(of: paul, at: now, in: $0) }
        #expect(try await browser.get("/adherents").status == .seeOther)
        #expect(try await site.as(.guest).get(link).status == .gone)
        let again = try await signedIn(own: true)
        #expect(try await again.get("/adherents").status == .notFound)
        #expect(try await again.get("/boutiques/7kq2/modifier").status == .ok)
    }

    @Test("a member without a password is not locked out while they hold another office") func withoutPassword()
        async throws
    {
        let (rose, now) = (try site.member(.florist), site.now)
        try site.write { try Office.boardMember.give(to: rose, at: now, in: $0) }
        let florist = site.as(.florist)
        #expect(try await florist.get("/adherents").status == .ok)
        try site.write { try Office.boardMember.end(of: rose, at: now, in: $0) }
        #expect(try await florist.get("/adherents").status == .notFound)
        #expect(try await florist.get("/boutiques/f10r/modifier").status == .ok)
        let shop = site.florist
        try site.write { try Office.endAll(of: rose, for: shop.scope, by: rose, at: now, in: $0) }
        #expect(try await florist.get("/accueil").status == .seeOther)
    }

    @Test("a downgrade while a page is open: its form is refused and changes nothing") func downgrade() async throws {
        let secretary = site.as(.secretary)
        let form = try await secretary.get("/boutiques/7kq2/modifier")
        #expect(form.status == .ok)
        let (jean, now) = (try site.member(.secretary), site.now)
        try site.write { try Office.secretary.end(of: jean, at: now, in: $0) }
        let before = try site.loop.reader.dataVersion()
        let sent = form.filled.with(("name", "Chez Jean"))
        let answer = try await secretary.post("/boutiques/7kq2/modifier", sent)
        #expect(
            answer.status == .forbidden && answer.text.contains("Votre connexion a pris fin")
                || answer.text.contains("est gardé"))
        #expect(try site.loop.reader.dataVersion() == before)
        #expect(try site.text("SELECT name FROM shop WHERE code = '7KQ2'") == "Boulangerie de l’Étoile")
    }
}
