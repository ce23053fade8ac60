import HTTP
import Testing

@testable import Chaland
@testable import Shell

@Suite("GET and POST /compte") struct AccountTests {
    private let paul = [("name", "Paul Martin"), ("email", "paul@example.org"), ("current", ""), ("password", "")]

    private func with(_ changes: [String: String]) -> [(String, String)] { paul.map { ($0.0, changes[$0.0] ?? $0.1) } }

    @Test("a guest signs in first and comes back") func guest() async throws {
        #expect(try await TestSite().as(.guest).get("/compte").location == "/connexion?retour=%2Fcompte")
    }

    @Test("changes the name without a password") func name() async throws {
        let site = try TestSite()
        try site.givePassword()
        let baker = site.as(.baker)
        #expect(try await baker.get("/compte").text.contains("value=\"Paul Martin\""))
        #expect(try await baker.post("/compte", with(["name": "Paul M."])).status == .seeOther)
        let page = try await baker.get("/compte")
        #expect(page.text.contains("value=\"Paul M.\""))
        #expect(page.text.contains("Votre compte est à jour."))
    }

    @Test("a field that the form does not declare changes nothing") func undeclared() async throws {
        let site = try TestSite()
        try site.givePassword()
        let members = "SELECT group_concat(name || ifnull(password_hash, '')) FROM member"
        let offices = "SELECT count(*) FROM office"
        let before = (try site.text(members), try site.value(offices))
        let more = [
            ("id", "1"), ("member_id", "1"), ("office", "president"), ("password_hash", "x"), ("disabled_at", "1"),
        ]
        #expect(try await site.as(.baker).post("/compte?id=1", paul + more).status == .seeOther)
        #expect(try site.text(members) == before.0)
        #expect(try site.value(offices) == before.1)
        #expect(try site.value("SELECT count(*) FROM member WHERE disabled_at IS NOT NULL") == 0)
    }

    @Test("changes the address with the current password") func email() async throws {
        let site = try TestSite()
        try site.givePassword()
        let answer = try await site.as(.baker).post(
            "/compte", with(["email": "Paul.M@Example.org", "current": TestSite.password]))
        #expect(answer.status == .seeOther)
        #expect(try site.text("SELECT email FROM member WHERE name = 'Paul Martin'") == "paul.m@example.org")
    }

    @Test("refuses a wrong current password; everything but the passwords is preserved") func wrong() async throws {
        let site = try TestSite()
        try site.givePassword()
        let answer = try await site.as(.baker).post(
            "/compte", with(["email": "neuf@example.org", "current": "pas celui-ci", "password": "une autre phrase"]))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Ce n’est pas le mot de passe actuel."))
        #expect(answer.text.contains("value=\"neuf@example.org\""))
        #expect(!answer.text.contains("pas celui-ci"))
        #expect(!answer.text.contains("une autre phrase"))
        #expect(try site.text("SELECT email FROM member WHERE name = 'Paul Martin'") == "paul@example.org")
    }

    @Test("asks for the current password rather than calling an empty one wrong") func missing() async throws {
        let site = try TestSite()
        try site.givePassword()
        let answer = try await site.as(.baker).post("/compte", with(["email": "neuf@example.org"]))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Écrivez votre mot de passe actuel"))
    }

    @Test("a new password ends every other session and link, and replaces this session") func password() async throws {
        let site = try TestSite()
        try site.givePassword()
        let link = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        let baker = site.as(.baker)
        let answer = try await baker.post(
            "/compte", with(["current": TestSite.password, "password": "une autre phrase"]))
        #expect(answer.status == .seeOther)
        #expect(try await baker.get("/compte").status == .ok)
        #expect(try await site.as(.baker).get("/compte").status == .seeOther)
        #expect(try await site.as(.guest).get(link).status == .gone)
        #expect(try await site.as(.florist).get("/accueil").status == .ok)
    }

    @Test(
        "refuses",
        arguments: [
            ("name", ""), ("name", String(repeating: "n", count: 121)), ("email", "paul@"), ("password", "trop court"),
            ("email", "camille@example.org"),
        ])
    func refuses(_ field: String, _ value: String) async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post("/compte", with([field: field == "password" ? "court" : value]))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(field)-error\""))
        #expect(
            try site.value("SELECT count(*) FROM member WHERE name = 'Paul Martin' AND email = 'paul@example.org'") == 1
        )
    }

    @Test("a member invited by letter needs no address until they choose a password") func withoutAddress() async throws
    {
        let site = try TestSite()
        let florist = site.as(.florist)
        #expect(
            try await florist.post("/compte", [("name", "Rose P."), ("email", ""), ("password", "")]).status
                == .seeOther)
        let half = try await florist.post(
            "/compte", [("name", "Rose P."), ("email", ""), ("password", "une phrase longue")])
        #expect(half.status == .unprocessableContent)
        #expect(half.text.contains("id=\"email-error\""))
    }
}
