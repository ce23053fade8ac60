import Base
import HTMLTemplate
import Shell
import Shops

/// A comparison of printed codes, of one shop or of all, and the form that makes a code.
struct CodesPage: Page {
    static let template = "codes/index"
    /// Nil for the association.
    let shopName: String?
    let backLink: String
    let action: String
    /// Whether the reader may make codes; without the right, the page has no form.
    let mayMake: Bool
    let form: FormState
    let media: [FormOption]
    /// What a code of the association can lead to; empty at a shop.
    let owners: [FormOption]
    let groupings: [CodeTab]
    let periods: [CodeTab]
    /// The days that the reader chose, or typed.
    let period: FormState
    /// The whole weeks that contain them, in words.
    let periodWords: String?
    /// False for days that the reader chose: only scans are shown.
    let showsAnswers: Bool
    let grouping: CodeLine.Grouping
    let note: String
    let chart: HTML?
    /// Whether the chart shows fewer lines than there are.
    let isCut: Bool
    let rows: [CodeRow]
    let pages: Pagination?
    var section: Section { shopName == nil ? .home : .shops }
    let isPrivate = true
    private var errors: [FieldError] { form.errors + period.errors }
    private var moreInputs: [Input] {
        let cost: TextField = owners.isEmpty ? EntryPointForm.cost : EntryPointForm.costOfEach
        return [cost, EntryPointForm.from, EntryPointForm.until].map { form.input($0) }
    }

    static let fields: [Field<CodesPage>] = [
        .optionalText("shopName") { $0.shopName }, .text("backLink") { $0.backLink }, .text("action") { $0.action },
        .flag("mayMake") { $0.mayMake }, .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
        .list("media") { $0.media }, .list("owners") { $0.owners }, .flag("hasOwners") { !$0.owners.isEmpty },
        .optionalText("mediumError") { $0.form.error(EntryPointForm.medium) },
        .optionalText("leadsError") { $0.form.error(EntryPointForm.leads) },
        .list("inputs") { [$0.form.input(EntryPointForm.place)] },
        .list("moreInputs") { $0.moreInputs },
        .flag("isMoreOpen") { page in
            [EntryPointForm.cost, EntryPointForm.from, EntryPointForm.until].contains { !page.form[$0].isEmpty }
        },
        .list("groupings") { $0.groupings }, .flag("hasGroupings") { !$0.groupings.isEmpty },
        .list("periods") { $0.periods }, .optionalText("periodWords") { $0.periodWords },
        .list("periodInputs") { page in CodesPeriod.texts.map { page.period.input($0) } },
        .flag("hasDays") { page in CodesPeriod.texts.contains { !page.period[$0].isEmpty } },
        .flag("showsAnswers") { $0.showsAnswers },
        .text("grouping") { $0.grouping.rawValue }, .flag("isGrouped") { $0.grouping != .code },
        .text("figuresNote") { $0.note },
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
