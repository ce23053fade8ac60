import Base
import SQLite
import Shell

/// An error that a visitor reported about the page of a shop. Nothing of the visitor is stored.
package struct ErrorReport: Sendable {
    /// What is wrong. The schema has no list of the values; an unknown one is read as `other`.
    package enum What: String, Sendable, CaseIterable {
        case hours, phone, address, closed, other

        /// The message with its words.
        package var label: String { "report.what." + rawValue }
    }

    /// How a report was settled.
    package enum Outcome: String, Sendable, CaseIterable {
        case corrected
        case noError = "no_error"

        /// The message that says it was recorded.
        var message: String {
            switch self {
            case .corrected: "report.corrected"
            case .noError: "report.noError"
            }
        }
    }

    package let publicID: String
    package let shopName: String
    package let shopCode: ShopCode
    package let what: What
    /// What the visitor wrote; may be empty.
    package let note: String
    package let reportedAt: Instant
}

extension ErrorReport {
    private static let columns = "public_id, shop.name, shop.code, what, note, reported_at"

    private init(row: Row) {
        self.init(
            publicID: row.text(0), shopName: row.text(1), shopCode: ShopCode(row.text(2)),
            what: What(rawValue: row.text(3)) ?? .other, note: row.text(4), reportedAt: row.instant(5))
    }

    /// The reports about a shop that wait to be settled, the oldest first.
    package static func waiting(of shop: Shop.ID, in db: Reader) throws -> [ErrorReport] {
        try db.rows(
            """
            SELECT \(columns) FROM shop_error JOIN shop ON shop.id = shop_error.shop_id
             WHERE shop_error.shop_id = ?1 AND settled_at IS NULL ORDER BY reported_at LIMIT ?2
            """, shop, SiteLimits.waitingReports, decode: ErrorReport.init(row:))
    }

    /// The reports about all shops of the directory that wait to be settled, the oldest first; at most `most`.
    package static func waiting(most: Int, in db: Reader) throws -> [ErrorReport] {
        try db.rows(
            """
            SELECT \(columns) FROM shop_error INDEXED BY shop_error_waiting_by_time
              CROSS JOIN shop ON shop.id = shop_error.shop_id
             WHERE settled_at IS NULL AND shop.removed_at IS NULL ORDER BY reported_at LIMIT ?1
            """, most, decode: ErrorReport.init(row:))
    }

    /// How many wait, in all shops of the directory.
    package static func waitingCount(in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM shop_error INDEXED BY shop_error_waiting_by_time
              CROSS JOIN shop ON shop.id = shop_error.shop_id
             WHERE settled_at IS NULL AND shop.removed_at IS NULL
            """
        ) { $0.int(0) } ?? 0
    }

    /// Stores a report. One that waits already in the same words, and one beyond `SiteLimits.waitingReports` of the
    /// shop, is not stored again.
    package static func insert(
        _ what: What, note: String, about shop: Shop.ID, publicID: String, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO shop_error (public_id, shop_id, what, note, reported_at)
            SELECT ?1, ?2, ?3, ?4, ?5
             WHERE NOT EXISTS (SELECT 1 FROM shop_error
                                WHERE shop_id = ?2 AND settled_at IS NULL AND what = ?3 AND note = ?4)
               AND (SELECT count(*) FROM shop_error WHERE shop_id = ?2 AND settled_at IS NULL) < ?6
            """, publicID, shop, what.rawValue, note, now, SiteLimits.waitingReports)
    }

    /// Settles a report of a shop; false when it is not open: a colleague has settled it, or it was deleted after its
    /// term.
    static func settle(
        _ publicID: String, of shop: Shop.ID, as outcome: Outcome, by member: Member.ID, at now: Instant, in db: Writer
    ) throws -> Bool {
        try db.run(
            """
            UPDATE shop_error SET settled_at = ?3, settled_by = ?4, outcome = ?5
             WHERE public_id = ?1 AND shop_id = ?2 AND settled_at IS NULL
            """, publicID, shop, now, member, outcome.rawValue) == 1
    }

    /// Reopens a settled report; false when there is none.
    static func reopen(_ publicID: String, of shop: Shop.ID, in db: Writer) throws -> Bool {
        try db.run(
            """
            UPDATE shop_error SET settled_at = NULL, settled_by = NULL, outcome = NULL
             WHERE public_id = ?1 AND shop_id = ?2
            """, publicID, shop) == 1
    }

    /// Ninety days for the shop to correct its page; the words may name a person.
    static let personalData = PersonalData(
        "reports", tables: ["shop_error"], basis: .legitimateInterest, persons: [.visitors, .members],
        recipients: [.shop, .board],
        rules: [
            RetentionRule(
                "reports", table: "shop_error", term: SiteLimits.reportRetention,
                sql: [
                    """
                    DELETE FROM shop_error
                     WHERE id IN (SELECT id FROM shop_error WHERE reported_at <= ?1 ORDER BY reported_at LIMIT ?2)
                    """
                ])
        ],
        copies: [
            CopiedRows(
                "reports", [.text("shop"), .moment("when")],
                sql: """
                    SELECT shop.name, settled_at FROM shop_error JOIN shop ON shop.id = shop_id
                     WHERE settled_by = ?1 ORDER BY settled_at
                    """)
        ])
}
