import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Joining the association") struct JoiningTests {
    private let asked = [
        ("name", "Inès Roux"), ("email", "ines@example.org"), ("shopName", "Le Fil d’Or"), ("trade", "Mercerie"),
        ("address", "3 rue Royale"), ("category", "benefactor"), ("note", "Bonjour"),
    ]

    private func open(_ site: TestSite) async throws {
        #expect(try await site.as(.president).post("/reglages/adhesion", [("open", "1")]).status == .seeOther)
    }

    /// The address of the only request.
    private func request(_ site: TestSite) throws -> String {
        "/demandes-adhesion/" + (try #require(try site.text("SELECT public_id FROM join_request")))
    }

    @Test("the form is closed until the presidency opens it; then every page leads there") func opening() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        for path in ["/adherer", "/adherer/merci", "/adherer/formulaire"] {
            #expect(try await guest.get(path).status == .notFound, "\(path)")
        }
        #expect(try await guest.post("/adherer", asked).status == .notFound)
        #expect(try await !guest.get("/boutiques").text.contains("href=\"/adherer\""))
        #expect(try await site.as(.secretary).get("/adherer/formulaire").status == .ok)
        try await open(site)
        #expect(try await guest.get("/adherer").status == .ok)
        #expect(try await guest.get("/adherer/formulaire").text.contains("Bulletin d’adhésion"))
        #expect(try await guest.get("/boutiques").text.contains("href=\"/adherer\""))
        #expect(
            try await site.as(.president).get("/reglages/adhesion").text.contains("name=\"open\" value=\"1\" checked"))
        _ = try await site.as(.president).post("/reglages/adhesion")
        #expect(try await guest.get("/adherer").status == .notFound)
    }

    @Test("a request waits on the president’s home; accepted, the person is a member with category and shop")
    func accepted()
        async throws
    {
        let site = try TestSite()
        try await open(site)
        #expect(try await site.as(.guest).post("/adherer", asked).location == "/adherer/merci")
        let president = site.as(.president)
        #expect(try await president.get("/accueil").text.contains("1 demande d’adhésion"))
        #expect(try await site.as(.treasurer).get("/demandes-adhesion").text.contains("Inès Roux"))
        let path = try request(site)
        #expect(try await !site.as(.treasurer).get(path).text.contains("/acceptation"))
        let page = try await president.get(path)
        #expect(page.text.contains("Le Fil d’Or, Mercerie, 3 rue Royale"))
        let member = try #require(try await president.post(path + "/acceptation", page.filled).location)
        let shown = try await president.get(member).text
        #expect(
            shown.contains("membre bienfaiteur, depuis le") && shown.contains("tient la boutique «\u{202F}Le Fil d’Or"))
        #expect(try await !president.get("/accueil").text.contains("demande d’adhésion"))
        #expect(try await president.post(path + "/acceptation").status == .conflict)
        #expect(try await president.post(path + "/refus").status == .conflict)
        #expect(try await president.get(path).text.contains("Acceptée le 2\u{A0}mars 2026 par Camille Rey"))
    }

    @Test("accepted, a person with an address gets a mail that tells how to sign in") func welcomed() async throws {
        let site = try TestSite(origin: "https://rue.example")
        try await open(site)
        let now = site.now
        try site.write { db in
            try MailServer(
                host: "localhost", port: 25, security: .none, user: "", senderName: "Les Vitrines",
                sender: try #require(EmailAddress(typed: "rue@example.org"))
            ).store(at: now, in: db)
        }
        _ = try await site.as(.guest).post("/adherer", asked)
        let path = try request(site)
        #expect(try site.value("SELECT count(*) FROM outgoing_mail") == 0)
        _ = try await site.as(.president).post(path + "/acceptation", [("category", "active")])
        let mail = "FROM outgoing_mail WHERE kind = 'welcome'"
        #expect(try site.text("SELECT recipient \(mail)") == "ines@example.org")
        #expect(try site.text("SELECT body \(mail)")?.contains("connexion\\/mail") == true)
    }

    @Test("without the box no shop is added; with the address of a member no second one is added") func known()
        async throws
    {
        let site = try TestSite()
        try await open(site)
        let paul = [
            ("name", "P. Martin"), ("email", "PAUL@example.org"), ("shopName", "Boulangerie de l'étoile"),
            ("trade", "Pain"),
        ]
        #expect(try await site.as(.guest).post("/adherer", paul).location == "/adherer/merci")
        let (president, path) = (site.as(.president), try request(site))
        #expect(try await president.get(path).text.contains("Une boutique de ce nom est déjà dans l’annuaire."))
        let shops = try site.value("SELECT count(*) FROM shop")
        _ = try await president.post(path + "/acceptation", [("category", "active")])
        #expect(try site.value("SELECT count(*) FROM shop") == shops)
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount)
        #expect(try site.value("SELECT member_id FROM membership") == site.member(.baker).rawValue)
    }

    @Test("a refusal can be taken back; the secretary reads, and does not decide") func refused() async throws {
        let site = try TestSite()
        try await open(site)
        _ = try await site.as(.guest).post("/adherer", asked)
        let (president, path) = (site.as(.president), try request(site))
        #expect(try await site.as(.secretary).post(path + "/refus").status == .notFound)
        #expect(try await president.post(path + "/refus").location == "/demandes-adhesion")
        #expect(try await president.get("/demandes-adhesion").text.contains("action=\"\(path)/attente\""))
        #expect(try await president.post(path + "/attente").location == path)
        #expect(try site.value("SELECT count(*) FROM join_request WHERE decided_at IS NULL") == 1)
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount)
    }

    @Test(
        "a form with a mistake comes back as typed",
        arguments: [
            ("name", "", "Écrivez votre nom."), ("email", "", "Donnez une adresse e-mail ou un téléphone"),
            ("email", "ines", "Écrivez une adresse complète"), ("phone", "12", "Écrivez un numéro complet"),
            ("trade", "", "Dites l’activité du commerce"),
        ])
    func mistakes(_ field: String, _ value: String, _ said: String) async throws {
        let site = try TestSite()
        try await open(site)
        let answer = try await site.as(.guest).post("/adherer", asked.with((field, value)))
        #expect(answer.status == .unprocessableContent && answer.text.contains(said))
        #expect(answer.text.contains("value=\"benefactor\" checked") && answer.text.contains("3 rue Royale"))
        #expect(try site.value("SELECT count(*) FROM join_request") == 0)
    }

    @Test("the same form sent twice is one request; one network cannot flood the desk; “honorary” cannot be asked for")
    func limits() async throws {
        let site = try TestSite()
        try await open(site)
        let guest = site.as(.guest)
        let fields = try await guest.get("/adherer").filled.with(("name", "Max"), ("phone", "04 50 00 00 00"))
        for _ in 1...2 { #expect(try await guest.post("/adherer", fields).status == .seeOther) }
        #expect(try site.value("SELECT count(*) FROM join_request") == 1)
        _ = try await guest.post("/adherer", asked.with(("category", "honorary")))
        #expect(try site.value("SELECT count(*) FROM join_request WHERE category = 'honorary'") == 0)
        var last = Status.ok
        for _ in 1...5 { last = try await guest.post("/adherer", asked).status }
        #expect(last == .tooManyRequests)
    }

    @Test("the association gives its own names to the categories, or the usual ones again") func names() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let path = "/reglages/adhesion"
        #expect(try await president.post(path, [("name-active", "sociétaire")]).location == path)
        #expect(try await president.get("/adherents").text.contains(">sociétaire<"))
        let long = try await president.post(path, [("name-active", String(repeating: "x", count: 61))])
        #expect(long.status == .unprocessableContent)
        #expect(try await president.post(path, [("name-active", "")]).location == path)
        #expect(try await president.get("/adherents").text.contains(">membre actif<"))
    }

    @Test("each category says whether its shops vote and pay a share; a shop without a category does both")
    func rights()
        async throws
    {
        let site = try TestSite()
        let (now, bakery, president) = (site.now, site.bakery.rawValue, site.as(.president))
        func without(_ right: MemberCategory.Permission) throws -> Set<Int> {
            try MemberCategory.shops(without: right, in: site.loop.reader)
        }
        #expect(try without(.voice) == [])
        try site.write { try Membership.set(.honorary, of: .shop(bakery), by: nil, at: now, in: $0) }
        #expect(try without(.voice) == [bakery] && without(.share) == [bakery])
        let page = try await president.get("/reglages/adhesion")
        #expect(page.text.contains("name=\"voice-active\" value=\"1\" checked"))
        #expect(!page.text.contains("name=\"voice-honorary\" value=\"1\" checked"))
        _ = try await president.post("/reglages/adhesion", [("voice-honorary", "1")])
        #expect(try without(.voice) == [] && without(.share) == [bakery])
        let saved = try await president.get("/reglages/adhesion").text
        #expect(saved.contains("name=\"voice-honorary\" value=\"1\" checked"))
        #expect(!saved.contains("name=\"voice-active\" value=\"1\" checked"))
    }

    @Test("two hundred requests wait at most") func bounded() throws {
        let site = try TestSite()
        let now = site.now
        try site.write { db in
            for number in 1...201 {
                let id = "request" + String(1_000_000_000 + number).suffix(9)
                let isStored = try JoinRequest.insert(.init(name: "x"), publicID: id, at: now, in: db)
                #expect(isStored == (number <= SiteLimits.joinRequests))
            }
        }
    }
}
