import HTTP
import SQLite
import Testing
import Web

@testable import Chaland
@testable import Shell
@testable import Shops

extension TestSite {
    /// The password of the baker, and its hash with a low scrypt cost.
    static let password = "une phrase longue"
    private static let hash = "scrypt$10$1$1$AAECAwQFBgcICQoLDA0ODw==$py/vQkElpi5eWBAiR/bI3VRlnYdkNYcxO1mbft0zunY="

    /// Gives the baker a password: paul@example.org, «une phrase longue».
    func givePassword(to email: String = "paul@example.org") throws {
        try write {
            try $0.run("UPDATE member SET password_hash = ?1 WHERE email = ?2", TestSite.hash, email)
        }
    }
}

@Suite("GET and POST /connexion") struct SessionTests {
    private let paul = [("email", "Paul@Example.org"), ("password", TestSite.password)]

    @Test("signs in and goes home") func signsIn() async throws {
        let site = try TestSite()
        try site.givePassword()
        let browser = site.as(.guest)
        #expect(try await browser.get("/connexion").status == .ok)
        let answer = try await browser.post("/connexion", paul)
        #expect(answer.status == .seeOther && answer.location == "/accueil")
        #expect(try await browser.get("/accueil").text.contains("Paul Martin"))
        #expect(try await browser.get("/connexion").location == "/accueil")
    }

    @Test(
        "returns to the page they came from, on this site only",
        arguments: [
            ("/projets/nouveau", "/projets/nouveau"), ("//evil.example", "/accueil"), ("/\\evil.example", "/accueil"),
            ("/%09/evil.example", "/accueil"), ("https://evil.example", "/accueil"), ("", "/accueil"),
            ("/projets?q=a%20b", "/projets?q=a%20b"),
        ])
    func goesOn(_ asked: String, _ location: String) async throws {
        let site = try TestSite()
        try site.givePassword()
        #expect(try await site.as(.guest).post("/connexion", paul + [("retour", asked)]).location == location)
    }

    @Test("the same words whether the address or the password is wrong, and the address stays typed") func refuses()
        async throws
    {
        let site = try TestSite()
        try site.givePassword()
        let wrong = try await site.as(.guest).post(
            "/connexion", [("email", "paul@example.org"), ("password", "autre chose")])
        let unknown = try await site.as(.guest).post("/connexion", [("email", "zoé@"), ("password", "autre chose")])
        let stranger = try await site.as(.guest).post(
            "/connexion", [("email", "lola@example.org"), ("password", "autre chose")])
        for answer in [wrong, unknown, stranger] {
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Adresse e-mail ou mot de passe incorrect."))
            #expect(!answer.text.contains("autre chose"))
        }
        #expect(wrong.text.contains("value=\"paul@example.org\""))
        #expect(wrong.text.replacing("paul@", with: "lola@") == stranger.text)
    }

    @Test("a session cookie set before signing in is invalid afterwards") func rotates() async throws {
        let site = try TestSite()
        try site.givePassword()
        let before = site.as(.florist)
        _ = try await before.post("/connexion", paul)
        #expect(try await before.get("/accueil").text.contains("Paul Martin"))
        #expect(try await site.as(.florist).get("/accueil").status == .seeOther)
    }

    @Test("a member without a password is warned before signing out") func warns() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        let warned = try await baker.post("/deconnexion")
        #expect(warned.status == .ok)
        #expect(warned.text.contains("Vous n’avez pas de mot de passe"))
        #expect(warned.text.contains("href=\"/compte\""))
        #expect(try await baker.get("/accueil").status == .ok)
        #expect(try await baker.post("/deconnexion", [("confirmed", "1")]).location == "/")
        #expect(try await baker.get("/accueil").status == .seeOther)
    }

    @Test("signs out by its button only") func signsOut() async throws {
        let site = try TestSite()
        try site.givePassword()
        let baker = site.as(.baker)
        #expect(try await baker.get("/deconnexion").status == .methodNotAllowed)
        #expect(try await baker.get("/accueil").status == .ok)
        let answer = try await baker.post("/deconnexion")
        #expect(answer.location == "/")
        #expect(try await baker.get("/accueil").status == .seeOther)
        #expect(try await site.as(.baker).get("/accueil").status == .seeOther)
    }

    @Test("after five quick tries even the right password waits") func throttles() async throws {
        let site = try TestSite()
        try site.givePassword()
        // Longer than any password: refused before a hash is computed.
        let tooLong = String(repeating: "x", count: 201)
        for _ in 1...5 {
            let answer = try await site.as(.guest).post(
                "/connexion", [("email", "paul@example.org"), ("password", tooLong)])
            #expect(answer.status == .unprocessableContent)
        }
        let answer = try await site.as(.guest).post("/connexion", paul)
        #expect(answer.status == .tooManyRequests)
        #expect(Int(answer.fields[.retryAfter] ?? "") ?? 0 > 0)
        #expect(answer.text.contains("value=\"Paul@Example.org\""))
        let elsewhere = site.as(.guest)
        elsewhere.address = "198.51.100.4"
        #expect(try await elsewhere.post("/connexion", paul).status == .seeOther)
    }

    @Test("the addresses of one IPv6 network share one limit") func throttlesNetwork() async throws {
        let site = try TestSite()
        try site.givePassword()
        let tooLong = String(repeating: "x", count: 201)
        for number in 1...6 {
            let browser = site.as(.guest)
            browser.address = "2001:db8:1:2::\(number)"
            let answer = try await browser.post("/connexion", [("email", "paul@example.org"), ("password", tooLong)])
            #expect(answer.status == (number < 6 ? .unprocessableContent : .tooManyRequests))
        }
        let elsewhere = site.as(.guest)
        elsewhere.address = "2001:db8:1:102::1"
        #expect(try await elsewhere.post("/connexion", paul).status == .seeOther)
    }

    @Test("a session ends after sixty days, and with the member's access") func ends() async throws {
        let site = try TestSite()
        site.wait(SiteLimits.session)
        #expect(try await site.as(.baker).get("/accueil").status == .seeOther)
        let other = try TestSite()
        try other.write { try $0.run("UPDATE member SET disabled_at = 1 WHERE email = 'paul@example.org'") }
        #expect(try await other.as(.baker).get("/accueil").status == .seeOther)
    }
}

@Suite("A form sent after the session ended") struct PendingSubmissionTests {
    private let typed = [("title", "Marché \"de\" <Noël>"), ("purpose", "\nDouze chalets\net une chorale.")]

    @Test("carries the longest form: a shop with a year of closures") func longest() async throws {
        let site = try TestSite()
        let fields = ShopForm.fields.map { ($0.name.replacing("*", with: "1"), "x") }
        let refused = try await site.as(.guest).post("/boutiques/7kq2/modifier", fields)
        #expect(refused.status == .forbidden)
        #expect(fields.allSatisfy { refused.text.contains("name=\"envoi.\($0.0)\"") })
    }

    @Test("is offered again after signing in, complete") func resumes() async throws {
        let site = try TestSite()
        try site.givePassword()
        let browser = site.as(.guest)
        let refused = try await browser.post("/projets", typed)
        #expect(refused.status == .forbidden)
        #expect(refused.text.contains("Ce que vous avez écrit est gardé"))
        #expect(refused.text.contains("name=\"envoi\" value=\"/projets\""))
        #expect(refused.text.contains("name=\"envoi.title\" hidden>\nMarché &quot;de&quot; &lt;Noël&gt;</textarea>"))
        let carried = [("envoi", "/projets")] + typed.map { ("envoi." + $0.0, $0.1) }

        let wrong = try await browser.post("/connexion", carried + [("email", "paul@"), ("password", "x")])
        #expect(wrong.status == .unprocessableContent)
        #expect(wrong.text.contains("et une chorale.</textarea>"))

        let resumed = try await browser.post(
            "/connexion", carried + [("email", "paul@example.org"), ("password", TestSite.password)])
        #expect(resumed.status == .ok)
        #expect(resumed.text.contains("action=\"/projets\""))
        #expect(resumed.text.contains("Enregistrer maintenant"))
        #expect(
            resumed.text.contains("name=\"purpose\" hidden data-carried>\n\nDouze chalets\net une chorale.</textarea>"))
        #expect(resumed.text.contains("Se déconnecter"))
        #expect(resumed.text.contains("href=\"/en/projets/nouveau\" hreflang=\"en\""))
        #expect(resumed.fields[.cacheControl] == "private, no-cache")
        #expect(try site.value("SELECT count(*) FROM project") == 0)
        #expect(try await browser.post("/projets", typed).status == .seeOther)
    }

    @Test("is still carried when signing in fails with 503", arguments: [true, false])
    func again(_ isBusy: Bool) async throws {
        let site = try TestSite()
        try site.givePassword()
        let browser = site.as(.guest)
        let carried = [("envoi", "/projets")] + typed.map { ("envoi." + $0.0, $0.1) }
        let sent = carried + [("email", "paul@example.org"), ("password", TestSite.password)]
        if !isBusy { site.site.database.close() }
        let answer =
            isBusy
            ? try await site.withFull(.hash) { try await browser.post("/connexion", sent) }
            : try await browser.post("/connexion", sent)
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.fields[.retryAfter] != nil)
        #expect(answer.text.contains("name=\"envoi\" value=\"/projets\""))
        #expect(answer.text.contains("et une chorale.</textarea>"))
        #expect(answer.text.contains("value=\"paul@example.org\""))
        #expect(!answer.text.contains(TestSite.password))
        #expect(answer.text.contains("attendez quelques instants, puis réessayez"))
        if isBusy { #expect(try await browser.post("/connexion", sent).text.contains("Enregistrer maintenant")) }
    }

    @Test("is carried into the other language, without a sign-in") func otherLanguage() async throws {
        let site = try TestSite()
        try site.givePassword()
        let carried = [("envoi", "/projets")] + typed.map { ("envoi." + $0.0, $0.1) }
        let answer = try await site.as(.guest).post(
            "/en/connexion",
            carried + [("email", "paul@example.org"), ("password", TestSite.password), ("langue", "1")])
        #expect(answer.status == .ok)
        #expect(answer.text.contains("What you wrote is safe"))
        #expect(answer.text.contains("et une chorale.</textarea>"))
        #expect(answer.text.contains("value=\"paul@example.org\""))
        #expect(!answer.text.contains(TestSite.password))
        #expect(answer.fields[.setCookie] == nil)
    }

    @Test("works for a comment, in the language of the page") func comments() async throws {
        let site = try TestSite()
        let path = try site.project()
        let answer = try await site.as(.guest).post(
            "/en" + path + "/commentaires", [("text", "I can lend two tables.")])
        #expect(answer.status == .forbidden)
        #expect(answer.text.contains("value=\"\(path)/commentaires\""))
        #expect(answer.text.contains("action=\"/en/connexion\""))
    }

    @Test("never carries a password") func secrets() async throws {
        let site = try TestSite()
        let account = try await site.as(.guest).post(
            "/compte", [("name", "Paul"), ("current", "secret"), ("password", "secret")])
        #expect(account.status == .forbidden)
        #expect(!account.text.contains("secret"))
        #expect(account.text.contains("name=\"envoi.name\" hidden>\nPaul</textarea>"))
    }

    @Test(
        "can only be sent to a form for members",
        arguments: [
            "//evil.example/projets", "https://evil.example/", "/connexion", "/deconnexion", "/nowhere",
            "/invitation/AAAA",
        ])
    func elsewhere(_ path: String) async throws {
        let site = try TestSite()
        try site.givePassword()
        let answer = try await site.as(.guest).post(
            "/connexion",
            [("envoi", path), ("envoi.a", "b"), ("email", "paul@example.org"), ("password", TestSite.password)])
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/accueil")
    }

    @Test("never returns to an address that only accepts forms") func afterSigningOut() async throws {
        let site = try TestSite()
        try site.givePassword()
        let answer = try await site.as(.guest).post(
            "/connexion",
            [("retour", "/deconnexion"), ("email", "paul@example.org"), ("password", TestSite.password)])
        #expect(answer.location == "/accueil")
    }

    @Test("a form from another site is refused before anything is carried") func crossSite() async throws {
        let site = try TestSite()
        let answer = try await site.as(.guest).send(
            .post, "/projets",
            fields: [("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "cross-site")],
            body: Array("title=canary&purpose=canary".utf8))
        #expect(answer.status == .forbidden)
        #expect(!answer.text.contains("canary"))
    }
}
