import Base
import SQLite
import Shell

extension Moderation {
    /// What waits for moderators, and is shown to those who may read it.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let member = context.member, member.may(.readModeration) else { return [] }
        let (reviews, bursts) = (try reviewsWaiting(in: db), try shopsWithBursts(in: db))
        let late = try Review.unansweredCount(since: context.now - replyIsLate, in: db)
        var lines: [Waiting] = []
        if reviews > 0 {
            lines.append(
                Waiting(
                    .promised, context.say("waiting.reviews", count: reviews),
                    why: context.oldest(try oldestReview(in: db)),
                    action: context.say(member.may(.moderate) ? "waiting.reviews.read" : "waiting.see"), .moderation,
                    context))
        }
        if bursts > 0 {
            lines.append(
                Waiting(
                    .promised, context.say("waiting.bursts", count: bursts), why: context.say("waiting.bursts.why"),
                    action: context.say(member.may(.moderate) ? "waiting.bursts.check" : "waiting.see"), .moderation,
                    context))
        }
        if late > 0 {
            lines.append(
                Waiting(
                    .useful, context.say("waiting.late", count: late), why: context.say("waiting.late.why"),
                    action: context.say("waiting.see"), Link.moderation.adding("onglet", "publies"), context))
        }
        return lines
    }

    /// Seconds after publication when a review without a reply is counted as late.
    private static let replyIsLate = Int.hours(48)

    /// When the oldest review to read was sent. Index: `review_waiting`.
    private static func oldestReview(in db: Reader) throws -> Instant? {
        try db.first(
            """
            SELECT min(submitted_at) FROM review
             WHERE published_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL
            """
        ) { $0.optionalInstant(0) } ?? nil
    }
}
