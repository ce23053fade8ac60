import Base
import HTMLTemplate
import SQLite
import Shell
import Shops

/// What a scenario costs each shop, for the page that compares scenarios.
struct ScenarioShares {
    /// A share with its arithmetic.
    struct Line: Sendable, Equatable {
        let shop: String
        let code: String
        /// In cents; nil while the shop has not declared what the key needs.
        let cents: Int?
        /// «217,30 €», or what the shop has to declare.
        let amount: String
        /// «2 400,00 € × 45 m² ÷ 497 m² = 217,30 €»; empty without a share.
        let sentence: String
    }

    /// «Selon la surface de vente, 150,00 € au moins»
    let rule: String
    /// Why no shares add up to the total; nil when they do.
    let problem: String?
    /// The shops present, by name; empty with a problem.
    let lines: [Line]

    /// The shares of a scenario; nil while it has no key.
    /// - Parameter total: what the shops divide, in cents, after income.
    static func shares(
        of scenario: Scenario.ID, total: Int, _ context: Context, in db: Reader
    ) throws -> ScenarioShares? {
        try ScenarioKey.of(scenario, in: db).map { try ScenarioShares($0, total: total, context) }
    }

    init(_ key: ScenarioKey, total: Int, _ context: Context) throws {
        let words = try ShareWords(key, context)
        rule = words.rule
        switch key.shares(total) {
        case .success(let shares):
            problem = nil
            lines = key.present.map { shop in
                let cents = shares[shop.code]?.cents
                return Line(
                    shop: shop.name, code: shop.code, cents: cents,
                    amount: cents.map(context.money) ?? context.say("share.undeclared"),
                    sentence: words.sentence(shop, in: shares))
            }
        case .failure(let limits):
            problem = words.problem(limits, total)
            lines = []
        }
    }

    /// The lines of the shops that the member speaks for.
    func own(_ member: Member) -> [Line] {
        let codes = Set(member.workplaces(may: .represent).map { $0.code.lowercased() })
        return lines.filter { codes.contains($0.code.lowercased()) }
    }
}

/// What a scenario costs the shops of the member, in the comparison of scenarios.
struct ShareFact: PageModel {
    /// How the cost is shared, or that no key is chosen yet.
    let rule: String
    let sharingLink: String
    let problem: String?
    let own: [Own]

    struct Own: PageModel {
        let line: ScenarioShares.Line
        let isNamed: Bool

        static let fields: [Field<Own>] = [
            .text("name") { $0.line.shop }, .text("amount") { $0.line.amount }, .text("sentence") { $0.line.sentence },
            .flag("isNamed") { $0.isNamed },
        ]
    }

    static let fields: [Field<ShareFact>] = [
        .text("rule") { $0.rule }, .text("sharingLink") { $0.sharingLink }, .optionalText("problem") { $0.problem },
        .list("own") { $0.own },
    ]

    /// - Parameter totals: those of the scenario, or what a reader tries. The highest cost less income is divided.
    static func of(
        _ scenario: Scenario, _ totals: BudgetTotals, of project: Project, _ context: Context
    ) throws -> ShareFact {
        let shares = try context.read {
            try ScenarioShares.shares(of: scenario.id, total: totals.toFinance.high, context, in: $0)
        }
        let own = try shares?.own(context.requireMember()) ?? []
        return ShareFact(
            rule: shares?.rule ?? context.say("share.fact.none"),
            sharingLink: context.link(.sharing(scenario.publicID, of: project.publicID)), problem: shares?.problem,
            own: own.map { Own(line: $0, isNamed: own.count > 1) })
    }
}
