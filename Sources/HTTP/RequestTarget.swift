/// The request target in one of its four forms (RFC 9112 §3.2), as positions in the head.
struct RequestTarget {
    let whole: Span16
    let path: Span16
    let query: Span16
    /// The path for routing, when it differs from the path as sent.
    let resolvedPath: [UInt8]?
    /// Host and port of an absolute target, which take precedence over the `Host` field.
    let authority: Span16?
    /// Whether the target is absolute with the scheme `https`.
    var isHTTPS = false
}

extension RequestTarget {
    /// Parses the target in `range`.
    ///
    /// Accepts origin-form and absolute-form (`http`, `https`), and `*` with OPTIONS. CONNECT with a host and port is
    /// 501, since this server is no proxy (RFC 9110 §9.3.6); everything else is 400.
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
            // OPTIONS with an authority and no path means `*` (RFC 9112 §3.2.4).
            try self.init(
                target, whole: range, pathStart: authority.upperBound, authority: Span16(authority),
                empty: method == .options && authority.upperBound == range.upperBound ? ASCII.asterisk : ASCII.slash)
            isHTTPS = target[start + 4] | 0x20 == 0x73  // "s"
        }
    }

    /// Parses path and query from `pathStart` to the end of `target`.
    private init(
        _ target: UnsafeBufferPointer<UInt8>, whole: Range<Int>, pathStart: Int, authority: Span16?, empty: UInt8
    ) throws(ParseError) {
        let (path, isPlain) = try RequestPath.scan(target, from: pathStart)
        let query = min(path.upperBound + 1, target.count)..<target.count
        for index in query where !ByteSet.query.contains(target[index]) { throw .bad("invalid character in the query") }
        let resolved = path.isEmpty ? [empty] : isPlain ? nil : try RequestPath.resolve(target, path)
        self.init(
            whole: Span16(whole), path: Span16(path), query: Span16(query), resolvedPath: resolved, authority: authority
        )
    }

    /// The range of the authority in `http://authority…` (RFC 9112 §3.2.2).
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
            throw .bad("invalid host in an absolute target")
        }
        return start..<end
    }
}
