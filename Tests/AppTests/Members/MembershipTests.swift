import HTMLTemplate
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("Categories of members, and their departure") struct MembershipTests {
    private func path(_ person: TestSite.Person, _ site: TestSite) throws -> String {
        let id = try site.member(person).rawValue
        return "/adherents/" + (try #require(try site.text("SELECT public_id FROM member WHERE id = \(id)")))
    }

    private func names(_ list: String, _ site: TestSite) async throws -> [String] {
        let page = try await site.as(.president).get("/adherents?" + list).text
        return page.matches(of: /<h2><a href="\/adherents\/[0-9a-f]{16}">([^<]+)</).map { String($0.1) }
    }

    @Test("a category is stored with its dates, shown on the page and in the list, and filters the list")
    func category()
        async throws
    {
        let site = try TestSite()
        let (president, rose) = (site.as(.president), try path(.florist, site))
        #expect(try await president.post(rose + "/categorie", [("category", "active")]).location == rose)
        #expect(try await president.get(rose).text.contains("membre actif, depuis le 2\u{A0}mars 2026"))
        #expect(try await names("categorie=active", site) == ["Rose Petit"])
        #expect(try await names("categorie=aucune", site).count == TestSite.memberCount - 1)
        site.wait(.days(2))
        for _ in 1...2 { _ = try await president.post(rose + "/categorie", [("category", "honorary")]) }
        #expect(try await president.get(rose).text.contains("du 2\u{A0}mars 2026 au 4\u{A0}mars 2026"))
        #expect(try site.value("SELECT count(*) FROM membership") == 2)
        #expect(try await president.post(rose + "/categorie", [("category", "aucune")]).location == rose)
        #expect(try site.value("SELECT count(*) FROM membership WHERE until_at IS NULL") == 0)
        let refused = try await president.post(rose + "/categorie", [("category", "roi")])
        #expect(refused.status == .unprocessableContent && refused.text.contains("Choisissez une catégorie"))
    }

    @Test("the list is ordered by name, last visit or arrival, and finds who has not come for three months")
    func order() async throws {
        let site = try TestSite()
        let (rose, paul) = (try site.member(.florist), try site.member(.baker))
        let now = site.now
        try site.write { db in
            try db.run("UPDATE member SET signed_in_at = CASE WHEN id = ?1 THEN ?2 END", rose, now)
            try db.run("UPDATE member SET signed_in_at = ?2 WHERE id = ?1", paul, now - .days(100))
        }
        #expect(try await names("tri=connexion", site).prefix(2) == ["Rose Petit", "Paul Martin"])
        #expect(try await names("groupe=plus-venus", site) == ["Paul Martin"])
        #expect(try await names("tri=arrivee", site).first == "Théo Blanc")
        #expect(try await names("tri=n%27importe", site).first == "Camille Rey")
    }

    @Test("a person who leaves loses offices, membership and access at the next request; one undo restores all")
    func departure() async throws {
        let site = try TestSite()
        let (president, odile) = (site.as(.president), try path(.treasurer, site))
        _ = try await president.post(odile + "/categorie", [("category", "active")])
        #expect(try await site.as(.treasurer).get("/adherents").status == .ok)
        let answer = try await president.post(odile + "/depart", [("reason", "left")])
        #expect(answer.status == .seeOther)
        #expect(try await site.as(.treasurer).get("/adherents").status == .seeOther)
        let page = try await president.get(odile).text
        #expect(
            page.contains("A quitté l’association le 2\u{A0}mars 2026.") && page.contains("action=\"\(odile)/retour\""))
        #expect(page.contains("trésorerie"), "the past offices stay on the page")
        #expect(try await names("groupe=anciens", site) == ["Odile Fabre"])
        for _ in 1...2 { #expect(try await president.post(odile + "/retour").location == odile) }
        #expect(try await names("groupe=bureau", site).contains("Odile Fabre"))
        #expect(try await names("categorie=active", site) == ["Odile Fabre"])
        #expect(try site.value("SELECT count(*) FROM office WHERE until_at IS NULL AND office = 'treasurer'") == 1)
    }

    @Test("an expulsion says so; a departure needs a reason") func expulsion() async throws {
        let site = try TestSite()
        let (president, odile) = (site.as(.president), try path(.treasurer, site))
        for form in [[], [("reason", "restored")]] {
            let refused = try await president.post(odile + "/depart", form)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("Dites si la personne part ou si elle est exclue."))
            #expect(refused.text.contains("<details open>"))
        }
        _ = try await president.post(odile + "/depart", [("reason", "expelled")])
        #expect(try await president.get(odile).text.contains("Exclusion le 2\u{A0}mars 2026."))
    }

    @Test("the last president cannot leave, and only a president records the departure of one") func presidents()
        async throws
    {
        let site = try TestSite()
        let (camille, nour) = (try path(.president, site), try site.member(.vicePresident))
        let form = [("reason", "left")]
        #expect(try await site.as(.president).post(camille + "/depart", form).status == .conflict)
        #expect(try await site.as(.vicePresident).post(camille + "/depart", form).status == .conflict)
        let (now, id) = (site.now, try site.member(.president))
        #expect(throws: Member.AccessRefusal.lastPresident) {
            try site.write { try Departure.end(.left, of: id, by: nour, at: now, in: $0) }
        }
        #expect(try site.value("SELECT count(*) FROM office WHERE until_at IS NOT NULL") == 0)
    }

    @Test("the table of rights says what the program does, for every office, in both languages") func rights()
        async throws
    {
        let site = try TestSite()
        for language in site.site.resources.languages.complete {
            let missing = Right.allCases.filter { language.messages["right.\($0)"] == nil }
            #expect(missing.isEmpty, "rights without words in \(language.tag)")
        }
        for language in ["fr", "en"] {
            let page = try await site.as(.staff, language: language).get("/\(language)/droits").text
            let lists = page.split(separator: "<details>").dropFirst().map(String.init)
            #expect(lists.count == Office.allCases.count)
            for (office, list) in zip(Office.allCases, lists) {
                let count = office.rights.values.map(\.count).reduce(0, +)
                #expect(list.matches(of: /<li>/).count == count + (office == Office.allCases.last ? footer(page) : 0))
            }
        }
        #expect(try await site.as(.staff).get("/droits").text.contains("Répondre aux avis"))
    }

    /// The lines of the footer, which follow the last office.
    private func footer(_ page: String) -> Int {
        page.split(separator: "</main>").last?.matches(of: /<li>/).count ?? 0
    }
}
