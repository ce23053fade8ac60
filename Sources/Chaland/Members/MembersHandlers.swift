import Base
import HTTP
import Shell
import Web

/// The list of members.
enum MembersHandlers {
    /// One page of it. A page number out of range shows the nearest page.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        let (query, now) = (MemberListQuery(context.query), context.now)
        let names = try CategoryNames(context)
        let (lines, pages, count) = try context.read { db in
            let count = try MemberLine.count(query, at: now, in: db)
            let pages = Pagination(query.page, of: count, size: SiteLimits.membersAPage) { number in
                context.link(query.with { $0.page = number }.link)
            }
            return (try MemberLine.find(query, offset: pages.rows.lowerBound, at: now, in: db), pages, count)
        }
        let first = query.with { $0.page = 1 }
        return try context.render(
            MembersPage(
                heading: context.say("members.heading", count: count), query: query,
                groups: MemberListQuery.Group.allCases.map { group in
                    MembersPage.GroupLink(
                        name: context.say("members.group.\(group)"),
                        link: context.link(first.with { $0.group = group }.link), isChosen: group == query.group)
                },
                categories: names.options(choosing: query.category, all: "members.category.all", context),
                orders: MemberListQuery.Order.allCases.map {
                    FormOption(
                        value: $0.rawValue, text: context.say("members.order.\($0)"), isChosen: $0 == query.order)
                },
                rows: lines.map { row($0, names, context) }, pages: pages,
                tableLink: context.link(query.tableLink)))
    }

    /// The members of a query as CSV, over all pages; at most `SiteLimits.tableLines`.
    static func table(_ request: Request, _ context: Context) async throws -> Response {
        try context.limitByMember(.tables)
        let (query, table, now) = (MemberListQuery(context.query), try MemberTable(context), context.now)
        let csv = try await context.offload(.pages) { try table.csv(of: query, at: now, in: $0) }
        context.record(.exported)
        let name = context.say("members.table.file", ["day": context.now.local.day.description])
        return .csv(csv, named: name)
    }

    private static func row(_ line: MemberLine, _ names: CategoryNames, _ context: Context) -> MembersPage.Row {
        let offices = [line.category.map { names[$0] } ?? "", line.officesText { $0.label(context) }]
        return MembersPage.Row(
            name: line.name, link: context.link(.member(line.publicID)),
            offices: offices.filter { !$0.isEmpty }.joined(separator: ", "),
            email: line.email, visit: visit(line.signedInAt, endedAt: line.endedAt, context))
    }

    /// «Dernière connexion le 3 mars 2026», «Jamais connecté», «Accès terminé le …».
    static func visit(_ signedInAt: Instant?, endedAt: Instant?, _ context: Context) -> String {
        func date(_ moment: Instant) -> [String: String] { ["date": context.language.date(moment.local.day)] }
        if let endedAt { return context.say("members.visit.ended", date(endedAt)) }
        guard let signedInAt else { return context.say("members.visit.never") }
        return context.say("members.visit.last", date(signedInAt))
    }
}
