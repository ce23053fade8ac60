import HTTP

/// The peers whose forwarded fields are believed.
struct TrustedProxies: Sendable {
    private struct Block: Sendable {
        let address: PeerAddress
        /// Leading bits that count, of 128.
        let bits: Int

        func contains(_ other: PeerAddress) -> Bool {
            if other.isLocal { return false }
            let high = Self.mask(bits)
            let low = Self.mask(bits - 64)
            return (address.high ^ other.high) & high == 0 && (address.low ^ other.low) & low == 0
        }

        private static func mask(_ bits: Int) -> UInt64 {
            bits <= 0 ? 0 : bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits))
        }
    }

    private var blocks: [Block] = []
    private var trustsLocal = false

    /// - Parameter texts: addresses, CIDR blocks, or `unix`.
    init(_ texts: [String]) throws(ConfigurationError) {
        for text in texts {
            if text == "unix" {
                trustsLocal = true
                continue
            }
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let address = PeerAddress(parts[0]) else { throw .proxy(text) }
            let widest = address.isIPv4 ? 32 : 128
            guard let bits = parts.count == 2 ? Int(parts[1]) : widest, (0...widest).contains(bits) else {
                throw .proxy(text)
            }
            blocks.append(Block(address: address, bits: 128 - widest + bits))
        }
    }

    /// Whether this peer's word on others is taken.
    func contains(_ address: PeerAddress) -> Bool {
        address.isLocal ? trustsLocal : blocks.contains { $0.contains(address) }
    }

    /// Who the visitor is, by the word of a trusted peer: the last address of `X-Forwarded-For` that is not itself a
    /// trusted proxy, since everything left of it may have been written by the visitor.
    /// - Returns: nil when the field is missing or its last part is no address; then the peer itself stands.
    func visitor(in head: RequestHead) -> PeerAddress? {
        guard let field = head.joinedFields(.xForwardedFor) else { return nil }
        var found: PeerAddress?
        for part in field.split(separator: ",").reversed() {
            guard let address = PeerAddress(part.trimmed) else { break }
            found = address
            if !contains(address) { break }
        }
        return found
    }

    /// Whether the visitor came by https, by the word of a trusted peer (the last one, as above).
    func isSecure(_ head: RequestHead) -> Bool {
        guard let field = head.joinedFields(.xForwardedProto) else { return false }
        return field.split(separator: ",").last?.trimmed.lowercased() == "https"
    }
}

extension Substring {
    /// Without the optional white space of a list element (RFC 9110 §5.6.1).
    fileprivate var trimmed: Substring {
        var slice = drop { $0 == " " || $0 == "\t" }
        while slice.last == " " || slice.last == "\t" { slice.removeLast() }
        return slice
    }
}
