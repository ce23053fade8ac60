import Base
import HTMLTemplate
import Shell
import Shops
import Web

/// How the cost of a scenario is divided, for members.
struct SharingPage: Page {
    static let template = "projects/sharing"
    let title: String
    let backLink: String
    /// The address of this page, in the requested language.
    let path: String
    let rule: String
    let hasKey: Bool
    let isFrozen: Bool
    let canLead: Bool
    let total: Input
    let totalWords: String
    let isTrial: Bool
    let problem: String?
    let own: [OwnShare]
    /// Whether any shop is asked.
    let hasShops: Bool
    let rows: [Row]
    /// Whether shops are left out of the rows.
    let hidesOthers: Bool
    let undeclared: String
    let exemptShops: [FormOption]
    let exemptions: [Exemption]
    let form: FormState
    let section = Section.projects
    var isPrivate: Bool { !form.isValid }

    /// A shop of the member.
    struct OwnShare: PageModel {
        let name: String
        let code: String
        let amount: String
        let sentence: String
        let missing: [Missing]
        let tiers: [FormOption]
        /// Its category is not known: the board decides it.
        let lacksCategory: Bool
        /// Without a share nor anything to say: the total cannot be divided.
        var isEmpty: Bool { sentence.isEmpty && missing.isEmpty && tiers.isEmpty && !lacksCategory }

        static let fields: [Field<OwnShare>] = [
            .text("name") { $0.name }, .text("code") { $0.code }, .text("amount") { $0.amount },
            .text("sentence") { $0.sentence }, .list("missing") { $0.missing }, .list("tiers") { $0.tiers },
            .flag("hasTiers") { !$0.tiers.isEmpty }, .flag("lacksCategory") { $0.lacksCategory },
        ]
    }

    /// A number that a shop has to declare.
    struct Missing: PageModel {
        let measure: KeyMeasure
        let code: String
        let input: Input

        static let fields: [Field<Missing>] = [
            .text("measure") { $0.measure.rawValue }, .text("code") { $0.code }, .one("input") { $0.input },
        ]
    }

    struct Row: PageModel {
        let name: String
        let values: String
        let share: String

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("values") { $0.values }, .text("share") { $0.share },
        ]
    }

    struct Exemption: PageModel {
        let name: String
        let code: String
        let reason: String

        static let fields: [Field<Exemption>] = [
            .text("name") { $0.name }, .text("code") { $0.code }, .text("reason") { $0.reason },
        ]
    }

    static let fields: [Field<SharingPage>] = [
        .text("title") { $0.title }, .text("backLink") { $0.backLink }, .text("path") { $0.path },
        .text("rule") { $0.rule }, .flag("hasKey") { $0.hasKey }, .flag("isFrozen") { $0.isFrozen },
        .flag("canLead") { $0.canLead }, .flag("mayChange") { $0.canLead && !$0.isFrozen },
        .one("total") { $0.total }, .text("totalWords") { $0.totalWords }, .flag("isTrial") { $0.isTrial },
        .optionalText("problem") { $0.problem }, .list("own") { $0.own }, .list("rows") { $0.rows },
        .flag("hasRows") { !$0.rows.isEmpty }, .flag("hasShops") { $0.hasShops },
        .flag("hidesOthers") { $0.hidesOthers }, .text("undeclared") { $0.undeclared },
        .list("exemptShops") { $0.exemptShops }, .flag("mayExempt") { !$0.exemptShops.isEmpty },
        .list("exemptions") { $0.exemptions }, .flag("hasExemptions") { !$0.exemptions.isEmpty },
        .one("reason") { $0.form.input(DeclarationForm.reason) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

extension SharingPage {
    static let trial = TextField(
        "total", label: "key.trial", limit: 20, hint: "key.trial.hint", presence: .conditional, inputMode: "decimal",
        isShort: true)

    /// The page as this member sees it.
    static func of(_ place: SharedScenario, form: FormState? = nil, _ context: Context) throws -> SharingPage {
        let (project, scenario, member) = (place.project, place.scenario, try context.requireMember())
        let typed = context.query["total"] ?? ""
        let tried = Money(typed: typed)?.cents
        let total = tried ?? scenario.totals.toFinance.high
        let state = form ?? FormState(context)
        let page = SharingPage(
            title: scenario.details.title, backLink: context.link(.project(project)),
            path: context.link(.sharing(scenario.publicID, of: project.publicID)), rule: "", hasKey: false,
            isFrozen: place.key?.isFrozen == true, canLead: member.may(.leadProject, project),
            total: FormState(["total": Money(cents: total).typed], context).input(trial),
            totalWords: context.money(total), isTrial: tried != nil, problem: nil, own: [], hasShops: false, rows: [],
            hidesOthers: false, undeclared: "", exemptShops: [], exemptions: [], form: state)
        guard let key = place.key else { return page }
        return try page.showing(key, total: total, member, context)
    }

    private func showing(_ key: ScenarioKey, total: Int, _ member: Member, _ context: Context) throws -> SharingPage {
        let words = try ShareWords(key, context)
        let result = key.shares(total)
        let shares = try? result.get()
        let sum = shares?.total ?? total
        var problem: String?
        if case .failure(let limits) = result { problem = words.problem(limits, total) }
        func amount(_ shop: KeyShop) -> String {
            shares?[shop.code].map { context.money($0.cents) }
                ?? (key.undeclared.contains(shop) ? context.say("share.undeclared") : "")
        }
        let codes = Set(member.workplaces(may: .represent).map { $0.code.lowercased() })
        // Every member sees which shops pay nothing, and why.
        let shown = key.present.filter { $0.isExempt || key.shows($0.code, to: member, leads: canLead) }
        return SharingPage(
            title: title, backLink: backLink, path: path, rule: words.rule, hasKey: true, isFrozen: isFrozen,
            canLead: canLead, total: self.total, totalWords: context.money(sum), isTrial: isTrial, problem: problem,
            own: key.present.filter { codes.contains($0.code.lowercased()) }.map { shop in
                OwnShare(shop, key, amount(shop), shares.map { words.sentence(shop, in: $0) } ?? "", form, context)
            }.filter { !$0.isEmpty },
            hasShops: !key.present.isEmpty,
            rows: shown.map { shop in
                Row(
                    name: shop.name,
                    values: shop.isExempt
                        ? context.say("key.exempt.words", ["reason": shop.exemption]) : words.values(shop),
                    share: amount(shop))
            },
            hidesOthers: shown.count < key.present.count,
            undeclared: key.undeclared.map(\.name).joined(separator: ", "),
            exemptShops: canLead && !isFrozen
                ? key.present.filter { !$0.isExempt }.map { FormOption(value: $0.code, text: $0.name, isChosen: false) }
                : [],
            exemptions: key.present.filter(\.isExempt).map {
                Exemption(name: $0.name, code: $0.code, reason: $0.exemption)
            }, form: form)
    }
}

extension SharingPage.OwnShare {
    fileprivate init(
        _ shop: KeyShop, _ key: ScenarioKey, _ amount: String, _ sentence: String, _ form: FormState,
        _ context: Context
    ) {
        let missing = shop.isExempt ? [] : key.missing(shop)
        self.init(
            name: shop.name, code: shop.code, amount: amount, sentence: sentence,
            missing: missing.filter { $0 != .category }.map { measure in
                let id = "number-\(measure.rawValue)-\(shop.code)"
                let field = DeclarationForm.number.with { $0.label = "key.declare.\(measure.rawValue)" }
                return SharingPage.Missing(
                    measure: measure, code: shop.code, input: form.input(field, id: id, aside: shop.name))
            },
            tiers: key.key.basis == .tier && !shop.isExempt
                ? key.options.map { option in
                    FormOption(
                        value: "\(option.number)",
                        text: context.say(
                            "key.tier.words", ["name": option.name, "price": context.money(option.amount)]),
                        isChosen: shop.option == option.number)
                } : [],
            lacksCategory: missing.contains(.category))
    }
}
