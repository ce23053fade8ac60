import Base
import SQLite
import Shell
import Shops

extension Review {
    /// The reviews of a shop that wait for its reply, for the people who may reply.
    static func waiting(at place: Workplace, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.reply, place) == true else { return [] }
        let count = try unansweredCount(of: place.shop, in: db)
        guard count > 0 else { return [] }
        return [
            Waiting(
                .promised, context.say("waiting.replies", count: count),
                why: context.oldest(try oldestUnanswered(of: place.shop, in: db)),
                action: context.say("waiting.replies.write"),
                Link.encounters(at: ShopCode(place.code)).at(fragment: "avis"), context)
        ]
    }

    /// When the oldest published review of a shop without a reply was published. Index: `review_unanswered`.
    private static func oldestUnanswered(of shop: Shop.ID, in db: Reader) throws -> Instant? {
        try db.first(
            """
            SELECT min(published_at) FROM review
             WHERE shop_id = ?1 AND published_at IS NOT NULL AND withdrawn_at IS NULL AND replied_at IS NULL
            """, shop
        ) { $0.optionalInstant(0) } ?? nil
    }
}
