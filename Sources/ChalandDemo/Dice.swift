import Base

/// Repeatable random numbers: SplitMix64 (Steele, Lea, Flood, «Fast splittable pseudorandom number generators», 2014).
/// Not for secrets.
struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound` - 1 (Lemire’s multiplication; its bias of 2⁻⁵⁰ does not matter here).
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high) }

    /// True `percent` times out of a hundred.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of `choices`, which is not empty.
    mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

    /// An index drawn by weight; `sums` are the running sums of the weights.
    mutating func index(in sums: [Int]) -> Int {
        let drawn = below(sums.last ?? 1)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > drawn { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// `count` characters of the alphabet of codes.
    mutating func letters(_ count: Int) -> String {
        String(decoding: (0..<count).map { _ in Crockford.alphabet[below(32)] }, as: UTF8.self)
    }
}
