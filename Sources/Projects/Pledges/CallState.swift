import Base
import SQLite
import Shell
import Shops

/// A call with its key and pledges, and the set of pledges that holds now.
struct CallState: Sendable {
    let call: PledgeCall
    let key: ScenarioKey
    let pledges: [Pledge]
    let target: PledgeTarget
    let set: PledgeSet

    /// The latest call of a project; nil without one.
    static func latest(of project: Project.ID, in db: Reader) throws -> CallState? {
        try PledgeCall.latest(of: project, in: db).flatMap { try CallState($0, in: db) }
    }

    /// Nil when the key was deleted.
    init?(_ call: PledgeCall, in db: Reader) throws {
        guard let key = try ScenarioKey.of(call.scenario, in: db) else { return nil }
        self.init(call, key, try Pledge.all(in: call.id, db))
    }

    init(_ call: PledgeCall, _ key: ScenarioKey, _ pledges: [Pledge]) {
        (self.call, self.key, self.pledges) = (call, key, pledges)
        let present = pledges.filter { !$0.isRemoved }
        let gifts = present.reduce(0) { $0 + $1.terms.gift }
        target = PledgeTarget(
            max(0, call.terms.total - gifts), key.key.rule, leastShops: call.terms.leastShops,
            leastCents: max(0, call.terms.leastCents - gifts))
        let totals = key.totals
        let offers = present.filter { $0.terms.gift == 0 }.compactMap { pledge -> PledgeOffer? in
            key.shop(pledge.code).flatMap { key.asked($0, totals: totals) }.map {
                PledgeOffer($0, leastShops: pledge.terms.leastShops, mostCents: pledge.terms.mostCents)
            }
        }
        set = PledgeSet(offers, target)
    }

    /// What shops give, in cents.
    var gifts: Int { pledges.filter { !$0.isRemoved }.reduce(0) { $0 + $1.terms.gift } }

    /// Whether gifts pay all: then no shop has a share. A minimum of shops that pay a share is not met by gifts.
    var isPaidByGifts: Bool {
        gifts > 0 && target.total == 0 && !target.rule.isPriced && target.leastShops == 0 && target.leastCents == 0
    }

    /// The shares of the offers that hold; nil while none does.
    var shares: Shares? { shares(of: set) }

    func shares(of set: PledgeSet) -> Shares? {
        set.held.isEmpty ? nil : try? key.shares(target.total, among: set.held.map(\.shop)).get()
    }

    func pledge(of code: String) -> Pledge? { pledges.first { $0.code == code } }

    /// What a shop would offer under these terms; nil when it is not asked or has not declared its numbers.
    func offer(_ code: String, _ terms: PledgeTerms = PledgeTerms()) -> PledgeOffer? {
        key.shop(code).flatMap { key.asked($0, totals: key.totals) }.map {
            PledgeOffer($0, leastShops: terms.leastShops, mostCents: terms.mostCents)
        }
    }

    /// The most that a pledge of this shop can cost, in cents.
    func most(_ offer: PledgeOffer) -> Int { PledgeSet.most(offer, of: key.askedShops, target) }

    /// One more shop without condition: the one of middle weight among those asked that have not pledged and pay.
    var oneMore: (shop: KeyShop, set: PledgeSet)? {
        let answered = Set(pledges.map(\.code))
        let others = key.present.filter { !$0.isExempt && !answered.contains($0.code) }.compactMap { shop in
            offer(shop.code).map { (shop: shop, offer: $0) }
        }.sorted { ($0.offer.shop.weight, $0.shop.code) < ($1.offer.shop.weight, $1.shop.code) }
        guard !others.isEmpty else { return nil }
        let middle = others[others.count / 2]
        return (middle.shop, set.adding(middle.offer))
    }
}

extension ScenarioKey {
    /// A shop by its code.
    func shop(_ code: String) -> KeyShop? { shops.first { $0.code == code } }
}
