import Base
import SQLite
import Shell

/// Makes the figures of past days: days not counted yet, and days with an encounter that changed since
/// (`Figures.mark`).
///
/// Each step is one bounded write, so that other writes run in between, and leaves the figures of whole days. Steps are
/// idempotent: a day is counted from its encounters, never incremented, so a step repeated after a crash changes
/// nothing.
package enum NightlyFigures {
    /// Makes all figures up to the last countable day at `now`, one write per day.
    package static func make(at now: Instant, in database: Database) throws {
        while try database.writeNow({ try makeNext(at: now, in: $0) }) {}
    }

    /// Counts one day, or else one complete week, or, when none is left, publishes the feelings of each shop where they
    /// have changed enough.
    /// - Parameter now: when the night's run began.
    /// - Returns: whether there is more to do.
    static func makeNext(at now: Instant, in db: Writer) throws -> Bool {
        let last = Figures.lastCountableDay(at: now)
        try markLate(in: db)
        if let day = try changedDay(upTo: last, in: db) {
            try count(day, in: db)
            return true
        }
        let (start, end) = (try Figures.current(in: db).countedBefore, end(of: last))
        if let day = try nextDay(from: start, before: end, in: db) {
            try count(day, in: db)
            try setCountedBefore(self.end(of: day), in: db)
            return true
        }
        let countedBefore = max(start, end)
        if countedBefore != start { try setCountedBefore(countedBefore, in: db) }
        if try WeekAnswers.countNext(before: countedBefore, in: db) { return true }
        try ShopFeelings.show(metBefore: countedBefore, at: now, in: db)
        return false
    }

    /// Recomputes all figures after rows were written without them: a restored backup, a demonstration. Shown feelings
    /// change by the same rule as on any night.
    package static func rebuild(at now: Instant, in db: Writer) throws {
        let weeks = ["entry_point_week", "counted_week", "shop_week_answer", "weekly_figures"]
        for table in ["figures", "figures_changed_day"] + tablesOfDays + weeks {
            try db.run("DELETE FROM \(table)")
        }
        try db.run("UPDATE shop_feeling SET counted = 0, networks = 0")
        while try makeNext(at: now, in: db) {}
    }

    private static func end(of day: Day) -> Instant { LocalTime(day: day.adding(days: 1), minute: 0).instant }

    private static func changedDay(upTo last: Day, in db: Reader) throws -> Day? {
        try db.first(
            "SELECT min(day_on) FROM figures_changed_day WHERE day_on <= ?1", last, decode: { $0.optionalText(0) }
        )?.flatMap { Day($0) }
    }

    /// The first day with an encounter between `start` and `end`.
    private static func nextDay(from start: Instant, before end: Instant, in db: Reader) throws -> Day? {
        let first = try db.first(
            """
            SELECT met_at FROM encounter INDEXED BY encounter_by_moment
             WHERE met_at >= ?1 AND met_at < ?2 AND held_at IS NULL AND withdrawn_at IS NULL
             ORDER BY met_at LIMIT 1
            """, start, end
        ) { $0.instant(0) }
        return first?.local.day
    }

    /// Marks the days of encounters written after their day was counted: the clock was set back, or rows were inserted
    /// by hand.
    private static func markLate(in db: Writer) throws {
        let state = try db.first("SELECT counted_before, last_seen FROM figures WHERE id = 1") {
            (countedBefore: $0.instant(0), lastSeen: $0.int(1))
        }
        guard let state else { return }
        let late = try db.rows(
            "SELECT met_at FROM encounter WHERE id > ?1 AND met_at < ?2", state.lastSeen, state.countedBefore
        ) { $0.instant(0).local.day }
        for day in Set(late) { try Figures.mark(day, in: db) }
        let newest = try db.first("SELECT max(id) FROM encounter") { $0.int(0) } ?? 0
        if newest != state.lastSeen { try db.run("UPDATE figures SET last_seen = ?1", newest) }
    }

    private static func setCountedBefore(_ moment: Instant, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO figures (id, counted_before, last_seen)
            VALUES (1, ?1, (SELECT ifnull(max(id), 0) FROM encounter))
                ON CONFLICT DO UPDATE SET counted_before = excluded.counted_before
            """, moment)
    }

    /// Counts the encounters of a day and replaces its previous counts.
    private static func count(_ day: Day, in db: Writer) throws {
        let (start, end) = (LocalTime(day: day, minute: 0).instant, end(of: day))
        try addFeelings(of: day, times: -1, in: db)
        try WeekAnswers.forget(day, in: db)
        for table in ["figures_changed_day"] + tablesOfDays {
            try db.run("DELETE FROM \(table) WHERE day_on = ?1", day)
        }
        try db.run(
            """
            INSERT INTO shop_day (shop_id, day_on, source, outcome, encounters)
            SELECT shop_id, ?1, source, ifnull(purchased, 2), count(*) FROM encounter INDEXED BY encounter_by_moment
             WHERE met_at >= ?2 AND met_at < ?3 AND held_at IS NULL AND withdrawn_at IS NULL
             GROUP BY shop_id, source, ifnull(purchased, 2)
            """, day, start, end)
        try db.run(
            """
            INSERT INTO association_day (day_on, outcome, encounters)
            SELECT day_on, outcome, sum(encounters) FROM shop_day WHERE day_on = ?1 GROUP BY outcome
            """, day)
        try db.run(
            """
            INSERT INTO shop_day_feeling (shop_id, day_on, source, feeling, encounters, networks)
            SELECT shop_id, ?1, source, feeling, count(*), ifnull(sum(is_first), 0) FROM encounter INDEXED BY encounter_by_moment
             WHERE met_at >= ?2 AND met_at < ?3 AND held_at IS NULL AND withdrawn_at IS NULL AND feeling IS NOT NULL
             GROUP BY shop_id, source, feeling
            """, day, start, end)
        try addFeelings(of: day, times: 1, in: db)
        try countCodes(day, start, end, in: db)
    }

    /// The tables with a row for each counted day.
    private static let tablesOfDays = ["shop_day", "association_day", "shop_day_feeling", "entry_point_day"]

    /// Counts the answers of a day by the printed code they came by.
    private static func countCodes(_ day: Day, _ start: Instant, _ end: Instant, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO entry_point_day (code, day_on, answers, ended_answers, detailed, faces)
            SELECT code, ?1, sum(counts), sum(1 - counts), sum(counts AND is_detailed), sum(counts * feeling)
              FROM (SELECT entry_point.code, ended_at IS NULL OR ended_at >= ?2 AS counts, feeling,
                           coalesce(came_for, purchased, greeted, wait, listened, thanked, would_return, note)
                               IS NOT NULL AS is_detailed
                      FROM encounter INDEXED BY encounter_by_moment JOIN entry_point ON entry_point.code = entry_code
                     WHERE met_at >= ?2 AND met_at < ?3 AND held_at IS NULL AND withdrawn_at IS NULL AND feeling IS NOT NULL)
             GROUP BY code
            """, day, start, end)
        let monday = day.monday
        try db.run("DELETE FROM entry_point_week WHERE week_on = ?1", monday)
        try db.run(
            """
            INSERT INTO entry_point_week (code, week_on, answers, ended_answers, detailed, faces)
            SELECT code, ?1, sum(answers), sum(ended_answers), sum(detailed), sum(faces)
              FROM entry_point_day WHERE day_on BETWEEN ?1 AND ?2 GROUP BY code
            """, monday, monday.adding(days: 6))
    }

    private static func addFeelings(of day: Day, times factor: Int, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO shop_feeling (shop_id, source, feeling, counted, networks)
            SELECT shop_id, source, feeling, encounters * ?2, networks * ?2 FROM shop_day_feeling WHERE day_on = ?1
                ON CONFLICT DO UPDATE SET counted = counted + excluded.counted, networks = networks + excluded.networks
            """, day, factor)
    }
}
