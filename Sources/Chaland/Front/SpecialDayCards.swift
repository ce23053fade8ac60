import Base
import Shell
import Shops

extension ThisWeek {
    /// The public holidays and the exceptional openings of the coming days.
    static func specialDays(_ directory: DirectorySnapshot, _ context: Context) -> [ThisWeek] {
        directory.specialDays.compactMap { special in
            special.isHoliday ? holiday(special, context) : openings(special, directory, context)
        }
    }

    /// «vendredi 25 décembre · Noël : 3 boutiques ouvrent, 20 ferment.»
    private static func holiday(_ special: SpecialDay, _ context: Context) -> ThisWeek {
        let open = special.open > 0 ? [context.say("front.holiday.open", count: special.open)] : []
        let closed = special.closed > 0 ? [context.say("front.holiday.closed", count: special.closed)] : []
        return ThisWeek(
            day: special.day, time: context.language.day(special.day, seenOn: context.now.local.day),
            title: context.association.calendar.names(on: special.day, context).capitalisedFirst,
            text: (open + closed).joined(separator: ", ").capitalisedFirst)
    }

    /// «dimanche 29 novembre · 6 boutiques ouvrent exceptionnellement : … »; for one shop its name and its hours.
    private static func openings(
        _ special: SpecialDay, _ directory: DirectorySnapshot, _ context: Context
    ) -> ThisWeek? {
        guard let first = special.openings.first else { return nil }
        let (day, count) = (special.day, special.openings.count)
        let line = directory.lines[first.shop]
        let hours = first.hours.words(on: day.weekday, context)
        let isSame = special.openings.allSatisfy { $0.hours.words(on: day.weekday, context) == hours }
        let date = context.language.day(day, seenOn: context.now.local.day)
        let time = isSame ? context.say("hours.opening", ["date": date, "hours": hours]) : date
        if count == 1 {
            return ThisWeek(
                day: day, time: time, title: line.name, text: context.say("front.opening"),
                link: context.link(.shop(name: line.name, code: line.code)),
                linkWords: context.say("front.opening.page"))
        }
        let names = special.openings.prefix(3).map { directory.lines[$0.shop].name }.joined(separator: ", ")
        return ThisWeek(
            day: day, time: time, title: context.say("front.openings", count: count),
            text: count > 3
                ? context.say("front.openings.more", count: count - 3, ["shops": names]) : names)
    }
}
