/// `uri-host [ ":" port ]` (RFC 9110 §7.2), narrower than RFC 3986: only DNS names, IPv4 and IPv6 literals.
enum Authority {
    /// Whether `bytes` are a host and an optional port. An empty host and user information are rejected (RFC 9110
    /// §4.2).
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let end = bytes.first == ASCII.openBracket ? endOfLiteral(bytes) : endOfName(bytes) else { return false }
        guard end < bytes.count else { return true }
        return bytes[end] == ASCII.colon && isPort(bytes, from: end + 1)
    }

    /// Dot-separated labels; a trailing dot, the root, is allowed (RFC 1034 §3.1).
    private static func endOfName(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var at = 0
        var previous = ASCII.dot
        while at < bytes.count, ByteSet.hostName.contains(bytes[at]) {
            if bytes[at] == ASCII.dot, previous == ASCII.dot { return nil }
            previous = bytes[at]
            at += 1
        }
        return at > 0 ? at : nil
    }

    private static func endOfLiteral(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let end = bytes.firstIndex(of: ASCII.closeBracket),
            isIPv6(UnsafeBufferPointer(rebasing: bytes[1..<end]))
        else { return nil }
        return end + 1
    }

    private static func isPort(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard bytes.count - start <= 5 else { return false }
        var port = 0
        for index in start..<bytes.count {
            guard ASCII.isDigit(bytes[index]) else { return false }
            port = port &* 10 &+ Int(bytes[index] &- ASCII.zero)
        }
        return port <= 65535
    }

    /// `IPv6address` of RFC 3986 §3.2.2: eight groups of up to four digits, or fewer around one `::`. An IPv4 address
    /// may replace the last two.
    private static func isIPv6(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var groups = 0
        var isShortened = false
        var at = 0
        if bytes.count >= 2, bytes[0] == ASCII.colon, bytes[1] == ASCII.colon {
            isShortened = true
            at = 2
        }
        while at < bytes.count {
            let start = at
            while at < bytes.count, ByteSet.hexadecimal.contains(bytes[at]) { at += 1 }
            if at < bytes.count, bytes[at] == ASCII.dot {
                guard isIPv4(UnsafeBufferPointer(rebasing: bytes[start...])) else { return false }
                groups += 2
                break
            }
            guard at > start, at - start <= 4 else { return false }
            groups += 1
            guard at < bytes.count else { break }
            guard bytes[at] == ASCII.colon, at + 1 < bytes.count else { return false }
            at += 1
            if bytes[at] == ASCII.colon {
                guard !isShortened else { return false }
                isShortened = true
                at += 1
            }
        }
        return isShortened ? groups < 8 : groups == 8
    }

    /// Four numbers up to 255, without leading zeros.
    private static func isIPv4(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let parts = bytes.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy(ASCII.isDigit) else { return false }
                let number = part.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
                return number <= 255 && (part.count == 1 || part.first != ASCII.zero)
            }
    }
}
