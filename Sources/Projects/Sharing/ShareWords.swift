import Base
import Shell
import Shops

/// Keys and shares in words.
struct ShareWords {
    let key: ScenarioKey
    let context: Context
    let categories: CategoryNames

    init(_ key: ScenarioKey, _ context: Context) throws {
        (self.key, self.context) = (key, context)
        categories = try CategoryNames(context)
    }

    /// «1 234,50 €», «– 12,00 €».
    func money(_ cents: Int) -> String { context.money(cents) }

    /// «Selon la surface de vente, 150,00 € au moins.»
    var rule: String {
        let basis =
            switch key.key.basis {
            case .one(let measure): context.say("key.basis.\(measure).words")
            case .mix(let first, let second, let part):
                context.say(
                    "key.basis.mix.words",
                    [
                        "first": context.say("key.part.\(first)"), "second": context.say("key.part.\(second)"),
                        "part": percent(part), "rest": percent(1000 - part),
                    ])
            case .tier: context.say("key.basis.tier.words")
            }
        var bounds: [String] = []
        let rule = key.key.rule
        if rule.fixed > 0 { bounds.append(context.say("key.fixed.words", ["amount": money(rule.fixed)])) }
        if let floor = rule.floor { bounds.append(context.say("key.floor.words", ["amount": money(floor)])) }
        if let cap = rule.cap { bounds.append(context.say("key.cap.words", ["amount": money(cap)])) }
        return ([basis] + bounds).joined(separator: ", ")
    }

    /// How much the first measure of a mix counts: «60 %».
    private func percent(_ thousandths: Int) -> String {
        let (whole, tenth) = thousandths.quotientAndRemainder(dividingBy: 10)
        return context.say("key.percent", ["number": tenth == 0 ? "\(whole)" : context.decimal(whole, tenth)])
    }

    /// «45,5 m²», «3 personnes», «membre actif (poids 2)».
    func value(_ measure: KeyMeasure, _ shop: KeyShop) -> String {
        guard let value = key.value(measure, shop) else { return "" }
        if measure == .category, let option = key.option(shop), let category = MemberCategory(rawValue: option.name) {
            return context.say("key.category.words", ["category": categories[category], "weight": "\(option.amount)"])
        }
        return amount(measure, Int128(value))
    }

    /// A number of a measure with its unit.
    private func amount(_ measure: KeyMeasure, _ value: Int128) -> String {
        let value = Int(clamping: value)
        switch measure {
        case .equal: return "\(value)"
        case .surface: return context.say("key.unit.surface", ["number": context.measured(Measure.surface.text(value))])
        case .frontage:
            return context.say("key.unit.frontage", ["number": context.measured(Measure.frontage.text(value))])
        case .headcount: return context.say("key.unit.headcount", count: value)
        case .category: return context.say("key.unit.weight", ["number": "\(value)"])
        }
    }

    /// The values of a shop in a line: «45,5 m² · 6,2 m», the name of its tier.
    func values(_ shop: KeyShop) -> String {
        if key.key.basis == .tier { return key.option(shop)?.name ?? "" }
        return key.key.measures.filter { $0 != .equal }.map { value($0, shop) }.filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    /// The arithmetic of a share: «2 400,00 € × 45 m² ÷ 497 m² = 217,30 €».
    func sentence(_ shop: KeyShop, in shares: Shares) -> String {
        guard let share = shares[shop.code] else { return "" }
        let amount = money(share.cents)
        switch share.place {
        case .exempt: return context.say("share.words.exempt", ["reason": shop.exemption])
        case .floor: return context.say("share.words.floor", ["share": amount])
        case .cap: return context.say("share.words.cap", ["share": amount])
        case .price:
            return context.say("share.words.tier", ["tier": key.option(shop)?.name ?? "", "share": amount])
        case .between: return between(shop, share, shares)
        }
    }

    private func between(_ shop: KeyShop, _ share: Shares.Share, _ shares: Shares) -> String {
        var words = ["share": money(share.cents), "divided": money(shares.divided)]
        let fixed = key.key.rule.fixed
        words["fixed"] = fixed > 0 ? context.say("share.words.fixed", ["amount": money(fixed)]) + " " : ""
        let payers = shares.all.filter { $0.place == .between }
        let held = shares.total - shares.divided - fixed * payers.count
        words["held"] = held > 0 ? " " + context.say("share.words.held", ["amount": money(held)]) : ""
        switch key.key.basis {
        case .one(.equal): return context.say("share.words.equal", count: payers.count, words)
        case .one(let measure):
            words["own"] = self.amount(measure, share.shop.weight)
            words["all"] = self.amount(measure, shares.weight)
        case .mix:
            words["own"] = part(share.shop.weight)
            words["all"] = part(shares.weight)
        case .tier: return ""
        }
        return context.say(isMix ? "share.words.mix" : "share.words.measure", words)
    }

    private var isMix: Bool {
        if case .mix = key.key.basis { true } else { false }
    }

    /// A weight of a mix, of all shops asked: «8,23 %».
    private func part(_ weight: Int128) -> String {
        let whole = key.totals.reduce(Int128(1_000)) { $0 * Int128(max($1, 1)) }
        let hundredths = Int(weight * 10_000 / whole)
        let (percent, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return context.say("key.percent", ["number": context.decimal(percent, rest, digits: 2)])
    }

    /// Why a total cannot be divided.
    func problem(_ limits: OutOfReach, _ total: Int) -> String {
        let words = ["total": money(total), "smallest": money(limits.smallest)]
        guard let largest = limits.largest else { return context.say("share.outOfReach.small", words) }
        return context.say("share.outOfReach", words.merging(["largest": money(largest)]) { $1 })
    }
}

extension Context {
    /// An amount of cents that may be negative.
    func money(_ cents: Int) -> String {
        let amount = language.money(Money(cents: abs(cents)))
        return cents < 0 ? say("share.negative", ["amount": amount]) : amount
    }

    /// A number with decimals, in the notation of the language.
    func decimal(_ whole: Int, _ rest: Int, digits: Int = 1) -> String {
        let text = String(rest)
        return language.number(whole) + say("share.decimalMark")
            + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// «45,5» in the notation of the language.
    func measured(_ text: String) -> String { text.replacing(",", with: say("share.decimalMark")) }
}
