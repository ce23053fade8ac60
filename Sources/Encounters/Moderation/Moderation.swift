import SQLite
import Shell
import Shops

/// What waits for a decision: reviews to read, and bursts of answers.
package enum Moderation {
    /// The number of reviews to read and of shops with bursts to decide about.
    package static func pending(in db: Reader) throws -> Int { try reviewsWaiting(in: db) + shopsWithBursts(in: db) }

    /// The number of reviews to read.
    package static func reviewsWaiting(in db: Reader) throws -> Int {
        try db.first(
            "SELECT count(*) FROM review WHERE published_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL"
        ) { $0.int(0) } ?? 0
    }

    /// Whether a moderator holds an office at the shop while another moderator, without one, could decide instead. The
    /// outer query runs first: with `… AND …` of two subqueries SQLite would evaluate both.
    static func hasConflictOfInterest(_ member: Member.ID, at shop: Shop.ID, in db: Reader) throws -> Bool {
        try db.first(
            """
            SELECT EXISTS (SELECT 1 FROM office AS moderator JOIN member ON member.id = moderator.member_id
                            WHERE moderator.office IN \(Right.moderate.offices(.association))
                              AND moderator.shop_id IS NULL AND moderator.project_id IS NULL
                              AND moderator.until_at IS NULL AND member.disabled_at IS NULL AND member.id <> ?1
                              AND NOT EXISTS (SELECT 1 FROM office AS other
                                               WHERE other.shop_id = ?2 AND other.member_id = member.id
                                                 AND other.until_at IS NULL))
              FROM office WHERE shop_id = ?2 AND member_id = ?1 AND until_at IS NULL
             LIMIT 1
            """, member, shop
        ) { $0.bool(0) } ?? false
    }

    /// The number of shops with bursts that wait for a decision. Served by a partial index.
    package static func shopsWithBursts(in db: Reader) throws -> Int {
        try db.first("SELECT count(DISTINCT shop_id) FROM burst INDEXED BY burst_waiting WHERE outcome IS NULL") {
            $0.int(0)
        } ?? 0
    }
}
