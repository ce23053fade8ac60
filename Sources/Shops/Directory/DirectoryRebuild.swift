import SQLite

/// What the directory keeps beside its shops, made anew after a restore.
enum DirectoryRebuild {
    /// The number of shops, the states of the directory, and the packed hours; the triggers that follow each change make those.
    static func run(in db: Writer) throws {
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
    }
}
