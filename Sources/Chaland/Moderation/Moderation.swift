import SQLite

/// What waits for a decision of the president: reviews to read, encounters held because too many came at once.
enum Moderation {
    /// How many things wait.
    static func waiting(in db: Reader) throws -> Int { try reviewsWaiting(in: db) + shopsWithHeld(in: db) }

    /// Reviews to read.
    static func reviewsWaiting(in db: Reader) throws -> Int {
        try db.first(
            "SELECT count(*) FROM review WHERE published_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL"
        ) { $0.int(0) } ?? 0
    }

    /// Shops where encounters are held.
    static func shopsWithHeld(in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM shop_held WHERE encounters > 0") { $0.int(0) } ?? 0
    }
}
