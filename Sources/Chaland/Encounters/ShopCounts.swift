import SQLite

/// The counts of a shop: `shop_week` and `shop_feeling` hold the encounters that met before `shop_count.counted_before`; those
/// since, `SiteLimits.uncountedEncounters` at most, are counted where they are read
/// ([decision 9](docs/decisions/0009-shops-count-later.md)).
enum ShopCounts {
    /// What encounters are counted by.
    struct Line: Hashable {
        /// The Monday.
        let week: Day
        let source: Encounter.Source
        /// 1 with a purchase, 0 without, 2 not said.
        let outcome: Int
        /// 0 when not said.
        let feeling: Int

        /// Everything in one number: a hash of four values costs more than all else that is done with a line.
        func hash(into hasher: inout Hasher) {
            hasher.combine(((week.daysSince1970 * 2 + (source == .visitor ? 0 : 1)) * 3 + outcome) * 6 + feeling)
        }
    }

    /// The encounters of shop ?1 that are not in its counts, for a `WHERE`.
    static let uncounted = """
        shop_id = ?1 AND met_at >= ifnull((SELECT counted_before FROM shop_count WHERE shop_id = ?1), 0)
        AND held_at IS NULL AND withdrawn_at IS NULL
        """

    /// Adds all encounters of a shop to its counts.
    static func bringUpToDate(_ shop: KnownShop, in db: Writer) throws -> KnownShop {
        var lines = [Line: Int](minimumCapacity: SiteLimits.uncountedEncounters)
        var feelings = [Int](repeating: 0, count: 6)
        var odd: [Int] = []
        try db.forEach("SELECT week_on, source, purchased, feeling, id FROM encounter WHERE \(uncounted)", shop.id) {
            row in
            let (outcome, feeling) = (row.optionalInt(2) ?? 2, row.optionalInt(3) ?? 0)
            guard let week = row.withTextBytes(0, { Day(bytes: $0) }),
                let source = Encounter.Source(rawValue: row.text(1)), (0...2).contains(outcome),
                feelings.indices.contains(feeling)
            else { return odd.append(row.int(4)) }
            lines[Line(week: week, source: source, outcome: outcome, feeling: feeling), default: 0] += 1
            feelings[feeling] += 1
        }
        for encounter in odd { try addAsItStands(encounter, in: db) }
        for (line, count) in lines { try add(count, weekOf: line, at: shop.id, in: db) }
        for (feeling, count) in feelings.enumerated() where count > 0 {
            try add(count, feeling: feeling, at: shop.id, in: db)
        }
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

    /// Adds an encounter nobody of this program has written, by the very words of its row, as the triggers would that recount it
    /// when it changes: whatever they are, it is missing in no sum, and taken off again where it was added.
    private static func addAsItStands(_ encounter: Int, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
            SELECT shop_id, week_on, source, ifnull(purchased, 2), ifnull(feeling, 0), 1 FROM encounter WHERE id = ?1
                ON CONFLICT DO UPDATE SET encounters = encounters + 1
            """, encounter)
        try db.run(
            """
            INSERT INTO shop_feeling (shop_id, feeling, encounters)
            SELECT shop_id, ifnull(feeling, 0), 1 FROM encounter WHERE id = ?1
                ON CONFLICT DO UPDATE SET encounters = encounters + 1
            """, encounter)
    }

    /// Adds one encounter to the counts of its shop.
    static func add(_ line: Line, at shop: Shop.ID, in db: Writer) throws {
        try add(1, weekOf: line, at: shop, in: db)
        try add(1, feeling: line.feeling, at: shop, in: db)
    }

    private static func add(_ count: Int, weekOf line: Line, at shop: Shop.ID, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
            """, shop, line.week, line.source, line.outcome, line.feeling, count)
    }

    private static func add(_ count: Int, feeling: Int, at shop: Shop.ID, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO shop_feeling (shop_id, feeling, encounters)
            VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
            """, shop, feeling, count)
    }
}
