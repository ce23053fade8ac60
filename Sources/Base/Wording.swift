import HTMLTemplate

/// Dates, times and amounts formatted for a language: «samedi 21 novembre 2026 à 14 h 05», «1 234,50 €». French
/// typography (Imprimerie nationale): U+202F between thousands, U+00A0 around « h » and before «€».
extension Language {
    /// The name of a weekday, 1 = Monday.
    package func name(weekday: Int) -> String { weekdays[weekday - 1] }

    /// Its short form: «lun.», “Mon”.
    package func shortName(weekday: Int) -> String { shortWeekdays[weekday - 1] }

    /// A day of any year: «21 novembre», “21 November”.
    package func date(month: Int, day: Int) -> String { dayOfMonth(day) + dateGaps[0] + months[month - 1] }

    /// The name of a month, 1 = January.
    package func name(month: Int) -> String { months[month - 1] }

    /// «21 novembre 2026», “21 November 2026”.
    package func date(_ day: Day) -> String { date(month: day.month, day: day.day) + dateGaps[1] + String(day.year) }

    /// «5 oct.», “5 Oct”.
    package func shortDate(_ day: Day) -> String {
        dayOfMonth(day.day) + shortDateGaps[0] + shortMonths[day.month - 1]
    }

    /// «samedi 21 novembre 2026».
    package func longDate(_ day: Day) -> String { name(weekday: day.weekday) + longDateGaps[0] + date(day) }

    /// «samedi 21 novembre», with the year when the day is over or more than ten months ahead of `today`.
    package func day(_ day: Day, seenOn today: Day) -> String {
        let isNear = (0...300).contains(day.daysSince1970 - today.daysSince1970)
        let near = date(month: day.month, day: day.day)
        return isNear ? name(weekday: day.weekday) + longDateGaps[0] + near : longDate(day)
    }

    /// «14 h 05», “14:05”. Minutes wrap at midnight: 1500 is 01:00.
    package func time(minute: Int) -> String {
        let (hour, rest) = (minute / 60 % 24, minute % 60)
        let values = ["hour": padsHours ? Self.twoDigits(hour) : String(hour), "minute": Self.twoDigits(rest)]
        return messages.text(rest == 0 ? "language.wholeHour" : "language.time", values)
    }

    /// «samedi 21 novembre 2026 à 14 h 05».
    package func moment(_ instant: Instant) -> String {
        let local = instant.local
        return messages.text("language.moment", ["date": longDate(local.day), "time": time(minute: local.minute)])
    }

    /// «1 234,50 €», “€1,234.50”.
    package func money(_ money: Money) -> String {
        let (euros, cents) = money.cents.quotientAndRemainder(dividingBy: 100)
        return messages.text("language.money", ["euros": number(euros), "cents": Self.twoDigits(cents)])
    }

    /// «1 234», “1,234”.
    package func number(_ value: Int) -> String { messages.format(value) }

    /// The cell separator of CSV files in this language.
    var cellSeparator: String { messages.text("language.cellSeparator") }

    private func dayOfMonth(_ day: Int) -> String {
        day == 1 ? messages.text("language.firstOfMonth") : String(day)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// Machine-readable times of day, for form fields and structured data.
package enum ClockTime {
    /// `09:05`, as in `<input type="time">` and schema.org. Minutes wrap at midnight.
    package static func text(minute: Int) -> String {
        let (hour, rest) = (minute / 60 % 24, minute % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Parses a time of day, as browsers send it or as people type it where the browser has no time input: «09:00»,
    /// «9h30», «9 h». Returns the minute of the day, 0 to 1,440; nil if it is not a time.
    package static func minute(typed: String) -> Int? {
        let parts = typed.lowercased().filter { !$0.isWhitespace }
            .split(whereSeparator: { $0 == ":" || $0 == "h" || $0 == "." }).map(String.init)
        guard (1...3).contains(parts.count),
            parts.allSatisfy({ $0.utf8.count <= 2 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
            let hour = Int(parts[0]), let minute = parts.count > 1 ? Int(parts[1]) : 0, minute < 60
        else { return nil }
        return hour < 24 ? hour * 60 + minute : hour == 24 && minute == 0 ? 1_440 : nil
    }
}

extension String {
    /// The text with its first letter capitalised: «lundi» → «Lundi».
    package var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
