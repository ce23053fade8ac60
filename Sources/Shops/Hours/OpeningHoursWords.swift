import Base
import Shell

extension OpenState {
    /// «Ouvert, ferme à 19 h», «Fermé, ouvre mardi à 9 h»; nil when the hours are unknown.
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

extension OpeningHours {
    /// «9 h – 12 h 30, 14 h 30 – 19 h», or «Fermé».
    package func words(on weekday: Int, _ context: Context) -> String {
        stretches(on: weekday, context).joined(separator: " ")
    }

    /// The same, one string per interval, each but the last with its comma: a line may break between them.
    package func stretches(on weekday: Int, _ context: Context) -> [String] {
        let stretches = intervals(on: weekday)
        if stretches.isEmpty { return [context.say("hours.day.closed")] }
        return stretches.enumerated().map { index, stretch in
            let comma = index < stretches.count - 1 ? "," : ""
            if stretch.closes - stretch.opens == Self.day { return context.say("hours.day.all") + comma }
            return context.clock(stretch.opensOnDay) + " – " + context.clock(stretch.closesOnDay) + comma
        }
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

extension Context {
    /// A time of day in words: «19 h», «12 h 30», «minuit».
    package func clock(_ minute: Int) -> String {
        minute % OpeningHours.day == 0 ? say("hours.midnight") : language.time(minute: minute)
    }
}
