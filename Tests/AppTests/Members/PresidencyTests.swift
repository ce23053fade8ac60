import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The presidency") struct PresidencyTests {
    private func path(_ person: TestSite.Person, _ site: TestSite) throws -> String {
        let id = try site.member(person).rawValue
        return "/adherents/" + (try #require(try site.text("SELECT public_id FROM member WHERE id = \(id)")))
    }

    /// Who presides, by what each may do.
    private func presidents(_ site: TestSite) throws -> Set<TestSite.Person> {
        Set(
            try TestSite.Person.allCases.filter { person in
                guard person != .guest else { return false }
                return try Member.find(try site.member(person), in: site.loop.reader)?.may(.offerPresidency) == true
            })
    }

    @Test("passes when the other accepts; until then nothing changes", arguments: [("leave", false), ("stay", true)])
    func passes(_ after: String, _ stays: Bool) async throws {
        let site = try TestSite()
        let (president, incoming) = (site.as(.president), site.as(.secretary))
        let path = try path(.secretary, site)
        #expect(try await president.post(path + "/presidence", [("after", after)]).location == path)
        #expect(try presidents(site) == [.president])
        #expect(try await incoming.get("/accueil").text.contains("Camille Rey vous propose la présidence"))
        let until = "Vous avez jusqu’au 9\u{A0}mars 2026 pour répondre."
        #expect(try await incoming.get("/presidence").text.contains(until))
        #expect(try await incoming.post("/presidence/acceptation").location == "/accueil")
        #expect(try presidents(site) == (stays ? [.president, .secretary] : [.secretary]))
        #expect(try await incoming.post("/presidence/acceptation").status == .gone)
        let notice = try await site.as(.guest).get("/mentions-legales").text
        #expect(notice.contains("Jean Morel") && notice.contains("Camille Rey") == stays)
    }

    @Test("the change is on the president’s home until it is declared, for three months") func declared() async throws {
        let site = try TestSite()
        let (president, incoming) = (site.as(.president), site.as(.secretary))
        _ = try await president.post(try path(.secretary, site) + "/presidence", [("after", "leave")])
        _ = try await incoming.post("/presidence/acceptation")
        let line = "Déclarer le nouveau bureau au plus tard le 2\u{A0}juin 2026"
        #expect(try await incoming.get("/accueil").text.contains(line))
        #expect(try await incoming.get("/presidence").text.contains("C’est déclaré"))
        #expect(try await incoming.post("/presidence/declaration").location == "/accueil")
        #expect(try await !incoming.get("/accueil").text.contains(line))
        let november = try #require(Day(year: 2026, month: 11, day: 30))
        #expect(november.adding(months: 3).description == "2027-02-28")
    }

    @Test("an offer is declined, withdrawn, replaced, or over after seven days; nothing changes") func ends()
        async throws
    {
        let site = try TestSite()
        let (president, secretary, baker) = (site.as(.president), site.as(.secretary), site.as(.baker))
        func offer(_ person: TestSite.Person) async throws {
            _ = try await president.post(try path(person, site) + "/presidence", [("after", "leave")])
        }
        try await offer(.secretary)
        #expect(try await secretary.post("/presidence/fin").status == .seeOther)
        #expect(try await secretary.post("/presidence/acceptation").status == .gone)
        try await offer(.secretary)
        #expect(try await president.get("/presidence").text.contains("Vous avez proposé la présidence à Jean Morel"))
        #expect(try await president.post("/presidence/fin").status == .seeOther)
        #expect(try await secretary.post("/presidence/acceptation").status == .gone)
        try await offer(.secretary)
        try await offer(.baker)
        #expect(try await secretary.post("/presidence/acceptation").status == .gone)
        site.wait(SiteLimits.presidencyOffer)
        #expect(try await baker.post("/presidence/acceptation").status == .gone)
        #expect(try await !baker.get("/accueil").text.contains("vous propose la présidence"))
        #expect(try presidents(site) == [.president])
    }

    @Test("cannot be offered without a choice to leave or stay, to oneself, to a president, or by a vice-president")
    func refused() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let (secretary, own) = (try path(.secretary, site), try path(.president, site))
        let answer = try await president.post(secretary + "/presidence")
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Choisissez ce que vous devenez ensuite."))
        #expect(try await president.post(own + "/presidence", [("after", "leave")]).status == .conflict)
        let deputy = try await site.as(.vicePresident).post(secretary + "/presidence", [("after", "leave")])
        #expect(deputy.status == .notFound)
        #expect(try site.value("SELECT count(*) FROM presidency_offer") == 0)
    }

    @Test("only a president opens the account of the person it is offered to; accepting ends earlier links")
    func borrowed() async throws {
        let site = try TestSite()
        let (president, deputy) = (site.as(.president), site.as(.vicePresident))
        let secretary = try path(.secretary, site)
        #expect(try await deputy.post(secretary + "/lien").status == .seeOther)
        _ = try await president.post(secretary + "/presidence", [("after", "stay")])
        #expect(try await deputy.post(secretary + "/lien").status == .conflict)
        #expect(try await deputy.post(secretary + "/fin").status == .conflict)
        #expect(try await site.as(.secretary).post("/presidence/acceptation").location == "/accueil")
        #expect(try site.value("SELECT count(*) FROM sign_in_link") == 0)
        #expect(try await site.as(.secretary).get("/accueil").status == .ok)
    }

    @Test("an offer is invalid once its author is no longer president") func former() async throws {
        let site = try TestSite()
        _ = try await site.as(.president).post(try path(.secretary, site) + "/presidence", [("after", "leave")])
        let (president, baker, now) = (try site.member(.president), try site.member(.baker), site.now)
        try site.write { db in
            try Office.president.give(to: baker, at: now, in: db)
            try Office.president.end(of: president, at: now, in: db)
        }
        #expect(try await site.as(.secretary).post("/presidence/acceptation").status == .gone)
        #expect(try presidents(site) == [.baker])
    }
}

@Suite("GET /connexion/oubli") struct ForgottenPasswordTests {
    @Test("names whom to ask, and how to reach the association") func names() async throws {
        let site = try TestSite()
        _ = try await site.as(.president).post(
            "/reglages",
            [("name", "Les Vitrines"), ("town", "Bourg"), ("phone", "04 50 00 00 00"), ("version", "1")])
        let page = try await site.as(.guest).get("/connexion/oubli").text
        #expect(page.contains("Camille Rey"))
        #expect(try await site.as(.guest).get("/connexion").text.contains("href=\"/connexion/oubli\""))
    }
}
