import Gzip
import Testing

@Suite("Gzip") struct GzipTests {
    @Test("compressed bytes decompress to the same bytes", arguments: [0, 1, 1_000, 100_000, 1_000_000], [1, 6, 9])
    func roundTrip(_ count: Int, _ level: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        let packed = try #require(Gzip.compress(bytes, level: level))
        #expect(packed.starts(with: [0x1F, 0x8B, 8]))
        #expect(Gzip.decompress(packed) == bytes)
    }

    @Test("a reused state does not depend on the previous body") func reusedState() throws {
        let compressor = try #require(Gzip.Compressor(level: 1))
        let first = Array(repeating: UInt8(65), count: 5_000)
        let alone = try #require(compressor.compress(first))
        for _ in 0..<50 { _ = compressor.compress(Array("other".utf8)) }
        #expect(compressor.compress(first) == alone)
        #expect(Gzip.decompress(alone) == first)
    }

    @Test("rejects truncated and foreign bytes, trailing bytes, and a decompression bomb") func refuses() throws {
        let packed = try #require(Gzip.compress([UInt8](repeating: 0, count: 1_000_000), level: 9))
        for cut in 0..<packed.count { #expect(Gzip.decompress(Array(packed[..<cut])) == nil) }
        #expect(Gzip.decompress(packed + [0]) == nil)
        #expect(Gzip.decompress(Array("plain".utf8)) == nil)
        #expect(Gzip.decompress(packed, limit: 999_999) == nil)
    }
}
