import Base
import Shell
import Web

/// The opening hours in a form: two intervals a day, each with an opening and a closing field, and closures with first
/// and last day. After an error the form shows everything as typed, with a message beside each invalid day.
enum OpeningHoursForm {
    /// The most closures of one shop: enough for a year of holidays and building work, on a page that stays readable.
    static let closuresAtMost = 12
    static let from = TextField(
        "closure-*-from", .date, label: "closure.from", limit: nil, presence: .conditional, autocomplete: nil,
        isShort: true)
    static let until = TextField(
        "closure-*-until", .date, label: "closure.until", limit: nil, presence: .conditional, autocomplete: nil,
        isShort: true)
    static let reason = TextField("closure-*-reason", label: "closure.reason", limit: 200, autocomplete: nil)

    /// `hours-1-2-from`: Monday, second interval, opening.
    static func name(_ weekday: Int, _ part: Int, _ end: String) -> String { "hours-\(weekday)-\(part)-\(end)" }
    /// The check box that deletes a closure.
    static func removal(_ index: Int) -> String { "closure-\(index)-remove" }
    /// The fields of a closure that people fill in.
    static func inputs(_ index: Int) -> [TextField] { [from.row(index), until.row(index), reason.row(index)] }

    /// The holiday rule: a list to choose from, merged separately.
    static let holidays = "holidays"

    static let dayFields: [[String]] = (1...7).map { weekday in
        [name(weekday, 1, "from"), name(weekday, 1, "to"), name(weekday, 2, "from"), name(weekday, 2, "to")]
    }
    static let fields: [AnyField] =
        dayFields.flatMap(\.self).map(AnyField.choice)
        + (1...closuresAtMost).flatMap { index in inputs(index).map(AnyField.init) + [.choice(removal(index))] }
        + [.choice(holidays)]

    /// The merge unit of one weekday.
    static func unit(of weekday: Int) -> String { "hours-\(weekday)" }
    static let closuresUnit = "closures"
    /// The merge units: each weekday, all closures together, and the holiday rule.
    static let units: [FormUnit] =
        (1...7).map { FormUnit(unit(of: $0), fields: dayFields[$0 - 1]) }
        + [
            FormUnit(
                closuresUnit,
                fields: (1...closuresAtMost).flatMap { index in inputs(index).map(\.name) + [removal(index)] }),
            FormUnit(holidays, fields: [holidays]),
        ]

    /// The form values for these hours.
    static func values(_ hours: OpeningHours) -> [String: String] {
        var values = [holidays: hours.holidays.rawValue]
        for weekday in 1...7 {
            for (index, interval) in hours.intervals(on: weekday).prefix(2).enumerated() {
                values[name(weekday, index + 1, "from")] = ClockTime.text(minute: interval.opensOnDay)
                values[name(weekday, index + 1, "to")] = ClockTime.text(minute: interval.closesOnDay)
            }
        }
        for (index, closure) in hours.closures.prefix(closuresAtMost).enumerated() {
            values[from.row(index + 1).name] = closure.from.description
            values[until.row(index + 1).name] = closure.until.description
            values[reason.row(index + 1).name] = closure.reason
        }
        return values
    }

    /// Copies Monday’s times to every day.
    static func copyMonday(_ values: inout [String: String]) {
        for fields in dayFields.dropFirst() {
            for (monday, other) in zip(dayFields[0], fields) { values[other] = values[monday] }
        }
    }

    /// Reads the week, the closures and the holiday rule. Adds an error to the field of each invalid day or closure.
    static func read(_ form: inout FormState, _ context: Context) -> OpeningHours {
        var hours = OpeningHours(intervals: [], closures: [])
        for weekday in 1...7 {
            let field = "hours-\(weekday)"
            var day: [OpeningHours.Interval] = []
            for part in 1...2 {
                let (from, to) = (form[name(weekday, part, "from")].trimmed, form[name(weekday, part, "to")].trimmed)
                if from.isEmpty && to.isEmpty { continue }
                guard !from.isEmpty, !to.isEmpty else {
                    form.refuse(field, context.say("hours.half"))
                    continue
                }
                guard let opens = minute(from), let closes = minute(to), opens < OpeningHours.day else {
                    form.refuse(field, context.say("hours.unreadable"))
                    continue
                }
                guard opens != closes || opens == 0 else {
                    form.refuse(field, context.say("hours.empty"))
                    continue
                }
                // A closing time at or before the opening time is on the next day: 18:00 to 02:00, 08:00 to 00:00.
                let end = closes > opens ? closes : closes + OpeningHours.day
                day.append(OpeningHours.Interval(weekday: weekday, opens: opens, closes: end))
            }
            if let overlap = OpeningHours(intervals: day, closures: []).overlap, overlap.weekday == weekday {
                form.refuse(field, context.say("hours.overlap"))
            }
            hours.intervals += day
        }
        if let overlap = hours.overlap { form.refuse("hours-\(overlap.weekday)", context.say("hours.overlap.night")) }
        hours.closures = closures(&form, context)
        if let rule = OpeningHours.HolidayRule(rawValue: form[holidays]) {
            hours.holidays = rule
        } else {
            form.refuse(holidays, context.say("hours.holidays.invalid"))
        }
        return hours
    }

    private static func closures(_ form: inout FormState, _ context: Context) -> [OpeningHours.Closure] {
        var closures: [OpeningHours.Closure] = []
        for index in 1...closuresAtMost where form[removal(index)] != "1" {
            let field = Self.from.row(index).name
            let (from, until) = (form[field].trimmed, form.text(Self.until.row(index)))
            let reason = form.text(Self.reason.row(index))
            if from.isEmpty && until.isEmpty {
                if !reason.isEmpty { form.refuse(field, context.say("closure.noDay")) }
                continue
            }
            guard let first = Day(from) else {
                form.refuse(field, context.say(from.isEmpty ? "closure.noDay" : "closure.unreadable"))
                continue
            }
            guard let last = until.isEmpty ? first : Day(until) else {
                form.refuse(field, context.say("closure.unreadable"))
                continue
            }
            if last < first { form.refuse(field, context.say("closure.reversed")) }
            if closures.contains(where: { $0.from <= last && first <= $0.until }) {
                form.refuse(field, context.say("closure.overlap"))
            }
            closures.append(OpeningHours.Closure(from: first, until: last, reason: reason))
        }
        return closures.sorted { $0.from < $1.from }
    }

    /// Parses a time of day, as browsers send it or as people type it where the browser has no time input: «09:00»,
    /// «9h30», «9 h». Returns the minute of the day, 0 to 1,440; nil if it is not a time.
    static func minute(_ typed: String) -> Int? {
        let parts = typed.lowercased().filter { !$0.isWhitespace }
            .split(whereSeparator: { $0 == ":" || $0 == "h" || $0 == "." }).map(String.init)
        guard (1...3).contains(parts.count),
            parts.allSatisfy({ $0.utf8.count <= 2 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
            let hour = Int(parts[0]), let minute = parts.count > 1 ? Int(parts[1]) : 0, minute < 60
        else { return nil }
        return hour < 24 ? hour * 60 + minute : hour == 24 && minute == 0 ? OpeningHours.day : nil
    }
}
