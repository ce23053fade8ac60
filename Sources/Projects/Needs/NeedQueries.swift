import Base
import SQLite
import Shell
import Shops

extension Need {
    private static let selection = """
        SELECT need.id, need.public_id, need.kind, need.text, need.ends_at, need.author_id, member.name, shop.name,
               shop.code, shop.removed_at IS NULL, need.added_at, need.closed_at, need.closed_by, closer.name,
               need.closed_reason, project.public_id, project.title
          FROM need JOIN member ON member.id = need.author_id
          LEFT JOIN shop ON shop.id = need.shop_id LEFT JOIN member AS closer ON closer.id = need.closed_by
          LEFT JOIN project ON project.id = need.project_id AND project.withdrawn_at IS NULL
        """
    /// Open ones of people who still have access. `?1`: now. Index: `need_open`.
    private static let isOpen = "need.ends_at > ?1 AND need.closed_at IS NULL AND member.disabled_at IS NULL"

    private init(row: Row) {
        let shop = row.optionalText(7).map { name in
            Project.ShopName(name: name, link: row.bool(9) ? .shop(name: name, code: row.text(8)) : nil)
        }
        let end = row.optionalInt(11).map { moment in
            End(
                at: Instant(seconds: moment), by: Member.ID(rawValue: row.int(12)), name: row.text(13),
                reason: row.text(14))
        }
        self.init(
            id: ID(rawValue: row.int(0)), publicID: row.text(1),
            details: Details(
                NeedKind(rawValue: row.text(2)) ?? .seeking, row.text(3),
                until: (row.instant(4) - 1).local.day),
            author: Member.ID(rawValue: row.int(5)), authorName: row.text(6), shop: shop,
            addedAt: row.instant(10), end: end,
            project: row.optionalText(15).map { ($0, row.text(16)) })
    }

    /// The need of a public id; nil when it does not exist or this member may not see it.
    package static func find(_ publicID: String, visibleTo member: Member, in db: Reader) throws -> Need? {
        try db.first("\(selection) WHERE need.public_id = ?1", publicID.lowercased(), decode: Need.init(row:))
            .flatMap { $0.isVisible(to: member) ? $0 : nil }
    }

    /// The open ones with all these words, the newest first.
    static func open(
        _ search: NeedSearch, _ range: Range<Int>, at now: Instant, in db: Reader
    ) throws -> [Need] {
        let (condition, values) = search.condition(at: now)
        return try db.rows(
            """
            \(selection) WHERE \(isOpen) \(condition)
             ORDER BY need.added_at DESC, need.id DESC LIMIT \(range.count) OFFSET \(range.lowerBound)
            """, values: values, decode: Need.init(row:))
    }

    /// How many are open and have these words.
    static func openCount(_ search: NeedSearch, at now: Instant, in db: Reader) throws -> Int {
        let (condition, values) = search.condition(at: now)
        return try db.first(
            "SELECT count(*) FROM need JOIN member ON member.id = need.author_id WHERE \(isOpen) \(condition)",
            values: values
        ) { $0.int(0) } ?? 0
    }

    /// The needs that a member wrote or answered, closed ones too, the newest first.
    static func own(of member: Member.ID, limit: Int = SiteLimits.needsOfMember * 5, in db: Reader) throws -> [Need] {
        try db.rows(
            """
            \(selection)
             WHERE need.author_id = ?1 OR need.id IN (SELECT need_id FROM need_message WHERE correspondent_id = ?1)
             ORDER BY need.added_at DESC, need.id DESC LIMIT ?2
            """, member, limit, decode: Need.init(row:)
        ).filter { $0.author == member || !$0.isRemoved }
    }

    /// Open needs about the same thing, of any kind: «je cherche deux barnums» and «je propose un barnum».
    static func similar(to need: Need, at now: Instant, in db: Reader) throws -> [Need] {
        let words = Similarity.words(of: need.details.text)
        let others = try open(NeedSearch(), 0..<SiteLimits.needsCompared, at: now, in: db)
        return Array(others.filter { $0.id != need.id && isClose(words, $0.details.text) }.prefix(5))
    }

    /// Whether a sentence shares a third of the words, one of them with five letters or more: sentences are short, and
    /// two about the same thing use different words.
    private static func isClose(_ words: [String], _ text: String) -> Bool {
        let others = Set(Similarity.words(of: text))
        let shared = words.filter(others.contains)
        return shared.contains { $0.count >= 5 } && shared.count * 3 >= min(words.count, others.count)
    }

    /// The public id of the open one in the same words that the member added since `then`: a button pressed twice.
    static func duplicate(_ text: String, by member: Member.ID, since then: Instant, in db: Reader) throws -> String? {
        try db.first(
            """
            SELECT public_id FROM need WHERE author_id = ?1 AND added_at > ?2 AND text = ?3 AND closed_at IS NULL LIMIT 1
            """, member, then, text
        ) { $0.text(0) }
    }

    /// The number of open needs of a member.
    static func openCount(of member: Member.ID, at now: Instant, in db: Reader) throws -> Int {
        try db.first(
            "SELECT count(*) FROM need WHERE author_id = ?1 AND ends_at > ?2 AND closed_at IS NULL", member, now
        ) { $0.int(0) } ?? 0
    }

    /// The closed ones that this member may bring back: their own, and those that a moderator removed. Index:
    /// `need_by_end`.
    static func removed(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        let needs = try db.rows(
            """
            \(selection) WHERE need.ends_at > ?1 AND need.closed_at IS NOT NULL
             ORDER BY need.ends_at, need.id LIMIT ?2
            """, context.now, SiteLimits.binRows, decode: Need.init(row:))
        return needs.compactMap { need in
            guard let end = need.end, need.isRestorable(by: member) else { return nil }
            return Removed(
                context.say("bin.need"), need.details.text, removedAt: end.at, by: end.name,
                until: min(end.at + SiteLimits.bin, need.details.endsAt), restore: .restoreNeed(need.publicID))
        }
    }
}

/// The filters of the list of needs.
struct NeedSearch: Sendable {
    /// Nil: all kinds.
    var kind: NeedKind?
    /// As typed; every word must occur, at most six are used.
    var words = ""

    /// `AND …` with its values; `?1` is now.
    fileprivate func condition(at now: Instant) -> (sql: String, values: [any Bindable]) {
        var (sql, values): (String, [any Bindable]) = ("", [now])
        if let kind {
            values.append(kind.rawValue)
            sql += " AND need.kind = ?\(values.count)"
        }
        for word in words.folded.split(whereSeparator: { !($0.isLetter || $0.isNumber) }).prefix(6) {
            values.append(String(word))
            sql += " AND instr(need.text_key, ?\(values.count)) > 0"
        }
        return (sql, values)
    }
}
