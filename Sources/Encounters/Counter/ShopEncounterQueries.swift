import Base
import SQLite
import Shell
import Shops

/// One encounter on the list of a shop: with its day, never its time, so that no visitor is recognised.
///
/// A member’s own notes appear at once, those of colleagues with the figures of their day, and visitors’ answers on
/// phones with the published feelings (`ShopFeelings`), at least five at a time.
struct RecentEncounter: Sendable, Equatable {
    let id: Encounter.ID
    /// Nil for an unknown source.
    let source: Encounter.Source?
    let metOn: Day
    let feeling: Int?
    let purchased: Bool?
    let reason: Encounter.NoPurchaseReason?
    let note: String?
    /// The member who noted it at the counter; nil for an answer of a visitor.
    let recordedBy: Member.ID?

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

    /// The newest encounters of a shop that `member` may see, by day; within a day by feeling, and then in random
    /// order.
    static func of(
        _ shop: Shop.ID, seenBy member: Member.ID, limit: Int, in db: Reader
    ) throws -> [RecentEncounter] {
        var recent: [RecentEncounter] = []
        try forEachDay(of: shop, seenBy: member, limit: limit, in: db) { recent += $1 }
        return recent
    }

    /// Encounters read beyond a page, so that the last day of the page is complete and has the same order on the next
    /// page.
    private static let rowsBeyondPage = 300

    /// The encounters at `rows` among those before `today`, in the same order, and whether there are older ones.
    static func past(
        of shop: Shop.ID, seenBy member: Member.ID, before today: Day, _ rows: Range<Int>, in db: Reader
    ) throws -> (rows: [RecentEncounter], hasMore: Bool) {
        let past = try of(shop, seenBy: member, limit: rows.upperBound + rowsBeyondPage, in: db).filter {
            $0.metOn < today
        }
        return (Array(past.dropFirst(rows.lowerBound).prefix(rows.count)), past.count > rows.upperBound)
    }

    /// Most encounters of a day loaded into memory at once.
    private static let rowsInMemory = 5_000

    /// The same, one day at a time, the newest first, for lists too long for memory; a very full day comes in several
    /// parts. Where the limit cuts a day, its encounters are chosen at random: the highest ids would be those of the
    /// visitors who came last.
    static func forEachDay(
        of shop: Shop.ID, seenBy member: Member.ID, limit: Int, in db: Reader,
        body: (Day, [RecentEncounter]) throws -> Void
    ) throws {
        var day: [RecentEncounter] = []
        var count = 0
        func end(_ wanted: Int? = nil) throws {
            guard let metOn = day.first?.metOn else { return }
            let chosen = wanted.map { day.shuffled().prefix($0) } ?? day[...]
            try body(metOn, inRandomOrder(chosen))
            day.removeAll(keepingCapacity: true)
        }
        func add(_ row: Row) throws {
            let encounter = RecentEncounter(row: row)
            if encounter.metOn != day.first?.metOn || day.count == rowsInMemory { try end() }
            day.append(encounter)
            count += 1
        }
        let visible = try Visible(at: shop, in: db)
        try db.forEach(
            """
            SELECT \(columns) FROM encounter INDEXED BY encounter_by_recorder
             WHERE recorded_by = ?1 AND met_at >= ?2 AND shop_id = ?3 AND feeling IS NULL AND held_at IS NULL
               AND withdrawn_at IS NULL
             ORDER BY met_at DESC LIMIT ?4
            """, member, visible.countedBefore, shop, limit, body: add)
        try visible.forEach(limit: limit - count, in: db, body: add)
        guard count == limit, let last = day.first?.metOn, last <= visible.lastDay else { return try end() }
        let wanted = day.count
        day.removeAll()
        try visible.forEach(of: last, limit: rowsInMemory, in: db) { day.append(RecentEncounter(row: $0)) }
        try end(wanted)
    }

    /// Sorted by feeling, encounters without one last. Those of one feeling are sorted by a hash of their ids under the
    /// random key of this process: an order that stays the same while the program runs and does not tell who came
    /// first.
    private static func inRandomOrder(_ day: ArraySlice<RecentEncounter>) -> [RecentEncounter] {
        day.map { ($0, $0.feeling ?? 9, $0.id.hashValue) }.sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0)
    }

    /// The encounters of a shop that every member with the right sees: notes of counted days, and answers on phones
    /// that its published feelings include. Answers at a kiosk are shown as sums only: a person who stands beside the
    /// tablet could tell which one a visitor gave.
    private struct Visible {
        let shop: Shop.ID
        let countedBefore: Instant
        let phones: ShopFeelings.Basis?

        init(at shop: Shop.ID, in db: Reader) throws {
            self.shop = shop
            countedBefore = try Figures.current(in: db).countedBefore
            phones = try ShopFeelings.Basis.of(shop, from: .visitor, in: db)
        }

        var lastDay: Day { (countedBefore - 1).local.day }

        /// The newest ones, or those of one day.
        func forEach(of day: Day? = nil, limit: Int, in db: Reader, body: (Row) throws -> Void) throws {
            let start = day.map { LocalTime(day: $0, minute: 0).instant } ?? .earliest
            let end = day.map { LocalTime(day: $0.adding(days: 1), minute: 0).instant } ?? countedBefore
            try db.forEach(
                """
                SELECT \(columns) FROM encounter INDEXED BY encounter_by_shop
                 WHERE shop_id = ?1 AND met_at >= ?2 AND met_at < ?3 AND held_at IS NULL AND withdrawn_at IS NULL
                   AND (feeling IS NULL
                        OR (source <> 'kiosk' AND met_at < ?4 AND ifnull(released_at < ?5, TRUE)))
                 ORDER BY met_at DESC LIMIT ?6
                """, shop, start, end, phones?.metBefore, phones?.shownAt, limit, body: body)
        }
    }

    private init(row: Row) {
        id = Encounter.ID(rawValue: row.int(6))
        source = Encounter.Source(rawValue: row.text(0))
        metOn = row.instant(1).local.day
        feeling = row.optionalInt(2)
        purchased = row.optionalBool(3)
        reason = row.optionalText(4).flatMap(Encounter.NoPurchaseReason.init)
        note = row.optionalText(5)
        recordedBy = row.optionalInt(7).map(Member.ID.init(rawValue:))
    }
}
