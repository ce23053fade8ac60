import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The counters of the association: the shops with and without encounters, the trend, and both by street and trade.
struct CountersPage: Page {
    static let template = "comparison/counters"
    let shops: Int
    /// Nil before the first complete week.
    let record: Record?
    let section = Section.home
    let isPrivate = true

    struct Record: PageModel {
        let active: Int
        let silent: Int
        /// Nil until eight weeks are complete since the first encounter.
        let trend: String?
        let weekOf: String
        let period: String
        let chart: HTML
        let weeks: [WeekRow]
        let streets: [GroupRow]
        let trades: [GroupRow]
        let hasKiosk: Bool

        static let fields: [Field<Record>] = [
            .number("active") { $0.active }, .number("silent") { $0.silent }, .optionalText("trend") { $0.trend },
            .text("weekOf") { $0.weekOf }, .text("period") { $0.period }, .html("chart") { $0.chart },
            .list("weekRows") { $0.weeks }, .list("streets") { $0.streets }, .list("trades") { $0.trades },
            .flag("hasStreets") { !$0.streets.isEmpty }, .flag("hasTrades") { !$0.trades.isEmpty },
            .flag("hasKiosk") { $0.hasKiosk },
        ]
    }

    struct WeekRow: PageModel {
        let week: String
        let isoDay: String
        let active: Int
        let recorded: RecordedCounts

        static let fields: [Field<WeekRow>] = [
            .text("week") { $0.week }, .text("isoDay") { $0.isoDay }, .number("weekActive") { $0.active },
            .number("weekPhone") { $0.recorded.phone }, .number("weekKiosk") { $0.recorded.kiosk },
            .number("weekNoted") { $0.recorded.noted },
        ]
    }

    struct GroupRow: PageModel {
        let name: String
        let shops: Int
        let active: Int
        let recorded: RecordedCounts
        let trend: String

        static let fields: [Field<GroupRow>] = [
            .text("group") { $0.name }, .number("groupShops") { $0.shops }, .number("groupActive") { $0.active },
            .number("groupPhone") { $0.recorded.phone }, .number("groupKiosk") { $0.recorded.kiosk },
            .number("groupNoted") { $0.recorded.noted }, .text("groupTrend") { $0.trend },
        ]
    }

    static let fields: [Field<CountersPage>] = [
        .number("shopCount") { $0.shops }, .one("record") { $0.record },
        .flag("hasNoShops") { $0.shops == 0 },
    ]
}

package enum CountersHandlers {
    /// The counters by week, street and trade, for those who see the figures of all shops.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let page = try context.read { db in
            let shops = try DirectorySnapshot.current(context).lines.count
            return CountersPage(shops: shops, record: try record(shops, in: db, context))
        }
        return try context.render(page)
    }

    private static func record(_ shops: Int, in db: Reader, _ context: Context) throws -> CountersPage.Record? {
        guard let last = try WeeklyFigures.made(Comparison.name, in: db) else { return nil }
        let weeks = try CountersWeek.all(upTo: last, in: db)
        guard let newest = weeks.last, weeks.contains(where: { $0.active > 0 }) else { return nil }
        let first = weeks.firstIndex { $0.active > 0 } ?? weeks.count
        let hasTrend = weeks.count - first >= 2 * CounterGroup.weeks
        let streets = try CounterGroup.all(.street, in: db)
        let trades = try CounterGroup.all(.trade, in: db)
        return CountersPage.Record(
            active: newest.active, silent: max(0, shops - newest.active), trend: hasTrend ? trend(weeks, context) : nil,
            weekOf: context.language.shortDate(newest.week),
            period: context.weeks(upTo: last, CounterGroup.weeks), chart: CountersChart.svg(weeks, context),
            weeks: weeks.reversed().map { week in
                CountersPage.WeekRow(
                    week: context.language.shortDate(week.week), isoDay: week.week.description, active: week.active,
                    recorded: week.recorded)
            },
            streets: streets.map { row($0, hasTrend, context) }, trades: trades.map { row($0, hasTrend, context) },
            hasKiosk: weeks.contains { $0.recorded.kiosk > 0 })
    }

    /// The last four weeks compared with the four before: «Plus de boutiques actives qu’il y a un mois : 31 contre 27.»
    private static func trend(_ weeks: [CountersWeek], _ context: Context) -> String {
        func mean(_ weeks: some Collection<CountersWeek>) -> Int {
            weeks.isEmpty ? 0 : (weeks.reduce(0) { $0 + $1.active } * 2 + weeks.count) / (2 * weeks.count)
        }
        let now = mean(weeks.suffix(CounterGroup.weeks))
        let before = mean(weeks.dropLast(CounterGroup.weeks).suffix(CounterGroup.weeks))
        let key = now > before ? "more" : now < before ? "less" : "same"
        return context.say(
            "counters.trend.\(key)", ["now": context.language.number(now), "before": context.language.number(before)])
    }

    private static func row(_ group: CounterGroup, _ hasTrend: Bool, _ context: Context) -> CountersPage.GroupRow {
        CountersPage.GroupRow(
            name: group.name, shops: group.shops, active: group.active, recorded: group.recorded,
            trend: hasTrend ? change(group.recorded.all, group.before, context) : "–")
    }

    /// «+12 %»; in words when a period has too few encounters for a percentage.
    private static func change(_ now: Int, _ before: Int, _ context: Context) -> String {
        guard min(now, before) >= SadFaces.leastAnswers else {
            let key = now > before ? "more" : now < before ? "less" : "same"
            return context.say("counters.change.\(key)")
        }
        let percent = (now * 200 / before + 1) / 2 - 100
        return (percent > 0 ? "+" : percent < 0 ? "−" : "") + context.percent(abs(percent))
    }
}

/// An SVG bar chart of the shops with an encounter in each week.
enum CountersChart {
    private static let (width, floor, ceiling, left) = (360.0, 120.0, 18.0, 30.0)

    static func svg(_ weeks: [CountersWeek], _ context: Context) -> HTML {
        let step = WeekChart.step(for: weeks.map(\.active).max() ?? 0)
        let scale = (floor - ceiling) / Double(step * 3)
        var drawing: HTML = """
            <svg viewBox="0 0 360 145" role="img" aria-label="\(context.say("counters.chart.label"))">
            """
        for line in 0...3 {
            let y = rounded(floor - Double(line * step) * scale)
            drawing.append("<line x1=\"\(left)\" x2=\"\(width)\" y1=\"\(y)\" y2=\"\(y)\"/>")
            let text = context.language.number(line * step)
            drawing.append("<text x=\"\(left - 6)\" y=\"\(y + 4)\" text-anchor=\"end\">\(text)</text>")
        }
        let pitch = (width - left) / Double(max(1, weeks.count))
        for (index, week) in weeks.enumerated() {
            let (x, height) = (rounded(left + pitch * (Double(index) + 0.18)), rounded(Double(week.active) * scale))
            drawing.append(
                "<rect class=\"a\" x=\"\(x)\" y=\"\(rounded(floor - height))\" width=\"\(rounded(pitch * 0.64))\" height=\"\(height)\"/>"
            )
            guard (weeks.count - 1 - index).isMultiple(of: 3) else { continue }
            let middle = rounded(left + pitch * (Double(index) + 0.5))
            let end = index == weeks.count - 1
            drawing.append(
                "<text x=\"\(end ? width : middle)\" y=\"137\" text-anchor=\"\(end ? "end" : "middle")\">\(context.language.shortDate(week.week))</text>"
            )
        }
        drawing.append("</svg>")
        return drawing
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
