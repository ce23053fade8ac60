import Projects
import SQLite
import Shell
import Shops

/// The object of an act, with its present name.
struct JournalObject: Sendable {
    /// Empty for the association itself; nil when it is gone.
    let name: String?
    let link: Link?

    /// The object of an entry.
    init(_ entry: JournalEntry, in db: Reader) throws {
        let object = entry.object
        switch entry.action.kind {
        case .settings: (name, link) = ("", nil)
        case .member:
            let found = try JournalEntry.name(ofPerson: object, in: db)
            (name, link) = (found?.name, found.flatMap { $0.isErased ? nil : .member($0.publicID) })
        case .shop:
            let found = try db.first("SELECT name, removed_at IS NOT NULL FROM shop WHERE code = ?1", object) {
                (name: $0.text(0), isRemoved: $0.bool(1))
            }
            name = found?.name
            link = found.flatMap { $0.isRemoved ? nil : .shop(name: $0.name, code: object) }
        case .invitation: (name, link) = ("", .invitationBatch(object))
        case .import:
            let list = try db.first(
                "SELECT file_name, kind = 'shops', confirmed_at IS NOT NULL FROM list_import WHERE public_id = ?1",
                object
            ) { (name: $0.text(0), isOfShops: $0.bool(1), isOpen: $0.bool(2)) }
            name = list?.name
            link = list.flatMap { $0.isOpen ? ($0.isOfShops ? .shopImport(object) : .peopleImport(object)) : nil }
        case .joining: (name, link) = ("", .joinRequest(object))
        case .deal, .review, .burst:
            let shop = try JournalObject.shop(of: entry.action.kind.rawValue, object, in: db)
            name = shop?.name
            link = shop.flatMap { $0.isRemoved ? nil : .shop(name: $0.name, code: $0.code) }
        case .code: (name, link) = (object, nil)
        case .news:
            let found = try JournalObject.titled("title", of: "news_post", object, isOpen: "removed_at IS NULL", in: db)
            (name, link) = (found?.name, found?.isOpen == true ? .newsPost(object) : nil)
        case .project:
            let found = try JournalObject.titled("title", of: "project", object, isOpen: "withdrawn_at IS NULL", in: db)
            (name, link) = (found?.name, found?.isOpen == true ? .project(object) : nil)
        case .need:
            let found = try JournalObject.titled("text", of: "need", object, isOpen: "closed_at IS NULL", in: db)
            (name, link) = (found?.name, found?.isOpen == true ? .need(object) : nil)
        case .words: (name, link) = ("", .demand)
        case .request: (name, link) = ("", .requests)
        }
    }

    /// The title of a row of `table`, and whether it has a page for all who read the journal.
    private static func titled(
        _ column: String, of table: String, _ publicID: String, isOpen condition: String, in db: Reader
    ) throws -> (name: String, isOpen: Bool)? {
        try db.first("SELECT \(column), \(condition) FROM \(table) WHERE public_id = ?1", publicID) {
            ($0.text(0), $0.bool(1))
        }
    }

    /// The shop that a row of `table` belongs to.
    private static func shop(
        of table: String, _ publicID: String, in db: Reader
    ) throws -> (name: String, code: String, isRemoved: Bool)? {
        try db.first(
            """
            SELECT shop.name, shop.code, shop.removed_at IS NOT NULL FROM \(table) JOIN shop ON shop.id = \(table).shop_id
             WHERE \(table).public_id = ?1
            """, publicID
        ) { ($0.text(0), $0.text(1), $0.bool(2)) }
    }
}
