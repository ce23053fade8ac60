import Base
import Shell
import Web

/// The hours of a week in a form, usual or of a season: up to three intervals a day, each with an opening and a closing
/// field. After an error the form shows everything as typed, with a message beside each invalid day.
enum WeekForm {
    /// The most intervals of one day, as the CHECK of the schema: a restaurant has breakfast, lunch and dinner.
    static let partsAtMost = 3

    /// `hours-1-2-from`: Monday, second interval, opening.
    static func name(_ weekday: Int, _ part: Int, _ end: String) -> String { "hours-\(weekday)-\(part)-\(end)" }
    /// The merge unit of one weekday, and the field its errors belong to.
    static func unit(of weekday: Int) -> String { "hours-\(weekday)" }

    /// The names of the fields, by weekday.
    static let dayFields: [[String]] = (1...7).map { weekday in
        (1...partsAtMost).flatMap { [name(weekday, $0, "from"), name(weekday, $0, "to")] }
    }
    static let fields: [AnyField] = dayFields.flatMap(\.self).map(AnyField.choice)

    /// The form values for a week.
    static func values(_ week: [OpeningHours.Interval]) -> [String: String] {
        var values: [String: String] = [:]
        for weekday in 1...7 {
            for (index, interval) in week.on(weekday).prefix(partsAtMost).enumerated() {
                values[name(weekday, index + 1, "from")] = ClockTime.text(minute: interval.opensOnDay)
                values[name(weekday, index + 1, "to")] = ClockTime.text(minute: interval.closesOnDay)
            }
        }
        return values
    }

    /// Copies Monday’s times to every day.
    static func copyMonday(_ values: inout [String: String]) {
        for fields in dayFields.dropFirst() {
            for (monday, other) in zip(dayFields[0], fields) { values[other] = values[monday] }
        }
    }

    /// Reads the week. Adds an error to each invalid day.
    static func read(_ form: inout FormState, _ context: Context) -> [OpeningHours.Interval] {
        var week: [OpeningHours.Interval] = []
        for weekday in 1...7 {
            var day: [OpeningHours.Interval] = []
            for part in 1...partsAtMost {
                do {
                    let (from, to) = (form[name(weekday, part, "from")], form[name(weekday, part, "to")])
                    guard let (opens, closes) = try stretch(from: from, to: to) else { continue }
                    day.append(OpeningHours.Interval(weekday: weekday, opens: opens, closes: closes))
                } catch {
                    form.refuse(unit(of: weekday), error.words(context))
                }
            }
            if let overlap = day.overlap, overlap.weekday == weekday {
                form.refuse(unit(of: weekday), context.say("hours.overlap"))
            }
            week += day
        }
        if let overlap = week.overlap {
            form.refuse(unit(of: overlap.weekday), context.say("hours.overlap.night"))
        }
        return week
    }

    /// What is wrong with the two times of an interval.
    enum StretchError: Error {
        case half, unreadable, empty

        func words(_ context: Context) -> String {
            switch self {
            case .half: context.say("hours.half")
            case .unreadable: context.say("hours.unreadable")
            case .empty: context.say("hours.empty")
            }
        }
    }

    /// Parses the times of an interval, in minutes of its day; nil when both are empty. A closing time at or before the
    /// opening time is on the next day: 18:00 to 02:00, 08:00 to 00:00.
    static func stretch(from: String, to: String) throws(StretchError) -> (opens: Int, closes: Int)? {
        let (from, to) = (from.trimmed, to.trimmed)
        if from.isEmpty && to.isEmpty { return nil }
        guard !from.isEmpty, !to.isEmpty else { throw .half }
        guard let opens = ClockTime.minute(typed: from), let closes = ClockTime.minute(typed: to),
            opens < OpeningHours.day
        else { throw .unreadable }
        guard opens != closes || opens == 0 else { throw .empty }
        return (opens, closes > opens ? closes : closes + OpeningHours.day)
    }
}
