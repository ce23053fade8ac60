import HTMLTemplate
import SQLite
import Shell

/// What a project brought, on its page.
struct ReportSection: PageModel {
    static let fields: [Field<ReportSection>] = []

    /// The section as the person of this request sees it; nil with nothing to show.
    static func of(_ project: Project, _ context: Context, in db: Reader) throws -> ReportSection? { nil }

    /// The stages of this part that these projects have reached.
    static func facts(_ projects: [Project.ID], in db: Reader) throws -> [Project.ID: [StageFact]] { [:] }

    /// What is asked of the member of this request.
    static func asked(
        _ project: Project, _ story: ProjectStory, _ context: Context, in db: Reader
    ) throws -> [Waiting] { [] }
}
