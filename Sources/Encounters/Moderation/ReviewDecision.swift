import Base
import SQLite
import Shell
import Shops

/// A decision about a review.
package enum ReviewDecision: Sendable, Equatable {
    case publish
    case refuse(reason: String)
    /// Undoes a decision: the review waits again.
    case undo

    /// Applies the decision to the version that was read. Throws `Failure.conflict` when the review changed since or is
    /// not in a state to decide, `.forbidden` to a member with an office at the shop, `.notFound` for an unknown
    /// review.
    /// - Parameter batch: the code of the decision about several reviews that this one is part of.
    package func apply(
        to publicID: String, version: Int, by member: Member.ID, at now: Instant, batch: String? = nil, in db: Writer
    ) throws {
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
            INSERT INTO review_decision (review_id, decided_at, decided_by, outcome, reason, batch)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, review.id, now, member, outcome, reason, batch)
        if self == .publish { try ReviewNotices.tellShop(review.shop, by: member, at: now, in: db) }
        try Audit.record(action, publicID, by: member, at: now, in: db)
    }

    private var action: AuditAction {
        switch self {
        case .publish: .reviewPublished
        case .refuse: .reviewRefused
        case .undo: .reviewDecisionUndone
        }
    }

    /// The reviews decided in a batch, with their current versions; without those decided again since.
    static func undoable(_ batch: String, in db: Reader) throws -> [(publicID: String, version: Int)] {
        try db.rows(
            """
            SELECT review.public_id, review.version
              FROM review_decision AS decision JOIN review ON review.id = decision.review_id
             WHERE decision.batch = ?1
               AND decision.id = (SELECT max(id) FROM review_decision WHERE review_id = review.id)
             ORDER BY decision.id
            """, batch
        ) { ($0.text(0), $0.int(1)) }
    }

    /// Whether a batch of decisions is known.
    static func exists(batch: String, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM review_decision WHERE batch = ?1", batch) { _ in true } ?? false
    }

    private func columns(_ now: Instant) -> (outcome: String, published: Instant?, refused: Instant?, reason: String?) {
        switch self {
        case .publish: ("published", now, nil, nil)
        case .refuse(let reason): ("refused", nil, now, reason)
        case .undo: ("undone", nil, nil, nil)
        }
    }
}
