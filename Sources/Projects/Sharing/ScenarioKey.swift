import Shell
import Shops

/// The distribution key of a scenario, with the shops asked as they were when it was chosen.
struct ScenarioKey: Sendable, Equatable {
    /// Which shops are asked.
    enum Asked: String, Sendable, CaseIterable {
        case all, participants
    }

    let scenario: Scenario.ID
    /// The public id of the project: it orders equal remainders.
    let project: String
    let key: DistributionKey
    let asked: Asked
    /// Categories with their weight, or tiers with their price.
    let options: [KeyOption]
    /// By name.
    let shops: [KeyShop]
    /// The totals of the measures, once a call has opened.
    let frozenTotals: [Int]?
    let version: Int

    var isFrozen: Bool { frozenTotals != nil }

    /// The values of a shop, one for each measure; nil while one is not declared.
    func values(_ shop: KeyShop) -> [Int]? {
        let values = key.basis == .tier ? [option(shop)?.amount] : key.measures.map { value($0, shop) }
        return values.contains(nil) ? nil : values.compactMap(\.self)
    }

    func value(_ measure: KeyMeasure, _ shop: KeyShop) -> Int? {
        switch measure {
        case .equal: 1
        case .surface: shop.surface
        case .frontage: shop.frontage
        case .headcount: shop.headcount
        case .category: option(shop)?.amount
        }
    }

    /// Its category or tier.
    func option(_ shop: KeyShop) -> KeyOption? { options.first { $0.number == shop.option } }

    /// What a shop has not declared.
    func missing(_ shop: KeyShop) -> [KeyMeasure] { key.measures.filter { value($0, shop) == nil } }

    /// The totals of the measures over all shops asked; exempt shops are not asked.
    var totals: [Int] {
        frozenTotals
            ?? key.measures.map { measure in
                present.filter { !$0.isExempt }.reduce(0) { $0 + (value(measure, $1) ?? 0) }
            }
    }

    /// The shops that were not removed from the directory since.
    var present: [KeyShop] { shops.filter { !$0.isRemoved } }

    /// A shop as the division takes it; nil while its values are not declared.
    /// - Parameter totals: those of the key, read once for several shops.
    func asked(_ shop: KeyShop, totals: [Int]) -> AskedShop? {
        if shop.isExempt { return AskedShop(shop.code, weight: 0, isExempt: true) }
        return values(shop).map { AskedShop(shop.code, weight: key.weight($0, totals: totals)) }
    }

    /// The shops present whose values are known.
    var askedShops: [AskedShop] {
        let totals = totals
        return present.compactMap { asked($0, totals: totals) }
    }

    /// The present shops that pay and have not declared what the key needs.
    var undeclared: [KeyShop] { present.filter { !$0.isExempt && values($0) == nil } }

    /// Whether shares reveal none of a shop’s numbers: they are equal for all, or the price of a chosen tier.
    var hidesNothing: Bool {
        switch key.basis {
        case .one(.equal), .tier: true
        case .one, .mix: false
        }
    }

    /// Whether a member may see what a shop pays: a share can reveal the numbers of a shop, which only its people, the
    /// board and those who lead the project may read.
    func shows(_ code: String, to member: Member, leads: Bool) -> Bool {
        hidesNothing || leads || member.may(.readMembers)
            || member.workplaces(may: .represent).contains { $0.code.lowercased() == code.lowercased() }
    }

    /// Divides a total among all shops asked whose values are known.
    /// - Parameter total: in cents.
    func shares(_ total: Int) -> Result<Shares, OutOfReach> { shares(total, among: askedShops) }

    func shares(_ total: Int, among shops: [AskedShop]) -> Result<Shares, OutOfReach> {
        Result { () throws(OutOfReach) in
            try Shares(total, among: shops, by: key.rule, project: project)
        }
    }
}

/// A category of members with its weight, or a tier with its price in cents.
struct KeyOption: Sendable, Equatable {
    let number: Int
    /// The name of a tier, or the raw value of a `MemberCategory`.
    let name: String
    let amount: Int
}

/// A shop asked, with what it had declared when the key was chosen.
struct KeyShop: Sendable, Equatable {
    let id: Shop.ID
    let code: String
    let name: String
    /// Square decimetres.
    var surface: Int?
    /// Centimetres.
    var frontage: Int?
    var headcount: Int?
    /// The number of its category or tier.
    var option: Int?
    /// Why it pays nothing; empty for one that pays.
    var exemption = ""
    var isRemoved = false

    var isExempt: Bool { !exemption.isEmpty }
}
