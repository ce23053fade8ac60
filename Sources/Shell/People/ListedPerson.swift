import Base
import SQLite

/// A member, with or without access, as an imported list of members is compared with them.
package struct ListedPerson: Sendable, Equatable {
    package let id: Member.ID
    /// Identifies the member outside the store.
    package let publicID: String
    package let name: String
    /// As `EmailAddress.key`; empty without one.
    package let email: String
    /// Nil for a person without a membership of their own.
    package let category: MemberCategory?
    /// Incremented with each change of a value that an imported list may set.
    package let version: Int
    /// Whether they have signed in, were given a link, or have held an office: undoing the import leaves them in place
    /// then.
    package let isUsed: Bool

    private static let columns = """
        SELECT member.id, public_id, name, ifnull(email, ''), version,
               (SELECT category FROM membership WHERE member_id = member.id AND until_at IS NULL),
               signed_in_at IS NOT NULL OR EXISTS (SELECT 1 FROM office WHERE member_id = member.id)
               OR EXISTS (SELECT 1 FROM sign_in_link WHERE member_id = member.id)
          FROM member
        """

    private init(row: Row) {
        (id, publicID, name, email) = (Member.ID(rawValue: row.int(0)), row.text(1), row.text(2), row.text(3))
        (version, category) = (row.int(4), row.optionalText(5).flatMap(MemberCategory.init))
        isUsed = row.bool(6)
    }

    /// All members in the order they joined, at most 10,000.
    package static func all(in db: Reader) throws -> [ListedPerson] {
        try db.rows("\(columns) WHERE erased_at IS NULL ORDER BY member.id LIMIT 10000") { ListedPerson(row: $0) }
    }

    /// One of them; nil when there is none.
    package static func find(_ id: Member.ID, in db: Reader) throws -> ListedPerson? {
        try db.first("\(columns) WHERE member.id = ?1", id) { ListedPerson(row: $0) }
    }
}

extension Member {
    /// The member with an address, with or without access; nil when there is none.
    package static func owner(of email: EmailAddress, in db: Reader) throws -> (id: ID, hasAccess: Bool)? {
        try db.first("SELECT id, disabled_at IS NULL FROM member WHERE email = ?1", email.key) { row in
            (id: ID(rawValue: row.int(0)), hasAccess: row.bool(1))
        }
    }

    /// Gives a member an address from a list; nil takes it back. Does nothing when another member has the address.
    package static func complete(_ id: ID, email: EmailAddress?, in db: Writer) throws {
        if let email, try isTaken(email, besides: id, in: db) { return }
        try db.run("UPDATE member SET email = ?2 WHERE id = ?1", id, email?.key)
    }

    /// Increments the version: a value that an imported list may set has changed.
    package static func countChange(of id: ID, in db: Writer) throws {
        try db.run("UPDATE member SET version = version + 1 WHERE id = ?1", id)
    }

    /// Deletes a member that a list added and that never signed in.
    package static func delete(_ id: ID, in db: Writer) throws {
        try db.run("DELETE FROM member WHERE id = ?1 AND signed_in_at IS NULL", id)
    }
}
