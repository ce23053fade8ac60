import Base
import Shell
import Web

/// The form of one season: its first and last day, and its week or a tick for «closed».
enum SeasonForm {
    /// The most seasons of a shop: two of low and high season each, holidays in August and in winter.
    static let seasonsAtMost = 6

    static let from = "season-from"
    static let until = "season-until"
    static let closed = "season-closed"
    static let removal = "season-remove"
    static func day(_ end: String) -> String { end + "-day" }
    static func month(_ end: String) -> String { end + "-month" }

    /// The first and last day are merged as one, and so is the week.
    static let units = [
        FormUnit("season-dates", fields: [from, until].flatMap { [day($0), month($0)] }),
        FormUnit("season-week", fields: [closed] + WeekForm.dayFields.flatMap(\.self)),
    ]
    static let fields: [AnyField] =
        units.flatMap(\.fields).map(AnyField.choice) + [.choice(removal), .choice("version"), FormBase.field]

    /// The form values for a season.
    static func values(_ season: Season) -> [String: String] {
        var values = WeekForm.values(season.intervals)
        for (end, yearDay) in [(from, season.from), (until, season.until)] {
            values[day(end)] = String(yearDay.day)
            values[month(end)] = String(yearDay.month)
        }
        if season.intervals.isEmpty { values[closed] = "1" }
        return values
    }

    /// Reads the season; nil with an error beside each invalid field. Hours typed for a closed season are left out.
    static func read(_ form: inout FormState, number: Int, _ context: Context) -> Season? {
        let first = readDay(from, &form, context)
        let last = readDay(until, &form, context)
        var week: [OpeningHours.Interval] = []
        if form[closed] != "1" {
            week = WeekForm.read(&form, context)
            if week.isEmpty, form.isValid { form.refuse(closed, context.say("season.noHours")) }
        }
        guard form.isValid, let first, let last else { return nil }
        return Season(number: number, from: first, until: last, intervals: week)
    }

    private static func readDay(_ end: String, _ form: inout FormState, _ context: Context) -> YearDay? {
        guard let number = Int(form[day(end)].trimmed), let month = Int(form[month(end)].trimmed),
            (1...31).contains(number), (1...12).contains(month)
        else {
            form.refuse(end, context.say("season.noDay"))
            return nil
        }
        guard let day = YearDay(month: month, day: number) else {
            let date = context.language.date(month: month, day: number)
            form.refuse(end, context.say("season.invalidDay", ["date": date]))
            return nil
        }
        return day
    }
}
