/// A calendar day, stored in every `_on` column as `YYYY-MM-DD`.
package struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year, 1 to 9999.
    package let year: Int
    /// The month, 1 to 12.
    package let month: Int
    /// The day of the month, 1 to 31.
    package let day: Int

    /// Returns nil when there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let days = Day.daysSince1970(year, month, day)
        let back = Day(daysSince1970: days)
        guard back.year == year, back.month == month, back.day == day else { return nil }
        self = back
    }

    /// Parses `YYYY-MM-DD`, as browsers send it and the database stores it; nil for anything else.
    package init?(_ text: String) {
        self.init(bytes: text.utf8)
    }

    /// Parses the ten bytes of `YYYY-MM-DD`; nil for anything else.
    package init?(bytes: some Collection<UInt8>) {
        let digits = Array(bytes)
        guard digits.count == 10, digits[4] == UInt8(ascii: "-"), digits[7] == UInt8(ascii: "-") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var number = 0
            for byte in digits[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                number = number * 10 + Int(byte - 0x30)
            }
            return number
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day `days` days after 1970-01-01, clamped to the years 1 to 9999. Source: Howard Hinnant, «chrono-Compatible
    /// Low-Level Date Algorithms».
    package init(daysSince1970 days: Int) {
        // 0001-01-01 and 9999-12-31.
        let shifted = min(max(days, -719_162), 2_932_896) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Days since 1970-01-01; negative before.
    package var daysSince1970: Int { Day.daysSince1970(year, month, day) }
    /// 1 = Monday … 7 = Sunday (ISO 8601).
    package var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 + 1 }
    /// The Monday of its week, which identifies the week in statistics.
    package var monday: Day { adding(days: 1 - weekday) }
    /// The day `days` days later.
    package func adding(days: Int) -> Day { Day(daysSince1970: daysSince1970 + days) }

    /// The same day some months later; the last day of a shorter month.
    /// - Parameter months: from 0.
    package func adding(months: Int) -> Day {
        let (year, month) = (year + (month - 1 + months) / 12, (month - 1 + months) % 12 + 1)
        return (0...3).lazy.compactMap { Day(year: year, month: month, day: day - $0) }.first ?? self
    }
    /// Orders by date.
    package static func < (left: Day, right: Day) -> Bool { left.daysSince1970 < right.daysSince1970 }

    /// `YYYY-MM-DD`.
    package var description: String {
        var text = [UInt8](repeating: UInt8(ascii: "-"), count: 10)
        func write(_ number: Int, _ places: Range<Int>) {
            var rest = number
            for place in places.reversed() {
                text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
        }
        write(year, 0..<4)
        write(month, 5..<7)
        write(day, 8..<10)
        return String(decoding: text, as: UTF8.self)
    }
}
