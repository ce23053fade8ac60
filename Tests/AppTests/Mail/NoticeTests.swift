import HTMLTemplate
import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("A notice") struct NoticeTests {
    private let site: TestSite
    init() throws { site = try TestSite() }

    private func tell(_ people: [TestSite.Person], object: String = "1") throws {
        let (now, members) = (site.now, try people.map(site.member))
        try site.write { db in
            try Notice.add(.commentAdded, about: "Noël", .projects, object: object, to: members, at: now, in: db)
        }
    }

    @Test("stands on the member’s home with its number, until they open it") func home() async throws {
        try tell([.baker])
        let baker = site.as(.baker)
        let home = try await baker.get("/accueil").text
        #expect(home.contains("Un commentaire sur le projet «\u{202F}Noël\u{202F}»"))
        #expect(home.contains(#"<span class="count">1<span class="hidden"> à lire</span></span>"#))
        #expect(try await !site.as(.florist).get("/accueil").text.contains("Un commentaire"))
        let id = try #require(try site.text("SELECT public_id FROM notice"))
        let opened = try await baker.post("/notifications/\(id)")
        #expect(opened.status == .seeOther && opened.location == "/projets")
        let after = try await baker.get("/accueil").text
        #expect(!after.contains("Un commentaire") && !after.contains("à lire</span>"))
        #expect(try await baker.get("/notifications").text.contains("Un commentaire"))
    }

    @Test("increases its count while it is unread; after it was read there is a new one") func count() async throws {
        for _ in 1...3 { try tell([.baker]) }
        #expect(try await site.as(.baker).get("/accueil").text.contains("3 commentaires sur le projet"))
        #expect(try site.value("SELECT count(*) FROM notice") == 1)
        _ = try await site.as(.baker).post("/notifications/lecture")
        try tell([.baker])
        #expect(try site.value("SELECT count(*) FROM notice WHERE read_at IS NULL AND count = 1") == 1)
    }

    @Test("of another member cannot be opened") func foreign() async throws {
        try tell([.baker])
        let id = try #require(try site.text("SELECT public_id FROM notice"))
        #expect(try await site.as(.florist).post("/notifications/\(id)").status == .notFound)
        #expect(try site.value("SELECT count(*) FROM notice WHERE read_at IS NULL") == 1)
    }

    @Test("that came after the page was shown stays unread when all are marked as read") func readAll() async throws {
        try tell([.baker])
        let seen = site.now.seconds
        site.wait(60)
        try tell([.baker], object: "2")
        _ = try await site.as(.baker).post("/notifications/lecture", [("seen", "\(seen)")])
        #expect(try site.value("SELECT count(*) FROM notice WHERE read_at IS NULL") == 1)
    }

    @Test("is not sent to the member who caused it, nor to one whose access has ended") func actor() throws {
        let (now, baker, florist) = (site.now, try site.member(.baker), try site.member(.florist))
        try site.write { db in
            try Member.endAccess(of: florist, by: nil, at: now, in: db)
            try Notice.add(.commentAdded, .projects, to: [baker, florist], except: baker, at: now, in: db)
        }
        #expect(try site.value("SELECT count(*) FROM notice") == 0)
    }

    @Test(
        "of a shop or of the board is hidden from those who hold no office there any more, and while the shop is removed"
    )
    func office() throws {
        let (now, member, bakery) = (site.now, try site.member(.baker), site.bakery)
        let shop = Scope.shop(bakery.rawValue)
        try site.write { db in
            try Notice.add(.reviewPublished, about: "Fournil", .projects, for: shop, to: [member], at: now, in: db)
            try Notice.add(.reviewWaiting, .projects, for: .association, to: [member], at: now, in: db)
        }
        #expect(try shown(to: member) == [.reviewPublished])
        let id = try #require(try site.text("SELECT public_id FROM notice WHERE event = 'reviewPublished'"))
        try site.write { try Office.endAll(of: member, for: shop, by: member, at: now, in: $0) }
        #expect(try shown(to: member) == [])
        #expect(try Notice.unreadCount(of: member, in: site.loop.reader) == 0)
        #expect(try site.write { try Notice.read(id, of: member, at: now, in: $0) } == nil)
        try site.write { try Office.restoreLast(of: member, for: shop, by: member, at: now, in: $0) }
        #expect(try shown(to: member) == [.reviewPublished])
        try site.write { try Office.secretary.give(to: member, at: now, in: $0) }
        #expect(try Set(shown(to: member)) == [.reviewPublished, .reviewWaiting])
        try site.write { try Shop.remove(bakery, at: now, in: $0) }
        #expect(try shown(to: member) == [.reviewWaiting])
    }

    private func shown(to member: Member.ID) throws -> [NoticeEvent] {
        try Notice.latest(of: member, unreadOnly: false, limit: 10, in: site.loop.reader).map(\.event)
    }

    @Test("of a withdrawn project leads those who may no longer see it to the list of projects")
    func withdrawn() async throws {
        let (project, baker, florist) = (try site.project(), site.as(.baker), site.as(.florist))
        _ = try await florist.post(project + "/participation", [("boutique", "F10R")])
        _ = try await baker.post(project + "/commentaires", [("text", "Bonne idée")])
        _ = try await baker.post(project + "/retrait")
        let member = try site.member(.florist).rawValue
        #expect(try site.value("SELECT count(*) FROM notice WHERE member_id = \(member)") == 1)
        let id = try #require(try site.text("SELECT public_id FROM notice WHERE member_id = \(member)"))
        #expect(try await florist.post("/notifications/\(id)").location == "/projets")
    }

    @Test("has words for every event, in both languages, one and several") func words() {
        for language in site.site.resources.languages.complete {
            for event in NoticeEvent.allCases {
                for count in [1, 3] {
                    let text = language.messages.text("notice." + event.rawValue, count: count, ["about": "X"])
                    #expect(!text.contains("{") && !text.hasPrefix("notice."), "\(event)")
                }
            }
        }
    }
}
