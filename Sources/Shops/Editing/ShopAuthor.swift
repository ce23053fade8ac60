import Base
import SQLite
import Shell

/// Who writes fields of a shop, when and how. `shop_field` stores it for the last write of each field.
package struct ShopAuthor: Sendable {
    /// How a field is written.
    package enum Source: String, Sendable, Bindable {
        case form
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

/// The stored author of a field.
struct FieldAuthor: Sendable, Codable, Equatable {
    /// The row of the member; nil for a program.
    let member: Int?
    /// Seconds since 1970.
    let at: Int
    let source: String
}

extension ShopAuthor {
    /// The fields of each shop that its own people, of today or of before, wrote last in the form, with the time.
    static func ownWords(in db: Reader) throws -> [Shop.ID: [String: Instant]] {
        var words: [Shop.ID: [String: Instant]] = [:]
        // From the offices of shops, of which there are few: most fields come from lists.
        try db.forEach(
            """
            SELECT shop_field.shop_id, shop_field.field, shop_field.written_at
              FROM office CROSS JOIN shop_field
                ON shop_field.shop_id = office.shop_id AND shop_field.written_by = office.member_id
             WHERE office.shop_id IS NOT NULL AND shop_field.source = 'form'
            """
        ) { row in
            words[Shop.ID(rawValue: row.int(0)), default: [:]][row.text(1)] = row.instant(2)
        }
        return words
    }

    /// The authors of the fields of a shop.
    static func stored(of shop: Shop.ID, in db: Reader) throws -> [String: FieldAuthor] {
        var authors: [String: FieldAuthor] = [:]
        try db.forEach("SELECT field, written_by, written_at, source FROM shop_field WHERE shop_id = ?1", shop) { row in
            authors[row.text(0)] = FieldAuthor(member: row.optionalInt(1), at: row.int(2), source: row.text(3))
        }
        return authors
    }

    /// Makes these authors the last ones of fields of a shop again. A field that had none has none.
    static func putBack(
        _ authors: [String: FieldAuthor], of fields: [String], of shop: Shop.ID, in db: Writer
    ) throws {
        for field in fields {
            try db.run("DELETE FROM shop_field WHERE shop_id = ?1 AND field = ?2", shop, field)
            guard let author = authors[field] else { continue }
            // A member who was erased meanwhile is no author any more.
            try db.run(
                """
                INSERT INTO shop_field (shop_id, field, written_by, written_at, source)
                VALUES (?1, ?2, (SELECT id FROM member WHERE id = ?3), ?4, ?5)
                """, shop, field, author.member, author.at, author.source)
        }
    }
}
