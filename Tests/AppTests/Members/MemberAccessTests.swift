import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The access of a member") struct MemberAccessTests {
    private func end(_ person: TestSite.Person, by actor: TestSite.Person?, _ site: TestSite) throws -> Bool {
        let (id, now) = (try site.member(person), site.now)
        let actor = try actor.map { try site.member($0) }
        return try site.write { try Member.endAccess(of: id, by: actor, at: now, in: $0) }
    }

    private func restore(_ person: TestSite.Person, by actor: TestSite.Person?, _ site: TestSite) throws -> Bool {
        let (id, now) = (try site.member(person), site.now)
        let actor = try actor.map { try site.member($0) }
        return try site.write { try Member.restoreAccess(of: id, by: actor, at: now, in: $0) }
    }

    @Test("ends at the next request, with every session and sign-in link; a sign-in is refused") func ends()
        async throws
    {
        let site = try TestSite()
        try site.givePassword()
        let (baker, other) = (site.as(.baker), site.as(.guest))
        let form = [("email", "paul@example.org"), ("password", TestSite.password)]
        #expect(try await other.post("/connexion", form).status == .seeOther)
        let link = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        for browser in [baker, other] { #expect(try await browser.get("/accueil").status == .ok) }
        #expect(try end(.baker, by: .president, site))
        for browser in [baker, other] { #expect(try await browser.get("/accueil").status == .seeOther) }
        #expect(try await site.as(.guest).get(link).status == .gone)
        #expect(try await site.as(.guest).post("/connexion", form).status == .unprocessableContent)
        #expect(try SignInLink.make(email: "paul@example.org", on: site.site) == nil)
        #expect(try site.value("SELECT count(*) FROM session WHERE member_id = \(site.member(.baker).rawValue)") == 0)
        #expect(try await site.as(.florist).get("/accueil").status == .ok)
    }

    @Test("is restored with the offices still held, and needs a new sign-in") func restores() async throws {
        let site = try TestSite()
        try site.givePassword()
        #expect(try end(.baker, by: .president, site))
        #expect(try restore(.baker, by: .president, site))
        let baker = site.as(.baker)
        #expect(try await baker.get("/accueil").status == .seeOther)
        let form = [("email", "paul@example.org"), ("password", TestSite.password)]
        #expect(try await baker.post("/connexion", form).status == .seeOther)
        #expect(try await baker.get("/boutiques/7kq2/modifier").status == .ok)
    }

    @Test("each act is a dated row with who decided; an act repeated changes nothing") func records() throws {
        let site = try TestSite()
        #expect(try end(.baker, by: .president, site))
        #expect(try !end(.baker, by: .president, site))
        site.wait(60)
        #expect(try restore(.baker, by: nil, site))
        #expect(try !restore(.baker, by: nil, site))
        let rows = try site.loop.reader.rows(
            "SELECT outcome || ' ' || (changed_at - \(Cast.start.seconds)) || ' ' || ifnull(changed_by, '-') FROM access_change"
        ) { $0.text(0) }
        #expect(rows == ["ended 0 \(try site.member(.president).rawValue)", "restored 60 -"])
    }

    @Test("cannot be ended for the only president, but can for one of two") func lastPresident() async throws {
        let site = try TestSite()
        #expect(throws: Member.AccessRefusal.lastPresident) { try end(.president, by: .vicePresident, site) }
        let (rose, now) = (try site.member(.florist), site.now)
        try site.write { try Office.president.give(to: rose, at: now, in: $0) }
        #expect(try end(.president, by: .florist, site))
        #expect(throws: Member.AccessRefusal.lastPresident) { try end(.florist, by: nil, site) }
        #expect(try restore(.president, by: .florist, site))
        #expect(try end(.florist, by: .president, site))
        #expect(try await site.as(.florist).get("/accueil").status == .seeOther)
    }

    @Test("is listed for the command, by address or public id") func lists() throws {
        let site = try TestSite()
        #expect(try end(.florist, by: nil, site))
        let all = try ListedMember.all(in: site.loop.reader)
        #expect(all.count == TestSite.memberCount)
        #expect(all.first { $0.name == "Paul Martin" }?.offices == "shopkeeper 7KQ2")
        #expect(all.first { $0.name == "Camille Rey" }?.offices == "president")
        let rose = try #require(all.first { $0.name == "Rose Petit" })
        #expect(rose.endedAt == site.now && rose.email == nil && rose.publicID.count == 16)
        #expect(try ListedMember.find(rose.publicID.uppercased(), in: site.loop.reader) == [rose])
        #expect(try ListedMember.find(" Paul@Example.org", in: site.loop.reader).map(\.name) == ["Paul Martin"])
        #expect(try ListedMember.find("unknown@example.org", in: site.loop.reader) == [])
        #expect(try ListedMember.find("theo blanc", in: site.loop.reader).map(\.name) == ["Théo Blanc"])
        #expect(try ListedMember.find("7kq2", in: site.loop.reader).map(\.name) == ["Paul Martin", "Théo Blanc"])
        #expect(Set(all.map(\.publicID)).count == all.count)
    }
}
