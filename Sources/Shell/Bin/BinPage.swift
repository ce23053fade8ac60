import Base
import HTMLTemplate
import HTTP
import Web

/// «Corbeille»: what a member may see of what was removed, each with a button that puts it back.
struct BinPage: Page {
    static let template = "bin/index"
    let rows: [Row]
    let section = Section.home
    let isPrivate = true

    /// Something that was removed.
    struct Row: PageModel {
        let kind: String
        let title: String
        /// «retiré le 3 mars 2026 par Camille Rey»
        let removed: String
        /// «effacé le 2 avril 2026»
        let until: String
        let restore: String?

        static let fields: [Field<Row>] = [
            .text("kind") { $0.kind }, .text("title") { $0.title }, .text("removed") { $0.removed },
            .text("until") { $0.until }, .optionalText("restore") { $0.restore },
        ]
    }

    static let fields: [Field<BinPage>] = [.list("rows") { $0.rows }, .flag("hasRows") { !$0.rows.isEmpty }]
}

/// The bin of what was removed.
package enum BinHandlers {
    /// The entries that the member may see, the latest first.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let removed = try context.read { db in
            try context.loop.resources.map.features.flatMap { try $0.removed(member, context, db) }
        }
        let rows = removed.filter { $0.until > context.now }.sorted { $0.removedAt > $1.removedAt }.map { line in
            let date = ["date": context.language.date(line.removedAt.local.day)]
            return BinPage.Row(
                kind: line.kind, title: line.title,
                removed: line.by.map { context.say("bin.removed.by", date.merging(["name": $0]) { $1 }) }
                    ?? context.say("bin.removed", date),
                until: context.say("bin.until", ["date": context.language.date(line.until.local.day)]),
                restore: line.restore.map(context.link))
        }
        return try context.render(BinPage(rows: rows))
    }
}
