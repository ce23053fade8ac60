import SQLite

/// What is kept of rows beside them, made anew from them: after a million encounters have come at once, and of a file that somebody
/// may have written to.
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

    /// What the directory and the lists of reviews keep; the triggers that follow each change do it.
    static func directoryAndReviews(in db: Writer) throws {
        // No state a loop may remember: by chance, as the triggers do.
        try db.run(
            """
            INSERT INTO directory_size (id, shops, changes)
            SELECT 1, count(*), abs(random() % 1000000000000) FROM shop WHERE removed_at IS NULL
                ON CONFLICT DO UPDATE SET shops = excluded.shops, changes = excluded.changes
            """)
        try db.run("INSERT OR REPLACE INTO directory_state (id, stamp) VALUES (1, random())")
        try db.run("UPDATE shop SET week = '', closures = ''")
        try db.run("UPDATE opening_hours SET weekday = weekday")
        try db.run("UPDATE exceptional_closure SET reason = reason")
        try db.run("UPDATE review SET replied_at = NULL WHERE replied_at IS NOT NULL")
        try db.run("UPDATE shop_reply SET replied_at = replied_at")
    }
}
