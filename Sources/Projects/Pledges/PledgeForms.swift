import Base
import Shell
import Web

/// The form of a call.
struct CallForm {
    static let total = amount("total", name: "sum")
    static let leastShops = count("minimum", label: "call.leastShops", hint: "call.leastShops.hint")
    static let leastCents = amount("leastCents", name: "minimumSum")
    static let day = TextField(
        "until", .date, label: "call.until", limit: nil, missing: "call.until.missing", hint: "call.until.hint",
        autocomplete: nil, isShort: true)
    static let time = TextField(
        "hour", .time, label: "call.hour", limit: nil, presence: .conditional, autocomplete: nil, isShort: true)
    static let texts = [total, leastShops, leastCents, day, time]
    static let fields = texts.map(AnyField.init) + [.choice("scenario")]

    private static func amount(_ key: String, name: String) -> TextField {
        TextField(
            name, label: "call.\(key)", limit: 20, invalid: "project.budget.invalid", hint: "call.\(key).hint",
            inputMode: "decimal", isShort: true)
    }

    static func count(_ name: String, label: String, hint: String) -> TextField {
        TextField(
            name, label: label, limit: 5, invalid: "call.count.invalid", hint: hint, inputMode: "numeric", isShort: true
        )
    }

    private(set) var state: FormState
    private(set) var scenario: Scenario?
    /// Nil with an error.
    private(set) var terms: CallTerms?

    init(_ sent: Form, _ place: PledgePlace, _ context: Context) {
        state = FormState(sent, fields: CallForm.fields, context)
        scenario = place.keyed.first { $0.publicID == state["scenario"] }
        if scenario == nil { state.refuse("scenario", context.say("call.scenario.missing")) }
        let total = state.money(CallForm.total) ?? scenario?.totals.toFinance.high ?? 0
        let shops = state.count(CallForm.leastShops) ?? 0
        let cents = state.money(CallForm.leastCents) ?? 0
        guard let closesAt = state.deadline(context), state.isValid else { return }
        terms = CallTerms(total: total, leastShops: shops, leastCents: cents, closesAt: closesAt)
    }
}

/// The form of a pledge, and the forms that follow after the deadline.
struct PledgeForm {
    static let leastShops = CallForm.count("shops", label: "pledge.leastShops", hint: "pledge.leastShops.hint")
    static let mostCents = TextField(
        "most", label: "pledge.most", limit: 20, invalid: "project.budget.invalid", hint: "pledge.most.hint",
        inputMode: "decimal", isShort: true)
    static let gift = TextField(
        "gift", label: "pledge.gift", limit: 20, invalid: "project.budget.invalid", hint: "pledge.gift.hint",
        presence: .conditional, inputMode: "decimal", isShort: true)
    /// Why a shop asks to leave.
    static let leaving = TextField(
        "leaving", .lines(2), label: "pledge.leaving", limit: 500, missing: "pledge.leaving.missing",
        autocomplete: nil)
    /// A new sum, and why.
    static let sum = TextField(
        "total", label: "pledge.sum", limit: 20, missing: "project.budget.invalid", invalid: "project.budget.invalid",
        inputMode: "decimal", isShort: true)
    static let reason = TextField("reason", label: "pledge.reason", limit: 200, missing: "pledge.reason.missing")
    static let fields =
        [leastShops, mostCents, gift, leaving, sum, reason].map(AnyField.init)
        + ["boutique", "kind", "decision", "appel"].map(AnyField.choice)

    private(set) var state: FormState
    /// Nil with an error.
    private(set) var terms: PledgeTerms?

    init(_ sent: Form, allowsConditions: Bool, _ context: Context) {
        state = FormState(sent, fields: PledgeForm.fields, context)
        if state["kind"] == "gift" {
            let gift = state.money(PledgeForm.gift)
            if gift ?? 0 == 0 { state.refuse(PledgeForm.gift, "project.budget.invalid") }
            if state.isValid { terms = PledgeTerms(gift: gift ?? 0) }
            return
        }
        guard allowsConditions else {
            terms = PledgeTerms()
            return
        }
        let shops = state.count(PledgeForm.leastShops).flatMap { $0 > 1 ? $0 : nil }
        let most = state.money(PledgeForm.mostCents)
        if state.isValid { terms = PledgeTerms(leastShops: shops, mostCents: most) }
    }

    /// Shows why a pledge was not taken.
    mutating func refuse(_ refusal: PledgeRefusal, _ context: Context) {
        switch refusal {
        case .giftTooLarge(let most):
            state.refuse(PledgeForm.gift, "pledge.refused.gift", ["most": context.money(most)])
        case .noConditions: state.refuse(PledgeForm.mostCents, "pledge.refused.conditions")
        case .closed: state.refuse("pledge", context.say("pledge.refused.closed"))
        case .notAsked: state.refuse("pledge", context.say("pledge.refused.notAsked"))
        case .undeclared: state.refuse("pledge", context.say("pledge.refused.undeclared"))
        }
    }
}

extension FormState {
    /// An amount in cents; nil when it is empty, or is not one and has an error.
    fileprivate mutating func money(_ field: TextField) -> Int? {
        let text = text(field)
        if text.isEmpty { return nil }
        guard let money = Money(typed: text) else {
            refuse(field, field.invalid ?? "")
            return nil
        }
        return money.cents
    }

    /// A number of shops; nil when it is empty, or is not one and has an error.
    fileprivate mutating func count(_ field: TextField) -> Int? {
        let text = text(field)
        if text.isEmpty { return nil }
        guard let count = Int(text), (0...10_000).contains(count) else {
            refuse(field, field.invalid ?? "")
            return nil
        }
        return count
    }
}
