import Base
import HTMLTemplate
import SQLite

/// Something that happened, told to one member: on their home, and in a mail when they want it.
package struct Notice: Sendable, Equatable {
    let publicID: String
    let event: NoticeEvent
    /// The name it is about, such as that of a shop; may be empty.
    let about: String
    /// What the shop of the member owes; nil where it is not about an amount.
    let amount: Money?
    /// The path it leads to.
    let path: String
    /// How often it happened since the member last read a notice of it.
    let count: Int
    let addedAt: Instant
    let isRead: Bool

    /// Tells members of something, in the write that does it. Until a member has read the notice, the same event about
    /// the same object increases its count instead of adding another.
    /// - Parameters:
    ///   - about: the name of a shop or project; never a name or text of a person.
    ///   - amount: what the shop of the members owes, said in the language of each.
    ///   - object: tells apart what it happened to: `project 7`.
    ///   - work: the shop or association whose people it is told to; hidden from those who no longer hold an office
    ///     there, because they may not read what it leads to.
    ///   - members: each once; those whose access has ended are left out.
    ///   - actor: who did it, and is not told.
    package static func add(
        _ event: NoticeEvent, about: String = "", amount: Money? = nil, _ link: Link, object: String = "",
        for work: Scope? = nil,
        to members: [Member.ID], except actor: Member.ID? = nil, at now: Instant, in db: Writer
    ) throws {
        for member in members where member != actor {
            try db.run(
                """
                INSERT INTO notice (member_id, event, object, about, path, added_at, office_at, cents)
                SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM member WHERE id = ?1 AND disabled_at IS NULL
                    ON CONFLICT (member_id, event, object) WHERE read_at IS NULL DO UPDATE
                   SET count = count + 1, about = excluded.about, cents = excluded.cents, path = excluded.path,
                       added_at = excluded.added_at, mailed_at = NULL
                """, member, event.rawValue, String(object.prefix(80)), String(about.headerLine.prefix(120)),
                link.path, now, work.map { $0.columns.shop ?? 0 }, amount)
        }
        if try MailServer.isSetUp(in: db) { try NoticeMail.schedule(at: now, in: db) }
    }

    /// The SQL condition for a notice that its member may still see: they hold an office at its shop, and the shop is
    /// in the directory. A member of the board sees those of every shop.
    static let isShown = """
        (office_at IS NULL
         OR EXISTS (SELECT 1 FROM office
                     WHERE office.member_id = notice.member_id AND until_at IS NULL AND project_id IS NULL
                       AND (shop_id IS NULL OR shop_id = office_at))
        AND (office_at = 0 OR EXISTS (SELECT 1 FROM shop WHERE shop.id = office_at AND removed_at IS NULL)))
        """

    /// Deletes the notices that lead to a page, or to one below it, which most of their readers can no longer see.
    package static func forget(under link: Link, in db: Writer) throws {
        // The paths below it sort between its own with `/` and with `0`, the next character.
        try db.run(
            "DELETE FROM notice WHERE path = ?1 OR (path >= ?1 || '/' AND path < ?1 || '0')", link.path)
    }

    /// The notices of a member, the latest first.
    static func latest(of member: Member.ID, unreadOnly: Bool, limit: Int, in db: Reader) throws -> [Notice] {
        try db.rows(
            """
            SELECT public_id, event, about, path, count, added_at, read_at IS NOT NULL, cents FROM notice
             WHERE member_id = ?1 AND (NOT ?2 OR read_at IS NULL) AND \(isShown)
             ORDER BY added_at DESC, id DESC LIMIT ?3
            """, member, unreadOnly, limit, decode: Notice.init(row:)
        ).compactMap(\.self)
    }

    /// Nil for an event of a newer program.
    init?(row: Row) {
        guard let event = NoticeEvent(rawValue: row.text(1)) else { return nil }
        (publicID, self.event, about, path) = (row.text(0), event, row.text(2), row.text(3))
        (count, addedAt, isRead) = (row.int(4), row.instant(5), row.bool(6))
        amount = row.optionalInt(7).map { Money(cents: $0) }
    }

    /// How many notices the member has not read; at most 99.
    static func unreadCount(of member: Member.ID, in db: Reader) throws -> Int {
        min(
            99,
            try db.first(
                "SELECT count(*) FROM notice WHERE member_id = ?1 AND read_at IS NULL AND \(isShown)", member
            ) { $0.int(0) } ?? 0)
    }

    /// Marks one as read, and returns where it leads; nil when the member has no such notice.
    static func read(_ publicID: String, of member: Member.ID, at now: Instant, in db: Writer) throws -> Link? {
        guard let link = try link(publicID, of: member, in: db) else { return nil }
        try db.run(
            "UPDATE notice SET read_at = ?3 WHERE public_id = ?1 AND member_id = ?2 AND read_at IS NULL", publicID,
            member, now)
        return link
    }

    /// Where one leads; nil when the member has no such notice.
    static func link(_ publicID: String, of member: Member.ID, in db: Reader) throws -> Link? {
        try db.first(
            "SELECT path FROM notice WHERE public_id = ?1 AND member_id = ?2 AND \(isShown)", publicID, member
        ) { Link(sent: $0.text(0)) }
    }

    /// Marks as read all notices that the member has seen: those added up to `moment`.
    static func readAll(of member: Member.ID, upTo moment: Instant, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE notice SET read_at = ?3 WHERE member_id = ?1 AND read_at IS NULL AND added_at <= ?2", member,
            moment, now)
    }

    /// «Un avis sur Au Fournil est en ligne», «Votre part a changé : Fête d’été – 142,86 €», in one language.
    func words(_ language: Language) -> String {
        let about = [about, amount.map(language.money)].compactMap(\.self).joined(separator: " – ")
        return language.messages.text("notice." + event.rawValue, count: count, ["about": about])
    }
}
