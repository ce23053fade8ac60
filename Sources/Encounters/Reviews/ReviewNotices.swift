import Base
import SQLite
import Shell
import Shops

/// Notices about reviews.
enum ReviewNotices {
    /// Seconds after which the shop is told again of a published review without a reply.
    private static let delay = Int.days(7)

    /// Tells moderators that a review waits to be read.
    static func tellModerators(_ shop: Shop.ID, at now: Instant, in db: Writer) throws {
        try Notice.add(
            .reviewWaiting, about: try name(of: shop, in: db), .moderation, object: "shop \(shop.rawValue)",
            for: .association, to: try Member.all(may: .moderate, in: db), at: now, in: db)
    }

    /// Tells the people of a shop that a review of it is on line.
    static func tellShop(_ shop: Shop.ID, by actor: Member.ID, at now: Instant, in db: Writer) throws {
        try tell(.reviewPublished, shop, object: "shop \(shop.rawValue)", except: actor, at: now, in: db)
    }

    /// Each morning: the reviews that have waited a week for a reply.
    static let job = DueJob.daily("replies", hour: 7, minute: 0) { run in
        try run.writeRepeatedly { db in
            let waiting = try db.rows(
                """
                SELECT id, shop_id FROM review
                 WHERE published_at IS NOT NULL AND withdrawn_at IS NULL AND published_at > ?1 AND published_at <= ?2
                   AND NOT EXISTS (SELECT 1 FROM shop_reply WHERE shop_reply.review_id = review.id)
                """, run.now - delay - .days(1), run.now - delay
            ) { (id: $0.int(0), shop: Shop.ID(rawValue: $0.int(1))) }
            for review in waiting {
                try tell(.replyWanted, review.shop, object: "review \(review.id)", except: nil, at: run.now, in: db)
            }
            return false
        }
    }

    private static func tell(
        _ event: NoticeEvent, _ shop: Shop.ID, object: String, except actor: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        guard let code = try db.first("SELECT code FROM shop WHERE id = ?1", shop, decode: { $0.text(0) }) else {
            return
        }
        try Notice.add(
            event, about: try name(of: shop, in: db), .encounters(at: ShopCode(code)), object: object,
            for: shop.scope, to: try Member.people(ofShop: shop.rawValue, may: .reply, in: db), except: actor, at: now,
            in: db)
    }

    private static func name(of shop: Shop.ID, in db: Reader) throws -> String {
        try db.first("SELECT name FROM shop WHERE id = ?1", shop) { $0.text(0) } ?? ""
    }
}
