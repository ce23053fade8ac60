import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("GET /adherents") struct MembersListTests {
    @Test("lists everybody with access by name, with their offices and shops") func lists() async throws {
        let page = try await TestSite().as(.president).get("/adherents").text
        #expect(page.contains("<h1>\(TestSite.memberCount) adhérents</h1>"))
        let names = page.matches(of: /<h2><a href="\/adherents\/[0-9a-f]{16}">([^<]+)</).map { String($0.1) }
        #expect(names.count == TestSite.memberCount)
        #expect(names == names.sorted { $0.folded < $1.folded })
        #expect(page.contains("trésorerie") && page.contains("Boulangerie de l’Étoile"))
    }

    @Test("finds a name without its accents, a shop, an address", arguments: ["theo", "THÉO", "etoile", "paul@"])
    func search(_ words: String) async throws {
        let page = try await TestSite().as(.president).get("/adherents?q=" + words.replacing("É", with: "%C3%89")).text
        #expect(page.contains(words == "paul@" ? "Paul Martin" : "Théo Blanc"))
        #expect(!page.contains("Rose Petit"))
    }

    @Test("each group has exactly its members") func groups() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        func names(_ group: String) async throws -> Set<String> {
            let page = try await president.get("/adherents?groupe=" + group).text
            return Set(page.matches(of: /<h2><a href="\/adherents\/[0-9a-f]{16}">([^<]+)</).map { String($0.1) })
        }
        #expect(
            try await names("bureau") == ["Camille Rey", "Nour Haddad", "Odile Fabre", "Jean Morel", "Lise Aubert"])
        #expect(try await names("commercants") == ["Paul Martin", "Rose Petit"])
        #expect(try await names("equipes") == ["Théo Blanc"])
        #expect(try await !names("sans-e-mail").contains("Paul Martin"))
        #expect(try await names("sans-e-mail").contains("Rose Petit"))
        #expect(try await names("anciens") == [])
        let (rose, now) = (try site.member(.florist), site.now)
        #expect(try site.write { try Member.endAccess(of: rose, by: nil, at: now, in: $0) })
        #expect(try await names("anciens") == ["Rose Petit"])
        #expect(try await !names("commercants").contains("Rose Petit"))
    }

    @Test("shows the date of the last sign-in, and splits a long list into pages") func pages()
        async throws
    {
        let site = try TestSite()
        try site.givePassword()
        let form = [("email", "paul@example.org"), ("password", TestSite.password)]
        _ = try await site.as(.guest).post("/connexion", form)
        let now = site.now
        try site.write { db in
            for number in 1...60 {
                _ = try Member.insert(
                    name: "Zoé \(number)", email: nil, passwordHash: nil, at: now, in: db)
            }
        }
        let president = site.as(.president)
        let page = try await president.get("/adherents?q=paul").text
        #expect(page.contains("Dernière connexion le 2\u{A0}mars 2026"))
        #expect(try await president.get("/adherents?q=zoe").text.contains("Jamais connecté"))
        let second = try await president.get("/adherents?page=2").text
        #expect(second.matches(of: /<li class="row">/).count == 60 + TestSite.memberCount - SiteLimits.membersAPage)
    }

    @Test("is a table for a spreadsheet, over all pages, with the same filters") func table() async throws {
        let site = try TestSite()
        let answer = try await site.as(.secretary).get("/adherents.csv?groupe=equipes")
        #expect(answer.fields[.contentType] == "text/csv; charset=utf-8")
        let lines = answer.text.split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines[1].hasPrefix("\"Théo Blanc\";;;\"Boulangerie de l’Étoile\""))
    }

    @Test("an empty result has a message") func noMatch() async throws {
        let page = try await TestSite().as(.president).get("/adherents?q=personne").text
        #expect(page.contains("Personne ne correspond"))
    }
}

@Suite("The page of a member") struct MemberPageTests {
    private func path(_ person: TestSite.Person, _ site: TestSite) throws -> String {
        let id = try site.member(person).rawValue
        return "/adherents/" + (try #require(try site.text("SELECT public_id FROM member WHERE id = \(id)")))
    }

    @Test("a treasurer is added: their link signs them in, with the rights of the office") func add() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let president = site.as(.president)
        let form = [("name", "Inès Roux"), ("email", "ines@example.org"), ("office", "treasurer")]
        let link = try #require(try await president.post("/adherents/nouveau", form).location)
        let page = try await president.get(link).text
        let address = try #require(page.firstMatch(of: /https:\/\/rue\.example(\/connexion\/[0-9A-Z-]+)</)).1
        #expect(try await president.get(link).text.contains(address))
        let treasurer = site.as(.guest)
        #expect(try await treasurer.get(String(address)).status == .ok)
        #expect(try await treasurer.post(String(address)).location == "/accueil")
        #expect(try await treasurer.get("/moderation").status == .ok)
        #expect(try await treasurer.post("/adherents/nouveau", form).status == .notFound)
        #expect(try await site.as(.guest).post(String(address)).status == .gone)
        #expect(try await president.get(link).text.contains("Il n’y a pas de lien en attente pour Inès Roux"))
    }

    @Test(
        "a form with a mistake comes back as typed",
        arguments: [
            ("name", "", "Écrivez un nom."), ("email", "ines", "Écrivez une adresse complète"),
            ("email", "paul@example.org", "a déjà cette adresse"),
            ("office", "president", "Choisissez une fonction"), ("office", "shopkeeper", "Choisissez une fonction"),
        ])
    func refused(_ field: String, _ value: String, _ said: String) async throws {
        let site = try TestSite()
        var form = ["name": "Inès Roux", "email": "ines@example.org", "office": "treasurer"]
        form[field] = value
        let answer = try await site.as(.president).post("/adherents/nouveau", form.map { ($0, $1) })
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(said))
        if field != "name" { #expect(answer.text.contains("value=\"Inès Roux\"")) }
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount)
    }

    @Test("an office is given and ended at the next request, with dates and who decided") func offices() async throws {
        let site = try TestSite()
        let (president, rose) = (site.as(.president), site.as(.florist))
        let path = try path(.florist, site)
        #expect(try await rose.get("/moderation").status == .notFound)
        #expect(try await president.post(path + "/fonctions", [("office", "treasurer")]).location == path)
        #expect(try await rose.get("/moderation").status == .ok)
        #expect(try await president.get(path).text.contains("depuis le 2\u{A0}mars 2026, décision de Camille Rey"))
        _ = try await president.post(path + "/fonctions/fin", [("office", "treasurer")])
        #expect(try await rose.get("/moderation").status == .notFound)
        #expect(try await president.get(path).text.contains("du 2\u{A0}mars 2026 au 2\u{A0}mars 2026"))
        #expect(try await rose.get("/boutiques/f10r/modifier").status == .ok)
        for office in ["president", "shopkeeper", "", "king"] {
            let answer = try await president.post(path + "/fonctions", [("office", office)])
            #expect(answer.status == .unprocessableContent, "\(office)")
        }
        #expect(
            try await president.post(try self.path(.vicePresident, site) + "/fonctions/fin", [("office", "president")])
                .status == .unprocessableContent)
    }

    @Test("access ends at the next request and comes back; one’s own and the last president’s stay") func access()
        async throws
    {
        let site = try TestSite()
        let (president, deputy, paul) = (site.as(.president), site.as(.vicePresident), site.as(.baker))
        let path = try path(.baker, site)
        #expect(try await paul.get("/accueil").status == .ok)
        #expect(try await president.post(path + "/fin").location == path)
        #expect(try await paul.get("/accueil").status == .seeOther)
        #expect(try await president.get(path).text.contains("N’a plus accès au site depuis le 2\u{A0}mars 2026."))
        #expect(try await president.post(path + "/lien").status == .conflict)
        #expect(try await president.post(path + "/fonctions", [("office", "treasurer")]).status == .conflict)
        #expect(try await president.post(path + "/retablissement").location == path)
        #expect(try await president.get(path).text.contains("Mettre fin à l’accès"))
        #expect(try await president.post(try self.path(.president, site) + "/fin").status == .conflict)
        #expect(try await deputy.post(try self.path(.president, site) + "/fin").status == .conflict)
    }

    @Test("a vice-president gets no link for a president’s account, and cannot end it") func escalation() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let deputy = site.as(.vicePresident)
        let (president, now) = (try path(.president, site), site.now)
        let baker = try site.member(.baker)
        try site.write { try Office.president.give(to: baker, at: now, in: $0) }
        for action in ["/lien", "/fin"] {
            #expect(try await deputy.post(president + action).status == .conflict, "\(action)")
        }
        #expect(try await deputy.get(president + "/lien").status == .conflict)
        let page = try await deputy.get(president).text
        #expect(!page.contains(president + "/lien") && !page.contains(president + "/fin\""))
        #expect(try await site.as(.baker).post(president + "/lien").status == .seeOther)
    }

    @Test("the same form sent twice adds one member") func twice() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        for form in [
            [("name", "Inès Roux"), ("office", "secretary")],
            [("name", "Léa Roux"), ("email", "lea@example.org"), ("office", "secretary")],
        ] {
            let first = try #require(try await president.post("/adherents/nouveau", form).location)
            #expect(try await president.post("/adherents/nouveau", form).location == first)
        }
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount + 2)
    }

    @Test("a new link replaces the one before, and expires after an hour") func links() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let president = site.as(.president)
        let path = try path(.baker, site)
        func made() async throws -> String {
            _ = try await president.post(path + "/lien")
            let page = try await president.get(path + "/lien").text
            return String(try #require(page.firstMatch(of: /https:\/\/rue\.example(\/connexion\/[0-9A-Z-]+)</)).1)
        }
        let (first, second) = (try await made(), try await made())
        #expect(first != second)
        #expect(try await site.as(.guest).get(first).status == .gone)
        #expect(try await site.as(.guest).get(second).status == .ok)
        site.wait(SiteLimits.signInLink)
        #expect(try await site.as(.guest).get(second).status == .gone)
        #expect(try await president.post(try self.path(.president, site) + "/lien").status == .conflict)
    }
}
