import Base
import HTMLTemplate
import SQLite
import Shell

/// The timeline on the page of a project, for members: `{{#story}}{{> projects/story}}{{/story}}`.
struct StoryView: PageModel {
    let stages: [Stage]
    /// The requests to this member.
    let asked: [Waiting]
    /// What comes next, in a sentence.
    let next: String

    struct Stage: PageModel {
        let name: String
        /// When it was reached, or will be; empty when that is not known.
        let when: String
        let state: State
        /// Its section on the page; nil without one.
        let link: String?

        enum State: String, Sendable {
            case past, now, next, later
        }

        static let fields: [Field<Stage>] = [
            .text("name") { $0.name }, .text("when") { $0.when }, .text("state") { $0.state.rawValue },
            .flag("isNow") { $0.state == .now }, .optionalText("link") { $0.link },
        ]
    }

    static let fields: [Field<StoryView>] = [
        .list("stages") { $0.stages }, .list("asked") { $0.asked }, .flag("hasAsked") { !$0.asked.isEmpty },
        .text("next") { $0.next },
    ]

    /// What a part asks of the member of this request, on the page of a project. Lines of their home:
    /// `Feature.waiting`.
    typealias Asks = @Sendable (Project, ProjectStory, Context, Reader) throws -> [Waiting]

    /// One function for each part of a project.
    private static let asks: [Asks] = [
        StoryRequests.asked,
        ScenariosSection.asked, PledgesSection.asked, DoingSection.asked, ReportSection.asked,
    ]

    /// The timeline as the member of this request sees it.
    /// - Parameter sections: the stages with a section on the page.
    static func of(
        _ project: Project, _ story: ProjectStory, sections: Set<ProjectStage>, _ context: Context, in db: Reader
    ) throws -> StoryView {
        let stages = ProjectStage.allCases
        let now = stages.firstIndex(of: story.now) ?? 0
        let lines = stages.enumerated().compactMap { index, stage -> Stage? in
            let date = story.dates[stage]
            // A stage without a date, before the one that is now, was skipped.
            if index < now, date == nil { return nil }
            let state: Stage.State = index < now ? .past : index == now ? .now : index == now + 1 ? .next : .later
            return Stage(
                name: context.say("project.stage.\(stage)"),
                when: date.map { context.language.date($0.local.day) } ?? "",
                state: state, link: sections.contains(stage) ? "#" + stage.anchor : nil)
        }
        return StoryView(
            stages: lines, asked: try asks.flatMap { try $0(project, story, context, db) },
            next: context.say("project.stage.next.\(story.now)"))
    }
}

extension ProjectStage {
    /// The fragment of its section: the choice is with the scenarios, the next edition with the report.
    var anchor: String {
        switch self {
        case .idea: "etape-idea"
        case .scenarios, .choice: "etape-scenarios"
        case .pledges: "etape-pledges"
        case .doing: "etape-doing"
        case .report, .nextEdition: "etape-report"
        }
    }
}

/// The sections of the parts on the page of a project. Each section has a template `projects/section-….html`, and is
/// nil while it has nothing to show to this person.
struct ProjectSections: Sendable {
    let scenarios: ScenariosSection?
    let pledges: PledgesSection?
    let doing: DoingSection?
    let report: ReportSection?

    static func of(_ project: Project, _ context: Context, in db: Reader) throws -> ProjectSections {
        ProjectSections(
            scenarios: try ScenariosSection.of(project, context, in: db),
            pledges: try PledgesSection.of(project, context, in: db),
            doing: try DoingSection.of(project, context, in: db), report: try ReportSection.of(project, context, in: db)
        )
    }

    /// The stages that have a section.
    var stages: Set<ProjectStage> {
        var stages: Set<ProjectStage> = []
        if scenarios != nil { stages.formUnion([.scenarios, .choice]) }
        if pledges != nil { stages.insert(.pledges) }
        if doing != nil { stages.insert(.doing) }
        if report != nil { stages.formUnion([.report, .nextEdition]) }
        return stages
    }
}
