/// A 64-bit hash of contents for file names and entity tags: xxHash64 (xxhash.com, XXH64).
///
/// Not a cryptographic hash: it distinguishes versions of a file or page, with a chance of collision of one in 2⁶⁴. Do
/// not use it where an attacker chooses the input. Reads eight bytes at a time, so that a 20 KB page costs
/// microseconds.
public enum ContentHash {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// The hash of `bytes`.
    public static func of(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 { of(bytes.span.bytes, seed: seed) }

    /// The hash of a span, such as the path of a request.
    public static func of(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 { of(bytes.bytes, seed: seed) }

    private static func of(_ bytes: RawSpan, seed: UInt64) -> UInt64 {
        let count = bytes.byteCount
        var offset = 0
        var hash: UInt64
        if count >= 32 {
            var lanes = (seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
            while offset <= count - 32 {
                lanes.0 = round(lanes.0, word(bytes, offset))
                lanes.1 = round(lanes.1, word(bytes, offset + 8))
                lanes.2 = round(lanes.2, word(bytes, offset + 16))
                lanes.3 = round(lanes.3, word(bytes, offset + 24))
                offset += 32
            }
            hash = left(lanes.0, 1) &+ left(lanes.1, 7) &+ left(lanes.2, 12) &+ left(lanes.3, 18)
            hash = merge(merge(merge(merge(hash, lanes.0), lanes.1), lanes.2), lanes.3)
        } else {
            hash = seed &+ prime5
        }
        return avalanche(tail(bytes, from: offset, hash &+ UInt64(count)))
    }

    /// The last 0 to 31 bytes.
    private static func tail(_ bytes: RawSpan, from start: Int, _ start64: UInt64) -> UInt64 {
        var (offset, hash) = (start, start64)
        while offset <= bytes.byteCount - 8 {
            hash = left(hash ^ round(0, word(bytes, offset)), 27) &* prime1 &+ prime4
            offset += 8
        }
        if offset <= bytes.byteCount - 4 {
            let half = UInt64(UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
            hash = left(hash ^ (half &* prime1), 23) &* prime2 &+ prime3
            offset += 4
        }
        while offset < bytes.byteCount {
            let byte = UInt64(bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
            hash = left(hash ^ (byte &* prime5), 11) &* prime1
            offset += 1
        }
        return hash
    }

    @inline(__always) private static func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(__always) private static func left(_ value: UInt64, _ by: UInt64) -> UInt64 {
        (value &<< by) | (value &>> (64 &- by))
    }

    @inline(__always) private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        left(lane &+ word &* prime2, 31) &* prime1
    }

    @inline(__always) private static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
        (hash ^ round(0, lane)) &* prime1 &+ prime4
    }

    private static func avalanche(_ value: UInt64) -> UInt64 {
        var hash = (value ^ (value &>> 33)) &* prime2
        hash = (hash ^ (hash &>> 29)) &* prime3
        return hash ^ (hash &>> 32)
    }

    /// The hash as 16 lower-case hexadecimal digits.
    public static func text(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
