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
        /// «dans 6 boutiques, surtout le jeudi ; 12 visites notées au comptoir dans 4 boutiques».
        let detail: String
        /// The form of a project about this reason; nil where nothing is missing, or for members who may not propose.
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

    static let fields: [Field<DemandPage>] = [
        .list("places") { $0.places }, .flag("hasPlaces") { $0.places.count > 1 }, .list("findings") { $0.findings },
        .flag("isEmpty") { $0.findings.isEmpty }, .optionalText("period") { $0.period },
        .list("quotes") { $0.words }, .flag("hasQuotes") { !$0.words.isEmpty },
        .list("waitingQuotes") { $0.waiting }, .flag("hasWaitingQuotes") { !$0.waiting.isEmpty },
    ]
}

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
        var findings = reasons(of: cells).map { finding($0, cells, upTo: last, canPropose: canPropose, context) }
        if let first = findings.firstIndex(where: { $0.propose != nil }) { findings[first].isFirst = true }
        let page = DemandPage(
            places: menu(places, group, context), findings: findings,
            period: last.map { context.weeks(upTo: $0, WeekAnswers.weeks) },
            words: words.map { quoted($0, context) }, waiting: waiting.map { quoted($0, context) })
        return try context.render(page)
    }

    /// The reasons with a figure, the most answers first. Visitors who only looked wanted nothing: their reason comes
    /// last.
    private static func reasons(of cells: [Demand.Cell]) -> [Encounter.NoPurchaseReason] {
        var reasons: [Encounter.NoPurchaseReason] = []
        for cell in cells where !reasons.contains(cell.record.reason) { reasons.append(cell.record.reason) }
        return reasons.filter { $0 != .justLooking } + reasons.filter { $0 == .justLooking }
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
        _ reason: Encounter.NoPurchaseReason, _ cells: [Demand.Cell], upTo last: Day?, canPropose: Bool,
        _ context: Context
    ) -> DemandPage.Finding {
        let found = cells.filter { $0.record.reason == reason }
        let link = Link.newProject.adding(Demand.reasonField, reason.rawValue)
            .adding(Demand.placeField, found.first.map { Demand.value($0.group) } ?? "")
        return DemandPage.Finding(
            visitors: found.first.map { people($0, context) } ?? "",
            reason: context.say("encounter.reason.\(reason.rawValue)"),
            detail: (found.prefix(1).map { place($0, upTo: last, context) }
                + found.dropFirst().map { people($0, context) + " " + place($0, upTo: last, context) })
                .joined(separator: context.say("demand.apart")),
            propose: canPropose && reason != .justLooking ? context.link(link) : nil)
    }

    /// «15 visiteurs», «8 visites notées au comptoir».
    private static func people(_ cell: Demand.Cell, _ context: Context) -> String {
        context.say(cell.record.isNoted ? "demand.notes" : "demand.visitors", count: cell.answers)
    }

    /// «dans 5 boutiques, surtout le jeudi»; of an older figure also its last day.
    private static func place(_ cell: Demand.Cell, upTo last: Day?, _ context: Context) -> String {
        let parts = [
            context.say("demand.shops", count: cell.shops),
            cell.weekday.map { context.say("demand.weekday", ["weekday": context.language.name(weekday: $0)]) },
            cell.week == last ? nil : context.until(cell.week),
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    private static func quoted(_ words: AllowedWords, _ context: Context) -> DemandPage.Quoted {
        DemandPage.Quoted(
            text: words.text, reason: words.reason.map { context.say("encounter.reason.\($0.rawValue)") },
            action: context.link(.decideWords(words.publicID)))
    }
}
