import Base
import Shell
import Web

/// The form of a distribution key.
struct KeyForm {
    static let percent = TextField(
        "percent", label: "key.percent.label", limit: 6, invalid: "key.percent.invalid", presence: .conditional,
        inputMode: "decimal", isShort: true)
    static let fixed = amount("fixed")
    static let floor = amount("floor")
    static let cap = amount("cap")
    static let tiers = RowGroup(
        name: "tier", rowsAtMost: 8,
        fields: [
            TextField("tier-*-name", label: "key.tier.name", limit: 60, presence: .conditional),
            TextField(
                "tier-*-price", label: "key.tier.price", limit: 20, invalid: "project.budget.invalid",
                presence: .conditional, inputMode: "decimal", isShort: true),
        ])
    static let bases = KeyMeasure.allCases.map(\.rawValue) + ["tier", "mix"]

    private static func amount(_ name: String) -> TextField {
        TextField(
            name, label: "key.\(name)", limit: 20, invalid: "project.budget.invalid", hint: "key.\(name).hint",
            inputMode: "decimal", isShort: true)
    }

    /// The weight of a category: a whole number.
    static func weight(_ category: MemberCategory) -> TextField {
        TextField(
            "weight-\(category.rawValue)", label: "key.weight", limit: 4, invalid: "key.weight.invalid",
            presence: .conditional, inputMode: "numeric", isShort: true)
    }

    static let fields =
        ["basis", "asked", "first", "second"].map(AnyField.choice)
        + [percent, fixed, floor, cap].map(AnyField.init) + MemberCategory.allCases.map { AnyField(weight($0)) }
        + tiers.anyFields + [.choice("version")]

    private(set) var state: FormState
    /// Nil while the form has errors.
    private(set) var choice: KeyChoice?

    /// The form as sent.
    init(_ sent: Form, _ context: Context) {
        state = FormState(sent, fields: KeyForm.fields, context)
        let basis = readBasis(context)
        let rule = readRule()
        let asked = ScenarioKey.Asked(rawValue: state["asked"])
        if asked == nil { state.refuse("asked", context.say("key.asked.missing")) }
        guard let basis else { return }
        let key = DistributionKey(basis, rule)
        let options = basis == .tier ? readTiers() : key.measures.contains(.category) ? readWeights() : []
        guard state.isValid, let asked else { return }
        choice = KeyChoice(key: key, asked: asked, options: options)
    }

    /// The values of a stored key; without one the form has nothing chosen.
    static func values(_ key: ScenarioKey?) -> [String: String] {
        guard let key else { return [:] }
        let rule = key.key.rule
        var values = ["asked": key.asked.rawValue]
        func typed(_ cents: Int?) -> String { cents.map { Money(cents: $0).typed } ?? "" }
        (values["fixed"], values["floor"], values["cap"]) = (
            rule.fixed > 0 ? typed(rule.fixed) : "", typed(rule.floor), typed(rule.cap)
        )
        switch key.key.basis {
        case .one(let measure): values["basis"] = measure.rawValue
        case .tier: values["basis"] = "tier"
        case .mix(let first, let second, let part):
            values["basis"] = "mix"
            (values["first"], values["second"]) = (first.rawValue, second.rawValue)
            values["percent"] = part % 10 == 0 ? "\(part / 10)" : "\(part / 10),\(part % 10)"
        }
        for option in key.options {
            if key.key.basis == .tier {
                tiers.fill(option.number, [option.name, typed(option.amount)], &values)
            } else {
                values["weight-\(option.name)"] = "\(option.amount)"
            }
        }
        return values
    }

    private mutating func readBasis(_ context: Context) -> DistributionKey.Basis? {
        switch state["basis"] {
        case "tier": return .tier
        case "mix":
            let (first, second) = (KeyMeasure(rawValue: state["first"]), KeyMeasure(rawValue: state["second"]))
            if first == nil || second == nil || first == second {
                state.refuse("second", context.say("key.mix.different"))
            }
            let part = KeyForm.thousandths(state[KeyForm.percent])
            if part == nil { state.refuse(KeyForm.percent, "key.percent.invalid") }
            guard let first, let second, first != second, let part else { return nil }
            return .mix(first, second, thousandths: part)
        case let name:
            guard let measure = KeyMeasure(rawValue: name) else {
                state.refuse("basis", context.say("key.basis.missing"))
                return nil
            }
            return .one(measure)
        }
    }

    /// «62,5» is 625; nil unless between 0,1 and 99,9.
    static func thousandths(_ typed: String) -> Int? {
        let text = typed.trimmed.replacing("%", with: "").trimmed
        guard let hundredths = Money(typed: text)?.cents, hundredths % 10 == 0, (1...999).contains(hundredths / 10)
        else { return nil }
        return hundredths / 10
    }

    private mutating func readRule() -> ShareRule {
        func money(_ field: TextField) -> Int? {
            let text = state.text(field)
            if text.isEmpty { return nil }
            guard let money = Money(typed: text) else {
                state.refuse(field, "project.budget.invalid")
                return nil
            }
            return money.cents
        }
        let (fixed, floor) = (money(KeyForm.fixed) ?? 0, money(KeyForm.floor).flatMap { $0 > 0 ? $0 : nil })
        let cap = money(KeyForm.cap)
        if let cap, cap < max(floor ?? 0, fixed) || cap == 0 {
            state.refuse(KeyForm.cap, "key.cap.small")
            return ShareRule()
        }
        return ShareRule(fixed: fixed, floor: floor, cap: cap)
    }

    private mutating func readWeights() -> [KeyOption] {
        MemberCategory.allCases.enumerated().compactMap { index, category in
            let field = KeyForm.weight(category)
            guard let weight = Int(state[field].trimmed), (0...1_000).contains(weight) else {
                state.refuse(field, "key.weight.invalid")
                return nil
            }
            return KeyOption(number: index + 1, name: category.rawValue, amount: weight)
        }
    }

    private mutating func readTiers() -> [KeyOption] {
        var tiers: [KeyOption] = []
        for number in KeyForm.tiers.rows where state[KeyForm.tiers.removal(number)] != "1" {
            let inputs = KeyForm.tiers.inputs(number)
            let (name, price) = (state.text(inputs[0]), state[inputs[1]].trimmed)
            if name.isEmpty, price.isEmpty { continue }
            if name.isEmpty { state.refuse(inputs[0], "key.tier.name.missing") }
            guard let money = Money(typed: price), money.cents < 10_000_000 else {
                state.refuse(inputs[1], "project.budget.invalid")
                continue
            }
            tiers.append(KeyOption(number: number, name: name, amount: money.cents))
        }
        if tiers.isEmpty { state.refuse(KeyForm.tiers.inputs(1)[0], "key.tier.none") }
        return tiers
    }
}

/// What a shop declares for a key.
enum DeclarationForm {
    static let number = TextField(
        "number", label: "key.declare.number", limit: 20, presence: .conditional, inputMode: "decimal", isShort: true)
    static let reason = TextField(
        "reason", label: "key.exempt.reason", limit: 200, missing: "key.exempt.missing", hint: "key.exempt.hint")
    static let fields = [AnyField(number), AnyField(reason)] + ["boutique", "measure", "tier"].map(AnyField.choice)
}
