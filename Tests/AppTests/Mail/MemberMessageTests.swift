import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("A message to members") struct MemberMessageTests {
    private let site: TestSite
    private let form = [("audience", "tous"), ("subject", "Réunion"), ("text", "Mardi à 20 h.\n\nVenez")]

    init() throws { site = try TestSite(origin: "https://rue.example") }

    private func setUp() throws {
        let (now, sender) = (site.now, try #require(EmailAddress(typed: "lac@example.org")))
        try site.write {
            try MailServer(
                host: "localhost", port: 1, security: .none, user: "", senderName: "Les Vitrines", sender: sender
            ).store(at: now, in: $0)
        }
    }

    private func send(_ form: [(String, String)]) async throws -> Answer {
        try await site.as(.secretary).post(
            "/messages/nouveau", form + [("confirmed", "1")])
    }

    @Test("shows whom it would reach before anything is sent") func preview() async throws {
        try setUp()
        let page = try await site.as(.secretary).post("/messages/nouveau", form)
        #expect(page.status == .ok && page.text.contains("2 personnes le recevront par e-mail"))
        #expect(page.text.contains("6 lettres à imprimer") && page.text.contains("Mardi à 20 h."))
        #expect(try site.value("SELECT (SELECT count(*) FROM message) + (SELECT count(*) FROM outgoing_mail)") == 0)
    }

    @Test("is a mail for those with an address and a letter for the others, once") func sent() async throws {
        try setUp()
        let first = try await send(form)
        #expect(try await send(form).location == first.location)
        #expect(try site.value("SELECT count(*) FROM outgoing_mail WHERE kind = 'message'") == 2)
        let path = try #require(first.location)
        let page = try await site.as(.president).get(path).text
        #expect(page.contains("2 e-mails en cours d’envoi") && page.contains("6 lettres à remettre"))
        #expect(page.contains("Rose Petit") && page.contains("https://wa.me/?text="))
        let letters = try await site.as(.president).get(path + "/lettres").text
        #expect(letters.ranges(of: #"<article class="letter">"#).count == 6 && !letters.contains("Paul Martin"))
    }

    @Test("to a category reaches its persons and those who speak for its shops") func category() async throws {
        let (now, florist, bakery) = (site.now, try site.member(.florist), site.bakery)
        try site.write { db in
            try Membership.set(.benefactor, of: .person(florist), by: nil, at: now, in: db)
            try Membership.set(.benefactor, of: .shop(bakery.rawValue), by: nil, at: now, in: db)
        }
        _ = try await send([("audience", "categorie benefactor"), ("subject", "Merci"), ("text", "À mardi")])
        let reached = "SELECT group_concat(member_id) FROM (SELECT member_id FROM message_recipient ORDER BY member_id)"
        let expected = [try site.member(.baker), florist].map(\.rawValue).sorted().map(String.init)
        #expect(try site.text(reached) == expected.joined(separator: ","))
        let unknown = try await send([("audience", "categorie pirate"), ("subject", "Merci"), ("text", "À mardi")])
        #expect(unknown.status == .unprocessableContent)
    }

    @Test("members who left the list or whose address receives nothing get a letter") func refusals() async throws {
        try setUp()
        let now = site.now
        try site.write { db in
            if let camille = EmailAddress(typed: "camille@example.org"),
                let paul = EmailAddress(typed: "paul@example.org")
            {
                try OptOut(camille, .messages, in: db).insert(at: now, in: db)
                try RefusedAddress.insert(paul, answer: "550", by: nil, at: now, in: db)
            }
        }
        _ = try await send(form)
        #expect(try site.value("SELECT count(*) FROM outgoing_mail WHERE kind = 'message'") == 0)
        #expect(try site.value("SELECT count(*) FROM message_recipient WHERE way = 'letter'") == 8)
    }

    @Test("is all letters while mail is not set up") func withoutMail() async throws {
        #expect(try await send(form).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM message_recipient WHERE way = 'letter'") == 8)
    }

    @Test(
        "reaches the board, the shopkeepers, or the shops of a project",
        arguments: [
            ("bureau", 5), ("commercants", 2), ("projet", 2),
        ])
    func audiences(_ audience: String, _ count: Int) async throws {
        let project = [("title", "Noël"), ("purpose", "Des guirlandes."), ("confirmed", "1")]
        let made = try #require(try await site.as(.baker).post("/projets", project).location)
        _ = try await site.as(.florist).post(made + "/participation")
        let chosen = audience == "projet" ? "projet " + made.dropFirst("/projets/".count) : audience
        let answer = try await send([("audience", chosen)] + form.dropFirst())
        #expect(answer.status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM message_recipient") == count)
    }

    @Test("without words or people comes back with what was typed") func refused() async throws {
        for (name, value) in [("subject", ""), ("text", ""), ("audience", "x"), ("audience", "projet nothing")] {
            let changed = form.map { ($0.0, $0.0 == name ? value : $0.1) }
            let answer = try await send(changed)
            #expect(answer.status == .unprocessableContent, "\(name)")
            #expect(answer.text.contains(name == "text" ? "Réunion" : "Mardi à 20 h."))
        }
    }

    @Test("is refused after five within a day") func limit() async throws {
        for number in 1...5 {
            #expect(try await send(form.map { ($0.0, $0.0 == "subject" ? "\(number)" : $0.1) }).status == .seeOther)
        }
        #expect(try await send(form).status == .unprocessableContent)
        site.wait(.days(1))
        #expect(try await send(form).status == .seeOther)
    }

    @Test("is written by the presidency and the secretary alone") func rights() async throws {
        for person in [TestSite.Person.treasurer, .boardMember, .baker, .staff] {
            let answer = try await site.as(person).post("/messages/nouveau", form)
            #expect(answer.status == .notFound)
        }
    }
}
