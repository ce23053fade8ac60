import Base
import SQLite
import Shell
import Shops

/// Reduces the times of encounters to their day once their change codes have ended, and records bursts before the times
/// are lost.
///
/// Encounters are processed in order of their ids, one slot of ten minutes at a time; `encounter_time` stores the last
/// id that is done. A step is idempotent: an answer that belongs to a burst is not added to another.
package enum EncounterTimes {
    /// Encounters reduced in one write; other writes run in between.
    private static let atOnce = 1_000
    /// Ids to step back when the newest id is below the mark: the newest encounters were erased, and SQLite reuses ids.
    private static let reused = 100

    /// Reduces some encounters of the next slot.
    /// - Returns: whether there may be more to do.
    static func reduceNext(at now: Instant, _ randomness: Randomness, in db: Writer) throws -> Bool {
        let mark = try mark(in: db)
        guard let slot = try Slot.next(after: mark, in: db), slot.hasEnded(at: now) else { return false }
        let last = try slot.lastID(in: db)
        try slot.noteBursts(after: mark, upTo: last, randomness, in: db)
        let end = min(
            last,
            try db.first(
                "SELECT id FROM encounter WHERE id > ?1 ORDER BY id LIMIT 1 OFFSET ?2", mark, atOnce - 1
            ) { $0.int(0) } ?? last)
        try db.run(
            """
            UPDATE encounter
               SET met_at = ?3, held_at = iif(held_at IS NULL, NULL, ?3),
                   withdrawn_at = iif(withdrawn_at IS NULL OR burst_id IS NOT NULL, withdrawn_at, ?3)
             WHERE id > ?1 AND id <= ?2 AND met_at <> ?3
            """, mark, end, slot.midnight)
        try setMark(end, in: db)
        return true
    }

    /// Reduces all encounters whose change codes have ended, in one write: for a demonstration.
    package static func reduceAll(at now: Instant, _ randomness: Randomness, in db: Writer) throws {
        while try reduceNext(at: now, randomness, in: db) {}
    }

    /// Marks all encounters as reduced, after they were inserted with their day only.
    package static func markAllReduced(in db: Writer) throws {
        try setMark(db.first("SELECT max(id) FROM encounter") { $0.int(0) } ?? 0, in: db)
    }

    private static func mark(in db: Reader) throws -> Int {
        let mark = try db.first("SELECT reduced_up_to FROM encounter_time WHERE id = 1") { $0.int(0) } ?? 0
        let newest = try db.first("SELECT max(id) FROM encounter") { $0.int(0) } ?? 0
        return newest < mark ? max(0, newest - reused) : mark
    }

    private static func setMark(_ id: Int, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO encounter_time (id, reduced_up_to) VALUES (1, ?1)
                ON CONFLICT DO UPDATE SET reduced_up_to = excluded.reduced_up_to
            """, id)
    }
}

/// Consecutive encounters of the same ten minutes.
private struct Slot {
    let start: Instant
    /// Its first encounter.
    let first: Int
    /// The midnight that its encounters are reduced to.
    let midnight: Instant

    private var end: Instant { start + Burst.slot }
    /// The earliest time that is not reduced yet: a reduced encounter has the midnight of its day.
    private var firstTime: Instant { max(start, midnight + 1) }

    private init(first id: Int, at moment: Instant) {
        first = id
        start = Instant(seconds: moment.seconds - (moment.seconds % Burst.slot + Burst.slot) % Burst.slot)
        midnight = LocalTime(day: moment.local.day, minute: 0).instant
    }

    /// The slot of the first encounter after `mark`; nil when there is none.
    static func next(after mark: Int, in db: Reader) throws -> Slot? {
        try db.first("SELECT id, met_at FROM encounter WHERE id > ?1 ORDER BY id LIMIT 1", mark) {
            Slot(first: $0.int(0), at: $0.instant(1))
        }
    }

    /// Whether the change codes of its encounters have ended. True for a slot far ahead: a wrong clock recorded it.
    func hasEnded(at now: Instant) -> Bool { end + SiteLimits.changeCode <= now || start > now + SiteLimits.changeCode }

    /// The last encounter of the slot.
    func lastID(in db: Reader) throws -> Int {
        let next = try db.first(
            "SELECT id FROM encounter WHERE id > ?1 AND (met_at < ?2 OR met_at >= ?3) ORDER BY id LIMIT 1", first,
            start,
            end
        ) { $0.int(0) }
        if let next { return next - 1 }
        return try db.first("SELECT max(id) FROM encounter") { $0.int(0) } ?? first
    }

    /// Puts the answers at each shop into a burst if they are many or one of them is held; those on phones and at a
    /// kiosk separately.
    func noteBursts(after mark: Int, upTo last: Int, _ randomness: Randomness, in db: Writer) throws {
        let found = try db.rows(
            """
            SELECT shop_id, count(*), count(held_at), max(met_at) - min(met_at), source FROM encounter
             WHERE id > ?1 AND id <= ?2 AND met_at >= ?3 AND (source = 'visitor' OR source = 'kiosk')
               AND burst_id IS NULL AND withdrawn_at IS NULL
             GROUP BY shop_id, source
            HAVING count(*) >= iif(source = 'kiosk', ?5, ?4) OR count(held_at) > 0
            """, mark, last, firstTime, Burst.least, Burst.leastAtKiosk
        ) { (shop: $0.int(0), answers: $0.int(1), held: $0.int(2), seconds: $0.int(3), source: $0.text(4)) }
        for one in found {
            let burst = try burst(at: one.shop, from: one.source, randomness, in: db)
            try db.run(
                "UPDATE burst SET answers = answers + ?2, held = held + ?3, minutes = minutes + ?4 WHERE id = ?1",
                burst,
                one.answers, one.held, one.seconds / 60 + 1)
            try db.run(
                """
                UPDATE encounter SET burst_id = ?1
                 WHERE shop_id = ?2 AND met_at >= ?3 AND met_at < ?4 AND id > ?5 AND id <= ?6 AND source = ?7
                   AND burst_id IS NULL AND withdrawn_at IS NULL
                """, burst, one.shop, firstTime, end, mark, last, one.source)
        }
    }

    /// The burst of this part of the day that waits for a decision; a new one when there is none.
    private func burst(at shop: Int, from source: String, _ randomness: Randomness, in db: Writer) throws -> Int {
        let part = Burst.DayPart(minute: start.local.minute)
        let waiting = try db.first(
            """
            SELECT id FROM burst INDEXED BY burst_by_shop
             WHERE shop_id = ?1 AND met_at = ?2 AND day_part = ?3 AND source = ?4 AND outcome IS NULL
            """, shop, midnight, part, source
        ) { $0.int(0) }
        if let waiting { return waiting }
        let id = try Burst.insert(
            randomness.publicID(), at: Shop.ID(rawValue: shop), from: source, on: midnight, part, in: db)
        return id.rawValue
    }
}
