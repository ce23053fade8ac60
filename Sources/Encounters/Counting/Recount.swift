import SQLite

/// The counts of encounters made anew from them: after a million have come at once, and after a restore.
enum Recount {
    /// The counts of shops and of the street.
    static func encounters(in db: Writer) throws {
        for table in ["shop_week", "street_week", "shop_feeling", "shop_count", "shop_held"] {
            try db.run("DELETE FROM \(table)")
        }
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
