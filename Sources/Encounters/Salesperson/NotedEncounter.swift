import Base
import SQLite
import Shell
import Shops

/// A note made at the counter.
enum NotedEncounter {
    /// Records a note of `member`, or a change to one of theirs; see `DeviceAnswer.record`.
    /// - Throws: `Failure.tooMany`, until midnight, for a new note after `SiteLimits.notesADay`. A note that was taken
    ///   back before it arrived counts towards this limit.
    static func record(
        _ answer: DeviceAnswer, at shop: Shop.ID, by member: Member.ID, _ now: Instant, in db: Writer
    ) throws -> DeviceAnswer.Outcome {
        try answer.record(at: shop, by: member, at: now, in: db) {
            if try isFull(at: shop, now: now, in: db) {
                let midnight = LocalTime(day: now.local.day.adding(days: 1), minute: 0).instant
                throw Failure.tooMany(seconds: midnight.seconds - now.seconds)
            }
            if answer.isWithdrawn { try countWithdrawnNote(at: shop, now, in: db) }
            return NewEncounter(source: .salesperson, feeling: nil, details: answer.details, recordedBy: member)
        }
    }

    /// Counts one note towards the limit of today, by an empty note that is withdrawn.
    private static func countWithdrawnNote(at shop: Shop.ID, _ now: Instant, in db: Writer) throws {
        let place = try NewEncounter(source: .salesperson, feeling: nil).insert(at: shop, at: now, in: db)
        _ = try withdraw(place, at: shop, now: now, in: db)
    }

    /// Withdraws the note that `member` made with a key; false for an unknown key, when the note is withdrawn already,
    /// or after ten minutes.
    static func withdraw(
        key: String, at shop: Shop.ID, notedBy member: Member.ID, now: Instant, in db: Writer
    ) throws -> Bool {
        guard let state = try DeviceAnswer.state(of: key, at: shop, in: db), !state.isWithdrawn,
            now < state.metAt + SiteLimits.changeCode
        else { return false }
        let answer = DeviceAnswer(withdrawing: key)
        return try answer.record(at: shop, by: member, at: now, in: db) { throw Failure.over } == .changed
    }

    /// Whether a shop has reached the limit of notes today.
    private static func isFull(at shop: Shop.ID, now: Instant, in db: Reader) throws -> Bool {
        let notes = try db.first(
            """
            SELECT count(*) FROM encounter INDEXED BY encounter_by_shop
             WHERE shop_id = ?1 AND met_at >= ?2 AND source = ?3
            """, shop, LocalTime(day: now.local.day, minute: 0).instant, Encounter.Source.salesperson
        ) { $0.int(0) }
        return notes ?? 0 >= SiteLimits.notesADay
    }

    /// The numbers of the notes that `member` made at a shop today, by which the page identifies them: 1 for the first,
    /// withdrawn ones included. Row ids never leave the server.
    static func numbers(of member: Member.ID, at shop: Shop.ID, now: Instant, in db: Reader) throws -> [Encounter.ID:
        Int]
    {
        let ids = try db.rows(
            """
            SELECT id FROM encounter INDEXED BY encounter_by_recorder
             WHERE recorded_by = ?1 AND met_at >= ?2 AND shop_id = ?3 ORDER BY id
            """, member, LocalTime(day: now.local.day, minute: 0).instant, shop
        ) { Encounter.ID(rawValue: $0.int(0)) }
        return Dictionary(uniqueKeysWithValues: zip(ids, 1...))
    }

    /// Withdraws a note that `member` made today; false for an unknown number, or when it is withdrawn already.
    static func withdraw(
        number: Int, at shop: Shop.ID, notedBy member: Member.ID, now: Instant, in db: Writer
    ) throws -> Bool {
        let numbers = try numbers(of: member, at: shop, now: now, in: db)
        guard let encounter = numbers.first(where: { $0.value == number })?.key else { return false }
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
        ) { $0.instant(0) }
        guard let metAt else { return false }
        try Figures.markChanged(metAt, at: now, in: db)
        return true
    }
}
