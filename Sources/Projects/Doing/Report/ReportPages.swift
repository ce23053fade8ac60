import Base
import HTMLTemplate
import Shell

/// The report of a project, for members.
struct ReportPage: Page {
    static let template = "report/show"
    let title: String
    let backLink: String
    let path: String
    let own: [OwnAnswer]
    let form: FormState
    let counts: [Count]
    let words: [Word]
    let effect: EffectTable?
    let money: MoneyTable?
    let report: ProjectReport
    let isProjectPublic: Bool
    let canLead: Bool
    let canPublish: Bool
    let nextLink: String?
    let nextTitle: String
    let section = Section.projects
    let isPrivate = true

    /// A shop of the reader with its answer.
    struct OwnAnswer: PageModel {
        let code: String
        let name: String
        /// What it owed; empty without a call for pledges.
        let price: String
        let choices: [FormOption]
        let word: Input

        static let fields: [Field<OwnAnswer>] = [
            .text("code") { $0.code }, .text("name") { $0.name }, .text("price") { $0.price },
            .list("choices") { $0.choices },
            .one("word") { $0.word },
        ]
    }

    struct Count: PageModel {
        let name: String
        let count: Int

        static let fields: [Field<Count>] = [.text("name") { $0.name }, .number("count") { $0.count }]
    }

    struct Word: PageModel {
        let shop: String
        let answer: String
        let text: String

        static let fields: [Field<Word>] = [
            .text("shop") { $0.shop }, .text("answer") { $0.answer }, .text("text") { $0.text },
        ]
    }

    static let fields: [Field<ReportPage>] = [
        .text("title") { $0.title }, .text("backLink") { $0.backLink }, .text("path") { $0.path },
        .list("own") { $0.own }, .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("counts") { $0.counts }, .flag("hasAnswers") { $0.counts.contains { $0.count > 0 } },
        .list("words") { $0.words }, .one("effect") { $0.effect }, .one("money") { $0.money },
        .text("learnt") { $0.report.details.learnt }, .text("summary") { $0.report.details.summary },
        .text("publicSummary") { $0.report.publicSummary },
        .flag("isSummaryPublic") { !$0.report.publicSummary.isEmpty && !$0.report.isWaiting },
        .flag("isSummaryWaiting") { $0.isProjectPublic && $0.report.isWaiting },
        .plainNumber("version") { $0.report.version }, .flag("canLead") { $0.canLead },
        .flag("canPublish") { $0.canPublish && $0.isProjectPublic && $0.report.isWaiting },
        .flag("canUnpublish") { $0.canPublish && !$0.report.publicSummary.isEmpty },
        .flag("isWritten") { $0.report.isWritten }, .optionalText("nextLink") { $0.nextLink },
        .text("nextTitle") { $0.nextTitle },
    ]
}

/// What was planned and what was paid.
struct MoneyTable: PageModel {
    let lines: [Line]
    let planned: String
    let paid: String
    let received: String?
    let forShops: String

    struct Line: PageModel {
        let label: String
        let kind: String
        let planned: String
        let actual: String

        static let fields: [Field<Line>] = [
            .text("label") { $0.label }, .text("kind") { $0.kind }, .text("planned") { $0.planned },
            .text("actual") { $0.actual },
        ]
    }

    static let fields: [Field<MoneyTable>] = [
        .list("lines") { $0.lines }, .text("planned") { $0.planned }, .text("paid") { $0.paid },
        .optionalText("received") { $0.received }, .text("forShops") { $0.forShops },
    ]

    /// Nil without an amount.
    init?(_ lines: [ReportLine], _ context: Context) {
        guard !lines.isEmpty else { return nil }
        let money = { (cents: Int) in context.language.money(Money(cents: cents)) }
        self.lines = lines.map {
            Line(
                label: $0.label, kind: $0.kind.words(context), planned: $0.planned.map { money($0.cents) } ?? "–",
                actual: ($0.kind.isIncome ? "+" : "") + money($0.actual.cents))
        }
        planned = money(lines.filter { !$0.kind.isIncome }.reduce(0) { $0 + ($1.planned?.cents ?? 0) })
        paid = money(lines.paid)
        received = lines.received > 0 ? money(lines.received) : nil
        forShops = context.language.money(lines.forShops)
    }
}

/// The form of a report.
struct ReportFormPage: Page {
    static let template = "report/edit"
    let title: String
    let backLink: String
    let action: String
    let form: FormState
    let costs: [Row]
    let incomes: [Row]
    var isConflict = false
    let section = Section.projects
    let isPrivate = true

    /// A line with its amount.
    struct Row: PageModel {
        let heading: String
        let planned: String?
        let label: Input
        let amount: Input

        static let fields: [Field<Row>] = [
            .text("heading") { $0.heading }, .optionalText("planned") { $0.planned },
            .list("inputs") { [$0.label, $0.amount] },
        ]
    }

    static let fields: [Field<ReportFormPage>] = [
        .text("title") { $0.title }, .text("backLink") { $0.backLink }, .text("action") { $0.action },
        .text("version") { $0.form["version"] }, .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors }, .list("costs") { $0.costs }, .list("incomes") { $0.incomes },
        .flag("isConflict") { $0.isConflict }, .one("learntField") { $0.form.input(ReportForm.learnt) },
        .one("summaryField") { $0.form.input(ReportForm.summary) },
    ]
}
