import Base
import Encounters
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// Why visitors leave without a purchase, over many shops, for the members.
struct DemandPage: Page {
    static let template = "demand/show"
    let places: [Place]
    let findings: [Finding]
    let period: String?
    let weeks: [Week]
    let words: [Quoted]
    /// For moderators: words that no one has read.
    let waiting: [Quoted]
    let section = Section.projects
    let isPrivate = true

    /// A choice of the menu.
    struct Place: PageModel {
        let value: String
        let name: String
        let isChosen: Bool

        static let fields: [Field<Place>] = [
            .text("value") { $0.value }, .text("name") { $0.name }, .flag("isChosen") { $0.isChosen },
        ]
    }

    /// One reason of the chosen place.
    struct Finding: PageModel {
        /// «38 visiteurs».
        let visitors: String
        /// «C’était fermé».
        let reason: String
        /// «dans 6 boutiques, dont 12 réponses notées au comptoir ; surtout le jeudi».
        let detail: String
        /// The form of a project with these words; nil where nothing is missing, or for who may not propose.
        let propose: String?
        var isFirst = false

        static let fields: [Field<Finding>] = [
            .text("visitors") { $0.visitors }, .text("reason") { $0.reason }, .text("detail") { $0.detail },
            .optionalText("propose") { $0.propose }, .flag("isFirst") { $0.isFirst },
        ]
    }

    /// Words of a visitor.
    struct Quoted: PageModel {
        let text: String
        let reason: String?
        let action: String

        static let fields: [Field<Quoted>] = [
            .text("quote") { $0.text }, .optionalText("quoteReason") { $0.reason }, .text("action") { $0.action },
        ]
    }

    struct Week: PageModel {
        let week: String
        let machine: String
        let cells: [Cell]

        static let fields: [Field<Week>] = [
            .text("week") { $0.week }, .text("machine") { $0.machine }, .list("cells") { $0.cells },
        ]
    }

    struct Cell: PageModel {
        let words: String

        static let fields: [Field<Cell>] = [.text("words") { $0.words }]
    }

    static let fields: [Field<DemandPage>] = [
        .list("places") { $0.places }, .flag("hasPlaces") { $0.places.count > 1 }, .list("findings") { $0.findings },
        .flag("isEmpty") { $0.findings.isEmpty }, .optionalText("period") { $0.period }, .list("weeks") { $0.weeks },
        .flag("hasWeeks") { !$0.weeks.isEmpty },
        .list("quotes") { $0.words }, .flag("hasQuotes") { !$0.words.isEmpty },
        .list("waitingQuotes") { $0.waiting }, .flag("hasWaitingQuotes") { !$0.waiting.isEmpty },
        .list("reasons") { page in demandReasons.map { reason in Cell(words: page.names[reason] ?? "") } },
    ]
    /// The reasons by name.
    let names: [Encounter.NoPurchaseReason: String]
}

/// The columns of the table: what is missing first.
let demandReasons: [Encounter.NoPurchaseReason] = [
    .notInStock, .price, .size, .waiting, .closed, .other, .justLooking,
]

package enum DemandHandlers {
    /// The figures of all shops, or of the street or trade that the query names.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let group = Demand.group(context)
        let isModerator = member.may(.moderate)
        let (cells, places, last, words, waiting) = try context.read { db in
            (
                try Demand.Cell.all(of: group, in: db), try Demand.Cell.places(in: db),
                try WeeklyFigures.made(Demand.name, in: db), try AllowedWords.published(in: db),
                isModerator ? try AllowedWords.waiting(in: db) : []
            )
        }
        let canPropose = ProjectForm.isOpen(to: member)
        // Those who only looked are no demand: they come last.
        let reasons =
            (cells[""] ?? []).filter { $0.reason != .justLooking }
            + (cells[""] ?? []).filter { $0.reason == .justLooking }
        var findings = reasons.map { finding($0, cells, canPropose: canPropose, context) }
        if let first = findings.firstIndex(where: { $0.propose != nil }) { findings[first].isFirst = true }
        let page = DemandPage(
            places: menu(places, group, context), findings: findings,
            period: last.map { context.weeks(upTo: $0, WeekAnswers.weeks) },
            weeks: findings.isEmpty ? [] : last.map { weeks(cells, upTo: $0, context) } ?? [],
            words: words.map { quoted($0, context) }, waiting: waiting.map { quoted($0, context) },
            names: names(context))
        return try context.render(page)
    }

    private static func menu(
        _ places: [(group: Demand.Group, name: String)], _ chosen: Demand.Group, _ context: Context
    ) -> [DemandPage.Place] {
        let all = (group: Demand.Group(scope: .all, key: ""), name: context.say("demand.all"))
        return ([all] + places).map {
            DemandPage.Place(value: Demand.value($0.group), name: $0.name, isChosen: $0.group == chosen)
        }
    }

    private static func finding(
        _ cell: Demand.Cell, _ cells: [String: [Demand.Cell]], canPropose: Bool, _ context: Context
    ) -> DemandPage.Finding {
        let weekday = Demand.weekday(cell, cells)
        let parts = [
            context.say("demand.shops", count: cell.shops),
            cell.noted > 0 ? context.say("demand.noted", count: cell.noted) : nil,
            weekday.map { context.say("demand.weekday", ["weekday": context.language.name(weekday: $0.weekday)]) },
        ]
        let link = Link.newProject.adding(Demand.reasonField, cell.reason.rawValue)
            .adding(Demand.placeField, Demand.value(cell.group))
        return DemandPage.Finding(
            visitors: context.say("demand.visitors", count: cell.answers),
            reason: context.say("encounter.reason.\(cell.reason.rawValue)"),
            detail: parts.compactMap { $0 }.joined(separator: ", "),
            propose: canPropose && cell.reason != .justLooking ? context.link(link) : nil)
    }

    private static func quoted(_ words: AllowedWords, _ context: Context) -> DemandPage.Quoted {
        DemandPage.Quoted(
            text: words.text, reason: words.reason.map { context.say("encounter.reason.\($0.rawValue)") },
            action: context.link(.decideWords(words.publicID)))
    }

    /// The weeks with a figure.
    private static func weeks(
        _ cells: [String: [Demand.Cell]], upTo last: Day, _ context: Context
    ) -> [DemandPage.Week] {
        WeekAnswers.mondays(upTo: last).reversed().compactMap { week in
            guard let found = cells[week.description] else { return nil }
            return DemandPage.Week(
                week: context.language.shortDate(week), machine: week.description,
                cells: demandReasons.map { reason in
                    let cell = found.first { $0.reason == reason }
                    return DemandPage.Cell(words: cell.map { context.language.number($0.answers) } ?? "–")
                })
        }
    }

    private static func names(_ context: Context) -> [Encounter.NoPurchaseReason: String] {
        Dictionary(
            uniqueKeysWithValues: demandReasons.map { ($0, context.say("encounter.reason.\($0.rawValue)")) })
    }
}
