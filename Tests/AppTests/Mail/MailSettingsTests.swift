import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The settings of mail") struct MailSettingsTests {
    private let site: TestSite
    private let president: Browser
    private let form = [
        ("host", "ssl0.ovh.net"), ("port", "465"), ("security", "tls"), ("user", "lac@example.org"),
        ("password", "mot de passe"), ("senderName", "Les Vitrines"), ("sender", "lac@example.org"),
    ]

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    private func with(_ changes: [String: String]) -> [(String, String)] { form.map { ($0.0, changes[$0.0] ?? $0.1) } }

    private var stored: String? { get throws { try MailPassword(site.site).read() } }

    @Test("are stored, the password in a file that its owner alone reads, and on no page") func saved() async throws {
        #expect(try await president.post("/reglages/emails", form).status == .seeOther)
        #expect(
            try site.text("SELECT host || ' ' || port || ' ' || security FROM mail_server") == "ssl0.ovh.net 465 tls")
        #expect(try stored == "mot de passe")
        let file = try FileManager.default.attributesOfItem(atPath: site.folder + "/association.mail")
        #expect((file[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let page = try await president.get("/reglages/emails").text
        #expect(page.contains("ssl0.ovh.net") && !page.contains("mot de passe\""))
        #expect(
            try site.text("SELECT group_concat(user || host || answer) FROM mail_server")?.contains("mot de passe")
                == false)
    }

    @Test(
        "keep the password when none is typed; it is asked for again when the server changes",
        arguments: [
            ["host": "evil.example"], ["port": "587"], ["security": "starttls"], ["user": "other@example.org"],
        ])
    func kept(_ change: [String: String]) async throws {
        _ = try await president.post("/reglages/emails", form)
        let same = with(["password": "", "senderName": "Autre nom"])
        #expect(try await president.post("/reglages/emails", same).status == .seeOther)
        #expect(try stored == "mot de passe")
        let other = try await president.post("/reglages/emails", with(change.merging(["password": ""]) { $1 }))
        #expect(other.status == .unprocessableContent && other.text.contains("Saisissez le mot de passe"))
        #expect(try site.text("SELECT host FROM mail_server") == "ssl0.ovh.net")
    }

    @Test(
        "refuse invalid values, with everything as typed",
        arguments: [
            (["host": "ssl0 .ovh.net\"\nuser = x"], "ressemble à"), (["port": "0"], "465 ou 587"),
            (["port": "70000"], "465 ou 587"), (["security": "none"], "d’autres pourraient lire"),
            (["security": "other"], "Choisissez une protection"), (["sender": "lac"], "n’est pas valide"),
            (["senderName": ""], "Quel nom"), (["host": ""], "le nom du serveur"),
        ])
    func refused(_ change: [String: String], _ words: String) async throws {
        let answer = try await president.post("/reglages/emails", with(change))
        #expect(answer.status == .unprocessableContent && answer.text.contains(words))
        #expect(answer.text.contains("lac@example.org"))
        #expect(try site.value("SELECT count(*) FROM mail_server") == 0)
        #expect(try stored == nil)
    }

    @Test("end with a button: nothing is sent, waiting mails are given up, the password is deleted") func removed()
        async throws
    {
        _ = try await president.post("/reglages/emails", form)
        let (now, rose) = (site.now, try #require(EmailAddress(typed: "rose@example.org")))
        try site.write {
            try OutgoingMail(.signIn, key: "1", to: rose, language: "fr", subject: "x", body: [.code("7KQ2")])
                .queue(at: now, in: $0)
        }
        #expect(try await president.post("/reglages/emails/retrait").status == .seeOther)
        #expect(try stored == nil)
        #expect(try site.value("SELECT count(*) FROM outgoing_mail WHERE failed_at IS NOT NULL AND body = '[]'") == 1)
        #expect(try await president.get("/reglages/emails").text.contains("Envoyer un e-mail d’essai") == false)
    }

    @Test("note an address that receives nothing, and try it again") func refusedAddress() async throws {
        _ = try await president.post("/reglages/emails", form)
        _ = try await president.post("/reglages/emails/refus", [("address", "Rose@example.org")])
        #expect(try await president.get("/reglages/emails").text.contains("rose@example.org"))
        _ = try await president.post("/reglages/emails/refus/retrait", [("address", "rose@example.org")])
        #expect(try site.value("SELECT count(*) FROM refused_address") == 0)
    }

    @Test("are closed in a demonstration, whose passwords are public") func demo() async throws {
        let site = try TestSite(founded: false)
        let (now, cookie) = (site.now, try #require(TestSite.Person.president.cookie))
        try site.write { db in
            try Association(name: "Démonstration", town: "Annecy", isDemo: true).insert(at: now, in: db)
            let member = try Member.insert(name: "Rose", email: nil, passwordHash: nil, at: now, in: db)
            try Office.president.give(to: member, at: now, in: db)
            try Session.open(cookie, for: member, closing: nil, at: now, in: db)
        }
        let president = site.as(.president)
        #expect(try await president.post("/reglages/emails", form).status == .forbidden)
        #expect(try site.value("SELECT count(*) FROM mail_server") == 0)
    }

    @Test("the home says when no mail could be sent for an hour") func failing() async throws {
        _ = try await president.post("/reglages/emails", form)
        let now = site.now
        try site.write {
            try $0.run("UPDATE mail_server SET failures = 3, failed_at = ?1, answer = 'signIn 535 no'", now)
        }
        #expect(try await !president.get("/accueil").text.contains("Les e-mails ne partent pas"))
        site.wait(.hours(1))
        let home = try await president.get("/accueil").text
        #expect(home.contains("Les e-mails ne partent pas") && home.contains("identifiant ou le mot de passe"))
        #expect(try await president.get("/reglages/emails").text.contains("535 no"))
    }
}
