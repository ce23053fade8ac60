import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// All projects by stage, for the board: what is late and what is at risk.
struct PortfolioPage: Page {
    static let template = "projects/portfolio"
    let groups: [Group]
    let late: Int
    let atRisk: Int
    let section = Section.projects
    let isPrivate = true

    /// The projects at one stage.
    struct Group: PageModel {
        let stage: String
        let projects: [Row]

        static let fields: [Field<Group>] = [
            .text("stage") { $0.stage }, .number("count") { $0.projects.count }, .list("projects") { $0.projects },
        ]
    }

    struct Row: PageModel {
        let title: String
        let link: String
        let when: String
        let participants: Int
        let open: Int
        /// «350 € engagés sur 1 000 €»; empty without a call for pledges.
        let money: String
        /// «3 tâches en retard», «la date approche, rien n’est décidé».
        let risks: [Risk]
        let isLate: Bool

        static let fields: [Field<Row>] = [
            .text("title") { $0.title }, .text("link") { $0.link }, .text("when") { $0.when },
            .number("participants") { $0.participants }, .number("open") { $0.open }, .text("money") { $0.money },
            .list("risks") { $0.risks },
            .flag("hasRisks") { !$0.risks.isEmpty }, .flag("isLate") { $0.isLate },
        ]
    }

    struct Risk: PageModel {
        let words: String

        static let fields: [Field<Risk>] = [.text("words") { $0.words }]
    }

    static let fields: [Field<PortfolioPage>] = [
        .list("groups") { $0.groups }, .number("late") { $0.late }, .number("atRisk") { $0.atRisk },
        .flag("isEmpty") { $0.groups.isEmpty },
    ]
}

/// The board’s page of all projects by stage.
package enum PortfolioHandlers {
    /// Days before a date at which a project must be decided.
    private static let noticeDays = 30
    /// Days after which an idea without a next step is shown as at risk.
    private static let ideaDays = 60
    /// Days after the end for which a project is shown.
    private static let shownDays = 365

    /// All projects by stage; those that ended more than a year ago are left out.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let (now, today) = (context.now, context.now.local.day)
        let (projects, stories, tasks, calls) = try context.read { db in
            let projects = try ProjectSearch(scope: .all).projects(
                0..<SiteLimits.portfolioProjects, at: now, in: db)
            let ids = projects.map(\.id)
            let stories = try ProjectStory.all(of: ids, at: now, in: db)
            let shown = ids.filter { stories[$0].map { isShown($0, at: now) && !$0.isOver } ?? false }
            return (
                projects, stories, try ProjectTask.counts(of: ids, on: today, in: db),
                try shown.reduce(into: [:]) { $0[$1] = try CallFigures.of($1, in: db) }
            )
        }
        var groups: [ProjectStage: [PortfolioPage.Row]] = [:]
        for project in projects {
            guard let story = stories[project.id], isShown(story, at: now) else { continue }
            let counts = tasks[project.id] ?? (open: 0, late: 0)
            groups[story.now, default: []].append(row(project, story, counts, calls[project.id], context))
        }
        let rows = groups.values.flatMap(\.self)
        return try context.render(
            PortfolioPage(
                groups: ProjectStage.allCases.compactMap { stage in
                    groups[stage].map {
                        PortfolioPage.Group(
                            stage: context.say("project.stage.\(stage)"),
                            projects: $0.filter { !$0.risks.isEmpty } + $0.filter(\.risks.isEmpty))
                    }
                }, late: rows.count(where: \.isLate), atRisk: rows.count { !$0.risks.isEmpty }))
    }

    private static func isShown(_ story: ProjectStory, at now: Instant) -> Bool {
        let ended = story.dates[.nextEdition] ?? story.dates[.report]
        return ended.map { $0 > now - .days(shownDays) } ?? true
    }

    private static func row(
        _ project: ProjectSummary, _ story: ProjectStory, _ tasks: (open: Int, late: Int),
        _ call: CallFigures?, _ context: Context
    ) -> PortfolioPage.Row {
        PortfolioPage.Row(
            title: project.title, link: context.link(.project(project.publicID)),
            when: project.dates.nextWords(context) ?? project.happens, participants: project.participants,
            open: tasks.open, money: call?.words(context) ?? "",
            risks: (risks(project, story, late: tasks.late, context) + (call?.risks(context) ?? [])).map(
                PortfolioPage.Risk.init), isLate: tasks.late > 0
        )
    }

    /// The risks of a project, in sentences.
    private static func risks(
        _ project: ProjectSummary, _ story: ProjectStory, late: Int, _ context: Context
    ) -> [String] {
        let today = context.now.local.day
        var risks: [String] = []
        if late > 0 { risks.append(context.say("portfolio.late", count: late)) }
        let isDecided: Bool
        switch story.now {
        case .idea, .scenarios: isDecided = false
        case .choice, .pledges, .doing, .report, .nextEdition: isDecided = true
        }
        let next = project.dates.map(\.from).filter { $0 >= today }.min()
        if let next, !isDecided, next <= today.adding(days: noticeDays) {
            let days = next.daysSince1970 - today.daysSince1970
            risks.append(context.say("portfolio.soon", count: days))
        }
        if story.now == .idea, next == nil, let since = story.dates[.idea],
            since < context.now - .days(ideaDays)
        {
            risks.append(context.say("portfolio.idle", ["date": context.language.date(since.local.day)]))
        }
        return risks
    }
}
