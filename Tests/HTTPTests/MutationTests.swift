import HTTP
import Testing

/// Damaged requests from a fixed seed: the parser never traps, and how the bytes were cut never changes what they mean.
@Suite("Damaged requests") struct MutationTests {
    @Test("are read the same in one piece and in drips", arguments: 0..<20) func sameAtEveryCut(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        let seeds = CorpusCase.all.filter { $0.wire.count < 400 }
        for _ in 0..<100 {
            guard var wire = seeds.randomElement(using: &random)?.wire else { return }
            for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&wire, &random) }
            if wire.isEmpty { continue }
            let whole = Peer.read(wire, cuts: [])
            let dripped = Peer.read(wire, cuts: 1..<wire.count)
            // Of two faults the drip may meet the other one first.
            if case .refused = whole, case .refused = dripped { continue }
            // A fault after bytes that may still become a field line is seen when the line is whole.
            if case .refused = whole, dripped == .incomplete { continue }
            #expect(whole == dripped, "\(wire)")
        }
    }

    private func damage(_ wire: inout [UInt8], _ random: inout SplitMix) {
        guard !wire.isEmpty else { return }
        let place = Int.random(in: 0..<wire.count, using: &random)
        let telling: [UInt8] = [0, 9, 10, 13, 32, 0x25, 0x2F, 0x3A, 0x7F, 0xFF, 0x3B, 0x30, 0x2E]
        switch Int.random(in: 0..<5, using: &random) {
        case 0: wire[place] = UInt8.random(in: 0...255, using: &random)
        case 1: wire[place] = telling.randomElement(using: &random) ?? 0
        case 2: wire.remove(at: place)
        case 3: wire.insert(telling.randomElement(using: &random) ?? 0, at: place)
        default: wire.insert(contentsOf: wire[place..<min(place + 9, wire.count)], at: place)
        }
    }
}

/// A small generator with a seed (Steele, Lea, Flood 2014), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
