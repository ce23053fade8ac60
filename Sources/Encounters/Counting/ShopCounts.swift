import SQLite

/// The counts of a shop: `shop_week` and `shop_feeling` hold the encounters that met before `shop_count.counted_before`; those
/// since, some `SiteLimits.uncountedEncounters`, are counted where they are read
/// ([decision 9](docs/decisions/0009-shops-count-later.md)).
enum ShopCounts {
    /// What encounters are counted by.
    struct Line: Equatable {
        /// The Monday.
        let week: Day
        let source: Encounter.Source
        /// 1 with a purchase, 0 without, 2 not said.
        let outcome: Int
        /// 0 when not said.
        let feeling: Int
    }

    /// How many encounters there are of each line: a shop has a handful of lines.
    struct Tally {
        private(set) var lines: [(line: Line, encounters: Int)] = []
        /// How many in all, those too that are held and count for no line.
        private(set) var total = 0

        /// Adds an encounter; nil: one that is held.
        mutating func add(_ line: Line?) {
            total += 1
            guard let line else { return }
            if let known = lines.firstIndex(where: { $0.line == line }) {
                lines[known].encounters += 1
            } else {
                lines.append((line, 1))
            }
        }
    }

    /// The encounters of shop ?1 that are not in its counts, for a `WHERE`.
    static let uncounted = """
        shop_id = ?1 AND met_at >= ifnull((SELECT counted_before FROM shop_count WHERE shop_id = ?1), 0)
        AND held_at IS NULL AND withdrawn_at IS NULL
        """

    /// A script by which the writing connection notes the shops of encounters that are changed: what was tallied of them is wrong.
    static let changesNoted = """
        CREATE TEMP TABLE IF NOT EXISTS changed_shop (shop_id INTEGER PRIMARY KEY);
        CREATE TEMP TRIGGER IF NOT EXISTS encounter_changes
        AFTER UPDATE OF shop_id, source, met_at, week_on, feeling, purchased, held_at, withdrawn_at ON main.encounter
        WHEN OLD.feeling IS NOT NEW.feeling OR OLD.purchased IS NOT NEW.purchased OR OLD.held_at IS NOT NEW.held_at
            OR OLD.withdrawn_at IS NOT NEW.withdrawn_at OR OLD.shop_id <> NEW.shop_id OR OLD.source <> NEW.source
            OR OLD.met_at <> NEW.met_at OR OLD.week_on <> NEW.week_on BEGIN
            INSERT OR IGNORE INTO changed_shop VALUES (OLD.shop_id), (NEW.shop_id);
        END;
        CREATE TEMP TRIGGER IF NOT EXISTS encounter_goes AFTER DELETE ON main.encounter BEGIN
            INSERT OR IGNORE INTO changed_shop VALUES (OLD.shop_id);
        END
        """

    /// Adds all encounters of a shop to its counts.
    static func bringUpToDate(_ shop: KnownShop, in db: Writer) throws {
        let isChanged = try db.run("DELETE FROM temp.changed_shop WHERE shop_id = ?1", shop.id) > 0
        let (count, last) =
            try db.first(
                "SELECT count(*), max(met_at) FROM encounter WHERE shop_id = ?1 AND met_at >= ?2", shop.id,
                shop.countedBefore
            ) { ($0.int(0), $0.optionalInt(1).map(Instant.init(seconds:))) } ?? (0, nil)
        // After the newest, even one of a clock that was ahead: until then each is counted as it comes. After the latest moment there
        // is none: what somebody wrote there stays among those counted where they are read.
        let before = max(shop.countedBefore, last.map { $0 + 1 } ?? shop.countedBefore)
        if shop.uncounted.total == count, !isChanged, before < .latest {
            try add(shop.uncounted, at: shop.id, in: db)
        } else {
            try addRows(of: shop.id, metBefore: before, in: db)
        }
        try db.run(
            """
            INSERT INTO shop_count (shop_id, counted_before)
            VALUES (?1, ?2) ON CONFLICT DO UPDATE SET counted_before = excluded.counted_before
            """, shop.id, before)
        shop.begin(countedBefore: before)
    }

    /// Adds what is not in the counts of a shop and met before a moment, as its rows have it.
    private static func addRows(of shop: Shop.ID, metBefore moment: Instant, in db: Writer) throws {
        var (tally, odd) = (Tally(), [Int]())
        try db.forEach(
            "SELECT week_on, source, purchased, feeling, id FROM encounter WHERE \(uncounted) AND met_at < ?2", shop,
            moment
        ) { row in
            let (outcome, feeling) = (row.optionalInt(2) ?? 2, row.optionalInt(3) ?? 0)
            guard let week = row.withTextBytes(0, { Day(bytes: $0) }),
                let source = Encounter.Source(rawValue: row.text(1)), (0...2).contains(outcome),
                (0...5).contains(feeling)
            else { return odd.append(row.int(4)) }
            tally.add(Line(week: week, source: source, outcome: outcome, feeling: feeling))
        }
        for encounter in odd { try addAsItStands(encounter, in: db) }
        try add(tally, at: shop, in: db)
    }

    /// Adds encounters to the counts of their shop. Here as everywhere a count that somebody has made too large for any addition stays
    /// as it is, and the write goes through.
    static func add(_ tally: Tally, at shop: Shop.ID, in db: Writer) throws {
        var feelings = [Int](repeating: 0, count: 6)
        for (line, count) in tally.lines {
            try add(count, weekOf: line, at: shop, in: db)
            feelings[line.feeling] += count
        }
        for (feeling, count) in feelings.enumerated() where count > 0 {
            try add(count, feeling: feeling, at: shop, in: db)
        }
    }

    /// Adds an encounter nobody of this program has written, by the very words of its row, as the triggers would that recount it
    /// when it changes: whatever they are, it is missing in no sum, and taken off again where it was added.
    private static func addAsItStands(_ encounter: Int, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
            SELECT shop_id, week_on, source, ifnull(purchased, 2), ifnull(feeling, 0), 1 FROM encounter WHERE id = ?1
                ON CONFLICT DO UPDATE SET encounters = encounters + 1
                    WHERE encounters BETWEEN -1000000000000 AND 1000000000000
            """, encounter)
        try db.run(
            """
            INSERT INTO shop_feeling (shop_id, feeling, encounters)
            SELECT shop_id, ifnull(feeling, 0), 1 FROM encounter WHERE id = ?1
                ON CONFLICT DO UPDATE SET encounters = encounters + 1
                    WHERE encounters BETWEEN -1000000000000 AND 1000000000000
            """, encounter)
    }

    private static func add(_ count: Int, weekOf line: Line, at shop: Shop.ID, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
                WHERE encounters BETWEEN -1000000000000 AND 1000000000000
            """, shop, line.week, line.source, line.outcome, line.feeling, count)
    }

    private static func add(_ count: Int, feeling: Int, at shop: Shop.ID, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO shop_feeling (shop_id, feeling, encounters)
            VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
                WHERE encounters BETWEEN -1000000000000 AND 1000000000000
            """, shop, feeling, count)
    }
}
