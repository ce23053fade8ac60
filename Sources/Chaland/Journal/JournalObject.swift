import Encounters
import Projects
import SQLite
import Shell
import Shops

/// What an act was done to, as it is called now.
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
            name = try db.first("SELECT file_name FROM list_import WHERE public_id = ?1", object) { $0.text(0) }
            link = name == nil ? nil : .shopImport(object)
        case .deal:
            let shop = try JournalObject.shop(of: "deal", object, in: db)
            (name, link) = (shop?.name, shop.map { .deals(at: ShopCode($0.code)) })
        case .review, .burst:
            let shop = try JournalObject.shop(of: entry.action.kind.rawValue, object, in: db)
            (name, link) = (shop?.name, shop.map { .shop(name: $0.name, code: $0.code) })
        case .news:
            name = try db.first("SELECT title FROM news_post WHERE public_id = ?1", object) { $0.text(0) }
            link = name == nil ? nil : .newsPost(object)
        case .project:
            name = try db.first("SELECT title FROM project WHERE public_id = ?1", object) { $0.text(0) }
            link = name == nil ? nil : .project(object)
        case .request: (name, link) = ("", .requests)
        }
    }

    /// The shop that a row of `table` belongs to.
    private static func shop(
        of table: String, _ publicID: String, in db: Reader
    ) throws -> (name: String, code: String)? {
        try db.first(
            """
            SELECT shop.name, shop.code FROM \(table) JOIN shop ON shop.id = \(table).shop_id
             WHERE \(table).public_id = ?1
            """, publicID
        ) { ($0.text(0), $0.text(1)) }
    }
}
