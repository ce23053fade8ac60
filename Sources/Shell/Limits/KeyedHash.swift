import Base

/// 64-bit hashes (SipHash) under a key that is drawn at the start of the process and never written: tables in memory
/// contain these hashes instead of network addresses.
struct KeyedHash: Sendable {
    private let key: (UInt64, UInt64)

    init(_ randomness: Randomness) {
        func word() -> UInt64 { randomness.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
        key = (word(), word())
    }

    /// The hash of several texts and a number; `purpose` separates the uses of one key.
    func callAsFunction(_ purpose: UInt8, _ first: String, _ second: String = "", number: Int = 0) -> Int {
        var hasher = Hasher()
        hasher.combine(key.0)
        hasher.combine(key.1)
        hasher.combine(purpose)
        hasher.combine(number)
        hasher.combine(first)
        hasher.combine(second)
        return hasher.finalize()
    }
}
