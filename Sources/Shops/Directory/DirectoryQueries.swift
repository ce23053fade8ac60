import SQLite

/// The part of the directory a query means, ready for the store.
struct DirectorySelection {
    private var conditions = ["removed_at IS NULL"]
    private var values: [any Bindable] = []
    /// Nothing narrows it down: its size is known without counting.
    private(set) var isWhole = true

    /// Nil when nothing can match: a word without letters, a trade nobody has.
    init?(_ query: DirectoryQuery, _ menu: DirectoryMenu, at now: LocalTime) {
        if !query.trade.isEmpty {
            guard let trade = DirectoryMenu.choice(query.trade, among: menu.trades) else { return nil }
            narrow("trade_key = ?", trade.key)
        }
        if !query.street.isEmpty {
            guard let street = DirectoryMenu.choice(query.street, among: menu.streets) else { return nil }
            narrow("street_key = ?", street.key)
        }
        if !query.words.isEmpty {
            guard let expression = query.words.searchExpression else { return nil }
            narrow("{id} IN (SELECT rowid FROM shop_search WHERE shop_search MATCH ?)", expression)
        }
        if query.openNow { narrowToOpen(at: now) }
    }

    private mutating func narrow(_ condition: String, _ value: any Bindable...) {
        conditions.append(condition)
        values += value
        isWhole = false
    }

    /// Today's stretches, and last night's that have not ended; each unless that day is one of a closure.
    private mutating func narrowToOpen(at now: LocalTime) {
        let yesterday = now.day.adding(days: -1)
        narrow(
            """
            {id} IN (SELECT shop_id FROM opening_hours
                    WHERE weekday = ? AND opens_minute <= ? AND closes_minute > ?
                      AND shop_id NOT IN (SELECT shop_id FROM exceptional_closure WHERE until_on >= ? AND from_on <= ?)
                    UNION ALL
                   SELECT shop_id FROM opening_hours
                    WHERE weekday = ? AND closes_minute > ? AND closes_minute > 1440
                      AND shop_id NOT IN (SELECT shop_id FROM exceptional_closure WHERE until_on >= ? AND from_on <= ?))
            """, now.day.weekday, now.minute, now.minute, now.day, now.day, yesterday.weekday,
            now.minute + OpeningHours.day, yesterday, yesterday)
    }

    /// `id` stands for the row: SQLite fetches every row of the list of ids and sorts them. With a plus before it, it leaves the
    /// list for a check along the index by name until the page is full. Source: https://sqlite.org/optoverview.html#uplus
    private func rule(id: String) -> String {
        conditions.joined(separator: " AND ").replacing("{id}", with: id)
    }

    /// How many shops match.
    func count(in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM shop WHERE \(rule(id: "id"))", values: values) { $0.int(0) } ?? 0
    }

    /// At most `limit` of them by name, behind the first `offset`.
    /// - Parameters:
    ///   - count: how many match.
    ///   - shops: how many there are in all.
    func entries(
        limit: Int, offset: Int, count: Int, of shops: Int, at now: LocalTime, in db: Reader
    ) throws -> [DirectoryEntry] {
        if isWhole {
            // A walk along the index alone finds where the page begins: a fifth of passing over the same rows with all
            // their columns asked for, so that the fortieth page costs little more than the first.
            let start = try db.first(
                """
                SELECT name_key, id FROM shop
                 WHERE removed_at IS NULL
                 ORDER BY name_key, id
                 LIMIT 1 OFFSET ?1
                """, offset
            ) { ($0.text(0), $0.int(1)) }
            guard let (key, id) = start else { return [] }
            return try db.rows(
                """
                SELECT code, name, name_key, trade, address, week, closures
                  FROM shop
                 WHERE removed_at IS NULL AND (name_key, id) >= (?1, ?2)
                 ORDER BY name_key, id
                 LIMIT ?3
                """, key, id, limit
            ) { DirectoryEntry(row: $0, at: now) }
        }
        // A row fetched and sorted costs some 2,500 instructions, a step along the index 900; a page is full after as many
        // steps as it and those before it have rows, times how many shops there are to one that matches.
        let isSorted = count * count * 3 < (offset + limit) * shops
        return try db.rows(
            """
            SELECT code, name, name_key, trade, address, week, closures
              FROM shop
             WHERE \(rule(id: isSorted ? "id" : "+id"))
             ORDER BY name_key, id
             LIMIT ? OFFSET ?
            """, values: values + [limit, offset]
        ) { DirectoryEntry(row: $0, at: now) }
    }
}

extension DirectoryEntry {
    fileprivate init(row: Row, at now: LocalTime) {
        slug = row.withTextBytes(2) { key in row.withTextBytes(0) { code in Shop.slug(nameKey: key, code: code) } }
        name = row.text(1)
        trade = row.text(3)
        address = row.text(4)
        state = row.withTextBytes(5) { week in
            row.withTextBytes(6) { closures in OpeningHours(week: week, closures: closures).state(at: now) }
        }
    }
}

/// The menus as last read, kept by each loop until a trade or a street changes anywhere.
final class DirectoryMenus {
    private var kept: (changes: Int, menu: DirectoryMenu)?

    /// The menus now.
    func current(in db: Reader) throws -> DirectoryMenu {
        let size = try db.first("SELECT shops, changes FROM directory_size WHERE id = 1") { ($0.count(0), $0.int(1)) }
        guard let (shops, changes) = size else { return DirectoryMenu(shops: 0, trades: [], streets: []) }
        if let kept, kept.changes == changes, kept.menu.shops == shops { return kept.menu }
        let menu = DirectoryMenu(
            shops: shops,
            trades: try choices(
                """
                SELECT trade_key, trade, count(*) FROM shop INDEXED BY shop_by_trade
                 WHERE removed_at IS NULL
                 GROUP BY trade_key, trade
                 ORDER BY trade_key, trade
                """, in: db),
            streets: try choices(
                """
                SELECT street_key, street, count(*) FROM shop INDEXED BY shop_by_street
                 WHERE removed_at IS NULL AND street_key > ''
                 GROUP BY street_key, street
                 ORDER BY street_key, street
                """, in: db))
        kept = (changes, menu)
        return menu
    }

    /// One choice a key, labelled as most shops write it. Two keys with one slug keep their keys in addresses.
    private func choices(_ sql: String, in db: Reader) throws -> [DirectoryChoice] {
        var spellings: [(key: String, label: String, shops: Int)] = []
        try db.forEach(sql) { row in
            let (key, label, shops) = (row.text(0), row.text(1), row.int(2))
            if let last = spellings.last, last.key == key {
                // As often written both ways: the one with its accents.
                let isFuller = shops == last.shops && label.utf8.count > last.label.utf8.count
                if shops > last.shops || isFuller { spellings[spellings.count - 1] = (key, label, shops) }
            } else {
                spellings.append((key, label, shops))
            }
        }
        var taken: Set<String> = []
        return spellings.map { spelling in
            let slug = Shop.slug(key: spelling.key)
            let isNew = !slug.isEmpty && taken.insert(slug).inserted
            return DirectoryChoice(key: spelling.key, slug: isNew ? slug : spelling.key, label: spelling.label)
        }
    }
}
