/// The exact shares: fixed + λ × weight, clamped to floor and cap, with the λ for which they add up to the total.
///
/// The sum grows with λ and is linear between breakpoints, where a share leaves the floor or reaches the cap. The last
/// breakpoint whose sum does not exceed the total says which shares are at a bound; the others divide the rest by
/// weight. Integers throughout. A weight is at most 2·10²⁰ (`DistributionKey.weight`), 2,000 of them add up to 4·10²³,
/// and an amount is below 10¹⁰ cents: products stay below 10³⁴, an Int128 holds 1.7·10³⁸.
struct ShareLine {
    /// Where a share lies.
    enum Place: Equatable { case floor, cap, between }

    /// λ as a fraction of cents per unit of weight.
    private struct Slope {
        let cents: Int128
        let weight: Int128

        static let flat = Slope(cents: 0, weight: 1)

        static func isSmaller(_ left: Slope, _ right: Slope) -> Bool {
            left.cents * right.weight < right.cents * left.weight
        }
    }

    let rule: ShareRule
    /// For each shop, in the order given; exempt shops are left out by the caller.
    private(set) var places: [Place]
    /// What the shares between the bounds divide by weight, without their fixed parts.
    private(set) var divided: Int128
    /// The sum of their weights.
    private(set) var weight: Int128
    private let weights: [Int128]

    /// - Parameter total: in cents, not negative.
    init(_ total: Int, among weights: [Int128], by rule: ShareRule) throws(OutOfReach) {
        let limits = ShareLine.limits(weights, rule)
        guard total >= limits.smallest, limits.largest.map({ total <= $0 }) ?? true else { throw limits }
        (self.rule, self.weights) = (rule, weights)
        let slope = ShareLine.lastBreakpoint(for: total, weights, rule)
        places = weights.map { weight in
            let (amount, unit) = (Int128(rule.fixed) * slope.weight + slope.cents * weight, slope.weight)
            if let floor = rule.floor, amount < Int128(floor) * unit || weight == 0 && rule.fixed <= floor {
                return .floor
            }
            if let cap = rule.cap, amount >= Int128(cap) * unit { return .cap }
            return .between
        }
        (divided, weight) = (Int128(total), 0)
        for (place, weight) in zip(places, weights) {
            switch place {
            case .floor: divided -= Int128(rule.floor ?? 0)
            case .cap: divided -= Int128(rule.cap ?? 0)
            case .between:
                divided -= Int128(rule.fixed)
                self.weight += weight
            }
        }
    }

    /// The exact share of a shop: whole cents, and the rest in units of 1 / `weight` cents.
    func share(_ index: Int) -> (cents: Int, rest: Int128) {
        switch places[index] {
        case .floor: return (rule.floor ?? 0, 0)
        case .cap: return (rule.cap ?? 0, 0)
        case .between:
            guard weight > 0 else { return (rule.fixed, 0) }
            let (cents, rest) = (divided * weights[index]).quotientAndRemainder(dividingBy: weight)
            return (rule.fixed + Int(cents), rest)
        }
    }

    /// The smallest and the largest total. A share without cap grows without limit unless its weight is 0.
    private static func limits(_ weights: [Int128], _ rule: ShareRule) -> OutOfReach {
        let lowest = rule.held(rule.fixed)
        let growing = weights.count { $0 > 0 }
        let most = rule.cap.map { growing * $0 + (weights.count - growing) * lowest }
        return OutOfReach(
            smallest: weights.count * lowest, largest: growing == 0 ? weights.count * lowest : most)
    }

    private static func lastBreakpoint(for total: Int, _ weights: [Int128], _ rule: ShareRule) -> Slope {
        let rises = [rule.floor, rule.cap].compactMap { $0.map { $0 - rule.fixed } }.filter { $0 > 0 }
        let slopes = Set(weights).filter { $0 > 0 }.flatMap { weight in
            rises.map { Slope(cents: Int128($0), weight: weight) }
        }.sorted(by: Slope.isSmaller)
        // Binary search: how many breakpoints have a sum that does not exceed the total.
        var (low, high) = (0, slopes.count)
        while low < high {
            let middle = (low + high) / 2
            if sum(at: slopes[middle], weights, rule) <= Int128(total) * slopes[middle].weight {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low == 0 ? .flat : slopes[low - 1]
    }

    /// The sum of the shares at this λ, in units of 1 / `slope.weight` cents.
    private static func sum(at slope: Slope, _ weights: [Int128], _ rule: ShareRule) -> Int128 {
        let fixed = Int128(rule.fixed) * slope.weight
        let (floor, cap) = (rule.floor.map { Int128($0) * slope.weight }, rule.cap.map { Int128($0) * slope.weight })
        return weights.reduce(0) { sum, weight in
            let amount = fixed + slope.cents * weight
            let raised = max(amount, floor ?? amount)
            return sum + min(raised, cap ?? raised)
        }
    }
}
