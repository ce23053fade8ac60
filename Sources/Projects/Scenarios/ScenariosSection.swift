import Base
import HTMLTemplate
import SQLite
import Shell

/// The scenarios of a project and the choice among them, on its page, for members.
struct ScenariosSection: PageModel {
    let scenarios: [Line]
    let link: String
    /// Whether the member may add the first scenario.
    let canAdd: Bool
    let choice: ChoiceView?
    let consultation: ConsultationNote?
    /// For those who lead the project.
    let nearby: [NearbyView]

    struct Line: PageModel {
        let title: String
        let link: String
        /// The amount left for the shops to pay.
        let toFinance: String
        let isChosen: Bool

        static let fields: [Field<Line>] = [
            .text("scenarioTitle") { $0.title }, .text("link") { $0.link }, .text("toFinance") { $0.toFinance },
            .flag("isChosen") { $0.isChosen },
        ]
    }

    static let fields: [Field<ScenariosSection>] = [
        .list("scenarioLines") { $0.scenarios }, .flag("hasScenarios") { !$0.scenarios.isEmpty },
        .flag("canAddScenario") { $0.canAdd },
        .text("scenariosLink") { $0.link }, .one("choice") { $0.choice }, .one("consultation") { $0.consultation },
        .list("nearby") { $0.nearby }, .flag("hasNearby") { !$0.nearby.isEmpty },
    ]

    /// The section as the person of this request sees it; nil for guests, for a withdrawn project, and when there is
    /// nothing to show or to add.
    static func of(_ project: Project, _ context: Context, in db: Reader) throws -> ScenariosSection? {
        guard let member = context.member, project.withdrawal == nil else { return nil }
        let scenarios = try Scenario.all(of: project.id, in: db)
        let nearby = try NearbyProject.all(of: project, shownTo: member, today: context.now.local.day, in: db)
        let (dates, now) = (project.details.dates, context.now.local)
        let isOver = !dates.isEmpty && dates.allSatisfy { $0.isOver(at: now) }
        let canAdd = scenarios.isEmpty && !isOver && project.mayAddScenario(member)
        guard !scenarios.isEmpty || !nearby.isEmpty || canAdd else { return nil }
        let choice = try ScenarioChoice.current(of: project.id, in: db)
        return ScenariosSection(
            scenarios: scenarios.map { scenario in
                Line(
                    title: scenario.details.title,
                    link: context.link(.scenario(scenario.publicID, of: project.publicID)),
                    toFinance: scenario.totals.toFinance.words(context), isChosen: scenario.id == choice?.scenario)
            }, link: context.link(.scenarios(project.publicID)), canAdd: canAdd,
            choice: ChoiceView(choice, scenarios, canUndo: false, context),
            consultation: try Consultation.latest(of: project.id, in: db).map {
                ConsultationNote($0, of: project, context)
            }, nearby: nearby.map { NearbyView($0, context) })
    }

    /// The stages of this part that these projects have reached. Indexes: `scenario_by_project`,
    /// `scenario_choice_by_project`, `consultation_by_project`.
    static func facts(_ projects: [Project.ID], in db: Reader) throws -> [Project.ID: [StageFact]] {
        let list = Project.ID.list(projects)
        var facts: [Project.ID: [StageFact]] = [:]
        func add(_ stage: ProjectStage, _ sql: String) throws {
            try db.forEach(sql, list) { row in
                let fact = StageFact(stage, since: row.instant(1))
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
            SELECT scenario_choice.project_id, min(chosen_at)
              FROM scenario_choice JOIN scenario ON scenario.id = scenario_id AND scenario.removed_at IS NULL
             WHERE scenario_choice.project_id IN (SELECT value FROM json_each(?1)) AND undone_at IS NULL
             GROUP BY scenario_choice.project_id
            """)
        try add(
            .choice,
            """
            SELECT project_id, min(opened_at) FROM consultation
             WHERE project_id IN (SELECT value FROM json_each(?1)) AND cancelled_at IS NULL GROUP BY project_id
            """)
        return facts
    }

    /// What is asked of the member of this request: to answer an open consultation for a shop; of leads while none is
    /// open, to write a first scenario, then to choose.
    static func asked(
        _ project: Project, _ story: ProjectStory, _ context: Context, in db: Reader
    ) throws -> [Waiting] {
        if let open = try Consultation.open(of: project.id, at: context.now, in: db) {
            return try ConsultationWaiting.isAwaited(open, context, in: db)
                ? [ConsultationWaiting.line(open, project, context)] : []
        }
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
