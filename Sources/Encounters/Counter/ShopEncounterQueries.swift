import Base
import Shell
import Shops
import SQLite

/// One encounter on the list of a shop: with its day, never its time, so that no visitor is recognised.
///
/// A member's own notes appear at once, those of colleagues with the figures of their day, and visitors' answers with
/// the published feelings (`ShopFeelings`), at least five at a time.
struct RecentEncounter: Sendable, Equatable {
    let id: Encounter.ID
    /// The member who noted it at the counter.
    let recordedBy: Member.ID?
    /// Nil for an unknown source.
    let source: Encounter.Source?
    let metOn: Day
    let feeling: Int?
    let purchased: Bool?
    let reason: Encounter.NoPurchaseReason?
    let note: String?

    private static let columns = "source, met_at, feeling, purchased, no_purchase_reason, note, id, recorded_by"

    /// The notes a member made at a shop today, the newest first; at most 50.
    static func notedToday(by member: Member.ID, at shop: Shop.ID, now: Instant, in db: Reader) throws
        -> [RecentEncounter]
    {
        try db.rows(
            """
            SELECT \(columns) FROM encounter INDEXED BY encounter_by_recorder
             WHERE recorded_by = ?3 AND met_at >= ?2 AND shop_id = ?1 AND held_at IS NULL AND withdrawn_at IS NULL
             ORDER BY met_at DESC LIMIT 50
            """, shop, now - .hours(25), member, decode: RecentEncounter.init(row:)
        ).filter { $0.metOn == now.local.day }
    }

    /// The last ones of a shop that `member` may see, by day; within a day in no order that says who came when.
    static func of(
        _ shop: Shop.ID, seenBy member: Member.ID, limit: Int = 50, in db: Reader
    ) throws -> [RecentEncounter] {
        var recent: [RecentEncounter] = []
        try forEachDay(of: shop, seenBy: member, limit: limit, in: db) { recent += $1 }
        return recent
    }

    /// Encounters of one day held in memory at a time: the order of this many does not tell when one came.
    private static let together = 5_000

    /// The same a day at a time, the newest first, for lists too long to keep; a very full day in several parts.
    static func forEachDay(
        of shop: Shop.ID, seenBy member: Member.ID, limit: Int, in db: Reader,
        body: (Day, [RecentEncounter]) throws -> Void
    ) throws {
        var day: [RecentEncounter] = []
        var count = 0
        func end() throws {
            guard let metOn = day.first?.metOn else { return }
            try body(metOn, day.sorted { ($0.feeling ?? 9, $0.note ?? "") < ($1.feeling ?? 9, $1.note ?? "") })
            day.removeAll(keepingCapacity: true)
        }
        func add(_ row: Row) throws {
            let encounter = RecentEncounter(row: row)
            if encounter.metOn != day.first?.metOn || day.count == together { try end() }
            day.append(encounter)
            count += 1
        }
        let countedBefore = try Figures.current(in: db).countedBefore
        let basis = try ShopFeelings.Basis.of(shop, in: db)
        try db.forEach(
            """
            SELECT \(columns) FROM encounter INDEXED BY encounter_by_recorder
             WHERE recorded_by = ?1 AND met_at >= ?2 AND shop_id = ?3 AND feeling IS NULL AND held_at IS NULL
               AND withdrawn_at IS NULL
             ORDER BY met_at DESC LIMIT ?4
            """, member, countedBefore, shop, limit, body: add)
        try db.forEach(
            """
            SELECT \(columns) FROM encounter INDEXED BY encounter_by_shop
             WHERE shop_id = ?1 AND met_at < ?2 AND held_at IS NULL AND withdrawn_at IS NULL
               AND (feeling IS NULL OR met_at < ?3 AND ifnull(released_at < ?4, TRUE))
             ORDER BY met_at DESC LIMIT ?5
            """, shop, countedBefore, basis?.metBefore, basis?.shownAt, limit - count, body: add)
        try end()
    }

    private init(row: Row) {
        id = Encounter.ID(rawValue: row.int(6))
        recordedBy = row.optionalInt(7).map(Member.ID.init(rawValue:))
        source = Encounter.Source(rawValue: row.text(0))
        metOn = Instant(seconds: row.int(1)).local.day
        feeling = row.optionalInt(2)
        purchased = row.optionalBool(3)
        reason = row.optionalText(4).flatMap(Encounter.NoPurchaseReason.init)
        note = row.optionalText(5)
    }
}

/// Withdrawal of a note made at the counter.
enum NotedEncounter {
    /// Withdraws the note of a change code; false when the code has ended or belongs to another shop.
    static func withdraw(_ code: Secret, at shop: Shop.ID, now: Instant, in db: Writer) throws -> Bool {
        guard let encounter = try ChangeCode.find(code, at: now, in: db)?.id else { return false }
        return try withdraw(encounter, at: shop, now: now, in: db)
    }

    /// Withdraws a note that `member` made today; false for another day or member, or when it is withdrawn already.
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
        let metAt = try db.first(
            """
            UPDATE encounter SET withdrawn_at = ?3
             WHERE id = ?1 AND shop_id = ?2 AND source = 'salesperson' AND withdrawn_at IS NULL
            RETURNING met_at
            """, encounter, shop, now
        ) { Instant(seconds: $0.int(0)) }
        guard let metAt else { return false }
        try Figures.markChanged(metAt, at: now, in: db)
        return true
    }
}
