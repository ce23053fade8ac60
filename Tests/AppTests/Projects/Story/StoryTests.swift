import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("Where a project stands") struct StoryTests {
    private let start = Cast.start

    @Test("the current stage is the last one reached; a future day does not count yet") func now() {
        let facts = [
            StageFact(.idea, since: start), StageFact(.choice, since: start + .days(3)),
            StageFact(.doing, since: start + .days(20)),
        ]
        #expect(ProjectStory(facts, at: start).now == .idea)
        #expect(ProjectStory(facts, at: start + .days(3)).now == .choice)
        #expect(ProjectStory(facts, at: start + .days(20)).now == .doing)
        #expect(ProjectStory([], at: start).now == .idea)
    }

    @Test("the earlier of two facts dates a stage") func earlier() {
        let facts = [StageFact(.doing, since: start + .days(9)), StageFact(.doing, since: start)]
        #expect(ProjectStory(facts, at: start).dates == [.doing: start])
    }

    @Test(
        "members see the timeline: first the idea is current, and a skipped stage is left out once the project takes place"
    )
    func line() async throws {
        let site = try TestSite()
        let dates = [ProjectDate(1, from: site.now.local.day.adding(days: 10))]
        let path = try site.project(dates: dates, isPublic: true)
        let before = try await site.as(.florist).get(path).text
        #expect(before.contains("<li class=\"now\" aria-current=\"step\"><span>Idée</span>"))
        #expect(before.contains("Engagements"))
        site.wait(.days(10))
        let during = try await site.as(.florist).get(path).text
        #expect(during.contains("<li class=\"past\"><span>Idée</span>"))
        #expect(during.contains("<li class=\"now\" aria-current=\"step\"><span>Réalisation</span>"))
        #expect(!during.contains("Engagements"))
        site.wait(.days(1))
        let after = try await site.as(.florist).get(path).text
        #expect(after.contains("aria-current=\"step\"><a href=\"#etape-report\">Bilan</a>"))
        #expect(try await !site.as(.guest).get(path).text.contains("class=\"story\""))
    }

    @Test("after a first scenario that stage is current: its section is open, and the timeline links to it")
    func section() async throws {
        let site = try TestSite()
        let path = try site.project()
        let (baker, now) = (try site.member(.baker), site.now)
        #expect(try await site.as(.baker).get(path).text.contains("Chiffrer un premier scénario"))
        try site.write { db in
            _ = try ScenarioDetails(title: "Sobre").insert(
                publicID: "scenario-sobre-x", of: Project.ID(rawValue: 1), by: baker, at: now, in: db)
        }
        let page = try await site.as(.florist).get(path).text
        #expect(page.contains("aria-current=\"step\"><a href=\"#etape-scenarios\">Scénarios</a>"))
        #expect(page.contains("<a href=\"#etape-scenarios\">Choix</a>"))
        #expect(page.contains("id=\"etape-scenarios\" open>"))
        #expect(try await site.as(.florist).get("/projets").text.contains("<span class=\"tag\">Scénarios</span>"))
    }
}
