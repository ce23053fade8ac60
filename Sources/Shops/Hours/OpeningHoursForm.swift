import Base
import Shell
import Web

/// The opening hours in the form of a shop: the week, what happens on public holidays, closures and exceptional
/// openings. Seasons have pages of their own (`SeasonForm`).
enum OpeningHoursForm {
    /// The most closures, and the most openings: a year of holidays and building work, two intervals on each Sunday of
    /// December and a few fairs, on a page that stays readable.
    private static let rowsAtMost = 12
    /// Closures: first day, last day, reason.
    static let closures = RowGroup(
        name: "closure", rowsAtMost: rowsAtMost,
        fields: [
            TextField(
                "closure-*-from", .date, label: "closure.from", limit: nil, presence: .conditional, autocomplete: nil,
                isShort: true),
            TextField(
                "closure-*-until", .date, label: "closure.until", limit: nil, presence: .conditional,
                autocomplete: nil, isShort: true),
            TextField("closure-*-reason", label: "closure.reason", limit: 200, autocomplete: nil),
        ])
    /// Exceptional openings: day, opening and closing time, reason.
    static let openings = RowGroup(
        name: "opening", rowsAtMost: rowsAtMost,
        fields: [
            TextField(
                "opening-*-on", .date, label: "opening.on", limit: nil, presence: .conditional, autocomplete: nil,
                isShort: true),
            TextField(
                "opening-*-from", .time, label: "opening.from", limit: nil, presence: .conditional, autocomplete: nil,
                isShort: true),
            TextField(
                "opening-*-to", .time, label: "opening.to", limit: nil, presence: .conditional, autocomplete: nil,
                isShort: true),
            TextField("opening-*-reason", label: "closure.reason", limit: 200, autocomplete: nil),
        ])
    /// The holiday rule: a list to choose from, merged separately.
    static let holidays = "holidays"

    static let fields: [AnyField] =
        WeekForm.fields + closures.anyFields + openings.anyFields + [.choice(holidays)]

    /// The merge units: each weekday, all closures together, all openings together, and the holiday rule.
    static let units: [FormUnit] =
        (1...7).map { FormUnit(WeekForm.unit(of: $0), fields: WeekForm.dayFields[$0 - 1]) }
        + [closures.unit, openings.unit, FormUnit(holidays, fields: [holidays])]

    /// The form values for these hours.
    static func values(_ hours: OpeningHours) -> [String: String] {
        var values = WeekForm.values(hours.intervals)
        values[holidays] = hours.holidays.rawValue
        for (index, closure) in hours.closures.prefix(closures.rowsAtMost).enumerated() {
            closures.fill(index + 1, [closure.from.description, closure.until.description, closure.reason], &values)
        }
        for (index, opening) in hours.openings.prefix(openings.rowsAtMost).enumerated() {
            let times = [ClockTime.text(minute: opening.opens), ClockTime.text(minute: opening.closes)]
            openings.fill(index + 1, [opening.day.description] + times + [opening.reason], &values)
        }
        return values
    }

    /// Reads the week, the closures, the openings and the holiday rule. Adds an error to the field of each invalid day,
    /// closure or opening.
    static func read(_ form: inout FormState, _ context: Context) -> OpeningHours {
        var hours = OpeningHours(intervals: WeekForm.read(&form, context))
        hours.closures = readClosures(&form, context)
        hours.openings = readOpenings(&form, context)
        if let rule = OpeningHours.HolidayRule(rawValue: form[holidays]) {
            hours.holidays = rule
        } else {
            form.refuse(holidays, context.say("hours.holidays.invalid"))
        }
        return hours
    }

    private static func readClosures(_ form: inout FormState, _ context: Context) -> [OpeningHours.Closure] {
        var read: [OpeningHours.Closure] = []
        for index in closures.rows where form[closures.removal(index)] != "1" {
            let inputs = closures.inputs(index)
            let (from, until, reason) = (form[inputs[0]].trimmed, form.text(inputs[1]), form.text(inputs[2]))
            if from.isEmpty && until.isEmpty {
                if !reason.isEmpty { form.refuse(inputs[0].name, context.say("closure.noDay")) }
                continue
            }
            guard let first = Day(from) else {
                form.refuse(inputs[0].name, context.say(from.isEmpty ? "closure.noDay" : "closure.unreadable"))
                continue
            }
            guard let last = until.isEmpty ? first : Day(until) else {
                form.refuse(inputs[0].name, context.say("closure.unreadable"))
                continue
            }
            if last < first { form.refuse(inputs[0].name, context.say("closure.reversed")) }
            if read.contains(where: { $0.from <= last && first <= $0.until }) {
                form.refuse(inputs[0].name, context.say("closure.overlap"))
            }
            read.append(OpeningHours.Closure(from: first, until: last, reason: reason))
        }
        return read.sorted { $0.from < $1.from }
    }

    private static func readOpenings(_ form: inout FormState, _ context: Context) -> [OpeningHours.Opening] {
        var read: [OpeningHours.Opening] = []
        for index in openings.rows where form[openings.removal(index)] != "1" {
            let inputs = openings.inputs(index)
            let (on, reason) = (form[inputs[0]].trimmed, form.text(inputs[3]))
            let times: (opens: Int, closes: Int)?
            do {
                times = try WeekForm.stretch(from: form[inputs[1]], to: form[inputs[2]])
            } catch {
                form.refuse(inputs[1].name, error.words(context))
                continue
            }
            if on.isEmpty, times == nil, reason.isEmpty { continue }
            guard let day = Day(on) else {
                form.refuse(inputs[0].name, context.say(on.isEmpty ? "opening.noDay" : "closure.unreadable"))
                continue
            }
            guard let times else {
                form.refuse(inputs[1].name, context.say("opening.noTime"))
                continue
            }
            if read.contains(where: { $0.day == day && $0.opens < times.closes && times.opens < $0.closes }) {
                form.refuse(inputs[1].name, context.say("opening.overlap"))
            }
            read.append(OpeningHours.Opening(day: day, opens: times.opens, closes: times.closes, reason: reason))
        }
        return read.sorted { ($0.day, $0.opens) < ($1.day, $1.opens) }
    }
}
