/// What shares are proportional to.
enum KeyMeasure: String, Sendable, CaseIterable {
    /// The same for all: 1 each.
    case equal
    /// Square decimetres.
    case surface
    /// Centimetres.
    case frontage
    /// Persons who work there.
    case headcount
    /// The category of its membership: a weight each, typed with the key.
    case category
}

/// How the cost of a scenario is divided: the measure of the weights, and the bounds of each share.
struct DistributionKey: Sendable, Equatable {
    enum Basis: Sendable, Equatable {
        case one(KeyMeasure)
        /// Two measures; the first counts for `thousandths`, the second for the rest.
        case mix(KeyMeasure, KeyMeasure, thousandths: Int)
        /// Each shop chooses a tier and pays its price.
        case tier
    }

    let basis: Basis
    let rule: ShareRule

    /// A floor, cap and fixed part are ignored with tiers.
    init(_ basis: Basis, _ rule: ShareRule = ShareRule()) {
        self.basis = basis
        self.rule = basis == .tier ? .priced : rule
    }

    /// What the shops must have declared, in the order of the key.
    var measures: [KeyMeasure] {
        switch basis {
        case .one(let measure): [measure]
        case .mix(let first, let second, _): [first, second]
        case .tier: []
        }
    }

    /// The weight of a shop.
    ///
    /// In a mix each measure is divided by its total over all shops asked. Over the common denominator the weight is
    /// p·a·B + (1000 − p)·b·A: with a, b at most 10⁷ and A, B at most 2·10¹⁰ it stays below 2·10²⁰.
    /// - Parameters:
    ///   - values: of each measure, or the price of its tier in cents.
    ///   - totals: of each measure over all shops asked, frozen with the key. 0 means that no shop has any.
    func weight(_ values: [Int], totals: [Int]) -> Int128 {
        switch basis {
        case .one, .tier: return Int128(values[0])
        case .mix(_, _, let part):
            let (first, second) = (Int128(max(totals[0], 1)), Int128(max(totals[1], 1)))
            return Int128(part) * Int128(values[0]) * second + Int128(1000 - part) * Int128(values[1]) * first
        }
    }
}
