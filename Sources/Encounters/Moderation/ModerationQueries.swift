import Base
import Shell
import Shops
import SQLite

/// A decision about a review.
package enum ReviewDecision: Sendable, Equatable {
    case publish
    case refuse(reason: String)
    /// Undoes a decision: the review waits again.
    case undo

    /// Applies the decision to the version that was read; throws `conflict` when the review changed since.
    package func apply(to publicID: String, version: Int, by member: Member.ID, at now: Instant, in db: Writer) throws {
        guard let review = try Review.find(publicID, in: db) else { throw Failure.notFound }
        if try Moderation.hasConflictOfInterest(member, to: review.shop, in: db) { throw Failure.forbidden }
        guard review.version == version else { throw Failure.conflict }
        switch (self, review.state) {
        case (.publish, .waiting), (.refuse, .waiting), (.undo, .published), (.undo, .refused): break
        default: throw Failure.conflict
        }
        let (outcome, published, refused, reason) = columns(now)
        try db.run(
            """
            UPDATE review SET published_at = ?2, refused_at = ?3, rejection_reason = ?4, version = version + 1
             WHERE id = ?1
            """, review.id, published, refused, reason)
        try db.run(
            """
            INSERT INTO review_decision (review_id, decided_at, decided_by, outcome, reason)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """, review.id, now, member, outcome, reason)
    }

    private func columns(_ now: Instant) -> (outcome: String, published: Instant?, refused: Instant?, reason: String?) {
        switch self {
        case .publish: ("published", now, nil, nil)
        case .refuse(let reason): ("refused", nil, now, reason)
        case .undo: ("undone", nil, nil, nil)
        }
    }
}

/// The encounters of one shop that wait because too many came at once.
struct HeldEncounters: Sendable, Equatable {
    let shopCode: String
    let shopName: String
    let count: Int

    /// What may be decided of all of them together.
    enum Decision: String, Sendable {
        case count
        case discard
    }

    /// Every shop where some wait.
    static func all(limit: Int = 100, in db: Reader) throws -> [HeldEncounters] {
        try db.rows(
            """
            SELECT shop.code, shop.name, held.encounters
              FROM (SELECT shop_id, count(*) AS encounters FROM encounter INDEXED BY encounter_held
                     WHERE held_at IS NOT NULL AND withdrawn_at IS NULL GROUP BY shop_id) AS held
              JOIN shop ON shop.id = held.shop_id
             ORDER BY shop.name_key, shop.id LIMIT ?1
            """, limit
        ) { row in HeldEncounters(shopCode: row.text(0), shopName: row.text(1), count: row.count(2)) }
    }

    /// Those set aside at `moment` wait again; at most `limit`. Gives how many.
    static func restore(at shop: Shop.ID, discardedAt moment: Instant, limit: Int, in db: Writer) throws -> Int {
        try db.run(
            """
            UPDATE encounter SET withdrawn_at = NULL
             WHERE id IN (SELECT id FROM encounter
                           WHERE shop_id = ?1 AND held_at IS NOT NULL AND withdrawn_at = ?2 LIMIT ?3)
            """, shop, moment, limit)
    }

    /// Decides of at most `limit` of those held until `now`: they count from now on, each on its own day, or are set
    /// aside. Gives how many.
    static func decide(_ decision: Decision, at shop: Shop.ID, limit: Int, now: Instant, in db: Writer) throws -> Int {
        let held = try db.rows(
            """
            SELECT id, met_at FROM encounter INDEXED BY encounter_held
             WHERE shop_id = ?1 AND held_at IS NOT NULL AND withdrawn_at IS NULL AND held_at <= ?2 LIMIT ?3
            """, shop, now, limit
        ) { (id: $0.int(0), metAt: Instant(seconds: $0.int(1))) }
        for encounter in held {
            switch decision {
            case .count:
                try db.run(
                    "UPDATE encounter SET held_at = NULL, released_at = ?2 WHERE id = ?1", encounter.id, now)
            case .discard: try db.run("UPDATE encounter SET withdrawn_at = ?2 WHERE id = ?1", encounter.id, now)
            }
        }
        if decision == .count {
            for day in Set(held.map(\.metAt.local.day)) where day < now.local.day { try Figures.mark(day, in: db) }
        }
        return held.count
    }
}
