import Base
import Shell

/// The dates in the form of a project: rows of first day, last day and times.
enum ProjectDateForm {
    /// A date is one continuous period; a fair with hours on each of its days needs a date for each day.
    static let rows = RowGroup(
        name: "date", rowsAtMost: 10,
        fields: [
            field("from", .date), field("until", .date), field("starts", .time), field("ends", .time),
        ])
    /// An end up to this minute (6 h) that is not after the beginning is in the following night.
    private static let morning = 360
    /// The most days of one date.
    private static let daysAtMost = 366
    /// Years for which a date is taken; others are typing errors.
    private static func isPlausible(_ day: Day, _ today: Day) -> Bool {
        (2_000...today.year + 10).contains(day.year)
    }

    private static func field(_ name: String, _ kind: TextField.Kind) -> TextField {
        TextField(
            "date-*-\(name)", kind, label: "project.date.\(name)", limit: nil, presence: .conditional,
            autocomplete: nil, isShort: true)
    }

    /// The form values of these dates.
    static func values(_ dates: [ProjectDate]) -> [String: String] {
        var values: [String: String] = [:]
        for date in dates where rows.rows.contains(date.number) {
            let until = date.until == date.from ? "" : date.until.description
            let times = [date.starts, date.ends].map { $0.map(ClockTime.text(minute:)) ?? "" }
            rows.fill(date.number, [date.from.description, until] + times, &values)
        }
        return values
    }

    /// Reads the rows. Adds an error to the field of each one that is not a date.
    static func read(_ form: inout FormState, _ context: Context) -> [ProjectDate] {
        var dates: [ProjectDate] = []
        for number in rows.rows where form[rows.removal(number)] != "1" {
            let inputs = rows.inputs(number)
            if inputs.allSatisfy({ form[$0].trimmed.isEmpty }) { continue }
            do {
                let date = try date(number, inputs.map { form[$0].trimmed }, today: context.now.local.day)
                if let date { dates.append(date) }
            } catch {
                form.refuse(inputs[error.field].name, context.say(error.message))
            }
        }
        return dates
    }

    private struct Refusal: Error {
        /// An index into the fields of the row.
        let field: Int
        let message: String
    }

    /// A date out of the four texts of its row.
    private static func date(_ number: Int, _ texts: [String], today: Day) throws(Refusal) -> ProjectDate? {
        guard let from = Day(texts[0]) else {
            throw Refusal(field: 0, message: texts[0].isEmpty ? "project.date.noDay" : "project.date.unreadable")
        }
        guard isPlausible(from, today) else { throw Refusal(field: 0, message: "project.date.year") }
        let starts = try minute(texts[2], field: 2)
        var ends = try minute(texts[3], field: 3)
        if ends != nil, starts == nil { throw Refusal(field: 2, message: "project.date.noStart") }
        var until = from
        if !texts[1].isEmpty {
            guard let last = Day(texts[1]) else { throw Refusal(field: 1, message: "project.date.unreadable") }
            until = last
        } else if let first = starts, let last = ends, last <= first, last <= morning {
            until = from.adding(days: 1)
        }
        if ends == 1_440 { (until, ends) = (until.adding(days: 1), 0) }
        let date = ProjectDate(number, from: from, until: until, starts: starts, ends: ends)
        if date.isReversed {
            throw until < from
                ? Refusal(field: 1, message: "project.date.reversed")
                : Refusal(field: 3, message: "project.date.reversed.hours")
        }
        if until.daysSince1970 - from.daysSince1970 > daysAtMost {
            throw Refusal(field: 1, message: "project.date.long")
        }
        if let starts, !isOnClock(from, starts) { throw Refusal(field: 2, message: "project.date.noHour") }
        if let ends, !isOnClock(until, ends) { throw Refusal(field: 3, message: "project.date.noHour") }
        return date
    }

    private static func minute(_ text: String, field: Int) throws(Refusal) -> Int? {
        if text.isEmpty { return nil }
        guard let minute = ClockTime.minute(typed: text), minute < 1_440 || field == 3 else {
            throw Refusal(field: field, message: "project.date.hour")
        }
        return minute
    }

    /// Whether a clock shows this time: on the last Sunday of March, those from 2 h to 3 h do not exist.
    private static func isOnClock(_ day: Day, _ minute: Int) -> Bool {
        let local = LocalTime(day: day, minute: minute)
        return local.instant.local == local
    }
}
