import Base
import HTTP
import Shell
import Shops
import Web

/// The list of projects, and the page of each.
package enum ProjectHandlers {
    /// The list: public projects for guests, all that are not withdrawn for members.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let query = context.query
        let scopeName = query["voir"] ?? ""
        let member = context.member
        let shops = member?.workplaces(may: .represent).map(\.shop) ?? []
        var search = ProjectSearch(scope: .shownPublicly, shops: shops, words: query["q"]?.trimmed ?? "")
        search.isForGuests = member == nil
        search.category = query["categorie"].flatMap(ProjectCategory.init)
        if let member {
            switch scopeName {
            case "publics": search.scope = .shownPublicly
            case "les-miens": search.scope = .joined
            case "a-relire" where member.may(.publishProjects): search.scope = .waiting
            default: search.scope = .all
            }
        }
        let filters = QueryString(keeping: member == nil ? ["q", "categorie"] : ["voir", "q", "categorie"], of: query)
        let asked = search
        let (found, total, pages) = try context.read { db in
            let total = try asked.count(in: db)
            let pages = Pagination(
                query["page"].flatMap { Int($0) }, of: min(total, SiteLimits.projectRows),
                size: SiteLimits.projectsAPage
            ) { page in
                context.link(Link.projects.adding(filters.setting("page", page == 1 ? nil : "\(page)")))
            }
            return (try asked.projects(pages.rows, at: context.now, in: db), total, pages)
        }
        return try context.render(
            ProjectListPage(
                projects: found.map { ProjectRow($0, context) },
                tabs: member == nil ? [] : tabs(search, filters, context),
                canPropose: member.map(ProjectForm.isOpen) ?? false,
                words: search.words, categories: ProjectCategory.choices(search.category?.rawValue ?? "", context),
                scope: scopeName, total: total, pages: pages))
    }

    private static func tabs(
        _ search: ProjectSearch, _ filters: QueryString, _ context: Context
    ) -> [ProjectListPage.Tab] {
        func tab(_ name: String, _ key: String, _ isCurrent: Bool) -> ProjectListPage.Tab {
            ProjectListPage.Tab(
                name: context.say(key), link: context.link(Link.projects.adding(filters.setting("voir", name))),
                isCurrent: isCurrent)
        }
        var tabs = [
            tab("", "project.tab.all", search.scope == .all),
            tab("publics", "project.tab.public", search.scope == .shownPublicly),
        ]
        if context.member?.may(.publishProjects) == true {
            tabs.append(tab("a-relire", "project.tab.waiting", search.scope == .waiting))
        }
        if !search.shops.isEmpty { tabs.append(tab("les-miens", "project.tab.joined", search.scope == .joined)) }
        return tabs
    }

    /// One project. A guest gets 404 for one that is not public; a redirect to the sign-in page would reveal that it
    /// exists.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try ProjectPage.of(try visible(context), context))
    }

    /// The project of the address; 404 when this person may not see it.
    static func visible(_ context: Context) throws -> Project {
        let project = try context.read {
            try Project.find(context.parameter("project"), visibleTo: context.member, in: $0)
        }
        guard let project else { throw Failure.notFound }
        return project
    }

    /// The project of the address; 404 when this member may not edit it.
    package static func own(_ context: Context) throws -> Project {
        let member = try context.requireMember()
        let project = try context.read { try Project.find(context.parameter("project"), ownedBy: member, in: $0) }
        guard let project else { throw Failure.notFound }
        return project
    }
}
