import SQLite

/// The counts of a shop: `shop_week` and `shop_feeling` hold the encounters that met before `shop_count.counted_before`; those
/// since, `SiteLimits.uncountedEncounters` at most, are counted where they are read
/// ([decision 9](docs/decisions/0009-shops-count-later.md)).
enum ShopCounts {
    /// Adds all encounters of a shop to its counts.
    static func bringUpToDate(_ shop: KnownShop, in db: Writer) throws -> KnownShop {
        try db.run(
            """
            INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
            SELECT shop_id, week_on, source, ifnull(purchased, 2), ifnull(feeling, 0), count(*) FROM encounter
             WHERE shop_id = ?1 AND met_at >= ?2 AND held_at IS NULL AND withdrawn_at IS NULL
             GROUP BY 2, 3, 4, 5
                ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
            """, shop.id, shop.countedBefore)
        try db.run(
            """
            INSERT INTO shop_feeling (shop_id, feeling, encounters)
            SELECT shop_id, ifnull(feeling, 0), count(*) FROM encounter
             WHERE shop_id = ?1 AND met_at >= ?2 AND held_at IS NULL AND withdrawn_at IS NULL
             GROUP BY 2
                ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
            """, shop.id, shop.countedBefore)
        // After the newest, even one of a clock that was ahead: until then each is counted as it comes.
        let newest = try db.first("SELECT max(met_at) FROM encounter WHERE shop_id = ?1", shop.id) { $0.int(0) }
        let before = max(shop.countedBefore, Instant(seconds: (newest ?? 0) + 1))
        try db.run(
            """
            INSERT INTO shop_count (shop_id, counted_before)
            VALUES (?1, ?2) ON CONFLICT DO UPDATE SET counted_before = excluded.counted_before
            """, shop.id, before)
        return KnownShop(id: shop.id, countedBefore: before, uncounted: 0)
    }

    /// Adds an encounter that met in a time which is counted already.
    static func add(_ encounter: NewEncounter, at shop: Shop.ID, week: Day, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
            VALUES (?1, ?2, ?3, ?4, ?5, 1) ON CONFLICT DO UPDATE SET encounters = encounters + 1
            """, shop, week, encounter.source, encounter.outcome, encounter.feeling ?? 0)
        try db.run(
            """
            INSERT INTO shop_feeling (shop_id, feeling, encounters)
            VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET encounters = encounters + 1
            """, shop, encounter.feeling ?? 0)
    }

    /// The encounters of shop ?1 that are not in its counts, for a `WHERE`.
    static let uncounted = """
        shop_id = ?1 AND met_at >= ifnull((SELECT counted_before FROM shop_count WHERE shop_id = ?1), 0)
        AND held_at IS NULL AND withdrawn_at IS NULL
        """
}
