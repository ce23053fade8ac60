import SQLite

/// Does at the end, once, what else is done at each encounter, for when a million of them come at once.
enum DemoCounting {
    private static let index = "encounter_by_shop"

    /// Takes away the index by shop; gives the statement that makes it again.
    static func dropIndex(in db: Writer) throws -> String? {
        let statement = try db.schema().first { $0.name == index }?.sql
        if statement != nil { try db.execute("DROP INDEX \(index)") }
        return statement
    }

    /// Counts every encounter there is, into tables of counts that are empty.
    static func count(in db: Writer) throws {
        try db.run(
            """
            INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
            SELECT shop_id, week_on, source, ifnull(purchased, 2), ifnull(feeling, 0), count(*)
              FROM encounter
             WHERE held_at IS NULL AND withdrawn_at IS NULL
             GROUP BY 1, 2, 3, 4, 5
            """)
        try db.run(
            """
            INSERT INTO street_week (week_on, outcome, encounters)
            SELECT week_on, outcome, sum(encounters) FROM shop_week GROUP BY 1, 2
            """)
        try db.run(
            """
            INSERT INTO shop_feeling (shop_id, feeling, encounters)
            SELECT shop_id, feeling, sum(encounters) FROM shop_week GROUP BY 1, 2
            """)
        try db.run(
            "INSERT INTO shop_count (shop_id, counted_before) SELECT shop_id, max(met_at) + 1 FROM encounter GROUP BY 1"
        )
        try db.run(
            """
            INSERT INTO shop_held (shop_id, encounters)
            SELECT shop_id, count(*) FROM encounter WHERE held_at IS NOT NULL AND withdrawn_at IS NULL GROUP BY 1
            """)
    }
}
