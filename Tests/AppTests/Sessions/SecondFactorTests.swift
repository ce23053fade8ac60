import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("One-time passwords (RFC 6238)") struct TimeCodeTests {
    /// RFC 6238, appendix B, the rows of SHA-1.
    private static let vectors = [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ]
    private let secret = Array("12345678901234567890".utf8)

    @Test("are those of appendix B", arguments: vectors) func published(_ seconds: Int, _ code: String) {
        let step = TimeCode.step(at: Instant(seconds: seconds))
        #expect(TimeCode.code(secret, step: step, digits: 8) == code)
        #expect(TimeCode.code(secret, step: step) == String(code.suffix(6)))
    }

    @Test("are those of RFC 4226, appendix D") func counters() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        #expect((0...9).map { TimeCode.code(secret, step: $0) } == codes)
    }

    @Test("are accepted once, up to one step early or late") func window() {
        let now = Instant(seconds: 1_234_567_890)
        let step = TimeCode.step(at: now)
        for offset in -1...1 {
            let code = TimeCode.code(secret, step: step + offset)
            #expect(TimeCode.step(of: code, secret, after: 0, at: now) == step + offset)
            #expect(TimeCode.step(of: code, secret, after: step + offset, at: now) == nil)
        }
        #expect(TimeCode.step(of: TimeCode.code(secret, step: step + 2), secret, after: 0, at: now) == nil)
        let code = TimeCode.code(secret, step: step)
        #expect(TimeCode.step(of: code.prefix(3) + " " + code.suffix(3), secret, after: 0, at: now) == step)
    }

    @Test("the secret is in base 32 (RFC 4648, section 10)") func base32() {
        #expect(TimeCode.base32(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(TimeCode.base32(Array("fooba".utf8)) == "MZXW6YTB")
    }
}

@Suite("Two-step sign-in") struct SecondFactorTests {
    private let site: TestSite
    private let paul = [("email", "paul@example.org"), ("password", TestSite.password)]

    init() throws {
        site = try TestSite()
        try site.givePassword()
    }

    /// The code that the app shows now.
    private func appCode() throws -> String {
        let id = try site.member(.baker)
        let factor = try #require(try SecondFactor.find(id, in: site.loop.reader))
        return TimeCode.code(factor.secret, step: TimeCode.step(at: site.now))
    }

    /// Turns it on for the baker; returns the page with the recovery codes.
    private func turnOn(_ baker: Browser) async throws -> Answer {
        let begin = try await baker.post("/compte/deux-etapes", [("current", TestSite.password)])
        #expect(begin.location == "/compte/deux-etapes")
        #expect(try await baker.get("/compte/deux-etapes").text.contains("<svg"))
        #expect(try await baker.post("/compte/deux-etapes/code", [("code", try appCode())]).status == .seeOther)
        return try await baker.get("/compte/deux-etapes")
    }

    private func recoveryCodes(_ page: Answer) -> [String] {
        page.text.matches(of: /class="code">([0-9A-Z]{5}-[0-9A-Z]{5})</).map { String($0.1) }
    }

    /// Sends the password and returns the form of the code.
    private func password(_ browser: Browser) async throws -> [(String, String)] {
        let page = try await browser.post("/connexion", paul)
        #expect(page.status == .ok && page.text.contains("/connexion/code"))
        return page.filled
    }

    @Test("the password alone no longer signs in; the code of the app does") func signsIn() async throws {
        _ = try await turnOn(site.as(.baker))
        site.wait(TimeCode.period)
        let browser = site.as(.guest)
        let form = try await password(browser)
        #expect(try await browser.get("/accueil").status == .seeOther)
        let answer = try await browser.post("/connexion/code", form.with(("code", try appCode())))
        #expect(answer.location == "/accueil")
        #expect(try await browser.get("/accueil").text.contains("Paul Martin"))
    }

    @Test("a code is taken once: the next sign-in within its half minute needs another") func replay() async throws {
        _ = try await turnOn(site.as(.baker))
        site.wait(TimeCode.period)
        let code = try appCode()
        let (one, other) = (site.as(.guest), site.as(.guest))
        let (first, second) = (try await password(one), try await password(other))
        #expect(try await one.post("/connexion/code", first.with(("code", code))).status == .seeOther)
        #expect(try await other.post("/connexion/code", second.with(("code", code))).status == .unprocessableContent)
        #expect(try await one.post("/connexion/code", first.with(("code", code))).status == .unprocessableContent)
    }

    @Test("after five wrong codes, or ten minutes, the sign-in starts again") func tries() async throws {
        _ = try await turnOn(site.as(.baker))
        site.wait(TimeCode.period)
        let browser = site.as(.guest)
        let form = try await password(browser)
        for _ in 1..<SignInStep.tries {
            let answer = try await browser.post("/connexion/code", form.with(("code", "000000")))
            #expect(answer.status == .unprocessableContent && answer.text.contains("Ce code ne convient pas"))
        }
        let last = try await browser.post("/connexion/code", form.with(("code", "000000")))
        #expect(last.status == .unprocessableContent && last.text.contains("name=\"password\""))
        #expect(
            try await browser.post("/connexion/code", form.with(("code", try appCode()))).status
                == .unprocessableContent)
        site.wait(300)
        let again = try await password(browser)
        site.wait(SiteLimits.signInStep)
        let late = try await browser.post("/connexion/code", again.with(("code", try appCode())))
        #expect(late.status == .unprocessableContent)
        #expect(try await browser.get("/accueil").status == .seeOther)
    }

    @Test("after twenty wrong codes in an hour, over several sign-ins, none is taken for an hour") func guesses()
        async throws
    {
        _ = try await turnOn(site.as(.baker))
        let browser = site.as(.guest)
        for _ in 1...(SiteLimits.wrongCodes / SignInStep.tries) {
            site.wait(300)
            let form = try await password(browser)
            for _ in 1...SignInStep.tries {
                _ = try await browser.post("/connexion/code", form.with(("code", "000000")))
            }
        }
        site.wait(300)
        let refused = try await password(browser)
        #expect(
            try await browser.post("/connexion/code", refused.with(("code", try appCode()))).status
                == .unprocessableContent)
        site.wait(.hours(1))
        let form = try await password(browser)
        #expect(try await browser.post("/connexion/code", form.with(("code", try appCode()))).status == .seeOther)
    }

    @Test("ten recovery codes are shown to print, once; each signs in once") func recovery() async throws {
        let baker = site.as(.baker)
        let codes = recoveryCodes(try await turnOn(baker))
        #expect(Set(codes).count == SecondFactor.codeCount)
        site.wait(SiteLimits.secretShown)
        let later = try await baker.get("/compte/deux-etapes")
        #expect(recoveryCodes(later) == [] && later.text.contains("10\u{A0}codes de secours restent."))
        let (one, other) = (site.as(.guest), site.as(.guest))
        let (first, second) = (try await password(one), try await password(other))
        let code = ("code", codes[0].lowercased().replacing("-", with: " "))
        #expect(try await one.post("/connexion/code", first.with(code)).status == .seeOther)
        #expect(try await other.post("/connexion/code", second.with(code)).status == .unprocessableContent)
        #expect(try await one.get("/compte/deux-etapes").text.contains("9\u{A0}codes de secours restent."))
    }

    @Test("new recovery codes end the old ones; turning it off needs a code") func ends() async throws {
        let baker = site.as(.baker)
        let old = recoveryCodes(try await turnOn(baker))
        #expect(try await baker.post("/compte/deux-etapes/fin", [("code", "123456")]).status == .unprocessableContent)
        #expect(try await baker.post("/compte/deux-etapes/codes", [("code", old[0])]).status == .seeOther)
        let new = recoveryCodes(try await baker.get("/compte/deux-etapes"))
        #expect(new.count == 10 && Set(new).isDisjoint(with: old))
        #expect(try await baker.post("/compte/deux-etapes/fin", [("code", old[1])]).status == .unprocessableContent)
        #expect(try await baker.post("/compte/deux-etapes/fin", [("code", new[0])]).status == .seeOther)
        #expect(try await site.as(.guest).post("/connexion", paul).status == .seeOther)
    }

    @Test("begins with the current password, and ends the other sessions once it is on") func begins() async throws {
        let other = site.as(.guest)
        #expect(try await other.post("/connexion", paul).status == .seeOther)
        let baker = site.as(.baker)
        let refused = try await baker.post("/compte/deux-etapes", [("current", "pas celui-ci")])
        #expect(refused.status == .unprocessableContent && refused.text.contains("id=\"current-error\""))
        _ = try await turnOn(baker)
        #expect(try await baker.get("/accueil").status == .ok)
        #expect(try await other.get("/accueil").status == .seeOther)
        #expect(try await site.as(.florist).get("/compte/deux-etapes").text.contains("Choisissez d’abord"))
        #expect(try await site.as(.florist).post("/compte/deux-etapes").status == .conflict)
    }

    @Test("a link handed over asks for the code too; a lost phone ends the second step") func links() async throws {
        _ = try await turnOn(site.as(.baker))
        let path = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        let browser = site.as(.guest)
        let step = try await browser.post(path)
        #expect(step.status == .ok && step.text.contains("/connexion/code"))
        #expect(try await browser.get("/accueil").status == .seeOther)
        site.wait(TimeCode.period)
        let answer = try await browser.post("/connexion/code", step.filled.with(("code", try appCode())))
        #expect(answer.location == "/compte/mot-de-passe")
        let row = "SELECT public_id FROM member WHERE name = 'Paul Martin'"
        let page = "/adherents/\(try #require(try site.text(row)))/lien"
        let president = site.as(.president)
        _ = try await president.post(page, [("lost", "1")])
        let shown = try await president.get(page).text
        let link = String(try #require(shown.firstMatch(of: /\/connexion\/[0-9A-Z-]{24}/)).0)
        #expect(try await site.as(.guest).post(link).location == "/compte/mot-de-passe")
    }

    @Test("a form written before the session ended is still there after the code") func carried() async throws {
        _ = try await turnOn(site.as(.baker))
        site.wait(TimeCode.period)
        let browser = site.as(.guest)
        let name = [("name", "Paul M."), ("email", "paul@example.org"), ("current", ""), ("password", "")]
        let interrupted = try await browser.post("/compte", name)
        #expect(interrupted.status == .forbidden)
        let step = try await browser.post(
            "/connexion", interrupted.filled.with(("email", "paul@example.org"), ("password", TestSite.password)))
        let answer = try await browser.post("/connexion/code", step.filled.with(("code", try appCode())))
        #expect(answer.status == .ok && answer.text.contains("Enregistrer maintenant"))
        #expect(answer.text.contains("Paul M."))
    }
}
