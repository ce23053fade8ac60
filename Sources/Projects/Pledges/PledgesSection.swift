import HTMLTemplate
import SQLite
import Shell

/// The pledges of a project, on its page.
struct PledgesSection: PageModel {
    static let fields: [Field<PledgesSection>] = []

    /// The section as the person of this request sees it; nil with nothing to show.
    static func of(_ project: Project, _ context: Context, in db: Reader) throws -> PledgesSection? { nil }

    /// The stages of this part that these projects have reached.
    static func facts(_ projects: [Project.ID], in db: Reader) throws -> [Project.ID: [StageFact]] { [:] }

    /// What is asked of the member of this request.
    static func asked(
        _ project: Project, _ story: ProjectStory, _ context: Context, in db: Reader
    ) throws -> [Waiting] { [] }
}
