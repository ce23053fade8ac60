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
        if try Moderation.hasConflictOfInterest(member, at: review.shop, in: db) { throw Failure.forbidden }
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
