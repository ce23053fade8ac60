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

    /// Whether this holiday falls on `day`.
    package func isOn(_ day: Day) -> Bool {
        switch self {
        case .newYear: day.month == 1 && day.day == 1
        case .labourDay: day.month == 5 && day.day == 1
        case .victory1945: day.month == 5 && day.day == 8
        case .nationalDay: day.month == 7 && day.day == 14
        case .assumption: day.month == 8 && day.day == 15
        case .allSaints: day.month == 11 && day.day == 1
        case .armistice: day.month == 11 && day.day == 11
        case .christmas: day.month == 12 && day.day == 25
        case .saintStephen: day.month == 12 && day.day == 26
        case .goodFriday: PublicHoliday.isEaster(day, plus: -2)
        case .easterMonday: PublicHoliday.isEaster(day, plus: 1)
        case .ascension: PublicHoliday.isEaster(day, plus: 39)
        case .whitMonday: PublicHoliday.isEaster(day, plus: 50)
        case .mayotte: day.month == 4 && day.day == 27
        case .martinique: day.month == 5 && day.day == 22
        case .guadeloupe: day.month == 5 && day.day == 27
        case .saintMartin: day.month == 5 && day.day == 28
        case .guyane: day.month == 6 && day.day == 10
        case .saintBarthelemy: day.month == 10 && day.day == 9
        case .reunion: day.month == 12 && day.day == 20
        }
    }

    private static func isEaster(_ day: Day, plus days: Int) -> Bool {
        // Good Friday is 20 March at the earliest, Whit Monday 14 June at the latest.
        (3...6).contains(day.month) && day == easter(in: day.year)?.adding(days: days)
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
    package let holidays: Set<PublicHoliday>

    /// The national holidays and these regional ones.
    package init(adding regional: Set<PublicHoliday> = []) { holidays = PublicHoliday.national.union(regional) }

    package func isHoliday(_ day: Day) -> Bool { holidays.contains { $0.isOn(day) } }
}
