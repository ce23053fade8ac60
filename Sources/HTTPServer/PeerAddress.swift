import CLinux
import Glibc

/// The network address of a peer: sixteen bytes, IPv4 as `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2).
struct PeerAddress: Sendable, Hashable {
    /// The first eight bytes.
    var high: UInt64
    /// The last eight.
    var low: UInt64
    /// Whether this is the peer of a Unix socket, which has no address.
    var isLocal: Bool

    /// The peer of a Unix socket.
    static let local = PeerAddress(high: 0, low: 0, isLocal: true)

    private static let mapped: UInt64 = 0x0000_FFFF_0000_0000

    /// Hashes only the address; `isLocal` is not needed.
    func hash(into hasher: inout Hasher) {
        hasher.combine(high)
        hasher.combine(low)
    }

    init(high: UInt64, low: UInt64, isLocal: Bool = false) {
        self.high = high
        self.low = low
        self.isLocal = isLocal
    }

    /// The address returned by accept4(2).
    init(_ storage: sockaddr_storage) {
        var storage = storage
        switch Int32(storage.ss_family) {
        case AF_INET:
            self = withUnsafeBytes(of: &storage) {
                PeerAddress(v4: $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
            }
        case AF_INET6:
            self = withUnsafeBytes(of: &storage) {
                PeerAddress(
                    high: UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                    low: UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 16, as: UInt64.self)))
            }
        default: self = .local
        }
    }

    /// Parses a numeric IPv4 or IPv6 address; nil for anything else.
    init?(_ text: some Collection<UInt8>) {
        // INET6_ADDRSTRLEN includes the terminating zero: longer text is not an address.
        var buffer: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
        let count = text.count
        guard count > 0, count < Int(INET6_ADDRSTRLEN) else { return nil }
        let found = withUnsafeMutableBytes(of: &buffer) { buffer -> PeerAddress? in
            buffer.copyBytes(from: text)
            guard let characters = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
            var four = in_addr()
            if inet_pton(AF_INET, characters, &four) == 1 { return PeerAddress(v4: four.s_addr) }
            var six = in6_addr()
            guard inet_pton(AF_INET6, characters, &six) == 1 else { return nil }
            return withUnsafeBytes(of: &six) {
                PeerAddress(
                    high: UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
                    low: UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
            }
        }
        guard let found else { return nil }
        self = found
    }

    private init(v4 networkOrder: UInt32) {
        self.init(high: 0, low: Self.mapped | UInt64(UInt32(bigEndian: networkOrder)))
    }

    /// Whether this is an IPv4 address, mapped or not.
    var isIPv4: Bool { !isLocal && high == 0 && low >> 32 == Self.mapped >> 32 }

    /// The address that limits apply to: for IPv6 its /64, which belongs to one household or attacker.
    var counted: PeerAddress { isIPv4 || isLocal ? self : PeerAddress(high: high, low: 0) }

    /// The address as text; empty for the peer of a Unix socket.
    var text: String {
        if isLocal { return "" }
        if isIPv4 { return Self.dotted(UInt32(truncatingIfNeeded: low)) }
        var storage = (high.bigEndian, low.bigEndian)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            let done = withUnsafeBytes(of: &storage) { bytes -> UnsafePointer<CChar>? in
                guard let address = bytes.baseAddress else { return nil }
                return inet_ntop(AF_INET6, address, start, socklen_t(buffer.count))
            }
            return done.map { String(cString: $0) } ?? ""
        }
    }

    /// An IPv4 address as text. Fast, because behind a proxy it is needed for each request.
    private static func dotted(_ address: UInt32) -> String {
        String(unsafeUninitializedCapacity: Int(INET_ADDRSTRLEN)) { text in
            var count = 0
            func put(_ byte: UInt32) {
                text[count] = UInt8(truncatingIfNeeded: byte)
                count += 1
            }
            for shift: UInt32 in [24, 16, 8, 0] {
                let part = address >> shift & 255
                if part >= 100 { put(0x30 + part / 100) }
                if part >= 10 { put(0x30 + part / 10 % 10) }
                put(0x30 + part % 10)
                if shift > 0 { put(0x2E) }
            }
            return count
        }
    }
}
