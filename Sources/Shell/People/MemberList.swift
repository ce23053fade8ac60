import Base
import SQLite

/// A member as a list shows them, with or without access.
package struct ListedMember: Sendable, Equatable {
    package let id: Member.ID
    /// Identifies the member outside the store: 16 letters and digits.
    package let publicID: String
    package let name: String
    package let email: String?
    /// The offices held now, as stored, each with the code of its shop: `president, shopkeeper 7KQ2`. Empty without
    /// one.
    package let offices: String
    /// When their access ended; nil while they have it.
    package let endedAt: Instant?

    private static let columns = """
        member.id, member.public_id, member.name, member.email, member.disabled_at,
        (SELECT group_concat(held, ', ')
           FROM (SELECT office.office || ifnull(' ' || shop.code, '') AS held
                   FROM office LEFT JOIN shop ON shop.id = office.shop_id
                  WHERE office.member_id = member.id AND office.until_at IS NULL AND shop.removed_at IS NULL
                    AND office.project_id IS NULL
                  ORDER BY office.id LIMIT 100))
        """

    private init(row: Row) {
        id = Member.ID(rawValue: row.int(0))
        (publicID, name, email) = (row.text(1), row.text(2), row.optionalText(3))
        endedAt = row.optionalInstant(4)
        offices = row.optionalText(5) ?? ""
    }

    /// All members in the order they joined, at most `limit`.
    package static func all(limit: Int = 10_000, in db: Reader) throws -> [ListedMember] {
        try db.rows("SELECT \(columns) FROM member ORDER BY member.id LIMIT ?1", limit) { ListedMember(row: $0) }
    }

    /// The members meant by an e-mail address or a public id, else those of this name, else the people of the shop with
    /// this code; at most ten.
    package static func find(_ key: String, in db: Reader) throws -> [ListedMember] {
        func members(_ condition: String, _ value: some Bindable) throws -> [ListedMember] {
            try db.rows("SELECT \(columns) FROM member WHERE \(condition) ORDER BY member.id LIMIT 10", value) {
                ListedMember(row: $0)
            }
        }
        if let email = EmailAddress(typed: key)?.key { return try members("member.email = ?1", email) }
        let known = try members("member.public_id = ?1", key.trimmed.lowercased())
        if !known.isEmpty { return known }
        let named = try members("member.name_key = ?1", key.trimmed.folded)
        guard named.isEmpty, let shop = try Workplace.find(key, in: db) else { return named }
        return try members(
            "member.id IN (SELECT member_id FROM office WHERE shop_id = ?1 AND until_at IS NULL)", shop.id)
    }
}
