import Shell

/// The kind of a line of a budget, a cost or an income. Stored as its raw value, never renamed.
package enum BudgetKind: String, Sendable, CaseIterable {
    case animation, decoration
    /// Hired equipment: tents, sound, lights.
    case equipment
    case communication, security
    /// Food and drink.
    case catering
    /// Insurance, authors’ fees (Sacem), rights to use a place.
    case fees
    case other
    case subsidy, sponsorship, sales
    case otherIncome = "other_income"

    /// Whether it lowers what the shops pay.
    package var isIncome: Bool {
        switch self {
        case .animation, .decoration, .equipment, .communication, .security, .catering, .fees, .other: false
        case .subsidy, .sponsorship, .sales, .otherIncome: true
        }
    }

    /// The kinds of costs, in the order of the menu.
    package static let costs = allCases.filter { !$0.isIncome }
    /// The kinds of income, in the order of the menu.
    package static let incomes = allCases.filter(\.isIncome)

    /// Whether two projects may share such a cost: not `other` and `fees`, which do not say what is bought.
    package var isShareable: Bool { !isIncome && self != .other && self != .fees }

    /// «Location de matériel».
    package func words(_ context: Context) -> String {
        switch self {
        case .animation: context.say("budget.kind.animation")
        case .decoration: context.say("budget.kind.decoration")
        case .equipment: context.say("budget.kind.equipment")
        case .communication: context.say("budget.kind.communication")
        case .security: context.say("budget.kind.security")
        case .catering: context.say("budget.kind.catering")
        case .fees: context.say("budget.kind.fees")
        case .other: context.say("budget.kind.other")
        case .subsidy: context.say("budget.kind.subsidy")
        case .sponsorship: context.say("budget.kind.sponsorship")
        case .sales: context.say("budget.kind.sales")
        case .otherIncome: context.say("budget.kind.otherIncome")
        }
    }
}
