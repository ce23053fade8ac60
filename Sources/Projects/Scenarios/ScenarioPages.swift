import Base
import HTMLTemplate
import Shell

/// A scenario with its costs, as the comparison and its own page show it.
struct ScenarioView: PageModel {
    let title: String
    let link: String
    let isChosen: Bool
    /// It changed after it was chosen.
    let isChanged: Bool
    let what: String
    let when: String
    let participants: String
    let writer: String
    let costs: String
    /// Whether the costs are shown without VAT too.
    let hasRates: Bool
    let net: String
    let tax: String
    /// Nil without income.
    let income: String?
    let toFinance: String
    /// Income beyond the costs; nil without.
    let surplus: String?
    /// The kinds of its costs: «Décoration, Sécurité».
    let kinds: String
    /// The experts’ opinions on it.
    let opinions: [OpinionLine]
    /// The shares of the member’s shops; nil for an expert.
    var share: ShareFact?

    static let fields: [Field<ScenarioView>] = [
        .one("share") { $0.share },
        .text("scenarioTitle") { $0.title }, .text("link") { $0.link }, .flag("isChosen") { $0.isChosen },
        .flag("isChanged") { $0.isChanged }, .text("what") { $0.what }, .text("when") { $0.when },
        .text("participants") { $0.participants }, .text("writer") { $0.writer }, .text("costs") { $0.costs },
        .flag("hasRates") { $0.hasRates }, .text("net") { $0.net }, .text("tax") { $0.tax },
        .optionalText("income") { $0.income },
        .text("toFinance") { $0.toFinance }, .optionalText("surplus") { $0.surplus }, .text("kinds") { $0.kinds },
        .list("scenarioOpinions") { $0.opinions },
    ]

    /// - Parameters:
    ///   - totals: those of the scenario, or what a reader tries.
    ///   - opinions: all of its project.
    init(
        _ scenario: Scenario, _ totals: BudgetTotals, of project: Project, choice: ScenarioChoice?,
        opinions: [ExpertOpinion] = [], _ vat: VATStatus, _ context: Context
    ) {
        let details = scenario.details
        func amount(_ cents: Int) -> String { context.language.money(Money(cents: cents)) }
        title = details.title
        link = context.link(.scenario(scenario.publicID, of: project.publicID))
        isChosen = choice?.scenario == scenario.id
        isChanged = choice.map { $0.scenario == scenario.id && $0.chosenAt < scenario.changedAt } ?? false
        what = details.what
        let day = details.heldOn.map { context.language.day($0, seenOn: context.now.local.day) }
        when = [day, details.happens.isEmpty ? nil : details.happens].compactMap(\.self).joined(separator: " – ")
        participants = details.participants
        writer = scenario.writerName
        costs = totals.costs.words(context)
        (hasRates, net, tax) = (vat.hasRates, totals.net?.words(context) ?? "–", totals.tax?.words(context) ?? "–")
        income = totals.income == .zero ? nil : totals.income.words(context)
        toFinance = totals.toFinance.words(context)
        surplus = totals.surplus > 0 ? amount(totals.surplus) : nil
        let used = BudgetKind.costs.filter { kind in details.lines.contains { $0.kind == kind } }
        kinds = used.map { $0.words(context) }.joined(separator: ", ")
        self.opinions = opinions.filter { $0.scenario == scenario.id }.compactMap {
            OpinionLine($0, among: [scenario], context)
        }
    }
}

/// The scenarios of a project side by side.
struct ScenariosPage: Page {
    static let template = "projects/scenarios"
    let project: Project
    let projectLink: String
    let path: String
    let scenarios: [ScenarioView]
    let vatWords: String
    let canAdd: Bool
    let choice: ChoiceView?
    let choiceForm: ChoiceForm?
    /// The latest consultation about them.
    let consultation: ConsultationNote?
    /// For those who lead the project.
    let nearby: [NearbyView]
    /// The amounts a reader tries, as typed.
    let trial: FormState
    let trialRows: [TrialRow]
    let isTrying: Bool
    let section = Section.projects
    let isPrivate = true

    /// The two fields in which a reader tries other amounts for one scenario.
    struct TrialRow: PageModel {
        let name: String
        let inputs: [Input]

        static let fields: [Field<TrialRow>] = [.text("name") { $0.name }, .list("inputs") { $0.inputs }]
    }

    static let fields: [Field<ScenariosPage>] = [
        .text("projectTitle") { $0.project.details.title }, .text("projectLink") { $0.projectLink },
        .text("path") { $0.path }, .text("publicID") { $0.project.publicID }, .list("scenarios") { $0.scenarios },
        .number("count") { $0.scenarios.count },
        .flag("hasSeveral") { $0.scenarios.count > 1 }, .text("vatWords") { $0.vatWords },
        .flag("canAdd") { $0.canAdd && $0.scenarios.count < SiteLimits.scenarios }, .one("choice") { $0.choice },
        .one("choiceForm") { $0.choiceForm }, .one("consultation") { $0.consultation },
        .list("nearby") { $0.nearby }, .flag("hasNearby") { !$0.nearby.isEmpty },
        .list("trialRows") { $0.trialRows },
        .flag("isTrying") { $0.isTrying },
        .flag("hasErrors") { !$0.trial.isValid || $0.choiceForm?.form.isValid == false },
        .list("errors") { $0.trial.errors + ($0.choiceForm?.form.errors ?? []) },
    ]
}

/// One scenario with its lines.
struct ScenarioPage: Page {
    static let template = "projects/scenario"
    let project: Project
    let view: ScenarioView
    let backLink: String
    /// For a stored scenario: the path of its forms.
    let path: String
    let costs: [Line]
    let incomes: [Line]
    let vatWords: String
    let hasRates: Bool
    let canEdit: Bool
    let section = Section.projects
    let isPrivate = true

    /// A line of its budget.
    struct Line: PageModel {
        let label: String
        let kind: String
        let supplier: String
        let net: String
        let rate: String
        let paid: String
        /// The file of its quote.
        let quoteLink: String?

        static let fields: [Field<Line>] = [
            .optionalText("quoteLink") { $0.quoteLink },
            .text("label") { $0.label }, .text("kind") { $0.kind }, .text("supplier") { $0.supplier },
            .text("lineNet") { $0.net }, .text("rate") { $0.rate }, .text("paid") { $0.paid },
        ]

        init(_ line: BudgetLine, of project: Project, _ context: Context) {
            quoteLink = line.quote.map { context.link(.document($0, of: project)) }
            (label, supplier) = (line.label, line.supplier)
            let name = line.kind.words(context)
            kind = name == line.label ? "" : name
            (net, paid) = (line.net.words(context), line.paid.words(context))
            rate = line.vat?.words(context) ?? "–"
        }
    }

    static let fields: [Field<ScenarioPage>] = [
        .text("projectTitle") { $0.project.details.title }, .text("path") { $0.path },
        .text("backLink") { $0.backLink }, .one("scenario") { $0.view }, .text("title") { $0.view.title },
        .list("costLines") { $0.costs }, .list("incomeLines") { $0.incomes },
        .flag("hasCosts") { !$0.costs.isEmpty }, .flag("hasIncomes") { !$0.incomes.isEmpty },
        .text("vatWords") { $0.vatWords }, .flag("hasRates") { $0.hasRates }, .flag("canEdit") { $0.canEdit },
    ]
}
