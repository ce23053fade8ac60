import Base
import SQLite

/// Who can be a member of the association.
package enum Adherent: Sendable, Hashable {
    case person(Member.ID)
    /// The row of a shop.
    case shop(Int)

    fileprivate var columns: (member: Member.ID?, shop: Int?) {
        switch self {
        case .person(let id): (id, nil)
        case .shop(let row): (nil, row)
        }
    }
}

/// A membership with its dates.
package struct Membership: Sendable, Equatable {
    package let category: MemberCategory
    package let since: Instant
    /// Nil while it lasts.
    package let until: Instant?

    /// The memberships of a person or a shop, the present one first; at most 50. Those with a category of a newer
    /// program are left out.
    package static func all(of adherent: Adherent, in db: Reader) throws -> [Membership] {
        let (member, shop) = adherent.columns
        return try db.rows(
            """
            SELECT category, since_at, until_at FROM membership
             WHERE \(member == nil ? "shop_id = ?1" : "member_id = ?1")
             ORDER BY until_at IS NOT NULL, until_at DESC, id DESC LIMIT 50
            """, member?.rawValue ?? shop ?? 0
        ) { row in
            MemberCategory(rawValue: row.text(0)).map {
                Membership(
                    category: $0, since: row.instant(1),
                    until: row.optionalInstant(2))
            }
        }.compactMap(\.self)
    }

    /// Makes a person or a shop a member in this category from now on, or ends the membership for nil. Does nothing
    /// when nothing changes.
    package static func set(
        _ category: MemberCategory?, of adherent: Adherent, by actor: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        let current = try all(of: adherent, in: db).first { $0.until == nil }
        if current?.category == category { return }
        let (member, shop) = adherent.columns
        try db.run(
            """
            UPDATE membership SET until_at = max(since_at, ?2), ended_by = ?3
             WHERE \(member == nil ? "shop_id = ?1" : "member_id = ?1") AND until_at IS NULL
            """, member?.rawValue ?? shop ?? 0, now, actor)
        if let member {
            try Audit.record(.categoryChanged, of: member, by: actor, at: now, in: db)
        } else {
            let code = try db.first("SELECT code FROM shop WHERE id = ?1", shop) { $0.text(0) } ?? ""
            try Audit.record(.shopCategoryChanged, code, by: actor, at: now, in: db)
        }
        guard let category else { return }
        try db.run(
            "INSERT INTO membership (member_id, shop_id, category, since_at, decided_by) VALUES (?1, ?2, ?3, ?4, ?5)",
            member, shop, category.rawValue, now, actor)
    }
}
