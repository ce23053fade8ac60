import SQLite

/// What waits for a decision of the president: reviews to read, encounters held because too many came at once.
enum Moderation {
    /// How many things wait.
    static func waiting(in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT (SELECT count(*) FROM review
                     WHERE published_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL)
                 + (SELECT count(DISTINCT shop_id) FROM encounter WHERE held_at IS NOT NULL AND withdrawn_at IS NULL)
            """
        ) { $0.int(0) } ?? 0
    }
}
