import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET and POST /connexion/mail, with its code and its link") struct MailedSignInTests {
    private let log = StatementLog()
    private let site: TestSite

    init() throws {
        site = try TestSite(dueJobs: [MailedSignIn.job], log: log)
        try site.givePassword()
        let now = site.now
        let sender = try #require(EmailAddress(typed: "bureau@example.org"))
        try site.write { db in
            try MailServer(
                host: "mail.example.org", port: 465, security: .tls, user: "", senderName: "Les Vitrines",
                sender: sender
            ).store(at: now, in: db)
            try Association.use(WebOrigin("http://localhost:8080"), in: db)
        }
    }

    /// Asks for a mail from a new browser; returns it with the address of the code’s form.
    private func ask(_ email: String = "paul@example.org") async throws -> (browser: Browser, path: String) {
        let browser = site.as(.guest)
        let answer = try await browser.post("/connexion/mail", [("email", email)])
        #expect(answer.status == .seeOther)
        return (browser, try #require(answer.location))
    }

    /// The code and the path of the link of the last mail.
    private func mail() throws -> (code: String, link: String) {
        let body = try #require(try site.text("SELECT body FROM outgoing_mail ORDER BY rowid DESC LIMIT 1"))
            .replacing("\\/", with: "/")
        return (
            String(try #require(body.firstMatch(of: /[^0-9]([0-9]{6})[^0-9]/)).1),
            String(try #require(body.firstMatch(of: /\/connexion\/[0-9A-Z-]{24}/)).0)
        )
    }

    @Test("the code of the mail signs in the browser that asked; the link ends with it") func code() async throws {
        let (browser, path) = try await ask()
        #expect(try await browser.get(path).text.contains("Si un compte a cette adresse"))
        try site.runDueWork()
        let (code, link) = try mail()
        #expect(
            try await browser.post(path, [("code", "\(code.prefix(3)) \(code.suffix(3))")]).location
                == "/compte/mot-de-passe")
        #expect(try await browser.get("/accueil").text.contains("Paul Martin"))
        #expect(try await site.as(.guest).post(link).status == .gone)
        #expect(try await site.as(.guest).post(path, [("code", code)]).status == .unprocessableContent)
    }

    @Test("the link of the mail signs in once; opening it does not use it up; the code ends with it") func link()
        async throws
    {
        let (browser, path) = try await ask()
        try site.runDueWork()
        let (code, link) = try mail()
        for _ in 1...3 { #expect(try await site.as(.guest).get(link).text.contains("Bonjour, Paul Martin")) }
        let phone = site.as(.guest)
        #expect(try await phone.post(link).location == "/compte/mot-de-passe")
        #expect(
            try await phone.post("/compte/mot-de-passe", [("password", "une phrase toute neuve")]).location
                == "/accueil")
        #expect(try await site.as(.guest).post(link).status == .gone)
        #expect(try await browser.post(path, [("code", code)]).status == .unprocessableContent)
        #expect(try await browser.get("/accueil").status == .seeOther)
    }

    @Test("a borrowed session does not show the code: not in the copy of one’s data") func copy() async throws {
        _ = try await ask()
        try site.runDueWork()
        let code = try mail().code
        let copy = try await site.as(.baker).get("/compte/donnees.json").text
        #expect(copy.contains("Votre code de connexion") && !copy.contains(code))
    }

    @Test("after twenty wrong codes over several mails the right one is refused; the link signs in") func guesses()
        async throws
    {
        for number in 1...4 {
            let (browser, path) = try await ask()
            try site.runDueWork()
            for _ in 1...5 { _ = try await browser.post(path, [("code", "000000")]) }
            if number == 3 { site.wait(.hours(1) + 1) }
        }
        let (browser, path) = try await ask()
        try site.runDueWork()
        let (code, link) = try mail()
        #expect(try await browser.post(path, [("code", code)]).status == .unprocessableContent)
        #expect(try await site.as(.guest).post(link).status == .seeOther)
    }

    @Test("five wrong codes, or an hour, end the code") func tries() async throws {
        let (browser, path) = try await ask()
        try site.runDueWork()
        let (code, _) = try mail()
        let wrong = code == "000000" ? "000001" : "000000"
        for _ in 1..<MailedSignIn.tries {
            #expect(
                try await browser.post(path, [("code", wrong)]).text.contains("Ce code n’est pas celui de l’e-mail."))
        }
        #expect(try await browser.post(path, [("code", wrong)]).text.contains("demandez un autre e-mail"))
        #expect(try await browser.post(path, [("code", code)]).status == .unprocessableContent)
        let (late, other) = try await ask()
        try site.runDueWork()
        let second = try mail().code
        site.wait(SiteLimits.signInLink)
        #expect(try await late.post(other, [("code", second)]).status == .unprocessableContent)
        #expect(try await late.get(other).location == "/connexion/mail")
    }

    @Test("a code is good only in the browser that asked") func bound() async throws {
        let (_, path) = try await ask()
        try site.runDueWork()
        let code = try mail().code
        let (other, theirs) = try await ask("lola@example.org")
        #expect(theirs != path)
        #expect(try await other.post(theirs, [("code", code)]).status == .unprocessableContent)
    }

    @Test("the same words, statements and writes whether an account has the address or not") func enumeration()
        async throws
    {
        _ = try await ask("first@example.org")
        var costs: [[Int]] = []
        var texts: Set<String> = []
        for email in ["paul@example.org", "lola@example.org", "camille@example.org"] {
            let before = log.uses
            let (browser, path) = try await ask(email)
            let between = log.uses
            costs.append([between - before])
            let secret = String(path.dropFirst("/connexion/mail/".count))
            texts.insert(try await browser.get(path).text.replacing(secret, with: "…"))
            try site.runDueWork()
            let start = log.uses
            let wrong = try await browser.post(path, [("code", "12345")])
            costs[costs.count - 1].append(log.uses - start)
            texts.insert(wrong.text.replacing(secret, with: "…"))
        }
        #expect(Set(costs).count == 1, "\(costs)")
        #expect(texts.count == 2)
        #expect(try site.value("SELECT count(*) FROM outgoing_mail WHERE recipient = 'lola@example.org'") == 0)
        #expect(try site.value("SELECT count(*) FROM outgoing_mail WHERE kind = 'signIn'") == 2)
    }

    @Test("at most three mails to one address in an hour, with the same answer") func limited() async throws {
        for _ in 1...6 {
            _ = try await ask()
            try site.runDueWork()
        }
        #expect(try site.value("SELECT count(*) FROM outgoing_mail") == 3)
        // A code that was not sent must not be there to be guessed.
        #expect(try site.value("SELECT count(*) FROM mailed_sign_in WHERE member_id IS NOT NULL") == 3)
        site.wait(.hours(1) + 1)
        _ = try await ask()
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM outgoing_mail WHERE queued_at > \(site.now.seconds - 60)") == 1)
    }

    @Test("a second step follows; ended access is not told") func steps() async throws {
        let (paul, now, key) = (try site.member(.baker), site.now, site.site.key)
        let secret = [UInt8](repeating: 7, count: SecondFactor.secretBytes)
        try site.write { db in
            try SecondFactor.begin(secret, for: paul, at: now, in: db)
            let code = TimeCode.code(secret, step: TimeCode.step(at: now))
            #expect(try SecondFactor.confirm(code, for: paul, nonce: [1], key, at: now, in: db))
        }
        let (browser, path) = try await ask()
        try site.runDueWork()
        let step = try await browser.post(path, [("code", try mail().code)])
        #expect(step.status == .ok && step.text.contains("/connexion/code"))
        #expect(try await browser.get("/accueil").status == .seeOther)
        try site.write { try Member.endAccess(of: paul, by: nil, at: now, in: $0) }
        _ = try await ask()
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM outgoing_mail") == 1)
    }

    @Test("a changed address ends the mail to the old one") func changedAddress() async throws {
        _ = try await ask()
        try site.runDueWork()
        let link = try mail().link
        let form = [
            ("name", "Paul Martin"), ("email", "neuf@example.org"), ("current", TestSite.password), ("password", ""),
        ]
        #expect(try await site.as(.baker).post("/compte", form).status == .seeOther)
        #expect(try await site.as(.guest).post(link).status == .gone)
    }

    @Test("is offered where one signs in, and only when mail is set up") func offered() async throws {
        for path in ["/connexion", "/connexion/oubli"] {
            #expect(try await site.as(.guest).get(path).text.contains("/connexion/mail"))
        }
        let without = try TestSite()
        for path in ["/connexion", "/connexion/oubli"] {
            #expect(try await !without.as(.guest).get(path).text.contains("/connexion/mail"))
        }
        #expect(try await without.as(.guest).get("/connexion/mail").location == "/connexion/oubli")
        #expect(
            try await without.as(.guest).post("/connexion/mail", [("email", "paul@example.org")]).location
                == "/connexion/oubli")
        #expect(try await site.as(.guest).post("/connexion/mail", [("email", "paul@")]).status == .unprocessableContent)
    }
}
