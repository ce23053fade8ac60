import Cryptography

/// A total divided among shops, to the cent: the shares add up to it.
struct Shares: Sendable, Equatable {
    /// Why a share is what it is.
    enum Place: Sendable, Equatable {
        /// Exempt: nothing.
        case exempt
        /// The smallest share, by the floor.
        case floor
        /// The largest share, by the cap.
        case cap
        /// By weight, between the bounds.
        case between
        /// The price of its tier.
        case price
    }

    struct Share: Sendable, Equatable {
        let shop: AskedShop
        let cents: Int
        let place: Place
    }

    /// In cents; negative when there is more income than cost.
    let total: Int
    /// In the order of the shops.
    let all: [Share]
    /// What the shares between the bounds divide by weight, in cents, without their fixed parts.
    let divided: Int
    /// The sum of the weights that divide it.
    let weight: Int128

    /// The share of a shop, by its code; nil for a shop that is not asked.
    subscript(code: String) -> Share? { all.first { $0.shop.code == code } }

    /// Divides a total. A cent that is left over goes to the largest remainder among the shares at neither bound; equal
    /// remainders are ordered by the SHA-256 of project and shop, so that no name and no order of arrival decides.
    /// - Parameters:
    ///   - total: in cents, below 100 million euros. A negative total is given back by weight, if the rule has neither
    ///     floor nor fixed part. With prices the total is ignored: it is their sum.
    ///   - project: the public id of the project.
    /// - Throws: `OutOfReach` when no shares by this rule add up to the total.
    init(_ total: Int, among shops: [AskedShop], by rule: ShareRule, project: String) throws(OutOfReach) {
        if rule.isPriced {
            self.init(prices: shops)
            return
        }
        guard total >= 0 else {
            var refund = rule
            refund.cap = nil
            guard rule.fixed == 0, rule.floor ?? 0 == 0,
                let given = try? Shares(-total, among: shops, by: refund, project: project)
            else {
                throw OutOfReach(smallest: 0, largest: rule.cap.map { $0 * shops.count { !$0.isExempt } })
            }
            self.init(negating: given)
            return
        }
        let payers = shops.filter { !$0.isExempt }
        let line = try ShareLine(total, among: payers.map(\.weight), by: rule)
        var shares = Shares.rounded(payers, line, project: project)[...]
        self.init(
            total: total,
            all: shops.map { shop in
                let share = shop.isExempt ? nil : shares.popFirst()
                return share ?? Share(shop: shop, cents: 0, place: .exempt)
            }, divided: Int(line.divided), weight: line.weight)
    }

    private init(total: Int, all: [Share], divided: Int, weight: Int128) {
        (self.total, self.all, self.divided, self.weight) = (total, all, divided, weight)
    }

    /// The prices of the tiers.
    private init(prices shops: [AskedShop]) {
        let all = shops.map { shop in
            shop.isExempt
                ? Share(shop: shop, cents: 0, place: .exempt)
                : Share(shop: shop, cents: Int(shop.weight), place: .price)
        }
        self.init(total: all.reduce(0) { $0 + $1.cents }, all: all, divided: 0, weight: 0)
    }

    private init(negating shares: Shares) {
        self.init(
            total: -shares.total,
            all: shares.all.map { Share(shop: $0.shop, cents: -$0.cents, place: $0.place) },
            divided: -shares.divided, weight: shares.weight)
    }

    private static func rounded(_ payers: [AskedShop], _ line: ShareLine, project: String) -> [Share] {
        let exact = payers.indices.map(line.share)
        let between = payers.indices.filter { line.places[$0] == .between }
        let whole = between.reduce(0) { $0 + exact[$1].cents - line.rule.fixed }
        let order = between.map { (index: $0, rest: exact[$0].rest, tie: tie(project, payers[$0].code)) }
            .sorted { $0.rest != $1.rest ? $0.rest > $1.rest : $0.tie.lexicographicallyPrecedes($1.tie) }
        let raised = Set(order.prefix(Int(line.divided) - whole).map(\.index))
        return payers.indices.map { index in
            let place: Place =
                switch line.places[index] {
                case .floor: .floor
                case .cap: .cap
                case .between: .between
                }
            return Share(
                shop: payers[index], cents: exact[index].cents + (raised.contains(index) ? 1 : 0), place: place)
        }
    }

    /// The order of equal remainders: SHA-256 of «project/shop».
    private static func tie(_ project: String, _ shop: String) -> [UInt8] {
        Cryptography.sha256(Array("\(project)/\(shop)".utf8))
    }
}
