import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET and POST /compte/secours, /connexion/secours") struct RecoverySheetTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    /// Makes a sheet and returns its code.
    private func sheet(_ president: Browser) async throws -> String {
        #expect(try await president.post("/compte/secours").location == "/compte/secours")
        let page = try await president.get("/compte/secours").text
        return String(try #require(page.firstMatch(of: /class="code long">([0-9A-Z-]{24})</)).1)
    }

    @Test("the home of a president asks for it until it is made") func waits() async throws {
        let president = site.as(.president)
        #expect(try await president.get("/accueil").text.contains("Imprimer votre feuille de secours"))
        #expect(try await !site.as(.vicePresident).get("/accueil").text.contains("feuille de secours"))
        _ = try await sheet(president)
        #expect(try await !president.get("/accueil").text.contains("Imprimer votre feuille de secours"))
    }

    @Test("a borrowed session cannot make one: the current password is asked; its owner is told") func borrowed()
        async throws
    {
        try site.givePassword(to: "camille@example.org")
        let president = site.as(.president)
        for form in [[], [("current", "autre chose que cela")]] {
            #expect(try await president.post("/compte/secours", form).status == .unprocessableContent)
        }
        #expect(try site.value("SELECT count(*) FROM sign_in_link") == 0)
        let made = try await president.post("/compte/secours", [("current", TestSite.password)])
        #expect(made.location == "/compte/secours")
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'recoverySheetMade'") == 1)
    }

    @Test("its code is shown for some minutes, then only on paper") func shown() async throws {
        let president = site.as(.president)
        let code = try await sheet(president)
        site.wait(SiteLimits.secretShown)
        let page = try await president.get("/compte/secours").text
        #expect(!page.contains(code) && page.contains("Votre feuille du 2\u{A0}mars 2026 est valable."))
        let stored = try site.loop.reader.rows("SELECT hex(token_hash) FROM sign_in_link") { $0.text(0) }
        #expect(stored.count == 1)
    }

    @Test("the code, typed in any spelling, signs the president in once, and ends every other session") func signsIn()
        async throws
    {
        let president = site.as(.president)
        let code = try await sheet(president)
        site.wait(.days(400))
        let other = site.as(.guest)
        let typed = [("code", code.lowercased().replacing("-", with: " "))]
        let path = try #require(try await other.post("/connexion/secours", typed).location)
        #expect(try await other.get(path).text.contains("Bonjour, Camille Rey"))
        #expect(try await other.post(path).status == .seeOther)
        #expect(try await other.get("/reglages").status == .ok)
        #expect(try await president.get("/accueil").status == .seeOther)
        let again = site.as(.guest)
        #expect(try await again.post("/connexion/secours", typed).status == .unprocessableContent)
        #expect(try await again.post(path).status == .gone)
        #expect(try await other.get("/accueil").text.contains("Imprimer votre feuille de secours"))
    }

    @Test("a new sheet ends the old one; a new password does not") func again() async throws {
        let president = site.as(.president)
        let (old, new) = (try await sheet(president), try await sheet(president))
        #expect(old != new)
        let (id, now) = (try site.member(.president), site.now)
        try site.write { try Session.endAll(of: id, in: $0) }
        let guest = site.as(.guest)
        #expect(try await guest.post("/connexion/secours", [("code", old)]).status == .unprocessableContent)
        #expect(try await guest.post("/connexion/secours", [("code", new)]).status == .seeOther)
        try site.write { try Office.vicePresident.give(to: id, at: now, in: $0) }
    }

    @Test("it ends with the presidency and with the access") func ends() async throws {
        let code = try await sheet(site.as(.president))
        let (id, nour, now) = (try site.member(.president), try site.member(.vicePresident), site.now)
        try site.write { db in
            try Office.president.give(to: nour, at: now, in: db)
            try Office.president.end(of: id, at: now, in: db)
        }
        let answer = try await site.as(.guest).post("/connexion/secours", [("code", code)])
        #expect(answer.status == .unprocessableContent)
    }

    @Test("one network cannot try many codes") func limited() async throws {
        let guest = site.as(.guest)
        var statuses: [Status] = []
        for number in 100...140 {
            statuses.append(try await guest.post("/connexion/secours", [("code", "AAAA-\(number)")]).status)
        }
        #expect(statuses.contains(.tooManyRequests))
    }
}
