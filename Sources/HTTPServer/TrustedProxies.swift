import HTTP

/// The peers whose forwarded fields are trusted.
struct TrustedProxies: Sendable {
    private struct Block: Sendable {
        let address: PeerAddress
        /// Length of the prefix in bits, of 128.
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
            guard let address = PeerAddress(parts[0].utf8) else { throw .proxy(text) }
            let widest = address.isIPv4 ? 32 : 128
            guard let bits = parts.count == 2 ? Int(parts[1]) : widest, (0...widest).contains(bits) else {
                throw .proxy(text)
            }
            blocks.append(Block(address: address, bits: 128 - widest + bits))
        }
    }

    /// Whether this peer is a trusted proxy.
    func contains(_ address: PeerAddress) -> Bool {
        address.isLocal ? trustsLocal : blocks.contains { $0.contains(address) }
    }

    /// The visitor according to a trusted proxy: the last address of `X-Forwarded-For` that is not a trusted proxy.
    /// Everything left of it may be forged by the visitor.
    /// - Returns: nil when the field is missing or its last element is not an address; then the peer is the visitor.
    func visitor(in head: RequestHead) -> PeerAddress? {
        var found: PeerAddress?
        forEachElement(.xForwardedFor, of: head) { element in
            guard let address = PeerAddress(Self.withoutPort(element)) else {
                found = nil
                return
            }
            // Elements added by trusted proxies are skipped.
            if found == nil || !contains(address) { found = address }
        }
        return found
    }

    /// The address in `192.0.2.1:4711`, `[2001:db8::1]:4711` and `[2001:db8::1]`, which some proxies write; anything
    /// else unchanged.
    private static func withoutPort(_ element: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
        guard let colon = element.lastIndex(of: 0x3A) else { return element }
        if element.first == 0x5B, let end = element.lastIndex(of: 0x5D), end + 1 == colon || end + 1 == element.endIndex
        {
            return element[(element.startIndex + 1)..<end]
        }
        return element.firstIndex(of: 0x3A) == colon ? element[..<colon] : element
    }

    /// Whether the visitor used https, according to the last element of a trusted proxy's `X-Forwarded-Proto`.
    func isSecure(_ head: RequestHead) -> Bool {
        var isSecure = false
        forEachElement(.xForwardedProto, of: head) { element in
            isSecure = element.elementsEqual("https".utf8) { $0 | 0x20 == $1 }
        }
        return isSecure
    }

    /// Calls `body` with each element of a list that may span several fields, trimmed and without empty ones (RFC 9110
    /// §5.6.1.2).
    private func forEachElement(
        _ name: FieldName, of head: RequestHead, _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Void
    ) {
        head.forEachField(name) { value in
            var rest = value[...]
            while !rest.isEmpty {
                let end = rest.firstIndex(of: 0x2C) ?? rest.endIndex
                var element = rest[..<end]
                rest = end < rest.endIndex ? rest[(end + 1)...] : rest[end...]
                while let byte = element.first, byte == 0x20 || byte == 0x09 { element.removeFirst() }
                while let byte = element.last, byte == 0x20 || byte == 0x09 { element.removeLast() }
                if !element.isEmpty { body(element) }
            }
        }
    }
}
