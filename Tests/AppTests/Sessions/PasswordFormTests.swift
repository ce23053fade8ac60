import Foundation
import HTTP
import SQLite
import Testing

@testable import Chaland
@testable import Shell

/// Nothing typed is lost but the password itself, which is in no page.
@Suite("A form with a password that could not be accepted") struct PasswordFormTests {
    private let founding = [
        ("association", "Les Lilas"), ("town", "Dole"), ("name", "Camille Rey"), ("email", "camille@example.org"),
        ("password", "une phrase longue"),
    ]
    private let paul = [
        ("name", "Paul M."), ("email", "neuf@example.org"), ("current", TestSite.password),
        ("password", "une autre phrase"),
    ]

    /// The fields the page offers to send again.
    private func offered(_ answer: Answer) -> [(String, String)] {
        answer.text.matches(of: /<textarea name="([^"]+)" hidden data-carried>\n([^<]*)<\/textarea>/).map {
            (String($0.1), String($0.2))
        }
    }

    private func value(_ name: String, of fields: [(String, String)]) -> String? {
        fields.first { $0.0 == name }?.1
    }

    /// Sends `form` while it cannot be accepted: too many hashes wait, or the store is closed.
    private func sendRefused(
        _ browser: Browser, _ path: String, _ form: [(String, String)], _ site: TestSite, isBusy: Bool
    ) async throws -> Answer {
        if isBusy {
            return try await site.withFull(.hash) {
                try await site.withFull(.knownHash) { try await browser.post(path, form) }
            }
        }
        site.site.database.close()
        return try await browser.post(path, form)
    }

    @Test("the setup offers again all but the password, then asks for it", arguments: [true, false])
    func setup(_ isBusy: Bool) async throws {
        let site = try TestSite(founded: false)
        let path = try #require(try Setup.prepare(site.site))
        let browser = site.as(.guest)
        let answer = try await sendRefused(browser, path, founding, site, isBusy: isBusy)
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.fields[.retryAfter] != nil)
        #expect(!answer.text.contains("une phrase longue"))
        #expect(answer.text.contains("action=\"\(path)\""))
        #expect(answer.text.contains("Envoyer à nouveau"))
        #expect(answer.text.contains("Le mot de passe n’est pas gardé avec le reste"))
        let fields = offered(answer)
        for (name, typed) in founding where name != "password" { #expect(value(name, of: fields) == typed) }
        #expect(value("password", of: fields) == nil)
        guard isBusy else { return }

        let again = try await browser.post(path, fields)
        #expect(again.status == .unprocessableContent)
        #expect(again.text.contains("id=\"password-error\""))
        #expect(again.text.contains("Écrivez à nouveau le mot de passe choisi"))
        for (name, typed) in founding where name != "password" { #expect(again.text.contains("value=\"\(typed)\"")) }
        #expect(try site.value("SELECT count(*) FROM association") == 0)
        #expect(offered(again).isEmpty)
        #expect(try await browser.post(path, founding).status == .seeOther)
    }

    @Test(
        "the account form offers the name and the address again, then asks for both passwords",
        arguments: [true, false])
    func account(_ isBusy: Bool) async throws {
        let site = try TestSite()
        try site.givePassword()
        let baker = site.as(.baker)
        let answer = try await sendRefused(baker, "/compte", paul, site, isBusy: isBusy)
        #expect(answer.status == .serviceUnavailable)
        #expect(!answer.text.contains(TestSite.password))
        #expect(!answer.text.contains("une autre phrase"))
        #expect(answer.text.contains("Le mot de passe n’est pas gardé avec le reste"))
        let fields = offered(answer)
        #expect(value("name", of: fields) == "Paul M.")
        #expect(value("email", of: fields) == "neuf@example.org")
        guard isBusy else { return }

        let again = try await baker.post("/compte", fields)
        #expect(again.status == .unprocessableContent)
        #expect(again.text.contains("value=\"Paul M.\""))
        #expect(again.text.contains("value=\"neuf@example.org\""))
        #expect(again.text.contains("id=\"current-error\""))
        #expect(again.text.contains("id=\"password-error\""))
        #expect(again.text.contains("Écrivez votre mot de passe actuel"))
        #expect(try site.value("SELECT count(*) FROM member WHERE name = 'Paul M.'") == 0)
        #expect(try await baker.post("/compte", paul).status == .seeOther)
    }

    @Test("a form sent again without the new password is refused, not reported as saved") func onlyThePassword()
        async throws
    {
        let site = try TestSite()
        try site.givePassword()
        let baker = site.as(.baker)
        let sent = [
            ("name", "Paul Martin"), ("email", "paul@example.org"), ("current", TestSite.password),
            ("password", "une autre phrase"),
        ]
        let answer = try await sendRefused(baker, "/compte", sent, site, isBusy: true)
        let again = try await baker.post("/compte", offered(answer))
        #expect(again.status == .unprocessableContent)
        #expect(again.text.contains("id=\"password-error\""))
    }

    @Test("a current password filled in by the browser is not required for a new name") func onlyTheName()
        async throws
    {
        let site = try TestSite()
        try site.givePassword()
        let baker = site.as(.baker)
        let sent = [
            ("name", "Paul M."), ("email", "paul@example.org"), ("current", TestSite.password), ("password", ""),
        ]
        try site.write {
            try $0.execute("CREATE TRIGGER stop BEFORE UPDATE ON member BEGIN SELECT RAISE(ABORT, 'planted'); END")
        }
        let answer = try await baker.post("/compte", sent)
        try site.write { try $0.execute("DROP TRIGGER stop") }
        #expect(answer.status == .internalServerError)
        #expect(!answer.text.contains(TestSite.password))
        let fields = offered(answer)
        #expect(value("name", of: fields) == "Paul M.")
        #expect(try await baker.post("/compte", fields).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM member WHERE name = 'Paul M.'") == 1)
    }

    @Test("too many wrong passwords: the name and the address are offered again later") func tooMany() async throws {
        let site = try TestSite()
        try site.givePassword()
        let baker = site.as(.baker)
        let wrong = paul.map { ($0.0, $0.0 == "current" ? "pas celui-ci" : $0.1) }
        var answer = try await baker.post("/compte", wrong)
        for _ in 1...30 where answer.status == .unprocessableContent { answer = try await baker.post("/compte", wrong) }
        #expect(answer.status == .tooManyRequests)
        #expect(answer.fields[.retryAfter] != nil)
        #expect(!answer.text.contains("pas celui-ci"))
        #expect(value("name", of: offered(answer)) == "Paul M.")
        #expect(value("email", of: offered(answer)) == "neuf@example.org")
    }

    @Test("an account form sent after the session ended is offered after signing in, and asks for the passwords")
    func sessionOver() async throws {
        let site = try TestSite()
        try site.givePassword()
        let browser = site.as(.guest)
        let refused = try await browser.post("/compte", paul)
        #expect(refused.status == .forbidden)
        #expect(refused.text.contains("Ce que vous avez écrit est gardé"))
        #expect(!refused.text.contains(TestSite.password))
        #expect(!refused.text.contains("une autre phrase"))
        let carried = refused.text.matches(of: /<textarea name="([^"]+)" hidden>\n([^<]*)<\/textarea>/).map {
            (String($0.1), String($0.2))
        }
        let resumed = try await browser.post(
            "/connexion",
            [("envoi", "/compte"), ("email", "paul@example.org"), ("password", TestSite.password)] + carried)
        #expect(resumed.status == .ok)
        #expect(resumed.text.contains("Le mot de passe n’est pas gardé avec le reste"))
        #expect(value("name", of: offered(resumed)) == "Paul M.")
        let again = try await browser.post("/compte", offered(resumed))
        #expect(again.status == .unprocessableContent)
        #expect(again.text.contains("value=\"neuf@example.org\""))
        #expect(again.text.contains("id=\"password-error\""))
    }

    @Test("signing in preserves the address and the page to return to", arguments: [true, false])
    func signIn(_ isBusy: Bool) async throws {
        let site = try TestSite()
        try site.givePassword()
        let browser = site.as(.guest)
        let sent = [("retour", "/projets"), ("email", "paul@example.org"), ("password", TestSite.password)]
        let answer = try await sendRefused(browser, "/en/connexion", sent, site, isBusy: isBusy)
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.fields[.retryAfter] != nil)
        #expect(answer.text.contains("action=\"/en/connexion\""))
        #expect(answer.text.contains("value=\"paul@example.org\""))
        #expect(answer.text.contains("name=\"retour\" value=\"/projets\""))
        #expect(answer.text.contains("wait a moment, then try again"))
        #expect(!answer.text.contains("You were signed out"))
        #expect(!answer.text.contains(TestSite.password))
    }
}
