import Testing

@testable import Projects

@Suite("Shares of a total") struct SharesTests {
    /// A case of the table of the issue.
    struct Case: Sendable, CustomTestStringConvertible {
        let total: Int
        let weights: [Int128]
        var rule = ShareRule()
        let shares: [Int]

        var testDescription: String { "\(total) by \(weights), \(rule.floor ?? 0) to \(rule.cap ?? -1)" }
    }

    static let surfaces: [Int128] = [12, 30, 45, 60, 110, 240]
    static let cases = [
        Case(
            total: 240_000, weights: surfaces, shares: [5_795, 14_487, 21_730, 28_974, 53_119, 115_895]),
        Case(
            total: 240_000, weights: surfaces, rule: ShareRule(floor: 15_000, cap: 80_000),
            shares: [15_000, 17_755, 26_633, 35_510, 65_102, 80_000]),
        Case(
            total: 100_000, weights: [25, 40, 60, 80, 300], rule: ShareRule(floor: 10_000, cap: 40_000),
            shares: [10_000, 11_111, 16_667, 22_222, 40_000]),
        Case(total: 100_000, weights: [0, 40, 60], rule: ShareRule(floor: 10_000), shares: [0, 40_000, 60_000]),
        // A fixed part of 20 € each, then 300 € by weight.
        Case(total: 36_000, weights: [10, 20, 30], rule: ShareRule(fixed: 2_000), shares: [7_000, 12_000, 17_000]),
        // Both bounds at once: the shares at neither divide nothing.
        Case(total: 30_000, weights: [1, 99], rule: ShareRule(floor: 10_000, cap: 20_000), shares: [10_000, 20_000]),
        // More income than cost: each gets some back.
        Case(total: -1_000, weights: [1, 1, 2], shares: [-250, -250, -500]),
        Case(total: 0, weights: [1, 2], shares: [0, 0]),
    ]

    @Test("each case of the table", arguments: cases) func table(_ example: Case) throws {
        // Where the table writes 0 with a floor, the shop is exempt.
        let shops = example.weights.enumerated().map { index, weight in
            AskedShop("shop-\(index)", weight: weight, isExempt: weight == 0)
        }
        let shares = try Shares(example.total, among: shops, by: example.rule, project: "market")
        #expect(shares.all.map(\.cents) == example.shares)
        #expect(shares.all.reduce(0) { $0 + $1.cents } == shares.total)
    }

    @Test("seven equal shares of 1,000 €: five pay a cent more, the same ones whatever their order") func seven() throws
    {
        let shops = (0..<7).map { AskedShop("shop-\($0)", weight: 1) }
        let shares = try Shares(100_000, among: shops, by: ShareRule(), project: "market")
        #expect(shares.all.count { $0.cents == 14_286 } == 5)
        #expect(shares.all.count { $0.cents == 14_285 } == 2)
        let reversed = try Shares(100_000, among: shops.reversed(), by: ShareRule(), project: "market")
        #expect(shops.allSatisfy { shares[$0.code]?.cents == reversed[$0.code]?.cents })
        let other = try Shares(100_000, among: shops, by: ShareRule(), project: "carnival")
        #expect(shares.all.map(\.cents) != other.all.map(\.cents))
    }

    @Test("a total that floor and cap do not allow is refused with the smallest and the largest that they do")
    func outOfReach() {
        let shops = [12, 30, 45].map { AskedShop("shop-\($0)", weight: $0) }
        func limits(_ total: Int, _ rule: ShareRule) -> OutOfReach? {
            #expect(throws: OutOfReach.self) { try Shares(total, among: shops, by: rule, project: "market") }
        }
        let bounds = ShareRule(floor: 10_000, cap: 20_000)
        #expect(limits(29_999, bounds) == OutOfReach(smallest: 30_000, largest: 60_000))
        #expect(limits(60_001, bounds) == OutOfReach(smallest: 30_000, largest: 60_000))
        #expect(limits(5_999, ShareRule(fixed: 2_000)) == OutOfReach(smallest: 6_000, largest: nil))
        #expect(limits(-1, ShareRule(floor: 100)) == OutOfReach(smallest: 0, largest: nil))
    }

    @Test("a shop without weight pays the smallest share; an exempt one nothing") func withoutWeight() throws {
        let shops = [
            AskedShop("kiosk", weight: 0), AskedShop("hall", weight: 3), AskedShop("school", weight: 3, isExempt: true),
        ]
        let shares = try Shares(10_000, among: shops, by: ShareRule(floor: 1_000), project: "market")
        #expect(shares.all.map(\.cents) == [1_000, 9_000, 0])
        #expect(shares.all.map(\.place) == [.floor, .between, .exempt])
        let free = try Shares(10_000, among: shops, by: ShareRule(), project: "market")
        #expect(free.all.map(\.cents) == [0, 10_000, 0])
        #expect(throws: OutOfReach(smallest: 0, largest: 0)) {
            try Shares(10_000, among: [shops[0]], by: ShareRule(), project: "market")
        }
    }

    @Test("with tiers each pays the price, and the total follows from who takes part") func tiers() throws {
        let key = DistributionKey(.tier, ShareRule(fixed: 500, floor: 1_000))
        let shops = [5_000, 12_000, 5_000].enumerated().map { AskedShop("shop-\($0)", weight: $1) }
        let shares = try Shares(99, among: shops, by: key.rule, project: "market")
        #expect(shares.all.map(\.cents) == [5_000, 12_000, 5_000])
        #expect(shares.total == 22_000)
        #expect(!key.rule.allowsConditions)
    }

    @Test("a mix adds the exact parts of two measures, each of the total of all shops asked") func mix() throws {
        // 60 % by surface, 40 % by frontage, among three shops asked of which two take part.
        let key = DistributionKey(.mix(.surface, .frontage, thousandths: 600))
        let values = [[4_500, 600], [6_000, 400], [1_500, 1_000]]
        let totals = [12_000, 2_000]
        let weights = values.map { key.weight($0, totals: totals) }
        // 0.6 · 45/120 + 0.4 · 6/20 = 0.345; 0.6 · 60/120 + 0.4 · 4/20 = 0.38; 0.6 · 15/120 + 0.4 · 10/20 = 0.275.
        #expect(weights.map { $0 * 1_000 / weights.reduce(0, +) } == [345, 380, 275])
        let all = weights.enumerated().map { AskedShop("shop-\($0)", weight: $1) }
        let everyone = try Shares(100_000, among: all, by: key.rule, project: "market")
        #expect(everyone.all.map(\.cents) == [34_500, 38_000, 27_500])
        let two = try Shares(72_500, among: Array(all.prefix(2)), by: key.rule, project: "market")
        #expect(two.all.map(\.cents) == [34_500, 38_000])
    }

    @Test("2,000 shops of ten hectares and a total of 100 million euros stay within the integers") func largest() throws
    {
        let key = DistributionKey(.mix(.surface, .surface, thousandths: 333), ShareRule(floor: 1, cap: 9_999_999_999))
        let total = 2_000 * 10_000_000
        let weight = key.weight([10_000_000, 10_000_000], totals: [total, total])
        let shops = (0..<2_000).map { AskedShop("shop-\($0)", weight: weight - Int128($0)) }
        let shares = try Shares(9_999_999_999, among: shops, by: key.rule, project: "market")
        #expect(shares.all.reduce(0) { $0 + $1.cents } == 9_999_999_999)
    }
}
