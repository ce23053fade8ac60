import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("Known devices") struct KnownDeviceTests {
    private let paul = [("email", "paul@example.org"), ("password", TestSite.password)]
    /// Longer than any password: refused before a hash is computed.
    private let wrong = [("email", "paul@example.org"), ("password", String(repeating: "x", count: 201))]

    /// A browser in which the baker has signed in once, and out again.
    private func knownDevice(_ site: TestSite) async throws -> Browser {
        let browser = site.as(.guest)
        #expect(try await browser.post("/connexion", paul).status == .seeOther)
        #expect(try await browser.post("/deconnexion").status == .seeOther)
        return browser
    }

    /// Sends wrong passwords for `seconds`, one a second from 20 networks in turn, and calls `body` after each.
    private func attack(
        _ site: TestSite, seconds: Int, _ body: (Int) async throws -> Void
    ) async throws {
        for second in 1...seconds {
            site.wait(1)
            let attacker = site.as(.guest)
            attacker.address = "198.51.100.\(second % 20)"
            let status = try await attacker.post("/connexion", wrong).status
            #expect(status == .unprocessableContent || status == .tooManyRequests)
            try await body(second)
        }
    }

    @Test("one wrong password a second from 20 networks: 10 of 10 sign-ins of a known device work") func known()
        async throws
    {
        let site = try TestSite()
        try site.givePassword()
        let browser = try await knownDevice(site)
        var answers: [Status] = []
        try await attack(site, seconds: 600) { second in
            guard second % 60 == 0 else { return }
            answers.append(try await browser.post("/connexion", paul).status)
            _ = try await browser.post("/deconnexion")
        }
        #expect(answers == Array(repeating: .seeOther, count: 10))
    }

    @Test("in the same attack a new device is refused for a minute at most") func new() async throws {
        let site = try TestSite()
        try site.givePassword()
        try await attack(site, seconds: 300) { _ in }
        let browser = site.as(.guest)
        var refused = try await browser.post("/connexion", wrong)
        for _ in 1...5 where refused.status == .unprocessableContent {
            refused = try await browser.post("/connexion", wrong)
        }
        #expect(refused.status == .tooManyRequests)
        let seconds = try #require(Int(refused.fields[.retryAfter] ?? ""))
        #expect(seconds <= 60)
        try await attack(site, seconds: seconds) { _ in }
        #expect(try await browser.post("/connexion", paul).status == .seeOther)
    }

    @Test("in the same attack a member who is signed in changes their password") func account() async throws {
        let site = try TestSite()
        try site.givePassword()
        try await attack(site, seconds: 300) { _ in }
        let form = [
            ("name", "Paul Martin"), ("email", "paul@example.org"), ("current", TestSite.password),
            ("password", "une autre phrase"),
        ]
        #expect(try await site.as(.baker).post("/compte", form).status == .seeOther)
    }

    @Test("the current password is limited by session: another session is not slowed") func session() async throws {
        let site = try TestSite()
        try site.givePassword()
        let (one, other) = (site.as(.baker), site.as(.guest))
        #expect(try await other.post("/connexion", paul).status == .seeOther)
        let form = [("name", "Paul Martin"), ("email", "neuf@example.org"), ("password", "")]
        for _ in 1...10 {
            #expect(try await one.post("/compte", form + [("current", "non")]).status == .unprocessableContent)
        }
        #expect(try await one.post("/compte", form + [("current", TestSite.password)]).status == .tooManyRequests)
        #expect(try await other.post("/compte", form + [("current", TestSite.password)]).status == .seeOther)
    }

    @Test("guessing from a known device is limited too") func guessing() async throws {
        let site = try TestSite()
        try site.givePassword()
        let browser = try await knownDevice(site)
        for _ in 1...10 { #expect(try await browser.post("/connexion", wrong).status == .unprocessableContent) }
        #expect(try await browser.post("/connexion", paul).status == .tooManyRequests)
    }

    @Test("the cookie has no name in it, signs in no one, and is void if changed or used for another account")
    func cookie() async throws {
        let site = try TestSite()
        try site.givePassword()
        let browser = try await knownDevice(site)
        let value = try #require(browser[cookie: "chaland-device"])
        #expect(!value.lowercased().contains("paul"))
        #expect(try await browser.get("/accueil").status == .seeOther)
        let key = [UInt8](repeating: 7, count: 32)
        let (id, now) = (try site.member(.baker), site.now)
        let device = KnownDevice(id: "7KQ2", signedInAt: now)
        let entry = device.entry(of: id, key: key)
        #expect(KnownDevice(entry: entry[...], of: id, key: key) == device)
        #expect(KnownDevice(entry: entry[...], of: try site.member(.president), key: key) == nil)
        #expect(KnownDevice(entry: entry[...], of: id, key: [UInt8](repeating: 8, count: 32)) == nil)
        #expect(KnownDevice(entry: "7KQ3" + entry.dropFirst(4), of: id, key: key) == nil)
        for junk in ["", "-", "--", "a-b-c", "7KQ2-1", "7KQ2--", "7KQ2-99999999999999999999-00"] {
            #expect(KnownDevice(entry: junk[...], of: id, key: key) == nil)
            browser[cookie: "chaland-device"] = junk
            #expect(try await browser.get("/connexion").status == .ok)
        }
    }

    @Test("a browser is a known device of the last three members who signed in with it") func shared() throws {
        let (key, now) = ([UInt8](repeating: 7, count: 32), Instant(seconds: 1))
        var cookie = ""
        for number in 1...4 {
            var response = Response.text("")
            let request = Request(.get, "/", fields: [("Cookie", "chaland-device=" + cookie)], body: [])
            let device = KnownDevice(id: "D\(number)", signedInAt: now)
            DeviceCookie.set(device, of: Member.ID(rawValue: number), key: key, on: &response, request: request)
            let line = try #require(response.fields[.setCookie])
            cookie = String(try #require(line.firstMatch(of: /^chaland-device=([^;]*)/)?.1))
        }
        let request = Request(.get, "/", fields: [("Cookie", "chaland-device=" + cookie)], body: [])
        let known = (1...4).map { number in
            let member = MemberCredentials(
                id: Member.ID(rawValue: number), passwordHash: "", devicesAfter: Instant(seconds: 0), deviceKey: key)
            return DeviceCookie.device(of: member, in: request, at: now)?.id
        }
        #expect(known == [nil, "D2", "D3", "D4"])
    }

    @Test(
        "a device is forgotten when the member's access ends, and a year after the last sign-in",
        arguments: [true, false])
    func ends(_ isRevoked: Bool) async throws {
        let site = try TestSite()
        try site.givePassword()
        let browser = try await knownDevice(site)
        site.wait(isRevoked ? 60 : SiteLimits.knownDevice)
        let (id, now) = (try site.member(.baker), site.now)
        if isRevoked {
            try site.write { db in
                try Member.endAccess(of: id, by: nil, at: now, in: db)
                try Member.restoreAccess(of: id, by: nil, at: now, in: db)
            }
        }
        // As many tries as a new device gets, not ten.
        for _ in 1...5 { #expect(try await browser.post("/connexion", wrong).status == .unprocessableContent) }
        #expect(try await browser.post("/connexion", paul).status == .tooManyRequests)
    }

    @Test("every way of signing in makes the browser a known device", arguments: ["link", "letter", "setup"])
    func everyWay(_ way: String) async throws {
        let site = try TestSite(founded: way != "setup")
        let browser = site.as(.guest)
        switch way {
        case "link":
            _ = try await browser.post(try #require(try SignInLink.make(email: "paul@example.org", on: site.site)))
        case "letter":
            _ = try await browser.post(try site.letterPath(for: site.bakery))
        default:
            _ = try await browser.post(
                try #require(try Setup.prepare(site.site)),
                [
                    ("association", "Les Lilas"), ("town", "Dole"), ("name", "Camille Rey"),
                    ("email", "camille@example.org"), ("password", "une phrase longue"),
                ])
        }
        #expect(browser[cookie: "chaland-device"] != nil)
    }

    @Test("the device cookie is on the privacy page, with every other cookie") func privacy() async throws {
        for path in ["/fr/confidentialite", "/en/confidentialite"] {
            let page = try await TestSite().as(.guest).get(path).text
            for text in ["chaland-device", "365", "flash"] { #expect(page.contains(text), "\(path): \(text)") }
        }
    }

    @Test("a flood of sign-ins from new devices delays no known device, poster, table or import") func lanes()
        async throws
    {
        let site = try TestSite()
        try site.givePassword()
        let browser = try await knownDevice(site)
        let president = site.as(.president)
        let file = [("shops", "Nom;Métier;Adresse\nBar du Lac;Café;3 quai des Bateaux")]
        let statuses = try await site.withFull(.hash) {
            [
                try await browser.post("/connexion", paul).status, try await president.get("/affichettes").status,
                try await president.get("/boutiques/7kq2/affichette").status,
                try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv").status,
                try await president.post("/boutiques/importer", file).status,
            ]
        }
        #expect(statuses == [.seeOther, .ok, .ok, .ok, .seeOther])
    }
}
