import Base
import HTMLTemplate
import SQLite
import Shell

/// The scenarios of a project and the choice among them, on its page, for members.
struct ScenariosSection: PageModel {
    let scenarios: [Line]
    let link: String

    struct Line: PageModel {
        let title: String
        let link: String
        /// What is left to pay together.
        let toFinance: String
        let isChosen: Bool

        static let fields: [Field<Line>] = [
            .text("scenarioTitle") { $0.title }, .text("link") { $0.link }, .text("toFinance") { $0.toFinance },
            .flag("isChosen") { $0.isChosen },
        ]
    }

    static let fields: [Field<ScenariosSection>] = [
        .list("scenarioLines") { $0.scenarios }, .text("scenariosLink") { $0.link },
    ]

    /// The section as the person of this request sees it; nil for guests and before the first scenario.
    static func of(_ project: Project, _ context: Context, in db: Reader) throws -> ScenariosSection? {
        guard context.member != nil, project.withdrawal == nil else { return nil }
        let scenarios = try Scenario.all(of: project.id, in: db)
        guard !scenarios.isEmpty else { return nil }
        let chosen = try ScenarioChoice.current(of: project.id, in: db)?.scenario
        return ScenariosSection(
            scenarios: scenarios.map { scenario in
                Line(
                    title: scenario.details.title,
                    link: context.link(.scenario(scenario.publicID, of: project.publicID)),
                    toFinance: scenario.totals.toFinance.words(context), isChosen: scenario.id == chosen)
            }, link: context.link(.scenarios(project.publicID)))
    }

    /// The stages of this part that these projects have reached. Indexes: `scenario_by_project`,
    /// `scenario_choice_by_project`, `consultation_by_project`.
    static func facts(_ projects: [Project.ID], in db: Reader) throws -> [Project.ID: [StageFact]] {
        let list = Project.ID.list(projects)
        var facts: [Project.ID: [StageFact]] = [:]
        func add(_ stage: ProjectStage, _ sql: String) throws {
            try db.forEach(sql, list) { row in
                let fact = StageFact(stage, since: Instant(seconds: row.int(1)))
                facts[Project.ID(rawValue: row.int(0)), default: []].append(fact)
            }
        }
        try add(
            .scenarios,
            """
            SELECT project_id, min(written_at) FROM scenario
             WHERE project_id IN (SELECT value FROM json_each(?1)) AND removed_at IS NULL GROUP BY project_id
            """)
        try add(
            .choice,
            """
            SELECT project_id, min(chosen_at) FROM scenario_choice
             WHERE project_id IN (SELECT value FROM json_each(?1)) AND undone_at IS NULL GROUP BY project_id
            """)
        try add(
            .choice,
            """
            SELECT project_id, min(opened_at) FROM consultation
             WHERE project_id IN (SELECT value FROM json_each(?1)) AND cancelled_at IS NULL GROUP BY project_id
            """)
        return facts
    }

    /// Of its leads: a first scenario while there is only the idea, then the choice.
    static func asked(
        _ project: Project, _ story: ProjectStory, _ context: Context, in db: Reader
    ) throws -> [Waiting] {
        guard context.member?.may(.leadProject, project) == true else { return [] }
        switch story.now {
        case .idea:
            return [
                Waiting(
                    .useful, context.say("scenarios.asked.first"), why: context.say("scenarios.asked.first.why"),
                    action: context.say("scenarios.asked.first.action"), .newScenario(project.publicID), context)
            ]
        case .scenarios:
            return [
                Waiting(
                    .useful, context.say("scenarios.asked.choice"), why: "",
                    action: context.say("scenarios.asked.choice.action"), .scenarios(project.publicID), context)
            ]
        case .choice, .pledges, .doing, .report, .nextEdition: return []
        }
    }
}
