/// A public holiday of France: the eleven national ones (Code du travail, art. L.3133-1), two more in Alsace and
/// Moselle (art. L.3134-13), and the days on which overseas territories commemorate the abolition of slavery (loi
/// n° 83-550).
package enum PublicHoliday: String, Sendable, CaseIterable {
    case newYear, easterMonday, labourDay, victory1945, ascension, whitMonday, nationalDay, assumption, allSaints
    case armistice, christmas
    case goodFriday, saintStephen
    case mayotte, martinique, guadeloupe, saintMartin, guyane, saintBarthelemy, reunion

    /// The eleven national holidays.
    package static let national: Set<PublicHoliday> = [
        .newYear, .easterMonday, .labourDay, .victory1945, .ascension, .whitMonday, .nationalDay, .assumption,
        .allSaints, .armistice, .christmas,
    ]
    /// The holidays that apply only in some places; an association adds its own.
    package static let regional = allCases.filter { !national.contains($0) }

    /// Parses names separated by spaces, as stored in the database. Skips unknown names.
    package static func named(_ text: String) -> Set<PublicHoliday> {
        Set(text.split(separator: " ").compactMap { PublicHoliday(rawValue: String($0)) })
    }

    /// The names of these holidays, separated by spaces, in the order of declaration; `named` reads them back.
    package static func names(_ holidays: Set<PublicHoliday>) -> String {
        allCases.filter(holidays.contains).map(\.rawValue).joined(separator: " ")
    }

    /// When a holiday falls: on the same date each year, or this many days after Easter Sunday.
    enum Rule: Sendable {
        case date(month: Int, day: Int)
        case easter(plus: Int)
    }

    var rule: Rule {
        switch self {
        case .newYear: .date(month: 1, day: 1)
        case .labourDay: .date(month: 5, day: 1)
        case .victory1945: .date(month: 5, day: 8)
        case .nationalDay: .date(month: 7, day: 14)
        case .assumption: .date(month: 8, day: 15)
        case .allSaints: .date(month: 11, day: 1)
        case .armistice: .date(month: 11, day: 11)
        case .christmas: .date(month: 12, day: 25)
        case .saintStephen: .date(month: 12, day: 26)
        case .goodFriday: .easter(plus: -2)
        case .easterMonday: .easter(plus: 1)
        case .ascension: .easter(plus: 39)
        case .whitMonday: .easter(plus: 50)
        case .mayotte: .date(month: 4, day: 27)
        case .martinique: .date(month: 5, day: 22)
        case .guadeloupe: .date(month: 5, day: 27)
        case .saintMartin: .date(month: 5, day: 28)
        case .guyane: .date(month: 6, day: 10)
        case .saintBarthelemy: .date(month: 10, day: 9)
        case .reunion: .date(month: 12, day: 20)
        }
    }

    /// Whether this holiday falls on `day`.
    func isOn(_ day: Day) -> Bool {
        switch rule {
        case .date(let month, let number): day.month == month && day.day == number
        case .easter(let days): day == PublicHoliday.easter(in: day.year)?.adding(days: days)
        }
    }

    /// Easter Sunday in the Gregorian calendar. Source: Oudin (1940), in the «Explanatory Supplement to the
    /// Astronomical Almanac» (1992), chapter 12.
    static func easter(in year: Int) -> Day? {
        let century = year / 100
        let golden = year % 19
        let moon = (century - (8 * century + 13) / 25 - century / 4 + 19 * golden + 15) % 30
        let full = moon - moon / 28 * (1 - moon / 28 * (29 / (moon + 1)) * ((21 - golden) / 11))
        let weekday = (year + year / 4 + full + 2 - century + century / 4) % 7
        let offset = full - weekday
        let month = 3 + (offset + 40) / 44
        return Day(year: year, month: month, day: offset + 28 - 31 * (month / 4))
    }
}

/// The public holidays that apply in one place.
package struct HolidayCalendar: Sendable, Equatable {
    /// The national holidays and the regional ones.
    package let holidays: Set<PublicHoliday>
    /// Whether a holiday falls on a date each year, indexed by month × 32 + day. The directory asks several times for
    /// each shop.
    private let dates: [Bool]
    /// For movable holidays: the number of days after Easter Sunday.
    private let daysAfterEaster: [Int]

    /// The national holidays and these regional ones.
    package init(adding regional: Set<PublicHoliday> = []) {
        holidays = PublicHoliday.national.union(regional)
        var (dates, days) = ([Bool](repeating: false, count: 13 * 32), [Int]())
        for holiday in holidays {
            switch holiday.rule {
            case .date(let month, let day): dates[month * 32 + day] = true
            case .easter(let plus): days.append(plus)
            }
        }
        (self.dates, daysAfterEaster) = (dates, days)
    }

    /// Whether a holiday falls on `day`.
    package func isHoliday(_ day: Day) -> Bool {
        if dates[day.month * 32 + day.day] { return true }
        // Good Friday is 20 March at the earliest, Whit Monday 14 June at the latest.
        guard (3...6).contains(day.month), let easter = PublicHoliday.easter(in: day.year) else { return false }
        return daysAfterEaster.contains(day.daysSince1970 - easter.daysSince1970)
    }

    /// The holidays that fall on `day`, in the order of their declaration: two at most, as on 1 May 2008.
    package func holidays(on day: Day) -> [PublicHoliday] {
        isHoliday(day) ? PublicHoliday.allCases.filter { holidays.contains($0) && $0.isOn(day) } : []
    }

    /// The first holiday on `day` or in the year after it.
    package func next(from day: Day) -> Day? {
        (0...366).lazy.map { day.adding(days: $0) }.first(where: isHoliday)
    }
}
