import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("Who leads a project") struct LeadTests {
    private func publicID(_ person: TestSite.Person, _ site: TestSite) throws -> String {
        try #require(try site.text("SELECT public_id FROM member WHERE name = '\(person.name)'"))
    }

    @Test(
        "the proposer leads and may hand over: the florist, once her shop takes part, edits and the baker no longer does"
    )
    func handsOver() async throws {
        let site = try TestSite()
        let path = try site.project()
        let florist = try publicID(.florist, site)
        let (baker, rose) = (site.as(.baker), site.as(.florist))
        #expect(try await rose.get(path + "/modifier").status == .notFound)
        #expect(try await baker.post(path + "/personnes", [("personne", florist)]).status == .notFound)
        _ = try await rose.post(path + "/participation", [("boutique", "F10R")])
        #expect(try await baker.get(path + "/personnes").text.contains("Rose Petit"))
        #expect(try await baker.post(path + "/personnes", [("personne", florist)]).location == path + "/personnes")
        #expect(try await rose.get(path + "/modifier").status == .ok)
        #expect(try await rose.get(path).text.contains("Paul Martin, Rose Petit"))
        let paul = try publicID(.baker, site)
        #expect(try await rose.post(path + "/personnes/\(paul)/fin").location == path + "/personnes")
        #expect(try await baker.get(path + "/modifier").status == .notFound)
        #expect(try await baker.get(path).status == .ok)
    }

    @Test("the last lead stays; the presidency may lead any project") func last() async throws {
        let site = try TestSite()
        let path = try site.project()
        let paul = try publicID(.baker, site)
        let refused = try await site.as(.baker).post(path + "/personnes/\(paul)/fin")
        #expect(refused.location == path + "/personnes")
        #expect(try await site.as(.baker).get(path + "/modifier").status == .ok)
        let president = site.as(.president)
        let camille = try publicID(.president, site)
        _ = try await president.post(path + "/personnes", [("personne", camille)])
        _ = try await president.post(path + "/personnes/\(paul)/fin")
        #expect(try await site.as(.baker).get(path + "/modifier").status == .notFound)
    }

    @Test("an end, then «Annuler», leaves one current row of the office") func undone() async throws {
        let site = try TestSite()
        let path = try site.project()
        let lise = try publicID(.boardMember, site)
        let baker = site.as(.baker)
        for _ in 0..<2 { _ = try await baker.post(path + "/personnes?personne=\(lise)") }
        _ = try await baker.post(path + "/personnes/\(lise)/fin")
        _ = try await baker.post(path + "/personnes?personne=\(lise)")
        let rows = "SELECT count(*) FROM office WHERE office = 'project-lead' AND until_at IS NULL"
        #expect(try site.value(rows) == 2)
    }

    @Test("adding a person who leads already offers no undo, which would end their lead") func twice() async throws {
        let site = try TestSite()
        let path = try site.project()
        let (baker, lise) = (site.as(.baker), try publicID(.boardMember, site))
        // The button of the list, and that of the message.
        for buttons in [2, 1] {
            _ = try await baker.post(path + "/personnes", [("personne", lise)])
            let page = try await baker.get(path + "/personnes").text
            #expect(page.components(separatedBy: "/personnes/\(lise)/fin\"").count == buttons + 1)
        }
    }

    @Test("the end of a proposer whose shop does not take part can be undone") func back() async throws {
        let site = try TestSite()
        let path = try site.project()
        let (paul, lise) = (try publicID(.baker, site), try publicID(.boardMember, site))
        _ = try await site.as(.baker).post(path + "/depart")
        _ = try await site.as(.baker).post(path + "/personnes", [("personne", lise)])
        let president = site.as(.president)
        _ = try await president.post(path + "/personnes/\(paul)/fin")
        #expect(try await site.as(.baker).get(path + "/modifier").status == .notFound)
        let answer = try await president.post(path + "/personnes?personne=\(paul)")
        #expect(answer.location == path + "/personnes")
        #expect(try await site.as(.baker).get(path + "/modifier").status == .ok)
    }
}
