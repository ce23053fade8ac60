import Base
import Shell
import SQLite

/// Who writes fields of a shop, when and how. `shop_field` stores it for the last write of each field.
package struct ShopAuthor: Sendable {
    /// How a field is written.
    package enum Source: String, Sendable, Bindable {
        case form, undo
        case fileOfShops = "import"
    }

    /// Nil for a program: the import command, the demonstration.
    package let member: Member.ID?
    package let at: Instant
    package let source: Source

    package init(member: Member.ID?, at: Instant, source: Source) {
        self.member = member
        self.at = at
        self.source = source
    }

    /// Records this author as the last one of these fields of a shop.
    func record(_ fields: [String], of shop: Shop.ID, in db: Writer) throws {
        for field in fields {
            try db.run(
                """
                INSERT INTO shop_field (shop_id, field, written_by, written_at, source) VALUES (?1, ?2, ?3, ?4, ?5)
                    ON CONFLICT (shop_id, field) DO UPDATE
                    SET written_by = excluded.written_by, written_at = excluded.written_at, source = excluded.source
                """, shop, field, member, at, source)
        }
    }
}
