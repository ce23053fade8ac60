import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// What visitors say of a shop beside what its people note, over the same weeks.
struct TwoViewsPage: Page {
    static let template = "comparison/shop"
    let shopName: String
    let shopLink: String
    let recordLink: String
    let posterLink: String
    /// Nil before five visitors have answered.
    let record: Record?
    let faces: Faces?
    let isPrivate = true

    struct Record: PageModel {
        /// «Du 31 août au 22 novembre 2026».
        let weeks: String
        let hasKiosk: Bool
        let hasNotes: Bool
        let hasStreet: Bool
        /// Whether a line has a figure in both records.
        let isCompared: Bool
        let differences: [Difference]
        let chart: HTML
        let rows: [Row]

        static let fields: [Field<Record>] = [
            .text("weeks") { $0.weeks },
            .flag("hasKiosk") { $0.hasKiosk }, .flag("hasNotes") { $0.hasNotes }, .flag("hasStreet") { $0.hasStreet },
            .list("differences") { $0.differences },
            .flag("isSame") { $0.differences.isEmpty && $0.isCompared },
            .flag("hasFindings") { $0.isCompared || !$0.hasNotes },
            .html("chart") { $0.chart }, .list("rows") { $0.rows },
        ]
    }

    struct Difference: PageModel {
        let words: String
        let advice: String

        static let fields: [Field<Difference>] = [.text("words") { $0.words }, .text("advice") { $0.advice }]
    }

    struct Row: PageModel {
        let label: String
        let phone: Cell
        let kiosk: Cell
        let noted: Cell
        let street: String

        static let fields: [Field<Row>] = [
            .text("label") { $0.label }, .text("phone") { $0.phone.part }, .optionalText("phoneOf") { $0.phone.of },
            .text("kiosk") { $0.kiosk.part }, .optionalText("kioskOf") { $0.kiosk.of },
            .text("noted") { $0.noted.part },
            .optionalText("notedOf") { $0.noted.of }, .text("street") { $0.street },
        ]
    }

    /// «40 %»; a figure of earlier weeks than the page’s also has their end, «jusqu’au 8 novembre».
    struct Cell: Sendable {
        let part: String
        let of: String?
    }

    struct Faces: PageModel {
        let words: String

        static let fields: [Field<Faces>] = [.text("facesWords") { $0.words }]
    }

    static let fields: [Field<TwoViewsPage>] = [
        .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink }, .text("recordLink") { $0.recordLink },
        .text("posterLink") { $0.posterLink },
        .one("record") { $0.record }, .one("faces") { $0.faces },
    ]
}

package enum TwoViewsHandlers {
    /// The two records of a shop, for those who read its encounters; 404 for other members.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let page = try context.read { db -> TwoViewsPage? in
            guard
                let shop = try Shop.find(context.parameter("shop"), where: member, may: .readEncounters, in: db)
            else { return nil }
            let views = try ShopViews.of(shop, in: db)
            return TwoViewsPage(
                shopName: shop.name, shopLink: context.link(.shop(shop)),
                recordLink: context.link(.encounters(at: ShopCode(shop.code))),
                posterLink: context.link(.poster(of: ShopCode(shop.code))), record: record(views, context),
                faces: try SadFaces.of(shop.id, in: db).map { faces($0, context) })
        }
        guard let page else { throw Failure.notFound }
        return try context.render(page)
    }

    private static func record(_ views: ShopViews, _ context: Context) -> TwoViewsPage.Record? {
        guard let last = views.newest else { return nil }
        let lines = ViewLine.all(views)
        return TwoViewsPage.Record(
            weeks: context.weeks(upTo: last, WeekAnswers.weeks), hasKiosk: views.views["kiosk"] != nil,
            hasNotes: lines.contains { $0.noted != nil }, hasStreet: lines.contains { $0.street != nil },
            isCompared: lines.contains(where: \.isCompared),
            differences: ViewDifference.all(lines).prefix(3).map {
                TwoViewsPage.Difference(words: $0.words(context), advice: $0.advice(context))
            },
            chart: TwoViewsChart.svg(lines, context), rows: lines.map { row($0, upTo: last, context) })
    }

    private static func row(_ line: ViewLine, upTo last: Day, _ context: Context) -> TwoViewsPage.Row {
        func until(_ source: String) -> String? {
            line.weeks[source].flatMap { $0 == last ? nil : context.until($0) }
        }
        func visitors(_ share: Proportion?, _ source: String) -> TwoViewsPage.Cell {
            guard let share, line.isShown(share) else {
                return TwoViewsPage.Cell(part: "–", of: context.say("comparison.few"))
            }
            return TwoViewsPage.Cell(part: context.percent(share.shown), of: until(source))
        }
        let own = line.noted.map {
            TwoViewsPage.Cell(
                part: context.percent($0.shown), of: until(Encounter.Source.salesperson.rawValue))
        }
        return TwoViewsPage.Row(
            label: line.label(context), phone: visitors(line.phone, "visitor"),
            kiosk: visitors(line.kiosk, "kiosk"),
            noted: own ?? TwoViewsPage.Cell(part: context.say("comparison.notNoted"), of: nil),
            street: line.street.map(context.percent) ?? "–")
    }

    private static func faces(_ faces: SadFaces, _ context: Context) -> TwoViewsPage.Faces {
        let change =
            faces.percent > faces.percentBefore ? "more" : faces.percent < faces.percentBefore ? "less" : "same"
        let values = [
            "now": context.percent(faces.percent), "before": context.percent(faces.percentBefore),
            "weeks": context.weeks(upTo: faces.week, SadFaces.recentWeeks),
        ]
        return TwoViewsPage.Faces(words: context.say("comparison.faces.\(change)", values).capitalisedFirst)
    }
}

extension Context {
    /// «du 31 août au 22 novembre 2026»: `count` whole weeks, the last of which begins on `last`.
    package func weeks(upTo last: Day, _ count: Int) -> String {
        say(
            "comparison.weeks",
            [
                "from": language.shortDate(last.adding(days: -7 * (count - 1))),
                "until": language.date(last.adding(days: 6)),
            ])
    }

    /// «jusqu’au 8 novembre»: the end of the week that begins on `last`.
    package func until(_ last: Day) -> String {
        say("comparison.until", ["date": language.shortDate(last.adding(days: 6))])
    }
}
