/// A shop that is asked for a share.
struct AskedShop: Sendable, Equatable {
    /// Its public code.
    let code: String
    /// Its share is proportional to this; with tiers, the price of its tier in cents. Never negative.
    let weight: Int128
    /// An exempt shop pays nothing, not even the smallest share.
    let isExempt: Bool

    init(_ code: String, weight: Int128, isExempt: Bool = false) {
        precondition(weight >= 0, "a weight is not negative")
        (self.code, self.weight, self.isExempt) = (code, weight, isExempt)
    }
}

/// How weights become shares. Amounts in cents.
struct ShareRule: Sendable, Equatable {
    /// The amount that each shop pays before the rest is divided.
    var fixed = 0
    /// The smallest share.
    var floor: Int?
    /// The largest share.
    var cap: Int?
    /// Whether each shop pays the price of its tier: the total then follows from the shops that take part.
    var isPriced = false

    init(fixed: Int = 0, floor: Int? = nil, cap: Int? = nil) {
        precondition(fixed >= 0 && (floor ?? 0) >= 0 && (cap ?? 0) >= 0, "amounts are not negative")
        precondition(floor.flatMap { floor in cap.map { floor <= $0 } } ?? true, "the floor is above the cap")
        (self.fixed, self.floor, self.cap) = (fixed, floor, cap)
    }

    /// Each shop pays the price of its tier.
    static let priced: ShareRule = {
        var rule = ShareRule()
        rule.isPriced = true
        return rule
    }()

    /// Whether a pledge may depend on others. The largest set in which all conditions hold is defined only if one more
    /// shop never raises the share of another: the total must not depend on which shops take part, and a floor or a
    /// fixed part can make a set too large for the total.
    var allowsConditions: Bool { !isPriced && fixed == 0 && (floor ?? 0) == 0 }

    /// An amount clamped to floor and cap.
    func held(_ amount: Int) -> Int { min(max(amount, floor ?? amount), cap ?? Int.max) }
}

/// The total cannot be divided by this rule among these shops. Amounts in cents.
struct OutOfReach: Error, Equatable {
    /// The smallest total that can be divided.
    let smallest: Int
    /// The largest; nil when there is no limit.
    let largest: Int?
}
