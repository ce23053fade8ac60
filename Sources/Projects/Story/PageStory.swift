import HTMLTemplate
import SQLite
import Shell
import Shops

/// The stage of a project, its people and documents, and the sections of its parts: the second half of its page.
struct PageStory: Sendable {
    /// The stage that is now: its section is open.
    let stage: ProjectStage
    /// The timeline; nil for guests, and for a withdrawn project.
    let line: StoryView?
    let sections: ProjectSections
    let canLead: Bool
    /// Its leads; empty when that is its proposer alone, and for guests: public pages name no person.
    let leadNames: String
    let documents: [DocumentLine]
    let mayAddDocuments: Bool
    /// The experts’ opinions, for members.
    let opinions: [OpinionLine]

    /// As the person of this request sees it.
    static func of(
        _ project: Project, _ participants: [Shop.ID], _ context: Context, in db: Reader
    ) throws -> PageStory {
        let member = context.member
        let story = try ProjectStory.of(project.id, at: context.now, in: db)
        let sections = try ProjectSections.of(project, context, in: db)
        let leads = member == nil ? [] : try ProjectLead.all(of: project, in: db)
        let hasLine = member != nil && project.withdrawal == nil
        return PageStory(
            stage: story.now,
            line: hasLine ? try StoryView.of(project, story, sections: sections.stages, context, in: db) : nil,
            sections: sections, canLead: member.map { $0.may(.leadProject, project) } ?? false,
            leadNames: leads.map(\.id) == [project.proposer.member] ? "" : leads.map(\.name).joined(separator: ", "),
            documents: try ProjectDocument.all(of: project.id, publicOnly: member == nil, in: db).map {
                DocumentLine($0, of: project, context)
            },
            mayAddDocuments: member.map { project.takesDocuments(from: $0, participants: participants) } ?? false,
            opinions: try opinions(on: project, context, in: db))
    }

    private static func opinions(on project: Project, _ context: Context, in db: Reader) throws -> [OpinionLine] {
        let opinions = context.member == nil ? [] : try ExpertOpinion.all(of: project.id, in: db)
        let scenarios = opinions.isEmpty ? [] : try Scenario.all(of: project.id, in: db)
        return opinions.compactMap { OpinionLine($0, among: scenarios, context) }
    }
}

extension ProjectPage {
    static let storyFields: [Field<ProjectPage>] = [
        .one("story") { $0.story.line }, .flag("canLead") { $0.story.canLead },
        .text("leadNames") { $0.story.leadNames }, .list("documents") { $0.story.documents },
        .number("documentCount") { $0.story.documents.count }, .flag("mayAddDocuments") { $0.story.mayAddDocuments },
        .list("opinions") { $0.story.opinions }, .number("opinionCount") { $0.story.opinions.count },
        .one("scenarios") { $0.story.sections.scenarios }, .one("pledges") { $0.story.sections.pledges },
        .one("doing") { $0.story.sections.doing }, .one("report") { $0.story.sections.report },
        .flag("opensScenarios") { [.scenarios, .choice].contains($0.story.stage) },
        .flag("opensPledges") { $0.story.stage == .pledges }, .flag("opensDoing") { $0.story.stage == .doing },
        .flag("opensReport") { [.report, .nextEdition].contains($0.story.stage) },
    ]
}
