import Testing

@testable import ChalandDemo
@testable import Projects

/// Properties of shares over generated cases; a failure names the seed.
@Suite("Shares of any total") struct SharePropertyTests {
    struct Generated {
        let shops: [AskedShop]
        let rule: ShareRule
        let total: Int

        /// Up to twelve shops with few different weights, so that ties and bounds are common.
        init(seed: Int, isEqual: Bool = false) {
            var dice = Dice(seed: UInt64(seed))
            let scale = dice.pick([1, 7, 100, 10_000])
            shops = (0...dice.below(12)).map { number in
                AskedShop(
                    "shop-\(number)", weight: isEqual ? 1 : Int128(dice.below(9) * scale),
                    isExempt: !isEqual && dice.chance(15))
            }
            var rule = ShareRule()
            if dice.chance(30) { rule.fixed = dice.below(3_000) }
            if dice.chance(40) { rule.floor = dice.below(4_000) }
            if dice.chance(40) { rule.cap = (rule.floor ?? 0) + dice.below(20_000) }
            self.rule = rule
            total = dice.below(dice.pick([10, 1_000, 60_000]))
        }

        func shares(_ shops: [AskedShop]) -> Shares? {
            try? Shares(total, among: shops, by: rule, project: "market")
        }
        var shares: Shares? { shares(shops) }
    }

    static let seeds = 0..<2_000

    @Test("the shares add up to the total and lie between floor and cap") func exact() {
        for seed in Self.seeds {
            let generated = Generated(seed: seed)
            guard let shares = generated.shares else { continue }
            #expect(shares.all.reduce(0) { $0 + $1.cents } == generated.total, "seed \(seed)")
            for share in shares.all where !share.shop.isExempt {
                #expect(share.cents >= generated.rule.floor ?? 0, "seed \(seed)")
                #expect(share.cents <= generated.rule.cap ?? .max, "seed \(seed)")
            }
        }
    }

    @Test("a total is refused only outside the smallest and the largest that can be divided") func refused() {
        for seed in Self.seeds {
            let generated = Generated(seed: seed)
            do throws(OutOfReach) {
                _ = try Shares(generated.total, among: generated.shops, by: generated.rule, project: "market")
            } catch let limits {
                #expect(
                    generated.total < limits.smallest || generated.total > limits.largest ?? .max, "seed \(seed)")
                for total in [limits.smallest, limits.largest].compactMap(\.self) {
                    #expect(throws: Never.self, "seed \(seed)") {
                        try Shares(total, among: generated.shops, by: generated.rule, project: "market")
                    }
                }
            }
        }
    }

    @Test("a larger weight never pays less; the same weight at most a cent more or less") func order() {
        for seed in Self.seeds {
            let paying = Generated(seed: seed).shares?.all.filter { !$0.shop.isExempt } ?? []
            let sorted = paying.sorted { ($0.shop.weight, $0.cents) < ($1.shop.weight, $1.cents) }
            for (lighter, heavier) in zip(sorted, sorted.dropFirst()) {
                #expect(lighter.cents <= heavier.cents, "seed \(seed)")
            }
            for shares in Dictionary(grouping: paying, by: \.shop.weight).values {
                let cents = shares.map(\.cents)
                #expect((cents.max() ?? 0) - (cents.min() ?? 0) <= 1, "seed \(seed)")
            }
        }
    }

    @Test(
        "when one more joins, under an equal key no one pays more, under another at most a cent",
        arguments: [true, false])
    func joining(_ isEqual: Bool) {
        for seed in Self.seeds {
            let generated = Generated(seed: seed, isEqual: isEqual)
            let before = generated.shares(Array(generated.shops.dropLast()))
            guard let before, let after = generated.shares else { continue }
            for share in before.all {
                let cents = after[share.shop.code]?.cents ?? .max
                #expect(cents <= share.cents + (isEqual ? 0 : 1), "seed \(seed)")
            }
        }
    }

    @Test("an exempt shop changes nothing") func exempt() {
        for seed in Self.seeds {
            let generated = Generated(seed: seed)
            let without = generated.shares(generated.shops.filter { !$0.isExempt })
            #expect(without?.all == generated.shares?.all.filter { !$0.shop.isExempt }, "seed \(seed)")
        }
    }

    @Test("the order of the shops decides nothing") func shuffled() {
        for seed in Self.seeds {
            let generated = Generated(seed: seed)
            var dice = Dice(seed: UInt64(seed) + 1)
            guard let shares = generated.shares,
                let other = generated.shares(generated.shops.shuffled(using: &dice))
            else { continue }
            #expect(generated.shops.allSatisfy { shares[$0.code] == other[$0.code] }, "seed \(seed)")
        }
    }
}
