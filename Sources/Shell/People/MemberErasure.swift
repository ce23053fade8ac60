import Base
import SQLite

/// Erasing a person (RGPD, art. 17): their row stays without name and address, so that counts and decisions stay true.
extension Member {
    /// The name of the row of an erased person, as lists and pages show it.
    package static let erasedName = "Ancien membre"

    /// Erases a member from every table of the register and ends their access. It is recorded, so that no backup brings
    /// the data back.
    /// - Parameters:
    ///   - register: the register of processing of the site.
    ///   - actor: the member who decides, often themselves; nil for a command on the machine.
    /// - Returns: false when there is no such member, or they are erased already.
    /// - Throws: `AccessRefusal.lastPresident` for the only president with access.
    @discardableResult
    package static func erase(
        _ id: ID, from register: [PersonalData], by actor: ID?, at now: Instant, in db: Writer
    ) throws -> Bool {
        let publicID = try db.first("SELECT public_id FROM member WHERE id = ?1 AND erased_at IS NULL", id) {
            $0.text(0)
        }
        guard let publicID else { return false }
        if try isLastPresident(id, in: db) { throw AccessRefusal.lastPresident }
        try erase(id, from: register, at: now, in: db)
        try Erasure.note(Erasure.Kind.member.rawValue, publicID, at: now, in: db)
        try Audit.record(.memberErased, publicID, by: actor, at: now, in: db)
        return true
    }

    /// Members are erased three years after their access ended (CNIL, référentiel relatif à la gestion des membres
    /// d’associations).
    static let formerRule = RetentionRule("formerMembers", table: "member", term: .days(3 * 365), sql: [])

    /// Erases some of the members whose access ended before the term of `formerRule`.
    /// - Returns: whether more may be left.
    static func eraseFormer(from register: [PersonalData], at now: Instant, in db: Writer) throws -> Bool {
        let former = try db.rows(
            """
            SELECT id FROM member WHERE disabled_at IS NOT NULL AND erased_at IS NULL AND disabled_at <= ?1
             ORDER BY disabled_at LIMIT ?2
            """, now - formerRule.term, RetentionRule.rowsAtOnce
        ) { ID(rawValue: $0.int(0)) }
        var count = 0
        for id in former where try !isLastPresident(id, in: db) {
            if try erase(id, from: register, by: nil, at: now, in: db) { count += 1 }
        }
        return count == RetentionRule.rowsAtOnce
    }

    /// Erases in a restored file the members who were erased since the backup.
    package static func repeatErasures(from register: [PersonalData], at now: Instant, in db: Writer) throws {
        for code in try Erasure.codes(.member, in: db) {
            let id = try db.first("SELECT id FROM member WHERE public_id = ?1 AND erased_at IS NULL", code) {
                ID(rawValue: $0.int(0))
            }
            if let id { try erase(id, from: register, at: now, in: db) }
        }
    }

    private static func erase(_ id: ID, from register: [PersonalData], at now: Instant, in db: Writer) throws {
        // In reverse: the site declares the tables of people first, and the statements of others read their name and
        // address.
        for statement in register.reversed().flatMap(\.erasing) {
            if statement.contains("?2") { try db.run(statement, id, now) } else { try db.run(statement, id) }
        }
    }
}
