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

    /// Whether a president keeps the shop themself while another one, who does not, can decide of its reviews. The members are
    /// only looked through for one who keeps it: for `… AND …` of two questions SQLite would answer both.
    static func isTooClose(_ member: Member.ID, to shop: Shop.ID, in db: Reader) throws -> Bool {
        try db.first(
            """
            SELECT EXISTS (SELECT 1 FROM member
                            WHERE role = 'president' AND disabled_at IS NULL AND id <> ?1
                              AND NOT EXISTS (SELECT 1 FROM shopkeeper AS other
                                               WHERE other.shop_id = ?2 AND other.member_id = member.id))
              FROM shopkeeper WHERE shop_id = ?2 AND member_id = ?1
            """, member, shop
        ) { $0.bool(0) } ?? false
    }

    /// Shops where encounters are held.
    static func shopsWithHeld(in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM shop_held WHERE encounters > 0") { $0.int(0) } ?? 0
    }
}
