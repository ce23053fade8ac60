import Base
import SQLite

/// Ending and restoring the access of a member. Each act is a dated row of `access_change`, with the member who
/// decided.
extension Member {
    /// Why an access cannot end.
    package enum AccessRefusal: Error, Sendable {
        /// No other member with access is president.
        case lastPresident
        /// Only a president decides about the access of a president.
        case president
    }

    /// Ends the access of a member: at their next request they are a guest. Sessions, sign-in links and known devices
    /// end; offices stay, without effect, until the access is restored.
    /// - Parameter actor: the member who decides; nil for a command on the machine.
    /// - Returns: false when it had already ended, or there is no such member.
    /// - Throws: `AccessRefusal`.
    @discardableResult
    package static func endAccess(
        of id: ID, _ reason: AccessChange = .ended, by actor: ID?, at now: Instant, in db: Writer
    ) throws -> Bool {
        let hasAccess = try db.first("SELECT 1 FROM member WHERE id = ?1 AND disabled_at IS NULL", id) { _ in true }
        guard hasAccess == true else { return false }
        if try isLastPresident(id, in: db) { throw AccessRefusal.lastPresident }
        if let actor, try !mayManageAccess(of: id, actor, in: db) { throw AccessRefusal.president }
        try db.run("UPDATE member SET disabled_at = ?2, devices_after = ?2 WHERE id = ?1", id, now)
        try Session.endAll(of: id, in: db)
        try db.run("DELETE FROM sign_in_link WHERE member_id = ?1", id)
        try record(reason, of: id, by: actor, at: now, in: db)
        return true
    }

    /// Ends the sessions, links, known devices and second step of a member whose phone is lost: a person who has the
    /// phone is a guest at the next request.
    package static func endSessions(of id: ID, at now: Instant, in db: Writer) throws {
        try db.run("UPDATE member SET devices_after = ?2 WHERE id = ?1", id, now)
        try Session.endAll(of: id, in: db)
        try SecondFactor.end(of: id, in: db)
    }

    /// Restores the access of a member, with the offices they still hold. They sign in again.
    /// - Parameter actor: the member who decides; nil for a command on the machine.
    /// - Returns: false when it had not ended, or there is no such member.
    /// - Throws: `AccessRefusal.president`.
    @discardableResult
    package static func restoreAccess(of id: ID, by actor: ID?, at now: Instant, in db: Writer) throws -> Bool {
        if let actor, try !mayManageAccess(of: id, actor, in: db) { throw AccessRefusal.president }
        let changed = try db.run(
            "UPDATE member SET disabled_at = NULL WHERE id = ?1 AND disabled_at IS NOT NULL AND erased_at IS NULL", id)
        guard changed == 1 else { return false }
        try record(.restored, of: id, by: actor, at: now, in: db)
        return true
    }

    /// Whether `actor` may decide about the access of this member. Only a president may decide about a president, or
    /// about the member to whom the presidency is offered: in their name it could be accepted.
    package static func mayManageAccess(of id: ID, _ actor: ID, in db: Reader) throws -> Bool {
        let presides = try db.first(
            """
            SELECT 1 FROM office WHERE member_id = ?1 AND office IN \(Right.offerPresidency.offices(.association))
               AND shop_id IS NULL AND project_id IS NULL AND until_at IS NULL
             UNION ALL
            SELECT 1 FROM presidency_offer
             WHERE offered_to = ?1 AND accepted_at IS NULL AND ended_at IS NULL AND offered_at > 0
            """, id
        ) { _ in true }
        return try presides != true || find(actor, in: db)?.may(.offerPresidency) == true
    }

    /// Whether no other member with access is president.
    package static func isLastPresident(_ id: ID, in db: Reader) throws -> Bool {
        let current = "office = 'president' AND shop_id IS NULL AND project_id IS NULL AND until_at IS NULL"
        return try db.first(
            """
            SELECT 1 FROM office WHERE \(current) AND member_id = ?1
               AND NOT EXISTS (SELECT 1 FROM office JOIN member ON member.id = member_id
                                WHERE \(current) AND member_id <> ?1 AND disabled_at IS NULL)
            """, id
        ) { _ in true } ?? false
    }

    private static func record(
        _ outcome: AccessChange, of id: ID, by actor: ID?, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            "INSERT INTO access_change (member_id, changed_at, changed_by, outcome) VALUES (?1, ?2, ?3, ?4)", id, now,
            actor, outcome.rawValue)
        try Audit.record(outcome.act, of: id, by: actor, at: now, in: db)
    }
}
