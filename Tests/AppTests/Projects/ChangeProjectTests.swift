import HTTP
import Testing

@testable import Base
@testable import Chaland

@Suite("Changing a project") struct ChangeProjectTests {
    private let changed = [
        ("title", "Marché des créateurs"), ("purpose", "Vingt chalets."), ("happens", "au printemps"), ("budget", "80"),
    ]

    @Test("its proposer edits it") func edits() async throws {
        let site = try TestSite()
        let path = try site.project(budget: Money(cents: 123_450))
        let baker = site.as(.baker)
        let form = try await baker.get(path + "/modifier")
        #expect(form.text.contains("value=\"1234,50\""))
        #expect(form.text.contains("name=\"version\" value=\"1\""))
        let answer = try await baker.post(path + "/modifier", changed + [("version", "1")])
        #expect(answer.status == .seeOther)
        #expect(answer.location == path)
        #expect(try await baker.get(path).text.contains("Marché des créateurs"))
        #expect(try await baker.get("/projets?q=createurs").text.contains(path))
        #expect(try await !baker.get("/projets?q=noel").text.contains(path))
    }

    @Test("422 with the form as typed") func refuses() async throws {
        let site = try TestSite()
        let path = try site.project()
        let answer = try await site.as(.baker).post(
            path + "/modifier", [("title", ""), ("purpose", "Vingt chalets."), ("version", "1")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Vingt chalets.</textarea>"))
        #expect(answer.text.contains("name=\"version\" value=\"1\""))
    }

    @Test("two people edit at once: the second sees both texts and decides") func conflict() async throws {
        let site = try TestSite()
        let path = try site.project()
        _ = try await site.as(.president).post(
            path + "/modifier", [("title", "Marché d’hiver"), ("purpose", "Le texte de Camille."), ("version", "1")])
        let baker = site.as(.baker)
        let answer = try await baker.post(path + "/modifier", changed + [("version", "1")])
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("Le texte de Camille."))
        #expect(answer.text.contains("Vingt chalets.</textarea>"))
        #expect(answer.text.contains("name=\"version\" value=\"2\""))
        #expect(try site.text("SELECT title FROM project") == "Marché d’hiver")
        #expect(try await baker.post(path + "/modifier", changed + [("version", "2")]).status == .seeOther)
    }

    @Test("two people change different fields: both are saved") func merges() async throws {
        let site = try TestSite()
        let path = try site.project(happens: "en décembre")
        let form = try await site.as(.baker).get(path + "/modifier").filled
        _ = try await site.as(.president).post(path + "/modifier", form.with(("title", "Marché d’hiver")))
        let answer = try await site.as(.baker).post(path + "/modifier", form.with(("budget", "80")))
        #expect(answer.status == .seeOther)
        #expect(
            try site.text("SELECT title || happens || budget_cents FROM project") == "Marché d’hiveren décembre8000")
    }

    @Test("a conflict in one field saves the others") func oneField() async throws {
        let site = try TestSite()
        let path = try site.project()
        let form = try await site.as(.baker).get(path + "/modifier").filled
        _ = try await site.as(.president).post(path + "/modifier", form.with(("title", "Marché d’hiver")))
        let answer = try await site.as(.baker).post(
            path + "/modifier", form.with(("title", "Marché des créateurs"), ("happens", "au printemps")))
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("<dd class=\"words\">Marché d’hiver</dd>"))
        #expect(answer.text.components("<dd class=\"words\">") == 1)
        #expect(try site.text("SELECT title || happens FROM project") == "Marché d’hiverau printemps")
        #expect(try await site.as(.baker).post(path + "/modifier", answer.filled).status == .seeOther)
        #expect(try site.text("SELECT title FROM project") == "Marché des créateurs")
    }

    @Test(
        "another shopkeeper gets 404 everywhere",
        arguments: ["/modifier", "/retrait", "/retablissement", "/publication", "/depublication"])
    func foreign(_ action: String) async throws {
        let site = try TestSite()
        let path = try site.project()
        #expect(try await site.as(.florist).post(path + action, changed + [("version", "1")]).status == .notFound)
        if action == "/modifier" { #expect(try await site.as(.florist).get(path + action).status == .notFound) }
        #expect(
            try site.value(
                "SELECT count(*) FROM project WHERE version = 1 AND public_at IS NULL AND withdrawn_at IS NULL") == 1)
    }

    @Test("its proposer withdraws it and restores it with «Annuler»") func withdraws() async throws {
        let site = try TestSite()
        let path = try site.project()
        let baker = site.as(.baker)
        let answer = try await baker.post(path + "/retrait")
        #expect(answer.location == "/projets")
        #expect(try await baker.get("/projets").text.contains("action=\"\(path)/retablissement\""))
        #expect(try await site.as(.florist).get(path).status == .notFound)
        #expect(try await baker.get(path).text.contains("Ce projet est retiré"))
        #expect(try await baker.get(path + "/modifier").status == .notFound)
        _ = try await baker.post(path + "/retablissement")
        #expect(try await site.as(.florist).get(path).status == .ok)
    }

    @Test("what the president withdrew, only the president restores") func restores() async throws {
        let site = try TestSite()
        let path = try site.project()
        _ = try await site.as(.president).post(path + "/retrait")
        _ = try await site.as(.baker).post(path + "/retrait")
        #expect(try await site.as(.baker).post(path + "/retablissement").status == .forbidden)
        #expect(try await !site.as(.baker).get(path).text.contains("/retablissement"))
        #expect(try await site.as(.president).post(path + "/retablissement").status == .seeOther)
    }

    @Test("the president makes it public and hides it again") func publishes() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let path = try site.project()
        #expect(try await site.as(.baker).post(path + "/publication").status == .notFound)
        let answer = try await site.as(.president).post(path + "/publication", [("version", "1")])
        #expect(answer.status == .seeOther)
        #expect(try await site.as(.guest).get(path).status == .ok)
        #expect(try await site.as(.guest).get("/sitemap.xml").text.contains(path))
        #expect(try await site.as(.president).post(path + "/depublication").status == .seeOther)
        #expect(try await site.as(.guest).get(path).status == .notFound)
    }
}

@Suite("POST /projets/:project/commentaires") struct ProjectCommentTests {
    @Test("the florist comments") func comments() async throws {
        let site = try TestSite()
        let path = try site.project()
        let answer = try await site.as(.florist).post(
            path + "/commentaires", [("text", "Je prête <i>deux</i> tables.")])
        #expect(answer.status == .seeOther)
        #expect(answer.location?.hasPrefix(path + "#c-") == true)
        let page = try await site.as(.baker).get(path)
        #expect(page.text.contains("Je prête &lt;i&gt;deux&lt;/i&gt; tables."))
        #expect(page.text.contains("<strong>Rose Petit</strong>, Au Cœur des fleurs"))
        #expect(page.text.contains("<time datetime=\"2026-03-02T10:00\">lundi 2"))
        #expect(!page.text.contains("/retrait\"><button class=\"button quiet\""))
    }

    @Test("422 with the form as typed", arguments: ["", "  ", String(repeating: "é", count: 2_001)]) func refuses(
        _ text: String
    )
        async throws
    {
        let site = try TestSite()
        let path = try site.project()
        let answer = try await site.as(.florist).post(path + "/commentaires", [("text", text)])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"text-error\""))
        #expect(answer.text.contains("role=\"alert\" tabindex=\"-1\" autofocus"), "the form is far down the page")
        #expect(answer.text.contains(text))
        #expect(try site.value("SELECT count(*) FROM project_comment") == 0)
    }

    @Test("a comment sent twice is stored once") func twice() async throws {
        let site = try TestSite()
        let path = try site.project()
        for _ in 1...2 { _ = try await site.as(.florist).post(path + "/commentaires", [("text", "Oui !")]) }
        #expect(try site.value("SELECT count(*) FROM project_comment") == 1)
    }

    @Test("its author removes and restores it; another member gets 404") func removes() async throws {
        let site = try TestSite()
        let path = try site.project()
        let florist = site.as(.florist)
        _ = try await florist.post(path + "/commentaires", [("text", "Je prête deux tables.")])
        let comment = path + "/commentaires/" + (try #require(try site.text("SELECT public_id FROM project_comment")))
        #expect(try await site.as(.baker).post(comment + "/retrait").status == .notFound)
        #expect(try await florist.post(comment + "/retrait").status == .seeOther)
        let page = try await florist.get(path)
        #expect(!page.text.contains("Je prête deux tables."))
        #expect(page.text.contains("action=\"\(comment)/retablissement\""))
        #expect(try await site.as(.baker).post(comment + "/retablissement").status == .notFound)
        #expect(try await florist.post(comment + "/retablissement").status == .seeOther)
        #expect(try await florist.get(path).text.contains("Je prête deux tables."))
    }

    @Test("what the president removed, its author cannot restore") func president() async throws {
        let site = try TestSite()
        let path = try site.project()
        let florist = site.as(.florist)
        _ = try await florist.post(path + "/commentaires", [("text", "Je prête deux tables.")])
        let comment = path + "/commentaires/" + (try #require(try site.text("SELECT public_id FROM project_comment")))
        #expect(try await site.as(.president).post(comment + "/retrait").status == .seeOther)
        _ = try await florist.post(comment + "/retrait")
        #expect(try await florist.post(comment + "/retablissement").status == .notFound)
        #expect(try await site.as(.president).post(comment + "/retablissement").status == .seeOther)
    }
}
