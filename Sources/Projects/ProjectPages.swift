import HTMLTemplate
import Shell
import Web

/// The projects of the street.
struct ProjectListPage: Page {
    static let template = "projects/index"
    let projects: [ProjectRow]
    let tabs: [Tab]
    let canPropose: Bool
    let words: String
    let categories: [ProjectCategory.Choice]
    private var isFiltered: Bool { !words.isEmpty || categories.contains(where: \.isChosen) }
    /// The name of the chosen tab in the query; preserved by the search.
    let scope: String
    let total: Int
    let pages: Pagination
    let section = Section.projects
    var canonicalLink: Link? { !isFiltered && pages.page == 1 && tabs.isEmpty ? .projects : nil }

    struct Tab: PageModel {
        let name: String
        let link: String
        let isCurrent: Bool

        static let fields: [Field<Tab>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .flag("isCurrent") { $0.isCurrent },
        ]
    }

    static let fields: [Field<ProjectListPage>] = [
        .list("projects") { $0.projects }, .list("tabs") { $0.tabs },
        .flag("canPropose") { $0.canPropose }, .text("words") { $0.words },
        .flag("isFiltered") { $0.isFiltered }, .list("categories") { $0.categories },
        .plainNumber("wordsLimit") { _ in ProjectSearch.wordsLimit },
        .text("scope") { $0.scope }, .number("total") { $0.total }, .one("pages") { $0.pages.ifLong },
    ]
}

/// A project in a list. Guests do not see comments, not even their number.
package struct ProjectRow: PageModel {
    let title: String
    let link: String
    let beginning: String
    /// Its next date, or its time in free words.
    let when: String
    let place: String
    let participants: Int
    let comments: Int
    let isPublic: Bool
    let isWaiting: Bool
    let isJoined: Bool
    let picture: String?
    let category: String
    /// The stage that is now, for members.
    let stage: String

    init(_ project: ProjectSummary, _ context: Context) {
        title = project.title
        link = context.link(.project(project.publicID))
        beginning = project.beginning
        when = project.dates.nextWords(context) ?? project.happens
        place = project.place
        participants = project.participants
        comments = context.member == nil ? 0 : project.comments
        isPublic = project.isPublic && context.member != nil
        isWaiting = project.isWaiting && context.member != nil
        isJoined = project.isJoined
        picture = project.picture?.path
        category = project.category?.words(context) ?? ""
        stage = context.member == nil ? "" : context.say("project.stage.\(project.stage)")
    }

    package static let fields: [Field<ProjectRow>] = [
        .text("title") { $0.title }, .text("link") { $0.link }, .text("beginning") { $0.beginning },
        .text("when") { $0.when }, .text("place") { $0.place }, .number("participants") { $0.participants },
        .number("comments") { $0.comments }, .flag("isPublic") { $0.isPublic },
        .flag("isWaiting") { $0.isWaiting }, .flag("isJoined") { $0.isJoined },
        .optionalText("picture") { $0.picture }, .text("category") { $0.category }, .text("stage") { $0.stage },
    ]
}

/// The newest projects, for the member's home: `{{#latestProjects}}{{> projects/latest}}{{/latestProjects}}`.
package struct LatestProjects: PageModel {
    package let projects: [ProjectRow]
    let canPropose: Bool

    package static func of(_ context: Context) throws -> LatestProjects {
        let found = try context.read { try ProjectSearch(scope: .all).projects(0..<3, at: context.now, in: $0) }
        return LatestProjects(
            projects: found.map { ProjectRow($0, context) },
            canPropose: context.member.map(ProjectForm.isOpen) ?? false)
    }

    package static let fields: [Field<LatestProjects>] = [
        .list("projects") { $0.projects }, .flag("canPropose") { $0.canPropose },
    ]
}
