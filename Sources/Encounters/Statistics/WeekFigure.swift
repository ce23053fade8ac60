import Base
import HTMLTemplate
import Shell

/// A chart of weeks and the same numbers as a table.
package struct WeekFigure: PageModel {
    let caption: String
    /// When the figures were made and how many encounters were recorded since.
    package let note: String
    let chart: HTML
    package let rows: [Row]
    /// The table has columns for visitors and for notes of the counter.
    let hasBothViews: Bool
    /// Any of the weeks has answers given at the kiosk.
    let hasKiosk: Bool

    /// One week.
    package struct Row: PageModel {
        package let week: String
        package let isoDay: String
        package let all: Outcomes
        package let visitors: Outcomes
        package let kiosk: Outcomes
        let salespeople: Outcomes

        package static let fields: [Field<Row>] = [
            .text("week") { $0.week }, .text("isoDay") { $0.isoDay },
            .number("bought") { $0.all.bought }, .number("left") { $0.all.left },
            .number("unsaid") { $0.all.unsaid }, .number("total") { $0.all.total },
            .number("visitorsBought") { $0.visitors.bought }, .number("visitorsLeft") { $0.visitors.left },
            .number("visitorsUnsaid") { $0.visitors.unsaid },
            .number("kioskBought") { $0.kiosk.bought }, .number("kioskLeft") { $0.kiosk.left },
            .number("kioskUnsaid") { $0.kiosk.unsaid },
            .number("notedBought") { $0.salespeople.bought }, .number("notedLeft") { $0.salespeople.left },
        ]
    }

    package static let fields: [Field<WeekFigure>] = [
        .text("caption") { $0.caption }, .text("figuresNote") { $0.note }, .html("chart") { $0.chart },
        .list("rows") { $0.rows },
        .flag("hasBothViews") { $0.hasBothViews }, .flag("hasKiosk") { $0.hasKiosk },
    ]

    /// The number of weeks shown.
    package static let weeks = 12

    /// The weeks of the association.
    package static func association(_ weeks: [Outcomes.Week], note: String, _ context: Context) -> WeekFigure {
        let rows = weeks.reversed().map { week in
            Row(
                week: context.language.shortDate(week.week), isoDay: week.week.description, all: week.outcomes,
                visitors: Outcomes(), kiosk: Outcomes(), salespeople: Outcomes())
        }
        return WeekFigure(
            caption: context.say("week.caption"), note: note, chart: WeekChart.svg(weeks, id: "association", context),
            rows: rows, hasBothViews: false, hasKiosk: false)
    }

    /// The weeks of one shop, split by who recorded them.
    package static func shop(_ weeks: [WeekCount], note: String, id: String, _ context: Context) -> WeekFigure {
        let rows = weeks.reversed().map { week in
            Row(
                week: context.language.shortDate(week.week), isoDay: week.week.description, all: week.all,
                visitors: week.visitors, kiosk: week.kiosk, salespeople: week.salespeople)
        }
        let drawn = weeks.map { Outcomes.Week(week: $0.week, outcomes: $0.all) }
        return WeekFigure(
            caption: context.say("week.caption"), note: note, chart: WeekChart.svg(drawn, id: id, context), rows: rows,
            hasBothViews: true, hasKiosk: weeks.contains { $0.kiosk.total > 0 })
    }
}
