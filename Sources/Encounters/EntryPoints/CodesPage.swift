import Base
import HTMLTemplate
import Shell
import Shops

/// Printed codes compared, of one shop or of all, and the form that makes one.
struct CodesPage: Page {
    static let template = "codes/index"
    /// Nil for the association.
    let shopName: String?
    let backLink: String
    let action: String
    /// Who may only read has no form.
    let mayMake: Bool
    let form: FormState
    let media: [FormOption]
    /// What a code of the association can lead to; empty at a shop.
    let owners: [FormOption]
    let groupings: [CodeTab]
    let periods: [CodeTab]
    let note: String
    let chart: HTML?
    /// The chart shows fewer lines than there are.
    let isCut: Bool
    let rows: [CodeRow]
    let pages: Pagination?
    var section: Section { shopName == nil ? .home : .shops }
    let isPrivate = true

    static let fields: [Field<CodesPage>] = [
        .optionalText("shopName") { $0.shopName }, .text("backLink") { $0.backLink }, .text("action") { $0.action },
        .flag("mayMake") { $0.mayMake }, .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("media") { $0.media }, .list("owners") { $0.owners }, .flag("hasOwners") { !$0.owners.isEmpty },
        .optionalText("mediumError") { $0.form.error(EntryPointForm.medium) },
        .optionalText("leadsError") { $0.form.error(EntryPointForm.leads) },
        .list("inputs") { [$0.form.input(EntryPointForm.place)] },
        .list("moreInputs") { page in
            [EntryPointForm.cost, EntryPointForm.from, EntryPointForm.until].map { page.form.input($0) }
        },
        .flag("isMoreOpen") { page in
            [EntryPointForm.cost, EntryPointForm.from, EntryPointForm.until].contains { !page.form[$0].isEmpty }
        },
        .list("groupings") { $0.groupings }, .flag("hasGroupings") { !$0.groupings.isEmpty },
        .list("periods") { $0.periods }, .text("figuresNote") { $0.note },
        .flag("hasChart") { $0.chart != nil }, .html("chart") { $0.chart ?? "" }, .flag("isCut") { $0.isCut },
        .list("rows") { $0.rows }, .flag("hasRows") { !$0.rows.isEmpty }, .one("pages") { $0.pages },
    ]
}

/// A link among others, one of which is chosen.
struct CodeTab: PageModel {
    let title: String
    let link: String
    let isCurrent: Bool

    static let fields: [Field<CodeTab>] = [
        .text("title") { $0.title }, .text("link") { $0.link }, .flag("isCurrent") { $0.isCurrent },
    ]
}

/// One line of the comparison.
struct CodeRow: PageModel {
    let title: String
    let link: String?
    let action: String
    /// «41 ouvertures, 12 réponses, 3 avis, 0,24 € par ouverture».
    let words: String
    let figures: CodeFigures
    let cost, perOpening, perAnswer: String

    static let fields: [Field<CodeRow>] = [
        .text("title") { $0.title }, .optionalText("link") { $0.link }, .text("action") { $0.action },
        .text("words") { $0.words },
        .number("opens") { $0.figures.opens }, .number("answers") { $0.figures.answers },
        .number("detailed") { $0.figures.detailed }, .number("reviews") { $0.figures.reviews },
        .number("endedOpens") { $0.figures.endedOpens }, .number("endedAnswers") { $0.figures.endedAnswers },
        .text("cost") { $0.cost }, .text("perOpening") { $0.perOpening }, .text("perAnswer") { $0.perAnswer },
    ]

    init(_ line: CodeLine, _ context: Context) {
        title = line.title
        link = line.link.map(context.link)
        action = context.say("code.open")
        figures = line.figures
        func amount(_ money: Money?) -> String { money.map(context.language.money) ?? "–" }
        (cost, perOpening, perAnswer) = (amount(line.cost), amount(line.costPerOpening), amount(line.costPerAnswer))
        words = CodeWords(context).sentence(line)
    }
}

/// Figures in words.
struct CodeWords {
    let context: Context

    init(_ context: Context) { self.context = context }

    /// «41 ouvertures · 12 réponses · 0,24 € par ouverture · terminé le 3 mars 2026».
    func sentence(_ line: CodeLine) -> String {
        let figures = line.figures
        var parts = [context.say("code.opens", count: figures.opens)]
        if figures.answers > 0 { parts.append(context.say("code.answers", count: figures.answers)) }
        if figures.reviews > 0 { parts.append(context.say("code.reviews", count: figures.reviews)) }
        if let price = line.costPerOpening {
            parts.append(context.say("code.perOpening", ["amount": context.language.money(price)]))
        }
        if let ended = line.endedAt { parts.append(self.ended(ended)) }
        if figures.endedOpens > 0 { parts.append(context.say("code.endedOpens", count: figures.endedOpens)) }
        return parts.joined(separator: " · ")
    }

    /// «terminé le 3 mars 2026».
    func ended(_ moment: Instant) -> String {
        context.say("code.ended", ["date": context.language.date(moment.local.day)])
    }
}
