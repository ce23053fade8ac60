import Testing

@testable import Web

@Suite("Content hash") struct ContentHashTests {
    /// The first three are vectors of the reference implementation of xxHash.
    @Test("is xxHash64")
    func vectors() {
        #expect(ContentHash.of([UInt8]()) == 0xEF46_DB37_51D8_E999)
        #expect(ContentHash.of(Array("a".utf8)) == 0xD24E_C4F1_A98C_6E5B)
        #expect(ContentHash.of(Array("abc".utf8)) == 0x44BC_2CF5_AD77_0999)
        let long = Array("xxhash is an extremely fast non-cryptographic hash algorithm".utf8)
        #expect(long.count > 32)
        #expect(ContentHash.of(long) == ContentHash.of((([0] as [UInt8]) + long).span.extracting(1...)))
    }

    @Test("one changed byte changes the hash") func sensitive() {
        let bytes = [UInt8](repeating: 7, count: 100)
        var seen: Set<UInt64> = [ContentHash.of(bytes)]
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(seen.insert(ContentHash.of(changed)).inserted)
        }
        for count in 0..<100 { #expect(seen.insert(ContentHash.of(Array(bytes[..<count]))).inserted) }
    }

    @Test("the text always has 16 digits") func text() {
        #expect(ContentHash.text(0) == "0000000000000000")
        #expect(ContentHash.text(.max) == "ffffffffffffffff")
    }
}
