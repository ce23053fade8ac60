import Base
import Shops
import SQLite

extension Review {
    private static let columns = """
        review.id, public_id, review.shop_id, shop.code, shop.name, pseudonym, email, review.text, purchased,
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
            submittedAt: Instant(seconds: row.int(10)), state: state, version: row.int(15),
            reply: row.optionalText(16).map { Reply(text: $0, repliedAt: Instant(seconds: row.int(17))) })
    }

    /// The review of an author's secret, whatever its state.
    package static func find(author secret: Secret?, in db: Reader) throws -> Review? {
        guard let secret else { return nil }
        return try db.first(
            "SELECT \(columns) FROM \(source) WHERE author_token_hash = ?1", secret.hash, decode: Review.init(row:))
    }

    /// The review of a name in an address, unless withdrawn.
    package static func find(_ publicID: String, in db: Reader) throws -> Review? {
        try db.first(
            "SELECT \(columns) FROM \(source) WHERE public_id = ?1 AND withdrawn_at IS NULL", publicID,
            decode: Review.init(row:))
    }

    /// The published reviews of a shop, the last published first (D.111-17: the order is told beside them): those at `rows`.
    package static func published(of shop: Shop.ID, _ rows: Range<Int>, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE review.shop_id = ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL
             ORDER BY published_at DESC, review.id DESC
             LIMIT ?2 OFFSET ?3
            """, shop, rows.count, rows.lowerBound, decode: Review.init(row:))
    }

    /// How many everybody sees of a shop.
    static func publishedCount(of shop: Shop.ID, in db: Reader) throws -> Int {
        try db.first(
            "SELECT count(*) FROM review WHERE shop_id = ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL", shop
        ) { $0.int(0) } ?? 0
    }

    /// How many published ones of a shop wait for its reply.
    package static func unansweredCount(of shop: Shop.ID, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM review
             WHERE shop_id = ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL AND replied_at IS NULL
            """, shop
        ) { $0.int(0) } ?? 0
    }

    /// Published before `moment` and not answered, in the whole street.
    package static func unansweredCount(since moment: Instant, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM review INDEXED BY review_unanswered
             WHERE published_at < ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL AND replied_at IS NULL
            """, moment
        ) { $0.int(0) } ?? 0
    }

    /// To read, the longest waiting first.
    package static func waiting(limit: Int, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE published_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL
             ORDER BY submitted_at, review.id LIMIT ?1
            """, limit, decode: Review.init(row:))
    }

    /// The last ones published in the street.
    static func lastPublished(limit: Int, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE published_at IS NOT NULL AND withdrawn_at IS NULL
             ORDER BY published_at DESC, review.id DESC LIMIT ?1
            """, limit, decode: Review.init(row:))
    }

    /// The last ones refused.
    static func lastRefused(limit: Int, in db: Reader) throws -> [Review] {
        try db.rows(
            """
            SELECT \(columns) FROM \(source)
             WHERE refused_at IS NOT NULL AND withdrawn_at IS NULL
             ORDER BY refused_at DESC, review.id DESC LIMIT ?1
            """, limit, decode: Review.init(row:))
    }
}
