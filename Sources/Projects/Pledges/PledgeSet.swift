/// What a shop pledges: to pay its share, perhaps only if others do.
struct PledgeOffer: Sendable, Equatable {
    let shop: AskedShop
    /// Holds only with this many paying shops, itself included.
    let leastShops: Int?
    /// Holds only if its share is at most this, in cents.
    let mostCents: Int?

    init(_ shop: AskedShop, leastShops: Int? = nil, mostCents: Int? = nil) {
        (self.shop, self.leastShops, self.mostCents) = (shop, leastShops, mostCents)
    }

    /// The same without conditions.
    var unconditional: PledgeOffer { PledgeOffer(shop) }
}

/// A total to be pledged. Amounts in cents.
struct PledgeTarget: Sendable, Equatable {
    /// The amount that is divided, less gifts; ignored with prices.
    let total: Int
    let rule: ShareRule
    /// Below this many paying shops no shop is bound.
    let leastShops: Int
    /// Below this sum of shares no shop is bound.
    let leastCents: Int

    init(_ total: Int, _ rule: ShareRule, leastShops: Int = 0, leastCents: Int = 0) {
        (self.total, self.rule, self.leastShops, self.leastCents) = (total, rule, leastShops, leastCents)
    }

    /// The exact share of each offer, rounded up to the cent: the value that conditions are compared with. Nil when the
    /// shares of these shops cannot add up to the total.
    func shares(of offers: [PledgeOffer]) -> [Int]? {
        if rule.isPriced { return offers.map { $0.shop.isExempt ? 0 : Int($0.shop.weight) } }
        let payers = offers.filter { !$0.shop.isExempt }
        guard let line = try? ShareLine(total, among: payers.map(\.shop.weight), by: rule) else { return nil }
        var paid = payers.indices.map { index in
            let (cents, rest) = line.share(index)
            return cents + (rest > 0 ? 1 : 0)
        }[...]
        return offers.map { $0.shop.isExempt ? 0 : paid.popFirst() ?? 0 }
    }

    /// Whether this set may be bound: it reaches the minimum, and its shares add up to the total.
    func isReached(by offers: [PledgeOffer]) -> Bool {
        guard let shares = shares(of: offers) else { return false }
        let payers = offers.count { !$0.shop.isExempt }
        // Shares rounded up may exceed the total by a cent each.
        let sum = rule.isPriced ? shares.reduce(0, +) : total
        return payers > 0 && payers >= leastShops && sum >= leastCents
    }
}

/// The largest set of pledges in which every condition holds.
struct PledgeSet: Sendable, Equatable {
    /// The offers that hold, in the order given.
    let stable: [PledgeOffer]
    /// The others.
    let waiting: [PledgeOffer]
    /// Whether the stable set reaches the minimum and the total; if not, no shop is bound.
    let isReached: Bool
    private let target: PledgeTarget

    /// The offers that hold now: none unless the target is reached.
    var held: [PledgeOffer] { isReached ? stable : [] }

    /// Starts with all offers and drops those whose condition fails, until none fails. One more shop never raises
    /// another's share (`ShareRule.allowsConditions`), so conditions that hold in a set hold in every larger one: what
    /// remains contains every stable set.
    init(_ offers: [PledgeOffer], _ target: PledgeTarget) {
        var remaining = offers
        while true {
            let next = PledgeSet.holding(in: remaining, target)
            if next.count == remaining.count { break }
            remaining = next
        }
        let codes = Set(remaining.map(\.shop.code))
        (stable, waiting, self.target) = (remaining, offers.filter { !codes.contains($0.shop.code) }, target)
        isReached = target.isReached(by: remaining)
    }

    /// The offers whose conditions hold in this set.
    private static func holding(in offers: [PledgeOffer], _ target: PledgeTarget) -> [PledgeOffer] {
        let shares = target.shares(of: offers)
        let payers = offers.count { !$0.shop.isExempt }
        return offers.indices.filter { index in
            let offer = offers[index]
            if let least = offer.leastShops, payers < least { return false }
            guard let most = offer.mostCents else { return true }
            guard let shares else { return false }
            return shares[index] <= most
        }.map { offers[$0] }
    }

    /// Why an offer waits: the numbers it would meet if it joined the stable set.
    enum Blocked: Sendable, Equatable {
        /// It wants this many shops; with it there are `found`.
        case shops(wanted: Int, found: Int)
        /// Its share would be `share` cents; nil when these shops cannot pay the total.
        case share(most: Int, share: Int?)
    }

    /// Which condition of a waiting offer fails; nil for one that holds.
    func reason(_ offer: PledgeOffer) -> Blocked? {
        guard waiting.contains(offer) else { return nil }
        let joined = stable + [offer]
        let payers = joined.count { !$0.shop.isExempt }
        if let least = offer.leastShops, payers < least { return .shops(wanted: least, found: payers) }
        return offer.mostCents.map { .share(most: $0, share: target.shares(of: joined)?.last) }
    }

    /// The most waiting offers among which the blocking one is searched: the time grows with the cube of their number.
    static let mostExamined = 60

    /// The waiting offer whose condition keeps the most others out, with the set there would be without that condition;
    /// nil when no other offer depends on it, and with more than `mostExamined` that wait.
    func blocker() -> (offer: PledgeOffer, without: PledgeSet)? {
        guard waiting.count <= PledgeSet.mostExamined else { return nil }
        var best: (offer: PledgeOffer, without: PledgeSet)?
        for offer in waiting {
            let others = (stable + waiting).map { $0.shop.code == offer.shop.code ? $0.unconditional : $0 }
            let without = PledgeSet(others, target)
            guard without.isReached, without.stable.count > stable.count + 1 else { continue }
            if without.stable.count > best?.without.stable.count ?? 0 { best = (offer, without) }
        }
        return best
    }

    /// The set there would be with one more offer, which replaces an earlier one of the same shop.
    func adding(_ offer: PledgeOffer) -> PledgeSet {
        PledgeSet((stable + waiting).filter { $0.shop.code != offer.shop.code } + [offer], target)
    }

    /// The most that a pledge can cost, in cents: its share, rounded up, with as few other shops, and of as small
    /// weight, as its own condition and the minimum allow. Where these cannot pay the total, the cap.
    static func most(_ offer: PledgeOffer, of asked: [AskedShop], _ target: PledgeTarget) -> Int {
        if offer.shop.isExempt { return 0 }
        let least = max(offer.leastShops ?? 1, target.leastShops, 1)
        let others = asked.filter { !$0.isExempt && $0.code != offer.shop.code }.sorted { $0.weight < $1.weight }
        let few = [offer] + others.prefix(least - 1).map { PledgeOffer($0) }
        let share = target.shares(of: few)?.first ?? target.rule.cap ?? target.total
        return offer.mostCents.map { min($0, share) } ?? share
    }
}
