import SQLite

/// Takes aside what SQLite does at each encounter, for as long as a million of them come at once, and makes up for it.
enum DemoCounting {
    /// The triggers on `encounter` and its index by shop, with the statements that made them.
    static func setAside(in db: Writer) throws -> [SchemaObject] {
        let objects = try db.schema().filter { object in
            object.table == "encounter" && (object.type == "trigger" || object.name == "encounter_by_shop")
        }
        for object in objects { try db.execute("DROP \(object.type.uppercased()) \(object.name)") }
        return objects
    }

    /// Counts what came meanwhile, and makes triggers and index again as they were.
    static func putBack(_ objects: [SchemaObject], in db: Writer) throws {
        // The first of the index, so that the counts read it in order.
        for object in objects.sorted(by: { $0.type < $1.type }) {
            if let sql = object.sql { try db.execute(sql) }
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
    }
}
