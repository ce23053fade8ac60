import Base
import SQLite
import Shell

/// What the author of a need and another member write to each other.
struct NeedMessage: Sendable, Equatable {
    let writer: Member.ID
    let text: String
    let writtenAt: Instant
}

/// The messages between the author of a need and one other member, who answered it.
struct NeedConversation: Sendable, Equatable {
    /// The other member.
    let member: Member.ID
    /// Names them in forms.
    let publicID: String
    let name: String
    /// Whether they can still sign in.
    let hasAccess: Bool
    var isThanked: Bool
    var messages: [NeedMessage]

    /// The conversations about a need, the oldest first: all for its author, their own for another member.
    static func all(about need: Need, for member: Member.ID, in db: Reader) throws -> [NeedConversation] {
        let rows = try db.rows(
            """
            SELECT member.id, member.public_id, member.name, member.disabled_at IS NULL,
                   EXISTS (SELECT 1 FROM need_thanks WHERE need_id = ?1 AND member_id = member.id),
                   need_message.writer_id, need_message.text, need_message.written_at
              FROM need_message JOIN member ON member.id = need_message.correspondent_id
             WHERE need_message.need_id = ?1 AND (?2 OR need_message.correspondent_id = ?3)
             ORDER BY need_message.written_at, need_message.id LIMIT 500
            """, need.id, need.author == member, member
        ) { row in
            NeedConversation(
                member: Member.ID(rawValue: row.int(0)), publicID: row.text(1), name: row.text(2),
                hasAccess: row.bool(3), isThanked: row.bool(4),
                messages: [
                    NeedMessage(
                        writer: Member.ID(rawValue: row.int(5)), text: row.text(6),
                        writtenAt: row.instant(7))
                ])
        }
        return rows.reduce(into: []) { all, row in
            if let index = all.firstIndex(where: { $0.member == row.member }) {
                all[index].messages += row.messages
            } else {
                all.append(row)
            }
        }
    }

    /// The names of those whom the author thanked, in that order.
    static func thanked(for need: Need.ID, in db: Reader) throws -> [String] {
        try db.rows(
            """
            SELECT member.name FROM need_thanks JOIN member ON member.id = need_thanks.member_id
             WHERE need_thanks.need_id = ?1 ORDER BY need_thanks.thanked_at, member.id LIMIT 50
            """, need
        ) { $0.text(0) }
    }

    /// Writes to the author of a need, or back to a correspondent. The same words again within ten minutes change
    /// nothing.
    /// - Returns: whether it is new.
    /// - Throws: `tooMany` for a member who wrote `SiteLimits.needMessagesADay`.
    static func write(
        _ text: String, about need: Need, with correspondent: Member.ID, by writer: Member.ID, at now: Instant,
        in db: Writer
    ) throws -> Bool {
        let sent = try db.first(
            "SELECT count(*) FROM need_message WHERE writer_id = ?1 AND written_at > ?2", writer, now - .days(1)
        ) { $0.int(0) }
        guard (sent ?? 0) < SiteLimits.needMessagesADay else { throw Failure.tooMany(seconds: .hours(1)) }
        return try db.run(
            """
            INSERT INTO need_message (need_id, correspondent_id, writer_id, text, written_at)
            SELECT ?1, ?2, ?3, ?4, ?5
             WHERE NOT EXISTS (SELECT 1 FROM need_message WHERE writer_id = ?3 AND written_at > ?6 AND need_id = ?1
                                  AND correspondent_id = ?2 AND text = ?4)
            """, need.id, correspondent, writer, text, now, now - SiteLimits.sameProposal) == 1
    }

    /// Thanks a correspondent of a need, once.
    /// - Returns: whether it is new.
    static func thank(_ member: Member.ID, for need: Need.ID, at now: Instant, in db: Writer) throws -> Bool {
        try db.run(
            "INSERT OR IGNORE INTO need_thanks (need_id, member_id, thanked_at) VALUES (?1, ?2, ?3)", need, member, now
        ) == 1
    }
}
