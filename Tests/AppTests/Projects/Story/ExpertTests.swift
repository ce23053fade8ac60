import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("Experts of a project") struct ExpertTests {
    /// Invites an expert as the baker. Returns the path of their link.
    private func invite(to path: String, _ site: TestSite) async throws -> String {
        let form = [("name", "Jeanne Leroy"), ("quality", "architecte")]
        #expect(try await site.as(.baker).post(path + "/experts", form).location == path + "/experts")
        let page = try await site.as(.baker).get(path + "/experts").text
        return String(try #require(page.firstMatch(of: /\/expertise\/[0-9A-Z-]+/)).0)
    }

    @Test("reads the project by the link without an account, and signs a dated opinion that members read")
    func signs() async throws {
        let site = try TestSite()
        let path = try site.project(purpose: "Douze chalets.")
        _ = try await site.as(.florist).post(path + "/commentaires", [("text", "Entre nous seulement.")])
        let link = try await invite(to: path, site)
        let expert = site.as(.guest)
        let page = try await expert.get(link)
        #expect(page.status == .ok && page.text.contains("Douze chalets."))
        #expect(!page.text.contains("Entre nous seulement"))
        #expect(page.fields["Cache-Control"]?.contains("no-store") == true)
        let empty = try await expert.post(link, [("text", " ")])
        #expect(empty.status == .unprocessableContent)
        #expect(try await expert.post(link, [("text", "Prévoir des <poids> de lestage.")]).location == link)
        for person in [TestSite.Person.florist, .treasurer] {
            let text = try await site.as(person).get(path).text
            #expect(text.contains("Prévoir des &lt;poids&gt; de lestage."))
            #expect(text.contains("Jeanne Leroy, architecte – signé le 2\u{A0}mars 2026"))
        }
        #expect(try await expert.get(path).status == .notFound)
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'opinionSigned'") == 1)
    }

    @Test("a second signature replaces the first on the page, and the history stays") func again() async throws {
        let site = try TestSite()
        let path = try site.project()
        let link = try await invite(to: path, site)
        for text in ["Non.", "Oui, avec un lest.", "Oui, avec un lest."] {
            _ = try await site.as(.guest).post(link, [("text", text)])
        }
        let page = try await site.as(.florist).get(path).text
        #expect(page.contains("Oui, avec un lest.") && !page.contains("<p class=\"words\">Non.</p>"))
        #expect(try site.value("SELECT count(*) FROM expert_opinion") == 2)
        #expect(try site.value("SELECT sum(count) FROM notice WHERE event = 'opinionSigned'") == 2)
        #expect(try site.value("SELECT count(*) FROM audit_entry WHERE action = 'project.opinion'") == 2)
    }

    @Test("a closed, renewed or expired link opens no more, nor does that of a withdrawn project; opinions stay")
    func ends() async throws {
        let site = try TestSite()
        let path = try site.project()
        let link = try await invite(to: path, site)
        _ = try await site.as(.guest).post(link, [("text", "Oui.")])
        let id = try #require(try site.text("SELECT public_id FROM project_expert"))
        _ = try await site.as(.baker).post(path + "/experts/\(id)/fin")
        #expect(try await site.as(.guest).get(link).status == .gone)
        #expect(try await site.as(.guest).post(link, [("text", "Non.")]).status == .gone)
        #expect(try await site.as(.florist).get(path).text.contains("Oui."))
        _ = try await site.as(.baker).post(path + "/experts/\(id)/lien")
        #expect(try await site.as(.guest).get(link).status == .gone)
        let page = try await site.as(.baker).get(path + "/experts").text
        let renewed = String(try #require(page.firstMatch(of: /\/expertise\/[0-9A-Z-]+/)).0)
        #expect(try await site.as(.guest).get(renewed).status == .ok)
        _ = try await site.as(.baker).post(path + "/retrait")
        #expect(try await site.as(.guest).get(renewed).status == .gone)
        _ = try await site.as(.baker).post(path + "/retablissement")
        site.wait(ProjectExpert.term)
        #expect(try await site.as(.guest).get(renewed).status == .gone)
    }

    @Test("only leads invite, see links, and erase an expert with what they signed") func leads() async throws {
        let site = try TestSite()
        let path = try site.project()
        let link = try await invite(to: path, site)
        _ = try await site.as(.guest).post(link, [("text", "Oui.")])
        let id = try #require(try site.text("SELECT public_id FROM project_expert"))
        #expect(try await site.as(.florist).get(path + "/experts").status == .notFound)
        #expect(try await site.as(.florist).post(path + "/experts/\(id)/effacement").status == .notFound)
        _ = try await site.as(.baker).post(path + "/experts/\(id)/effacement")
        #expect(try site.value("SELECT count(*) FROM expert_opinion") == 0)
        let typed = try await site.as(.baker).post(path + "/experts", [("name", ""), ("quality", "pompier")])
        #expect(typed.status == .unprocessableContent && typed.text.contains("pompier"))
    }

    @Test("downloads the documents of the project by the link, and no others") func documents() async throws {
        let site = try TestSite()
        let (path, other) = (try site.project(), try site.project("Autre", by: .florist))
        let link = try await invite(to: path, site)
        for (project, keeper) in [(path, TestSite.Person.baker), (other, .florist)] {
            let body = Multipart(
                "file", fileName: "a.pdf", Array("%PDF-1.7 %%EOF".utf8), others: [("title", "Plan" + project)])
            _ = try await site.as(keeper).send(
                .post, project + "/documents", fields: body.fields, body: body.bytes)
        }
        func id(_ project: String) throws -> String {
            try #require(try site.text("SELECT public_id FROM project_document WHERE title = 'Plan\(project)'"))
        }
        let (own, foreign) = (try id(path), try id(other))
        #expect(try await site.as(.guest).get(link).text.contains(link + "/documents/" + own))
        let file = try await site.as(.guest).get(link + "/documents/" + own)
        #expect(file.status == .ok && file.fields["Content-Security-Policy"]?.contains("sandbox") == true)
        #expect(try await site.as(.guest).get(link + "/documents/" + foreign).status == .notFound)
    }

    @Test("signs on one scenario: members read of which, and not of one that was removed") func scenarios() async throws
    {
        let site = try TestSite()
        let path = try site.project()
        let publicID = String(path.dropFirst("/projets/".count))
        let (baker, now) = (try site.member(.baker), site.now)
        try site.write { db in
            let id = Project.ID(rawValue: 1)
            _ = try ScenarioDetails(title: "Sobre").insert(
                publicID: "scenario-sobre-x", of: id, by: baker, at: now, in: db)
        }
        #expect(try site.value("SELECT count(*) FROM project WHERE id = 1 AND public_id = '\(publicID)'") == 1)
        let link = try await invite(to: path, site)
        #expect(try await site.as(.guest).get(link).text.contains("Sobre"))
        let form = [("text", "Le plus sûr des deux."), ("about", "scenario-sobre-x")]
        #expect(try await site.as(.guest).post(link, form).location == link)
        #expect(try await site.as(.guest).post(link, [("text", "x"), ("about", "none")]).status == .notFound)
        #expect(try await site.as(.florist).get(path).text.contains("Sur le scénario «\u{202F}Sobre\u{202F}»"))
        try site.write { db in
            try Scenario.find("scenario-sobre-x", of: Project.ID(rawValue: 1), in: db)?.remove(
                by: baker, at: now, in: db)
        }
        #expect(try await !site.as(.florist).get(path).text.contains("Le plus sûr des deux."))
        let late = try await site.as(.guest).post(link, [("text", "Trop tard ?"), ("about", "scenario-sobre-x")])
        #expect(late.status == .unprocessableContent && late.text.contains("Trop tard ?</textarea>"))
        #expect(try site.value("SELECT count(*) FROM expert_opinion") == 1)
    }

    @Test("signs a bounded number of opinions; the next one is refused with the text as typed") func bounded()
        async throws
    {
        let site = try TestSite(limitsRate: false)
        let path = try site.project()
        let link = try await invite(to: path, site)
        let now = site.now
        let publicID = try #require(try site.text("SELECT public_id FROM project_expert"))
        try site.write { db in
            let expert = try #require(
                try ProjectExpert.find(publicID, of: Project.ID(rawValue: 1), in: db))
            for number in 1...SiteLimits.expertOpinions {
                try ExpertOpinion.sign("Avis \(number)", on: nil, by: expert, at: now, in: db)
            }
        }
        let answer = try await site.as(.guest).post(link, [("text", "Un de trop"), ("about", "")])
        #expect(answer.status == .unprocessableContent && answer.text.contains("Un de trop</textarea>"))
        #expect(try site.value("SELECT count(*) FROM expert_opinion") == SiteLimits.expertOpinions)
    }

    @Test("a link that was ended or replaced, or an expert who was erased, does not come back with a backup")
    func restored() async throws {
        let site = try TestSite(limitsRate: false)
        let (ended, renewed, erased) = (try site.project("A"), try site.project("B"), try site.project("C"))
        var links: [String] = []
        for path in [ended, renewed, erased] { links.append(try await invite(to: path, site)) }
        let file = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: file)
        site.wait(60)
        for (path, action) in [(ended, "fin"), (renewed, "lien"), (erased, "effacement")] {
            let publicID = path.dropFirst("/projets/".count)
            let expert = try #require(
                try site.text(
                    """
                    SELECT project_expert.public_id FROM project_expert JOIN project ON project.id = project_id
                     WHERE project.public_id = '\(publicID)'
                    """))
            _ = try await site.as(.baker).post(path + "/experts/\(expert)/\(action)")
        }
        let page = try await site.as(.baker).get(renewed + "/experts").text
        let new = String(try #require(page.firstMatch(of: /\/expertise\/[0-9A-Z-]+/)).0)
        _ = try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock)
        site.wait(60)
        for link in links { #expect(try await site.as(.guest).get(link).status == .gone) }
        #expect(try await site.as(.guest).get(new).status == .ok)
        #expect(try site.value("SELECT count(*) FROM project_expert") == 2)
    }
}
