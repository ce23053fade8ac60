import Base
import HTMLTemplate
import Shell
import Shops

/// The opening hours on the page of a shop: the week that applies now, the others folded, and all that is announced.
struct ShopHours: PageModel {
    /// What applies today: «Aujourd’hui : 9 h – 19 h»; nil for unknown hours.
    let today: String?
    /// The week of today; nil for unknown hours.
    let current: Week?
    /// The seasons and the usual week that do not apply today.
    let others: [Week]
    /// A line of words: «lundi sur rendez-vous».
    let remark: String
    /// What the shop does on public holidays, and when the next one is; nil for unknown hours.
    let holidays: String?
    let openings: [Line]
    let closures: [Line]

    /// A week, and the days of the year when it applies.
    struct Week: PageModel {
        /// «Du 1er avril au 30 septembre»; nil for the only week of a shop without seasons.
        let title: String?
        /// No lines: closed.
        let lines: [WeekLine]

        static let fields: [Field<Week>] = [
            .optionalText("title") { $0.title }, .list("lines") { $0.lines },
            .flag("isClosed") { $0.lines.isEmpty },
        ]
    }

    /// An exceptional opening or closure.
    struct Line: PageModel {
        let days: String
        let reason: String

        static let fields: [Field<Line>] = [.text("days") { $0.days }, .text("reason") { $0.reason }]
    }

    init(_ hours: OpeningHours, remark: String, today: Day, _ context: Context) {
        let now = hours.season(on: today)
        let usual = Week(
            title: hours.seasons.isEmpty ? nil : context.say("season.rest"),
            lines: Self.lines(hours.intervals, today: now == nil ? today.weekday : nil, context))
        let seasons = hours.seasons.map { season in
            (
                season,
                Week(
                    title: season.words(context),
                    lines: Self.lines(season.intervals, today: season == now ? today.weekday : nil, context))
            )
        }
        // Without hours, a shop that only names its holidays in August is not closed for the rest of the year.
        let rest = hours.isKnown ? usual : nil
        current = seasons.first { $0.0 == now }?.1 ?? rest
        others = seasons.filter { $0.0 != now }.map(\.1) + (now == nil ? [] : [rest].compactMap(\.self))
        self.remark = remark
        self.today = Self.today(hours, today, context)
        holidays = hours.isKnown ? Self.holidays(hours.holidays, from: today, context) : nil
        openings = hours.openingWords(from: today, context).map { Line(days: $0.words, reason: $0.reason) }
        closures = hours.closures(notOverOn: today).map { Line(days: $0.words(context), reason: $0.reason) }
    }

    private static func today(_ hours: OpeningHours, _ today: Day, _ context: Context) -> String? {
        let plan = hours.plan(on: today, context.association.calendar)
        let words: String
        switch plan {
        case .closed: words = context.say("hours.day.closed").lowercased()
        case .toBeChecked: return nil
        case .week(let week), .opening(let week):
            guard hours.isKnown || !week.isEmpty else { return nil }
            let stretches = week.on(today.weekday).isEmpty ? nil : week.words(on: today.weekday, context)
            words = stretches ?? context.say("hours.day.closed").lowercased()
        }
        return context.say("shop.today", ["hours": words])
    }

    private static func lines(
        _ week: [OpeningHours.Interval], today: Int?, _ context: Context
    ) -> [WeekLine] {
        if week.isEmpty { return [] }
        return WeekLine.lines(of: week, context).map { line in
            var line = line
            line.isToday = today.map(line.weekdays.contains) ?? false
            return line
        }
    }

    /// «à vérifier. Prochain : 1er mai 2027, fête du Travail»: the next holiday is named when it is within 31 days.
    private static func holidays(
        _ rule: OpeningHours.HolidayRule, from today: Day, _ context: Context
    ) -> String {
        let calendar = context.association.calendar
        guard let next = calendar.next(from: today), next <= today.adding(days: 31) else { return rule.words(context) }
        return context.say(
            "shop.holidays.next",
            [
                "holidays": rule.words(context), "date": context.language.date(next),
                "name": calendar.names(on: next, context),
            ])
    }

    static let fields: [Field<ShopHours>] = [
        .one("current") { $0.current }, .list("others") { $0.others }, .flag("hasOthers") { !$0.others.isEmpty },
        .flag("hasCurrent") { $0.current != nil }, .text("remark") { $0.remark }, .optionalText("today") { $0.today },
        .optionalText("holidays") { $0.holidays },
        .list("openings") { $0.openings }, .flag("hasOpenings") { !$0.openings.isEmpty },
        .list("closures") { $0.closures }, .flag("hasClosures") { !$0.closures.isEmpty },
    ]
}
