import SQLite

/// One encounter on the list of the shop: the day, never the minute, for nobody shall be recognised at the till.
struct RecentEncounter: Sendable, Equatable {
    let id: Encounter.ID
    /// The member who noted it at the counter.
    let recordedBy: Member.ID?
    let source: Encounter.Source
    let metOn: Day
    let feeling: Int?
    let purchased: Bool?
    let reason: Encounter.NoPurchaseReason?
    let note: String?

    private static let columns = "source, met_at, feeling, purchased, no_purchase_reason, note, id, recorded_by"

    /// Those a member noted at a shop today, the newest first; at most 50.
    static func notedToday(by member: Member.ID, at shop: Shop.ID, now: Instant, in db: Reader) throws
        -> [RecentEncounter]
    {
        try db.rows(
            """
            SELECT \(columns)
              FROM encounter
             WHERE shop_id = ?1 AND met_at >= ?2 AND recorded_by = ?3 AND held_at IS NULL AND withdrawn_at IS NULL
             ORDER BY met_at DESC LIMIT 50
            """, shop, now - .hours(25), member, decode: RecentEncounter.init(row:)
        ).filter { $0.metOn == now.local.day }
    }

    /// The last ones of a shop that count, by day; within a day in no order that says who came when.
    static func of(_ shop: Shop.ID, limit: Int = 50, in db: Reader) throws -> [RecentEncounter] {
        var recent: [RecentEncounter] = []
        try forEachDay(of: shop, limit: limit, in: db) { recent += $1 }
        return recent
    }

    /// Encounters of one day held in memory at a time: the order of so many tells of nobody when they came.
    private static let together = 5_000

    /// The same a day at a time, the newest first, for lists too long to keep; a very full day in several parts.
    static func forEachDay(
        of shop: Shop.ID, limit: Int, in db: Reader, body: (Day, [RecentEncounter]) throws -> Void
    ) throws {
        var day: [RecentEncounter] = []
        func end() throws {
            guard let metOn = day.first?.metOn else { return }
            try body(metOn, day.sorted { ($0.feeling ?? 9, $0.note ?? "") < ($1.feeling ?? 9, $1.note ?? "") })
            day.removeAll(keepingCapacity: true)
        }
        try db.forEach(
            """
            SELECT \(columns)
              FROM encounter
             WHERE shop_id = ?1 AND held_at IS NULL AND withdrawn_at IS NULL
             ORDER BY met_at DESC LIMIT ?2
            """, shop, limit
        ) { row in
            let encounter = RecentEncounter(row: row)
            if encounter.metOn != day.first?.metOn || day.count == together { try end() }
            day.append(encounter)
        }
        try end()
    }
}

extension RecentEncounter {
    /// From the columns above.
    fileprivate init(row: Row) {
        self.init(
            id: Encounter.ID(rawValue: row.int(6)), recordedBy: row.optionalInt(7).map(Member.ID.init(rawValue:)),
            source: Encounter.Source(rawValue: row.text(0)) ?? .visitor,
            metOn: Instant(seconds: row.int(1)).local.day, feeling: row.optionalInt(2),
            purchased: row.optionalBool(3), reason: row.optionalText(4).flatMap(Encounter.NoPurchaseReason.init),
            note: row.optionalText(5))
    }
}

/// An encounter noted at the counter, to be taken back.
enum NotedEncounter {
    /// Takes back what the shop noted under `code` in the last ten minutes; false when that is over or not this shop's.
    static func withdraw(_ code: Secret, at shop: Shop.ID, now: Instant, in db: Writer) throws -> Bool {
        guard let encounter = try ChangeCode.find(code, at: now, in: db)?.id else { return false }
        return try withdraw(encounter, at: shop, now: now, in: db)
    }

    /// Takes back one that `member` noted today; false when it is another day's, somebody else's, or taken back already.
    static func withdraw(
        _ encounter: Encounter.ID, at shop: Shop.ID, notedBy member: Member.ID, now: Instant, in db: Writer
    ) throws -> Bool {
        let metAt = try db.first(
            "SELECT met_at FROM encounter WHERE id = ?1 AND recorded_by = ?2", encounter, member
        ) { Instant(seconds: $0.int(0)) }
        guard let metAt, metAt.local.day == now.local.day else { return false }
        return try withdraw(encounter, at: shop, now: now, in: db)
    }

    private static func withdraw(
        _ encounter: Encounter.ID, at shop: Shop.ID, now: Instant, in db: Writer
    ) throws -> Bool {
        try db.run(
            """
            UPDATE encounter SET withdrawn_at = ?3
             WHERE id = ?1 AND shop_id = ?2 AND source = 'salesperson' AND withdrawn_at IS NULL
            """, encounter, shop, now) == 1
    }
}
