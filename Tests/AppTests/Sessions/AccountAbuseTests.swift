import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell

/// Abuse of accounts and links, from outside.
@Suite("Abuse of accounts") struct AccountAbuseTests {
    private let log = StatementLog()
    private let site: TestSite
    private let paul = [("email", "paul@example.org"), ("password", TestSite.password)]

    init() throws {
        site = try TestSite(log: log)
        try site.givePassword()
    }

    // MARK: Session fixation

    @Test(
        "a cookie set before signing in is never valid after, whichever way a member signs in",
        arguments: ["password", "link", "phone"]
    )
    func fixation(_ way: String) async throws {
        let browser = site.as(.guest)
        let planted = "AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH"
        browser[cookie: "chaland"] = planted
        switch way {
        case "password": _ = try await browser.post("/connexion", paul)
        case "link":
            _ = try await browser.post(try #require(try SignInLink.make(email: "paul@example.org", on: site.site)))
        default:
            let baker = site.as(.baker)
            _ = try await baker.post("/compte/telephone")
            let page = try await baker.get("/compte/telephone").text
            _ = try await browser.post(String(try #require(page.firstMatch(of: /\/connexion\/[0-9A-Z-]{24}/)).0))
        }
        #expect(try await browser.get("/accueil").status == .ok)
        #expect(browser[cookie: "chaland"] != planted)
        let attacker = site.as(.guest)
        attacker[cookie: "chaland"] = planted
        #expect(try await attacker.get("/accueil").status == .seeOther)
    }

    // MARK: Enumeration

    /// What a request costs: statements run and hashes, and whether it wrote.
    private struct Cost: Equatable {
        let statements, hashes: Int
        let wrote: Bool
    }

    /// The answer to a request from a new browser, with its cost.
    private func cost(_ path: String, _ form: [(String, String)]) async throws -> (Answer, Cost) {
        func hashes() -> Int { site.site.hashing.accepted + site.site.knownHashing.accepted }
        let browser = site.as(.guest)
        _ = try await browser.get("/connexion")
        let (version, statements, before) = (try site.loop.reader.dataVersion(), log.uses, hashes())
        let answer = try await browser.post(path, form)
        let (ran, hashed) = (log.uses - statements, hashes() - before)
        let wrote = try site.loop.reader.dataVersion() != version
        return (answer, Cost(statements: ran, hashes: hashed, wrote: wrote))
    }

    @Test("signing in costs the same statements, writes and hashes whether the account exists or not")
    func enumeration() async throws {
        _ = try await cost("/connexion", [("email", "first@example.org"), ("password", "autre chose")])
        let emails = ["paul@example.org", "lola@example.org", "camille@example.org"]
        var answers: [(Answer, Cost)] = []
        for email in emails {
            answers.append(try await cost("/connexion", [("email", email), ("password", "autre chose")]))
        }
        #expect(
            answers.allSatisfy { $0.1 == answers[0].1 && $0.1.hashes == 1 && !$0.1.wrote }, "\(answers.map(\.1))")
        let texts = zip(answers, emails).map { $0.0.0.text.replacing($0.1, with: "…") }
        #expect(Set(texts).count == 1)
        #expect(answers.allSatisfy { $0.0.status == .unprocessableContent })
    }

    // MARK: Guessing

    @Test("of a thousand wrong passwords at most twenty are hashed; the member’s own device signs in meanwhile")
    func guessing() async throws {
        let known = site.as(.guest)
        #expect(try await known.post("/connexion", paul).status == .seeOther)
        let before = site.site.hashing.accepted
        let attacker = site.as(.guest)
        attacker.address = "198.51.100.9"
        for number in 1...1_000 {
            _ = try await attacker.post("/connexion", [("email", "paul@example.org"), ("password", "essai \(number)")])
        }
        #expect(site.site.hashing.accepted - before <= 20)
        known[cookie: "chaland"] = nil
        #expect(try await known.post("/connexion", paul).status == .seeOther)
    }

    // MARK: Links

    @Test("of twenty people who use a one-time link at once, it signs in exactly one") func race() async throws {
        let path = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        let (database, now) = (site.site.database, site.now)
        let secret = try #require(Secret(copied: String(path.dropFirst("/connexion/".count))))
        let wins = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...20 {
                group.addTask {
                    do {
                        try await database.write { try SignInLink.spend(secret, at: now, in: $0) }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wins == 1)
        #expect(try await site.as(.guest).post(path).status == .gone)
    }

    @Test(
        "opening a link shows a form, spends nothing, sends no referrer, and is not cached; only its hash is stored"
    )
    func scanner() async throws {
        let path = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        let before = try site.loop.reader.dataVersion()
        for _ in 1...3 {
            let page = try await site.as(.guest).get(path)
            #expect(page.status == .ok && page.text.contains("method=\"post\""))
            #expect(page.fields["Referrer-Policy"] == "no-referrer")
            #expect(page.fields[.cacheControl]?.contains("no-store") == true)
        }
        #expect(try site.loop.reader.dataVersion() == before)
        let secret = path.split(separator: "/").last.map { $0.replacing("-", with: "") } ?? ""
        let tables = try site.loop.reader.rows("SELECT hex(token_hash) || ifnull(hex(nonce), '') FROM sign_in_link") {
            $0.text(0)
        }
        #expect(tables.count == 1 && !tables[0].contains(secret))
    }

    // MARK: Cross-site

    @Test("no account or sign-in form is accepted from another site, as text, or by GET") func crossSite()
        async throws
    {
        _ = try await site.as(.baker).post("/compte/telephone")
        let before = try site.loop.reader.dataVersion()
        let form = ("Content-Type", "application/x-www-form-urlencoded")
        for route in signInRoutes where route.method == .post {
            let path = route.path.replacing(":token", with: "AAAA-BBBB").replacing(":session", with: "0123456789abcdef")
            let baker = site.as(.baker)
            for fields in [
                [form, ("Sec-Fetch-Site", "cross-site")], [form, ("Sec-Fetch-Site", "same-site")],
                [form, ("Origin", "https://evil.example")], [form, ("Origin", "null")],
            ] {
                let refused = try await baker.send(.post, path, fields: fields, body: Array("mien=1".utf8))
                #expect(refused.status == .forbidden, "\(path) \(fields)")
            }
            let text = try await baker.send(
                .post, path, fields: [("Content-Type", "text/plain"), ("Sec-Fetch-Site", "cross-site")],
                body: Array("mien=1".utf8))
            #expect(
                text.status == .forbidden || text.status == .unsupportedMediaType,
                "\(path) as text: \(text.status.code)")
        }
        #expect(try site.loop.reader.dataVersion() == before)
        #expect(try await site.as(.baker).get("/deconnexion").status == .methodNotAllowed)
    }

    // MARK: Replay, and people who left

    @Test("a closed session, as a replayed token, signs no one in") func replay() async throws {
        let browser = site.as(.guest)
        #expect(try await browser.post("/connexion", paul).status == .seeOther)
        let token = browser[cookie: "chaland"]
        #expect(try await browser.post("/deconnexion").location == "/")
        browser[cookie: "chaland"] = token
        #expect(try await browser.get("/accueil").status == .seeOther)
        #expect(try await browser.post("/compte/appareils", [("mien", "1")]).status == .forbidden)
    }

    @Test("a former member’s session, phone code and recovery sheet end at the next request") func formerMember()
        async throws
    {
        let (nour, now) = (try site.member(.vicePresident), site.now)
        try site.write { try Office.president.give(to: nour, at: now, in: $0) }
        let former = site.as(.vicePresident)
        func link(_ page: Answer) throws -> String {
            String(try #require(page.text.firstMatch(of: /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}/)).0)
        }
        _ = try await former.post("/compte/telephone")
        _ = try await former.post("/compte/secours")
        let codes = [
            try link(try await former.get("/compte/telephone")), try link(try await former.get("/compte/secours")),
        ]
        for code in codes { #expect(try await site.as(.guest).get("/connexion/" + code).status == .ok) }
        try site.write { try Member.endAccess(of: nour, by: nil, at: now, in: $0) }
        #expect(try await former.get("/accueil").status == .seeOther)
        for code in codes { #expect(try await site.as(.guest).post("/connexion/" + code).status == .gone) }
        #expect(try site.value("SELECT count(*) FROM sign_in_link") == 0)
    }

    @Test("a session is stored as the hash of its secret") func hashed() async throws {
        let browser = site.as(.guest)
        _ = try await browser.post("/connexion", paul)
        let secret = Secret(try #require(browser[cookie: "chaland"]))
        let hash = secret.hash.map { String(Int($0) | 0x100, radix: 16).dropFirst() }.joined()
        #expect(try site.value("SELECT count(*) FROM session WHERE lower(hex(token_hash)) = '\(hash)'") == 1)
    }
}
