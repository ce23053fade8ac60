import Base
import Shell
import SQLite

/// Who writes fields of a shop, when, and by which way: kept in `shop_field` for the last writing of each field.
package struct ShopAuthor: Sendable {
    /// The way a field is written.
    package enum Source: String, Sendable, Bindable {
        case form, undo
        case fileOfShops = "import"
    }

    /// Nil for a program: the command that imports, the demonstration.
    package let member: Member.ID?
    package let at: Instant
    package let source: Source

    package init(member: Member.ID?, at: Instant, source: Source) {
        self.member = member
        self.at = at
        self.source = source
    }

    /// Records that these fields of a shop are theirs now.
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
