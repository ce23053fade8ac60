import Base
import Shell

/// A calendar month.
struct Month: Sendable, Hashable, Comparable {
    /// Months since January of year 0.
    private let number: Int

    private init(number: Int) { self.number = number }

    init(of day: Day) { number = day.year * 12 + day.month - 1 }

    /// Parses `2026-12`.
    init?(_ text: String) {
        guard let first = Day(text + "-01") else { return nil }
        self.init(of: first)
    }

    var year: Int { number / 12 }
    /// 1 to 12.
    var month: Int { number % 12 + 1 }
    var first: Day { Day(year: year, month: month, day: 1) ?? Day(daysSince1970: 0) }
    var last: Day { adding(1).first.adding(days: -1) }

    func adding(_ months: Int) -> Month { Month(number: number + months) }

    /// `2026-12`.
    var text: String { String(first.description.dropLast(3)) }

    static func < (left: Month, right: Month) -> Bool { left.number < right.number }

    /// «décembre 2026».
    func name(_ language: Language) -> String { language.name(month: month) + " " + String(year) }

    /// The months that the agenda shows: a year back, two ahead.
    static func shown(on today: Day) -> ClosedRange<Month> {
        let now = Month(of: today)
        return now.adding(-12)...now.adding(24)
    }
}
