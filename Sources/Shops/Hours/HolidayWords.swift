import Base
import Shell

extension HolidayCalendar {
    /// The names of the public holidays on `day`: «fête du Travail», or two where two fall together, as on 1 May 2008.
    package func names(on day: Day, _ context: Context) -> String {
        let names = holidays(on: day).map { $0.name(context) }
        guard names.count == 2 else { return names.joined(separator: ", ") }
        return context.say("holiday.two", ["first": names[0], "second": names[1]])
    }
}

extension PublicHoliday {
    fileprivate func name(_ context: Context) -> String {
        switch self {
        case .newYear: context.say("holiday.newYear")
        case .easterMonday: context.say("holiday.easterMonday")
        case .labourDay: context.say("holiday.labourDay")
        case .victory1945: context.say("holiday.victory1945")
        case .ascension: context.say("holiday.ascension")
        case .whitMonday: context.say("holiday.whitMonday")
        case .nationalDay: context.say("holiday.nationalDay")
        case .assumption: context.say("holiday.assumption")
        case .allSaints: context.say("holiday.allSaints")
        case .armistice: context.say("holiday.armistice")
        case .christmas: context.say("holiday.christmas")
        case .goodFriday: context.say("holiday.goodFriday")
        case .saintStephen: context.say("holiday.saintStephen")
        case .mayotte: context.say("holiday.mayotte")
        case .martinique: context.say("holiday.martinique")
        case .guadeloupe: context.say("holiday.guadeloupe")
        case .saintMartin: context.say("holiday.saintMartin")
        case .guyane: context.say("holiday.guyane")
        case .saintBarthelemy: context.say("holiday.saintBarthelemy")
        case .reunion: context.say("holiday.reunion")
        }
    }
}
