import Testing

@testable import ChalandDemo
@testable import Projects

@Suite("The largest stable set of pledges") struct PledgeSetTests {
    /// 1,000 € in equal shares, as six shops pledge it.
    static let six = [
        offer("A"), offer("B", most: 20_000), offer("C", least: 5), offer("D", least: 4, most: 25_000),
        offer("E", least: 6), offer("F", most: 15_000),
    ]
    static let thousand = PledgeTarget(100_000, ShareRule())

    static func offer(
        _ code: String, weight: Int128 = 1, least: Int? = nil, most: Int? = nil, isExempt: Bool = false
    ) -> PledgeOffer {
        PledgeOffer(AskedShop(code, weight: weight, isExempt: isExempt), leastShops: least, mostCents: most)
    }

    private func codes(_ offers: [PledgeOffer]) -> String { offers.map(\.shop.code).joined() }

    @Test("of six pledges only A’s holds; when G joins without condition all seven hold") func example() throws {
        let set = PledgeSet(Self.six, Self.thousand)
        #expect(codes(set.held) == "A")
        let joined = set.adding(Self.offer("G"))
        #expect(codes(joined.held.sorted { $0.shop.code < $1.shop.code }) == "ABCDEFG")
        let shares = try Shares(100_000, among: joined.held.map(\.shop), by: ShareRule(), project: "market")
        #expect(Set(shares.all.map(\.cents)) == [14_285, 14_286])
    }

    @Test("each waiting pledge names its failing condition, and the set names the pledge that blocks") func reasons() {
        let set = PledgeSet(Self.six, Self.thousand)
        let reasons = Dictionary(uniqueKeysWithValues: set.waiting.map { ($0.shop.code, set.reason($0)) })
        #expect(reasons["B"] == .share(most: 20_000, share: 50_000))
        #expect(reasons["C"] == .shops(wanted: 5, found: 2))
        #expect(reasons["E"] == .shops(wanted: 6, found: 2))
        #expect(set.reason(Self.six[0]) == nil)
        let blocker = set.blocker()
        #expect(blocker?.offer.shop.code == "F")
        #expect(blocker?.without.held.count == 6)
    }

    @Test("among very many waiting pledges, the blocking one is not searched") func manyWaiting() {
        func blocker(_ count: Int) -> PledgeOffer? {
            let waiting = (1..<count).map { Self.offer("W\($0)", least: count) }
            return PledgeSet(waiting + [Self.offer("B", least: count + 1)], Self.thousand).blocker()?.offer
        }
        #expect(blocker(PledgeSet.mostExamined)?.shop.code == "B")
        #expect(blocker(PledgeSet.mostExamined + 1) == nil)
    }

    @Test("a condition compares the exact share, rounded up: a third of 100 € is not 33,33 €") func roundedUp() {
        let offers = ["A", "B", "C"].map { Self.offer($0, most: 3_333) }
        #expect(PledgeSet(offers, PledgeTarget(10_000, ShareRule())).held.isEmpty)
        let enough = ["A", "B", "C"].map { Self.offer($0, most: 3_334) }
        #expect(PledgeSet(enough, PledgeTarget(10_000, ShareRule())).held.count == 3)
    }

    @Test("below the minimum of the project no shop is bound") func minimum() {
        let offers = ["A", "B", "C"].map { Self.offer($0) }
        #expect(PledgeSet(offers, PledgeTarget(10_000, ShareRule(), leastShops: 4)).held.isEmpty)
        #expect(PledgeSet(offers, PledgeTarget(10_000, ShareRule(), leastShops: 3)).held.count == 3)
        let priced = [Self.offer("A", weight: 5_000), Self.offer("B", weight: 2_000)]
        #expect(PledgeSet(priced, PledgeTarget(0, .priced, leastCents: 7_001)).held.isEmpty)
        #expect(PledgeSet(priced, PledgeTarget(0, .priced, leastCents: 7_000)).held.count == 2)
        #expect(PledgeSet([], PledgeTarget(0, ShareRule())).held.isEmpty)
    }

    @Test("where the caps of a small set cannot reach the total, a condition on money is unmet and no shop is bound")
    func caps() {
        let target = PledgeTarget(10_000, ShareRule(cap: 3_000))
        let three = ["A", "B"].map { Self.offer($0) } + [Self.offer("C", most: 5_000)]
        let set = PledgeSet(three, target)
        #expect(codes(set.stable) == "AB")
        #expect(set.held.isEmpty)
        #expect(set.reason(three[2]) == .share(most: 5_000, share: nil))
        #expect(PledgeSet(three + [Self.offer("D")], target).held.count == 4)
    }

    @Test("an exempt shop pays nothing and does not count among those who pay") func exempt() {
        let offers = [Self.offer("A", least: 2), Self.offer("S", isExempt: true)]
        #expect(PledgeSet(offers, Self.thousand).held.isEmpty)
        let two = [Self.offer("A", least: 2), Self.offer("B"), Self.offer("S", isExempt: true)]
        #expect(PledgeSet(two, Self.thousand).held.count == 3)
    }

    @Test("a pledge costs at most its share with as few other shops, of as small weight, as it allows") func most() {
        let asked = (1...6).map { AskedShop("shop-\($0)", weight: Int128($0)) }
        let offer = PledgeOffer(asked[5])
        #expect(PledgeSet.most(offer, of: asked, Self.thousand) == 100_000)
        let target = PledgeTarget(100_000, ShareRule(), leastShops: 3)
        // 6 of 6 + 1 + 2.
        #expect(PledgeSet.most(offer, of: asked, target) == 66_667)
        #expect(PledgeSet.most(PledgeOffer(asked[5], leastShops: 6), of: asked, target) == 28_572)
        #expect(PledgeSet.most(PledgeOffer(asked[5], mostCents: 5_000), of: asked, target) == 5_000)
        let capped = PledgeTarget(100_000, ShareRule(cap: 20_000))
        #expect(PledgeSet.most(offer, of: asked, capped) == 20_000)
    }

    @Test("elimination finds what trying every set finds, and no real cost exceeds the most that was shown")
    func bruteForce() {
        for seed in 0..<600 {
            var dice = Dice(seed: UInt64(seed))
            let offers = (0...dice.below(7)).map { number in
                Self.offer(
                    "shop-\(number)", weight: Int128(dice.below(5)), least: dice.chance(50) ? dice.below(8) : nil,
                    most: dice.chance(50) ? dice.below(4_000) : nil, isExempt: dice.chance(10))
            }
            let rule = ShareRule(cap: dice.chance(30) ? 500 + dice.below(4_000) : nil)
            let target = PledgeTarget(dice.below(10_000), rule, leastShops: dice.below(3))
            let set = PledgeSet(offers, target)
            #expect(set.stable == largest(offers, target), "seed \(seed)")
            guard let shares = target.shares(of: set.held) else { continue }
            for (offer, share) in zip(set.held, shares) {
                #expect(share <= PledgeSet.most(offer, of: offers.map(\.shop), target), "seed \(seed)")
            }
        }
    }

    /// Of all sets in which every condition holds, the one with the most shops; their union must be stable too.
    private func largest(_ offers: [PledgeOffer], _ target: PledgeTarget) -> [PledgeOffer] {
        (0..<(1 << offers.count)).map { mask in offers.indices.filter { mask >> $0 & 1 == 1 }.map { offers[$0] } }
            .filter { PledgeSet($0, target).waiting.isEmpty }.max { $0.count < $1.count } ?? []
    }
}
