/// The target of a request in one of its four forms (RFC 9112 §3.2), as places in the head.
struct RequestTarget {
    let whole: Span16
    let path: Span16
    let query: Span16
    /// The path to route by, when it is not what was sent.
    let resolvedPath: [UInt8]?
    /// Host and port of an absolute target; they win over the `Host` field.
    let authority: Span16?
}

extension RequestTarget {
    /// Reads the target in `range`.
    ///
    /// origin-form and absolute-form (`http`, `https`) are taken; `*` only with OPTIONS. CONNECT with a host and port is
    /// 501, since this server is no proxy (RFC 9110 §9.3.6 leaves it to the origin); everything else is 400.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, method: Method) throws(ParseError) {
        let target = UnsafeBufferPointer(rebasing: bytes[..<range.upperBound])
        let start = range.lowerBound
        if method == .connect {
            guard Authority.isValid(UnsafeBufferPointer(rebasing: target[start...])) else {
                throw .bad("CONNECT without host and port")
            }
            throw ParseError(.notImplemented, "CONNECT")
        }
        if target[start] == ASCII.slash {
            try self.init(target, whole: range, pathStart: start, authority: nil, empty: ASCII.slash)
        } else if target[start] == ASCII.asterisk {
            guard range.count == 1, method == .options else { throw .bad("* without OPTIONS") }
            self.init(
                whole: Span16(range), path: Span16(range), query: Span16(range.upperBound..<range.upperBound),
                resolvedPath: nil, authority: nil)
        } else {
            let authority = try Self.authority(of: target, range)
            // OPTIONS of a bare authority asks about the server as `*` does (RFC 9112 §3.2.4).
            try self.init(
                target, whole: range, pathStart: authority.upperBound, authority: Span16(authority),
                empty: method == .options && authority.upperBound == range.upperBound ? ASCII.asterisk : ASCII.slash)
        }
    }

    /// Path and query from `pathStart` to the end of `target`.
    private init(
        _ target: UnsafeBufferPointer<UInt8>, whole: Range<Int>, pathStart: Int, authority: Span16?, empty: UInt8
    ) throws(ParseError) {
        let (path, isPlain) = try RequestPath.scan(target, from: pathStart)
        let query = min(path.upperBound + 1, target.count)..<target.count
        for index in query where !ByteSet.query.contains(target[index]) { throw .bad("character in the query") }
        let resolved = path.isEmpty ? [empty] : isPlain ? nil : try RequestPath.resolve(target, path)
        self.init(
            whole: Span16(whole), path: Span16(path), query: Span16(query), resolvedPath: resolved, authority: authority
        )
    }

    /// Where the authority of `http://authority…` stands (RFC 9112 §3.2.2).
    private static func authority(
        of target: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) throws(ParseError) -> Range<Int> {
        var start: Int?
        for scheme: StaticString in ["http://", "https://"] {
            let end = range.lowerBound + scheme.utf8CodeUnitCount
            guard end <= target.count else { continue }
            let sent = UnsafeBufferPointer(rebasing: target[range.lowerBound..<end])
            if sent.isEqual(ignoringCase: scheme) { start = end }
        }
        guard let start else { throw .bad("target is neither a path nor an http URL") }
        var end = start
        while end < target.count, target[end] != ASCII.slash, target[end] != ASCII.question { end += 1 }
        guard Authority.isValid(UnsafeBufferPointer(rebasing: target[start..<end])) else {
            throw .bad("host of an absolute target")
        }
        return start..<end
    }
}

/// `uri-host [ ":" port ]` (RFC 9110 §7.2), narrower than RFC 3986: DNS names, IPv4 and IPv6 literals.
enum Authority {
    /// Whether `bytes` name a host and maybe a port. An empty host and user information are refused (RFC 9110 §4.2).
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        if bytes.first == ASCII.openBracket {
            at = 1
            while at < bytes.count, ByteSet.ipv6.contains(bytes[at]) { at += 1 }
            guard at > 2, at < bytes.count, bytes[at] == ASCII.closeBracket else { return false }
            at += 1
        } else {
            while at < bytes.count, ByteSet.hostName.contains(bytes[at]) { at += 1 }
            guard at > 0 else { return false }
        }
        guard at < bytes.count else { return true }
        guard bytes[at] == ASCII.colon, bytes.count - at <= 6 else { return false }
        var port = 0
        for index in (at + 1)..<bytes.count {
            guard ASCII.isDigit(bytes[index]) else { return false }
            port = port * 10 + Int(bytes[index] - ASCII.zero)
        }
        return port <= 65535
    }
}
