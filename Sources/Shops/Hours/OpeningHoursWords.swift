import Base
import HTMLTemplate
import Shell

extension OpenState {
    /// «Ouvert jusqu’à 19 h», «Fermé, ouvre mardi à 9 h»; nil when the hours are unknown.
    package func words(today: Day, _ context: Context) -> String? {
        let language = context.language
        switch self {
        case .unknown: return nil
        case .back(let minute): return context.say("hours.back", ["time": context.clock(minute)])
        case .holiday: return context.say("hours.holiday")
        case .open(nil): return context.say("hours.open")
        case .open(let minute?): return context.say("hours.open.until", ["time": context.clock(minute)])
        case .away(let until) where until == today: return context.say("hours.away.today")
        case .away(let until): return context.say("hours.away", ["date": language.date(until)])
        case .closed(nil, _): return context.say("hours.closed")
        case .closed(let day?, let minute):
            let time = context.clock(minute)
            let ahead = day.daysSince1970 - today.daysSince1970
            if ahead == 0 { return context.say("hours.closed.today", ["time": time]) }
            if ahead == 1 { return context.say("hours.closed.tomorrow", ["time": time]) }
            if ahead < 7 {
                return context.say("hours.closed.weekday", ["day": language.name(weekday: day.weekday), "time": time])
            }
            return context.say("hours.closed.date", ["date": language.date(day), "time": time])
        }
    }
}

extension LocalTime {
    /// When the first of several shops opens: «La première ouvre demain à 7 h :».
    func firstOpening(today: Day, _ context: Context) -> String {
        let time = context.clock(minute)
        let ahead = day.daysSince1970 - today.daysSince1970
        if ahead == 0 { return context.say("directory.first.today", ["time": time]) }
        if ahead == 1 { return context.say("directory.first.tomorrow", ["time": time]) }
        if ahead < 7 {
            let weekday = context.language.name(weekday: day.weekday)
            return context.say("directory.first.weekday", ["day": weekday, "time": time])
        }
        return context.say("directory.first.date", ["date": context.language.date(day), "time": time])
    }
}

extension [OpeningHours.Interval] {
    /// The hours of one weekday: «9 h – 12 h 30, 14 h 30 – 19 h», or «Fermé».
    package func words(on weekday: Int, _ context: Context) -> String {
        stretches(on: weekday, context).joined(separator: " ")
    }

    /// The same, one string per interval, each but the last with its comma: a line may break between them.
    package func stretches(on weekday: Int, _ context: Context) -> [String] {
        let stretches = on(weekday)
        if stretches.isEmpty { return [context.say("hours.day.closed")] }
        return stretches.enumerated().map { index, stretch in
            let comma = index < stretches.count - 1 ? "," : ""
            return context.stretch(stretch.opensOnDay, stretch.closesOnDay) + comma
        }
    }

    /// A week in words, equal days together: «Lundi : Fermé. Mar.–sam. : 9 h – 19 h».
    package func words(_ context: Context) -> String {
        WeekLine.lines(of: self, context).map { line in
            context.say("hours.week.line", ["days": line.days, "hours": line.stretches.joined(separator: " ")])
        }.joined(separator: " ")
    }
}

/// Consecutive days of a week with equal hours, as one line of a table.
package struct WeekLine: PageModel {
    /// «Lundi», «Mar.–sam.», «Tous les jours».
    package let days: String
    /// Its intervals, with a comma after each but the last, or «fermé» alone.
    package let stretches: [String]
    /// The days, 1 = Monday.
    package let weekdays: ClosedRange<Int>
    /// Whether today is one of them.
    package var isToday = false

    package static let fields: [Field<WeekLine>] = [
        .text("days") { $0.days }, .list("stretches") { $0.stretches }, .flag("isToday") { $0.isToday },
    ]

    /// The lines of a week, Monday first.
    package static func lines(of week: [OpeningHours.Interval], _ context: Context) -> [WeekLine] {
        let days = (1...7).map { week.stretches(on: $0, context) }
        var lines: [WeekLine] = []
        for weekday in 1...7 where weekday == 1 || days[weekday - 1] != days[weekday - 2] {
            let last = (weekday...7).prefix { days[$0 - 1] == days[weekday - 1] }.last ?? weekday
            lines.append(
                WeekLine(
                    days: name(weekday...last, context), stretches: days[weekday - 1], weekdays: weekday...last))
        }
        return lines
    }

    private static func name(_ days: ClosedRange<Int>, _ context: Context) -> String {
        let language = context.language
        if days.count == 7 { return context.say("hours.days.all") }
        if days.count == 1 { return language.name(weekday: days.lowerBound).capitalisedFirst }
        return language.shortName(weekday: days.lowerBound).capitalisedFirst + "–"
            + language.shortName(weekday: days.upperBound)
    }
}

extension OpeningHours.HolidayRule {
    /// «Fermé», «Ouvert comme d’habitude», «À vérifier».
    package func words(_ context: Context) -> String {
        switch self {
        case .unsaid: context.say("hours.holidays.unsaid")
        case .closed: context.say("hours.holidays.closed")
        case .open: context.say("hours.holidays.open")
        }
    }
}

extension OpeningHours.Closure {
    /// «du 3 août 2026 au 21 août 2026», or «le 3 août 2026».
    package func words(_ context: Context) -> String {
        let days = ["from": context.language.date(from), "until": context.language.date(until)]
        return context.say(from == until ? "hours.closure.day" : "hours.closure.days", days)
    }
}

extension OpeningHours {
    /// The exceptional openings of `day` and later, a line for each day: «dimanche 20 décembre 2026, 10 h – 18 h».
    package func openingWords(from day: Day, _ context: Context) -> [(words: String, reason: String)] {
        let openings = openings(notOverOn: day)
        return openings.indices.filter { $0 == 0 || openings[$0].day != openings[$0 - 1].day }.map { first in
            let sameDay = openings[first...].prefix { $0.day == openings[first].day }
            let stretches = sameDay.map { context.stretch($0.opens, $0.closes) }.joined(separator: ", ")
            var reasons: [String] = []
            for opening in sameDay where !opening.reason.isEmpty && !reasons.contains(opening.reason) {
                reasons.append(opening.reason)
            }
            let date = context.language.longDate(openings[first].day)
            return (
                context.say("hours.opening", ["date": date, "hours": stretches]), reasons.joined(separator: ", ")
            )
        }
    }
}

extension Season {
    /// «Du 1er avril au 30 septembre».
    package func words(_ context: Context) -> String {
        let language = context.language
        return context.say(
            "season.days",
            [
                "from": language.date(month: from.month, day: from.day),
                "until": language.date(month: until.month, day: until.day),
            ])
    }

    /// The same with its week: «Du 1er août au 31 août : fermé».
    package func wordsWithHours(_ context: Context) -> String {
        let hours = intervals.isEmpty ? context.say("season.closed") : intervals.words(context)
        return context.say("season.line", ["days": words(context), "hours": hours])
    }
}

extension Context {
    /// «9 h – 12 h 30», from two minutes of a day.
    func stretch(_ opens: Int, _ closes: Int) -> String {
        if closes - opens == OpeningHours.day, opens == 0 { return say("hours.day.all") }
        return clock(opens) + " – " + clock(closes)
    }

    /// A time of day in words: «19 h», «12 h 30», «minuit».
    package func clock(_ minute: Int) -> String {
        minute % OpeningHours.day == 0 ? say("hours.midnight") : language.time(minute: minute)
    }
}
