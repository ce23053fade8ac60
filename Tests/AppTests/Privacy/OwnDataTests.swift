import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("One’s own data") struct OwnDataTests {
    let site: TestSite

    init() throws { site = try TestSite() }

    private func copy(of person: TestSite.Person) async throws -> [String: Any] {
        let answer = try await site.as(person).get("/compte/donnees.json")
        #expect(answer.status == .ok)
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
    }

    @Test("every column that names a member is part of the copy") func everyColumn() throws {
        let tables = try site.loop.reader.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) }
        let copies = siteMap.personalData.flatMap(\.copies).map(\.sql)
        for table in tables {
            let columns = try site.loop.reader.rows(
                "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = 'member'", table
            ) { $0.text(0) }
            for column in columns {
                let isCopied = copies.contains { $0.contains(" \(table)") && $0.contains("\(column) = ?1") }
                #expect(isCopied, "\(table).\(column)")
            }
        }
    }

    @Test("the copy has what a person wrote and did, and nothing of others") func content() async throws {
        let project = try #require(
            try await site.as(.baker).post(
                "/projets", [("title", "Noël en lumières"), ("purpose", "Des guirlandes."), ("confirmed", "1")]
            ).location)
        _ = try await site.as(.baker).post(project + "/commentaires", [("text", "J’apporte l’échelle")])
        _ = try await site.as(.florist).post(project + "/commentaires", [("text", "Secret de la fleuriste")])
        let json = try await copy(of: .baker)
        let account = try #require((json["account"] as? [[String: String]])?.first)
        #expect(account["name"] == "Paul Martin")
        #expect(account["joined"] == "2026-03-02T09:00:00Z")
        #expect((json["comments"] as? [[String: String]])?.map { $0["text"] } == ["J’apporte l’échelle"])
        #expect(
            (json["acts"] as? [[String: String]])?.compactMap { $0["what"] }.sorted() == [
                "project.comment", "project.proposed",
            ])
        for (language, words) in [
            ("fr", ["Paul Martin", "J’apporte l’échelle", "Commentaire écrit"]),
            ("en", ["Paul Martin", "Comment written"]),
        ] {
            let page = try await site.as(.baker, language: language).get("/\(language)/compte/donnees").text
            for word in words { #expect(page.contains(word), "\(word)") }
            #expect(!page.contains("Secret de la fleuriste") && !page.contains("copy."))
        }
    }

    @Test("erased, a person has no name, address, session or comment left, and their project stays") func erased()
        async throws
    {
        let baker = site.as(.baker)
        let project = try #require(
            try await baker.post(
                "/projets", [("title", "Noël en lumières"), ("purpose", "Des guirlandes."), ("confirmed", "1")]
            ).location)
        _ = try await baker.post(project + "/commentaires", [("text", "J’apporte l’échelle")])
        let answer = try await baker.post("/compte/effacement", [("sure", "1")])
        #expect(answer.status == .seeOther)
        #expect(try await baker.get("/accueil").status == .seeOther)
        #expect(try await site.as(.baker).get("/accueil").status == .seeOther)
        let id = "(SELECT id FROM member WHERE erased_at IS NOT NULL)"
        #expect(try site.text("SELECT name FROM member WHERE id = \(id)") == "Ancien membre")
        #expect(try site.value("SELECT count(*) FROM member WHERE email = 'paul@example.org'") == 0)
        #expect(try site.value("SELECT count(*) FROM session WHERE member_id = \(id)") == 0)
        #expect(try site.value("SELECT count(*) FROM office WHERE member_id = \(id) AND until_at IS NULL") == 0)
        #expect(try site.value("SELECT count(*) FROM project_comment") == 0)
        #expect(try site.value("SELECT count(*) FROM project") == 1)
        #expect(try await site.as(.florist).get(project).text.contains("Ancien membre"))
        let journal = try await site.as(.president).get("/fr/journal").text
        #expect(journal.contains("Données effacées") && !journal.contains("Paul Martin"))
        #expect(try await !site.as(.president).get("/fr/adherents?groupe=anciens").text.contains("Ancien membre"))
    }

    @Test("nothing is erased without the box, nor for the only president") func refused() async throws {
        let answer = try await site.as(.baker).post("/compte/effacement")
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Cochez la case"))
        #expect(try await site.as(.president).post("/compte/effacement", [("sure", "1")]).status == .conflict)
        #expect(try await site.as(.president).get("/fr/compte/effacement").text.contains("seule personne"))
        #expect(try site.value("SELECT count(*) FROM member WHERE erased_at IS NOT NULL") == 0)
    }

    @Test("with a password, erasing asks for it") func password() async throws {
        let (hash, id) = (try PasswordHash.make("une rue qui vit", salt: Array(1...16)), try site.member(.baker))
        let (now, email) = (site.now, EmailAddress(typed: "paul@example.org"))
        try site.write {
            try Member.update(id, name: "Paul Martin", email: email, passwordHash: hash, at: now, in: $0)
        }
        let baker = site.as(.baker)
        for wrong in ["", "un autre mot"] {
            let answer = try await baker.post("/compte/effacement", [("sure", "1"), ("current", wrong)])
            #expect(answer.status == .unprocessableContent)
        }
        #expect(
            try await baker.post("/compte/effacement", [("sure", "1"), ("current", "une rue qui vit")]).status
                == .seeOther)
    }

    @Test("the presidency erases a person only once their access has ended") func byPresidency() async throws {
        let id = try site.member(.florist)
        let code = try #require(try site.text("SELECT public_id FROM member WHERE id = \(id.rawValue)"))
        let president = site.as(.president)
        #expect(try await president.post("/adherents/\(code)/effacement", [("sure", "1")]).status == .conflict)
        _ = try await president.post("/adherents/\(code)/fin")
        #expect(try await president.get("/adherents/\(code)/effacement").status == .ok)
        #expect(try await president.post("/adherents/\(code)/effacement", [("sure", "1")]).status == .seeOther)
        #expect(try site.text("SELECT name FROM member WHERE id = \(id.rawValue)") == "Ancien membre")
        #expect(try await president.get("/adherents/\(code)").status == .notFound)
        #expect(try await president.post("/adherents/\(code)/retablissement").status == .notFound)
    }

    @Test("an older backup does not bring an erased person back") func restore() async throws {
        let file = site.folder + "/backup.sqlite"
        _ = try await site.as(.baker).post(
            "/projets", [("title", "Noël"), ("purpose", "Des guirlandes."), ("confirmed", "1")])
        let project = try #require(try site.text("SELECT public_id FROM project"))
        _ = try await site.as(.baker).post("/projets/\(project)/commentaires", [("text", "Oui")])
        try Backup.copy(from: site.site.database.path, to: file)
        _ = try await site.as(.baker).post("/compte/effacement", [("sure", "1")])
        _ = try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock)
        #expect(try site.value("SELECT count(*) FROM member WHERE name = 'Paul Martin' OR email LIKE 'paul%'") == 0)
        #expect(try site.value("SELECT count(*) FROM member WHERE erased_at IS NOT NULL") == 1)
        #expect(try site.value("SELECT count(*) FROM project_comment") == 0)
        #expect(try site.value("SELECT count(*) FROM project") == 1)
    }
}

@Suite("The author of a review") struct AuthorDataTests {
    let site: TestSite

    init() throws { site = try TestSite() }

    @Test("gets a copy with their consent and its wording, from their link") func copy() async throws {
        let link = try await site.review(text: "Bon accueil.")
        let page = try await site.as(.guest).get(link + "/donnees").text
        #expect(page.contains("Bon accueil.") && page.contains("Accord donné le"))
        let file = try await site.as(.guest).get(link + "/donnees.json")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: [[String: String]]])
        let review = try #require(json["review"]?.first)
        #expect(review["text"] == "Bon accueil." && review["consent"]?.isEmpty == false && review["consented"] != nil)
    }

    @Test("erases it at once; the feeling stays counted and the decision recorded") func erased() async throws {
        let link = try await site.review(text: "Bon accueil.")
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        let feelings = try site.value("SELECT count(*) FROM encounter WHERE feeling IS NOT NULL")
        #expect(try await site.as(.guest).post(link + "/effacement").status == .unprocessableContent)
        #expect(try await site.as(.guest).post(link + "/effacement", [("sure", "1")]).status == .seeOther)
        #expect(try site.text("SELECT pseudonym || email || text FROM review") == "")
        #expect(try site.value("SELECT count(*) FROM encounter WHERE note LIKE '%accueil%'") == 0)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE feeling IS NOT NULL") == feelings)
        #expect(try site.value("SELECT count(*) FROM review_decision") == 1)
        #expect(try await !site.as(.guest).get("/boutiques/7kq2").text.contains("Bon accueil."))
        #expect(try await site.as(.guest).get("/fr" + link.dropPrefix("/fr")).text.contains("il ne reste rien"))
        // Sent again from an old page, it does not come back.
        let form = [("text", "Encore"), ("pseudonym", "R"), ("email", "r@example.org"), ("experienceOn", "2026-03-01")]
        #expect(try await site.as(.guest).post(link, form).status != .seeOther)
        #expect(try site.text("SELECT text FROM review") == "")
    }

    @Test("is not brought back by an older backup") func restore() async throws {
        let link = try await site.review(text: "Bon accueil.")
        let file = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: file)
        _ = try await site.as(.guest).post(link + "/effacement", [("sure", "1")])
        _ = try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock)
        #expect(try site.value("SELECT count(*) FROM review WHERE text LIKE '%accueil%'") == 0)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE note LIKE '%accueil%'") == 0)
    }
}

extension String {
    fileprivate func dropPrefix(_ prefix: String) -> String {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
    }
}
