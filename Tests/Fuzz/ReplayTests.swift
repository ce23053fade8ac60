import Testing

/// The seeds, and the seeds damaged from a fixed number: the short form of `make fuzz`.
@Suite("Bytes nobody chose") struct ReplayTests {
    @Test("break no promise", arguments: FuzzTarget.allCases) func seeds(_ target: FuzzTarget) throws {
        let seeds = Seeds.of(target)
        #expect(seeds.count > 3, "the seeds are missing")
        for seed in seeds { try check(target, seed) }
        var random = SplitMix(state: 20_260_302)
        for _ in 0..<3000 {
            guard var bytes = seeds.randomElement(using: &random), bytes.count < 4000 else { continue }
            for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
            try check(target, bytes)
        }
    }

    @Test("a broken promise is told with its bytes") func canFail() throws {
        #expect(throws: BrokenPromise.self) { try promise(1 + 1 == 3, "sum") }
    }

    private func check(_ target: FuzzTarget, _ bytes: [UInt8]) throws {
        do {
            try target.check(bytes)
        } catch {
            Issue.record("\(target.rawValue): \(error), by \(bytes)")
            throw error
        }
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let telling: [UInt8] = [
            0, 9, 10, 13, 32, 0x25, 0x2F, 0x3A, 0x7F, 0xFF, 0x3B, 0x30, 0x2E, 0x22, 0x7B, 0x7D, 0x2D,
        ]
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] = telling.randomElement(using: &random) ?? 0
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(telling.randomElement(using: &random) ?? 0, at: place)
        default: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
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
