import Base
import SQLite
import Shell

/// A «bon plan» of a shop: one sentence, shown until its last day.
package struct Deal: Sendable, Equatable {
    /// The details that its people write.
    package struct Details: Sendable, Equatable {
        package var text: String
        package var stock: StockWord
        /// Its first and its last day.
        package var from: Day
        package var until: Day

        package init(text: String, stock: StockWord = .unsaid, from: Day, until: Day) {
            (self.text, self.stock, self.from, self.until) = (text, stock, from, until)
        }

        fileprivate var startsAt: Instant { LocalTime(day: from, minute: 0).instant }
        var endsAt: Instant { LocalTime(day: until.adding(days: 1), minute: 0).instant }
    }

    /// Who ended it before its last day, and the reason that a moderator gave the shop.
    struct End: Sendable, Equatable {
        let at: Instant
        let by: Member.ID
        let name: String
        let reason: String
    }

    package let publicID: String
    package let shop: Shop.ID
    package let shopName: String
    package let shopCode: String
    package let details: Details
    package let addedAt: Instant
    /// When one of its details changed last.
    package let changedAt: Instant
    /// Incremented by each change; detects two people editing at once.
    let version: Int
    let end: End?

    package var shopLink: Link { .shop(name: shopName, code: shopCode) }

    /// Whether it has not ended; it may begin later.
    func isOpen(on day: Day) -> Bool { end == nil && details.until >= day }

    /// Whether they may bring it back: a shop cannot bring back what a moderator ended.
    func isRestorable(by member: Member) -> Bool {
        end.map { $0.by == member.id || member.may(.moderate) } ?? false
    }
}

/// What a shop says about its stock. Not listed in the schema; an unknown value is read as `unsaid`.
package enum StockWord: String, Sendable, CaseIterable {
    case unsaid = ""
    case whileStocksLast = "while-stocks-last"
    case few
    case toOrder = "to-order"
}

extension Deal {
    static let selection = """
        SELECT deal.public_id, deal.shop_id, shop.name, shop.code, deal.text, deal.stock, deal.starts_at, deal.ends_at,
               deal.added_at, deal.changed_at, deal.version, deal.ended_at, deal.ended_by, member.name, deal.ended_reason
          FROM deal JOIN shop ON shop.id = deal.shop_id LEFT JOIN member ON member.id = deal.ended_by
        """

    init(row: Row) {
        let last = row.instant(7) - 1
        let end = row.optionalInt(11).map { moment in
            End(
                at: Instant(seconds: moment), by: Member.ID(rawValue: row.int(12)), name: row.text(13),
                reason: row.text(14))
        }
        self.init(
            publicID: row.text(0), shop: Shop.ID(rawValue: row.int(1)), shopName: row.text(2), shopCode: row.text(3),
            details: Details(
                text: row.text(4), stock: StockWord(rawValue: row.text(5)) ?? .unsaid,
                from: row.instant(6).local.day, until: last.local.day),
            addedAt: row.instant(8), changedAt: row.instant(9), version: row.int(10),
            end: end)
    }

    /// The running ones of all shops, the soonest to end first. Index: `deal_by_end`.
    package static func running(at now: Instant, limit: Int = SiteLimits.newsShown, in db: Reader) throws -> [Deal] {
        try db.rows(
            """
            \(selection)
             WHERE deal.ends_at > ?1 AND deal.starts_at <= ?1 AND deal.ended_at IS NULL AND shop.removed_at IS NULL
             ORDER BY deal.ends_at, deal.id LIMIT ?2
            """, now, limit, decode: Deal.init(row:))
    }

    /// The open ones of a shop and those that ended at most a month ago: open ones first, the latest to end first.
    /// Index: `deal_by_shop`.
    static func all(of shop: Shop.ID, at now: Instant, in db: Reader) throws -> [Deal] {
        try db.rows(
            """
            \(selection) WHERE deal.shop_id = ?1 AND deal.ends_at > ?2
             ORDER BY deal.ended_at IS NOT NULL, deal.ends_at DESC, deal.id DESC LIMIT ?3
            """, shop, now - .days(30), SiteLimits.newsShown, decode: Deal.init(row:))
    }

    /// The bon plan of a shop with this public id; nil when it does not exist.
    static func find(_ publicID: String, at shop: Shop.ID, in db: Reader) throws -> Deal? {
        try db.first(
            "\(selection) WHERE deal.public_id = ?1 AND deal.shop_id = ?2", publicID.lowercased(), shop,
            decode: Deal.init(row:))
    }

    /// The number of a shop’s bons plans that run or will run.
    static func openCount(of shop: Shop.ID, at now: Instant, in db: Reader) throws -> Int {
        try db.first(
            "SELECT count(*) FROM deal WHERE shop_id = ?1 AND ends_at > ?2 AND ended_at IS NULL", shop, now
        ) { $0.int(0) } ?? 0
    }

    /// The public id of the one with the same words that the shop added since `then`: a button pressed twice.
    static func duplicate(_ text: String, at shop: Shop.ID, since then: Instant, in db: Reader) throws -> String? {
        try db.first(
            "SELECT public_id FROM deal WHERE shop_id = ?1 AND added_at > ?2 AND text = ?3 AND ended_at IS NULL", shop,
            then, text
        ) { $0.text(0) }
    }

    /// The number of bons plans a shop added since `then`, ended ones included.
    static func addedCount(of shop: Shop.ID, since then: Instant, in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM deal WHERE shop_id = ?1 AND added_at > ?2", shop, then) { $0.int(0) } ?? 0
    }
}

extension Deal.Details {
    /// Adds it to a shop.
    package func insert(
        publicID: String, at shop: Shop.ID, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO deal (public_id, shop_id, text, stock, starts_at, ends_at, added_by, added_at, changed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
            """, publicID, shop, text, stock.rawValue, startsAt, endsAt, member, now)
    }
}

extension Deal {
    /// Replaces its details; `conflict` when it changed or ended meanwhile.
    func change(to new: Details, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE deal SET text = ?3, stock = ?4, starts_at = ?5, ends_at = ?6, changed_at = ?7, version = version + 1
             WHERE public_id = ?1 AND version = ?2 AND ended_at IS NULL
            """, publicID, version, new.text, new.stock.rawValue, new.startsAt, new.endsAt, now)
        guard changed == 1 else { throw Failure.conflict }
    }

    /// Ends it before its last day; no change when it has been ended already.
    package static func end(
        _ publicID: String, reason: String = "", by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            UPDATE deal SET ended_at = ?2, ended_by = ?3, ended_reason = ?4
             WHERE public_id = ?1 AND ended_at IS NULL
            """, publicID, now, member, reason)
    }

    /// Brings it back.
    static func restore(_ publicID: String, in db: Writer) throws {
        try db.run(
            "UPDATE deal SET ended_at = NULL, ended_by = NULL, ended_reason = '' WHERE public_id = ?1", publicID)
    }

    /// Bons plans ended since a backup stay ended when it is restored.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        try replaced.forEach("SELECT public_id, ended_at, ended_by, ended_reason FROM deal WHERE ended_at IS NOT NULL")
        {
            row in
            // If the backup lacks the member who ended it, its first member is recorded instead.
            try db.run(
                """
                UPDATE deal
                   SET ended_at = ?2, ended_reason = ?4,
                       ended_by = ifnull((SELECT id FROM member WHERE id = ?3), (SELECT min(id) FROM member))
                 WHERE public_id = ?1 AND ended_at IS NULL
                """, row.text(0), row.int(1), row.int(2), row.text(3))
        }
    }
}
