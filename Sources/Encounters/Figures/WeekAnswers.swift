import Base
import SQLite
import Shell
import Shops

/// A question whose answers are counted by week.
package enum WeekQuestion: String, Sendable {
    /// `bought`, `left`, `unsaid`: every encounter has one.
    case outcome
    /// A word of `Encounter.NoPurchaseReason`.
    case reason
    /// The weekday of a visit that ended at a closed door, `1` (Monday) to `7`.
    case closedOn
    /// `yes` or `no`, as the next two.
    case greeted
    /// Whether the visitor waited long, or left because of the wait.
    case waited
    case thanked
    /// `1` to `5`. Only the first answer of its network at the shop that day counts, so that one person cannot change
    /// the figure of a week.
    case feeling
}

/// The answers of the last complete weeks, by shop, source, question and answer. Pages do not read them: they read
/// figures that are computed from them with a threshold.
package enum WeekAnswers {
    /// The weeks counted.
    package static let weeks = 12

    /// Mondays of the counted weeks that end with `last`, the oldest first.
    package static func mondays(upTo last: Day) -> [Day] {
        (0..<weeks).reversed().map { last.adding(days: -7 * $0) }
    }

    /// One count of a week.
    package struct Count: Sendable {
        package let shop: Shop.ID
        package let week: Day
        /// A word of `Encounter.Source`, or one of a newer program.
        package let source: String
        package let question: WeekQuestion
        package let answer: String
        package let encounters: Int
    }

    /// All counts of the weeks that end with `last`.
    package static func forEach(upTo last: Day, in db: Reader, body: (Count) throws -> Void) throws {
        for week in mondays(upTo: last) {
            try db.forEach(
                "SELECT shop_id, source, question, answer, encounters FROM shop_week_answer WHERE week_on = ?1", week
            ) { row in
                guard let question = WeekQuestion(rawValue: row.text(2)) else { return }
                try body(
                    Count(
                        shop: Shop.ID(rawValue: row.int(0)), week: week, source: row.text(1), question: question,
                        answer: row.text(3), encounters: row.count(4)))
            }
        }
    }

    /// Counts the next complete week that is not counted; deletes weeks that no page reads any more.
    /// - Returns: whether a week was counted.
    static func countNext(before moment: Instant, in db: Writer) throws -> Bool {
        let lastDay = (moment - 1).local.day
        let last = lastDay.weekday == 7 ? lastDay.monday : lastDay.monday.adding(days: -7)
        let counted = Set(try db.rows("SELECT week_on FROM counted_week") { $0.text(0) })
        guard let week = mondays(upTo: last).first(where: { !counted.contains($0.description) }) else { return false }
        let first = last.adding(days: -7 * (weeks - 1))
        try db.run("DELETE FROM shop_week_answer WHERE week_on < ?1", first)
        try db.run("DELETE FROM counted_week WHERE week_on < ?1", first)
        try count(week, in: db)
        try db.run("INSERT INTO counted_week (week_on) VALUES (?1)", week)
        return true
    }

    /// The week of a day is counted again: the day has changed.
    static func forget(_ day: Day, in db: Writer) throws {
        try db.run("DELETE FROM counted_week WHERE week_on = ?1", day.monday)
    }

    private struct Key: Hashable {
        let shop: Int
        let source: String
        let question: WeekQuestion
        let answer: String
    }

    private static func count(_ week: Day, in db: Writer) throws {
        try db.run("DELETE FROM shop_week_answer WHERE week_on = ?1", week)
        var counts: [Key: Int] = [:]
        try db.forEach(
            """
            SELECT shop_id, source, met_at, purchased, no_purchase_reason, greeted, wait, thanked, feeling, is_first
              FROM encounter INDEXED BY encounter_by_moment
             WHERE met_at >= ?1 AND met_at < ?2 AND held_at IS NULL AND withdrawn_at IS NULL
            """, LocalTime(day: week, minute: 0).instant, LocalTime(day: week.adding(days: 7), minute: 0).instant
        ) { row in
            for (question, answer) in answers(row) {
                counts[Key(shop: row.int(0), source: row.text(1), question: question, answer: answer), default: 0] += 1
            }
        }
        for (key, count) in counts {
            try db.run(
                """
                INSERT INTO shop_week_answer (week_on, shop_id, source, question, answer, encounters)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """, week, key.shop, key.source, key.question.rawValue, key.answer, count)
        }
    }

    private static func answers(_ row: Row) -> [(WeekQuestion, String)] {
        func word(_ answer: Bool) -> String { answer ? "yes" : "no" }
        let (purchased, reason) = (row.optionalBool(3), row.optionalText(4))
        var answers: [(WeekQuestion, String)] = [(.outcome, purchased.map { $0 ? "bought" : "left" } ?? "unsaid")]
        if let reason { answers.append((.reason, reason)) }
        if reason == Encounter.NoPurchaseReason.closed.rawValue {
            answers.append((.closedOn, String(row.instant(2).local.day.weekday)))
        }
        if let greeted = row.optionalBool(5) { answers.append((.greeted, word(greeted))) }
        let wait = row.optionalText(6)
        let waited = wait == Encounter.Wait.long.rawValue || reason == Encounter.NoPurchaseReason.waiting.rawValue
        // Counters and kiosks record a wait only as the reason of a visitor who left: each other visit with a known
        // outcome counts as one without a wait.
        let saysNone = row.text(1) != Encounter.Source.visitor.rawValue && purchased != nil
        if waited || wait != nil || saysNone { answers.append((.waited, word(waited))) }
        if let thanked = row.optionalBool(7) { answers.append((.thanked, word(thanked))) }
        if let feeling = row.optionalInt(8), row.optionalBool(9) == true { answers.append((.feeling, String(feeling))) }
        return answers
    }
}

/// The weeks that the weekly figures include.
package enum WeeklyFigures {
    /// The last complete week; nil when the figures of this name include it already, or when one of the twelve weeks
    /// waits to be counted again.
    package static func due(_ name: String, in db: Reader) throws -> Day? {
        let counted = Set(try db.rows("SELECT week_on FROM counted_week") { $0.text(0) })
        guard let last = counted.max().flatMap({ Day($0) }),
            WeekAnswers.mondays(upTo: last).allSatisfy({ counted.contains($0.description) })
        else { return nil }
        return try made(name, in: db).map { $0 >= last } == true ? nil : last
    }

    /// Records that the figures of this name include the weeks up to `week`.
    package static func setMade(_ name: String, _ week: Day, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO weekly_figures (name, week_on) VALUES (?1, ?2)
                ON CONFLICT DO UPDATE SET week_on = excluded.week_on
            """, name, week)
    }

    /// The last week that the figures of this name include; nil before they are first computed.
    package static func made(_ name: String, in db: Reader) throws -> Day? {
        try db.first("SELECT week_on FROM weekly_figures WHERE name = ?1", name) { Day($0.text(0)) } ?? nil
    }
}
