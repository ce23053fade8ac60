import Testing

@testable import Chaland
@testable import ChalandDemo

/// The seeds and random mutations of them, the same in every run: the short form of `make fuzz`.
@Suite("Fuzz targets") struct ReplayTests {
    @Test("seeds and mutations violate no invariant", arguments: FuzzTarget.allCases) func seeds(_ target: FuzzTarget)
        throws
    {
        let seeds = Seeds.of(target)
        #expect(seeds.count > 3, "the seeds are missing")
        for seed in seeds { try check(target, seed) }
        var random = Dice(seed: 20_260_302)
        for _ in 0..<3000 {
            guard var bytes = seeds.randomElement(using: &random), bytes.count < 4000 else { continue }
            for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
            try check(target, bytes)
        }
    }

    @Test("a violated invariant is an error") func canFail() throws {
        #expect(throws: InvariantViolation.self) { try require(1 + 1 == 3, "sum") }
    }

    private func check(_ target: FuzzTarget, _ bytes: [UInt8]) throws {
        do {
            try target.check(bytes)
        } catch {
            Issue.record("\(target.rawValue): \(error), by \(bytes)")
            throw error
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout Dice) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let special: [UInt8] = [
            0, 9, 10, 13, 32, 0x25, 0x2F, 0x3A, 0x7F, 0xFF, 0x3B, 0x30, 0x2E, 0x22, 0x7B, 0x7D, 0x2D,
        ]
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] = special.randomElement(using: &random) ?? 0
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(special.randomElement(using: &random) ?? 0, at: place)
        default: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
        }
    }
}
