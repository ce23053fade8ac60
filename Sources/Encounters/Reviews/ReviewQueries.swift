import Base
import SQLite
import Shell
import Shops

extension Review {
    private static let columns = """
        review.id, public_id, review.shop_id, shop.code, shop.name, pseudonym, review.email, review.text, purchased,
        experience_on, submitted_at, published_at, refused_at, rejection_reason, withdrawn_at, review.version,
        shop_reply.text, shop_reply.replied_at
        """
    private static let source = """
        review JOIN shop ON shop.id = review.shop_id LEFT JOIN shop_reply ON shop_reply.review_id = review.id
        """

    private init(row: Row) throws {
        let state: State
        if row.optionalInt(14) != nil {
            state = .withdrawn
        } else if let at = row.optionalInt(11) {
            state = .published(Instant(seconds: at))
        } else if let at = row.optionalInt(12) {
            state = .refused(Instant(seconds: at), reason: row.text(13))
        } else {
            state = .waiting
        }
        self.init(
            id: ID(rawValue: row.int(0)), publicID: row.text(1), shop: Shop.ID(rawValue: row.int(2)),
            shopCode: row.text(3), shopName: row.text(4), pseudonym: row.text(5), email: row.text(6), text: row.text(7),
            purchased: row.optionalBool(8), experienceOn: Day(row.text(9)) ?? Day(daysSince1970: 0),
            submittedAt: row.instant(10), state: state, version: row.int(15),
            reply: row.optionalText(16).map { Reply(text: $0, repliedAt: row.instant(17)) })
    }

    /// The review of an author's secret, in any state.
    package static func find(author secret: Secret?, in db: Reader) throws -> Review? {
        guard let secret else { return nil }
        return try db.first(
            "SELECT \(columns) FROM \(source) WHERE author_token_hash = ?1", secret.hash, decode: Review.init(row:))
    }

    /// The review of a public id, unless withdrawn.
    package static func find(_ publicID: String, in db: Reader) throws -> Review? {
        try db.first(
            "SELECT \(columns) FROM \(source) WHERE public_id = ?1 AND withdrawn_at IS NULL", publicID,
            decode: Review.init(row:))
    }

    /// The published reviews of a shop at `rows`, the newest publication first. The page states this order (C. conso.
    /// D.111-10, ex D.111-17).
    package static func published(of shop: Shop.ID, _ rows: Range<Int>, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE review.shop_id = ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL
             ORDER BY published_at DESC, review.id DESC
             LIMIT ?2 OFFSET ?3
            """, shop, rows.count, rows.lowerBound, decode: Review.init(row:))
    }

    /// The published reviews of a shop without a reply, the oldest first. Index: `review_unanswered`.
    static func unanswered(of shop: Shop.ID, limit: Int, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE review.shop_id = ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL
               AND review.replied_at IS NULL
             ORDER BY published_at, review.id LIMIT ?2
            """, shop, limit, decode: Review.init(row:))
    }

    /// The published reviews of a shop with a reply at `rows`, the newest publication first.
    static func answered(of shop: Shop.ID, _ rows: Range<Int>, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE review.shop_id = ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL
               AND review.replied_at IS NOT NULL
             ORDER BY published_at DESC, review.id DESC
             LIMIT ?2 OFFSET ?3
            """, shop, rows.count, rows.lowerBound, decode: Review.init(row:))
    }

    /// The number of published reviews of a shop.
    static func publishedCount(of shop: Shop.ID, in db: Reader) throws -> Int {
        try db.first(
            "SELECT count(*) FROM review WHERE shop_id = ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL", shop
        ) { $0.int(0) } ?? 0
    }

    /// The number of published reviews of a shop without a reply.
    package static func unansweredCount(of shop: Shop.ID, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM review
             WHERE shop_id = ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL AND replied_at IS NULL
            """, shop
        ) { $0.int(0) } ?? 0
    }

    /// The number of reviews of all shops published before `moment` without a reply.
    static func unansweredCount(since moment: Instant, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM review INDEXED BY review_unanswered
             WHERE published_at < ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL AND replied_at IS NULL
            """, moment
        ) { $0.int(0) } ?? 0
    }

    /// How many reviews of all shops were published since `moment`, and how many of them have a reply.
    package static func answered(since moment: Instant, in db: Reader) throws -> (count: Int, answered: Int) {
        try db.first(
            """
            SELECT count(*), count(replied_at) FROM review INDEXED BY review_by_publication
             WHERE published_at > ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL
            """, moment
        ) { ($0.int(0), $0.int(1)) } ?? (0, 0)
    }

    /// Reviews that wait for a decision, the oldest first.
    package static func waiting(limit: Int, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE published_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL
             ORDER BY submitted_at, review.id LIMIT ?1
            """, limit, decode: Review.init(row:))
    }

    /// The reviews published last, of all shops.
    package static func lastPublished(limit: Int, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE published_at IS NOT NULL AND withdrawn_at IS NULL
             ORDER BY published_at DESC, review.id DESC LIMIT ?1
            """, limit, decode: Review.init(row:))
    }

    /// The reviews published last, of the shops of the directory.
    package static func latest(limit: Int, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE published_at IS NOT NULL AND withdrawn_at IS NULL AND shop.removed_at IS NULL
             ORDER BY published_at DESC, review.id DESC LIMIT ?1
            """, limit, decode: Review.init(row:))
    }

    /// The reviews refused last.
    static func lastRefused(limit: Int, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE refused_at IS NOT NULL AND withdrawn_at IS NULL
             ORDER BY refused_at DESC, review.id DESC LIMIT ?1
            """, limit, decode: Review.init(row:))
    }
}
