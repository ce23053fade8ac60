/// A parsed request line.
struct RequestLine {
    let method: Method
    let version: Version
    let target: RequestTarget
}

/// Parses a head from its request line on. Each function returns nil when the bytes end too early.
struct HeadReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let limits: HeadLimits
    /// Where the next line starts.
    private(set) var at = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limits: HeadLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// `method SP request-target SP HTTP-version CRLF` (RFC 9112 §3), with single spaces and nothing else.
    @inline(__always)
    mutating func requestLine() throws(ParseError) -> RequestLine? {
        var end = 0
        while end < bytes.count, ByteSet.token.contains(bytes[end]) { end += 1 }
        let method = 0..<end
        // Longer than any known method (RFC 9112 §3).
        guard end <= limits.line else { throw ParseError(.notImplemented, "method over the limit of a line") }
        guard end < bytes.count else { return nil }
        guard end > 0, bytes[end] == ASCII.space else { throw .bad("method is not a token and a space") }

        end += 1
        let target = end
        while end < bytes.count, bytes[end] > ASCII.space, bytes[end] != ASCII.delete { end += 1 }
        guard try hasMore(at: end) else { return nil }
        guard end > target, bytes[end] == ASCII.space else { throw .bad("target is not followed by a space") }

        guard let version = try self.version(at: end + 1) else { return nil }
        let length = end + 9
        guard length <= limits.line else { throw ParseError(.uriTooLong, "request line over its limit") }
        at = length + 2
        return try validate(method: method, target: target..<end, version: version)
    }

    /// Whether there is a byte at `end`. Throws 414 when the line is already too long.
    private func hasMore(at end: Int) throws(ParseError) -> Bool {
        guard end <= limits.line else { throw ParseError(.uriTooLong, "request line over its limit") }
        return end < bytes.count
    }

    /// `HTTP/` DIGIT `.` DIGIT CRLF (RFC 9112 §2.3): the major and minor digit.
    @inline(__always)
    private func version(at start: Int) throws(ParseError) -> (major: UInt8, minor: UInt8)? {
        let isUsual =
            start + 10 <= bytes.count
            && UnsafeBufferPointer(rebasing: bytes[start..<(start + 10)]).isEqual("HTTP/1.1\r\n")
        return isUsual ? (1, 1) : try unusualVersion(at: start)
    }

    private func unusualVersion(at start: Int) throws(ParseError) -> (major: UInt8, minor: UInt8)? {
        let pattern: StaticString = "HTTP/0.0\r\n"
        for index in 0..<pattern.utf8CodeUnitCount {
            guard start + index < bytes.count else { return nil }
            let wanted = pattern.utf8Start[index]
            let sent = bytes[start + index]
            guard sent == wanted || (wanted == ASCII.zero && ASCII.isDigit(sent)) else {
                throw .bad("version is not HTTP/ digit . digit CRLF")
            }
        }
        return (bytes[start + 5] - ASCII.zero, bytes[start + 7] - ASCII.zero)
    }

    /// Checks that a well-formed request line is supported. A higher minor version is treated as 1.1 (RFC 9110 §2.5).
    @inline(__always)
    private func validate(
        method: Range<Int>, target: Range<Int>, version: (major: UInt8, minor: UInt8)
    ) throws(ParseError) -> RequestLine {
        guard version.major > 0 else { throw .bad("HTTP/0.x") }
        guard version.major == 1 else { throw ParseError(.versionNotSupported, "HTTP version 2.0 or higher") }
        guard let method = Method(UnsafeBufferPointer(rebasing: bytes[method])) else {
            throw ParseError(.notImplemented, "unknown method")
        }
        return RequestLine(
            method: method, version: version.minor == 0 ? .http10 : .http11,
            target: try RequestTarget(bytes, target, method: method))
    }

    /// Parses the field lines up to and including the empty line (RFC 9112 §5).
    @inline(__always)
    mutating func fieldLines(into fields: inout [RequestHead.FieldLine]) throws(ParseError) -> FieldDigest? {
        var digest = FieldDigest()
        while true {
            guard at < bytes.count else { return nil }
            if bytes[at] == ASCII.cr {
                guard at + 1 < bytes.count else { return nil }
                guard bytes[at + 1] == ASCII.lf else { throw .bad("bare CR") }
                at += 2
                return digest
            }
            guard let line = try FieldGrammar.line(bytes, at: at) else {
                if bytes.count - at > limits.field + 1 { throw ParseError(.fieldsTooLarge, "field over its limit") }
                return nil
            }
            guard line.end - at <= limits.field else { throw ParseError(.fieldsTooLarge, "field over its limit") }
            guard fields.count < limits.fields else { throw ParseError(.fieldsTooLarge, "too many fields") }
            guard line.end + 2 <= limits.head else { throw ParseError(.fieldsTooLarge, "head over its limit") }
            let fieldLine = RequestHead.FieldLine(nameSpan: Span16(line.name), valueSpan: Span16(line.value))
            digest.record(fieldLine, bytes)
            fields.append(fieldLine)
            at = line.end + 2
        }
    }
}

extension Method {
    /// The method named `token`, case-sensitively (RFC 9110 §9.1); nil for any other token.
    init?(_ token: UnsafeBufferPointer<UInt8>) {
        switch token.count {
        case 3 where token.isEqual("GET"): self = .get
        case 3 where token.isEqual("PUT"): self = .put
        case 4 where token.isEqual("POST"): self = .post
        case 4 where token.isEqual("HEAD"): self = .head
        case 5 where token.isEqual("PATCH"): self = .patch
        case 5 where token.isEqual("TRACE"): self = .trace
        case 6 where token.isEqual("DELETE"): self = .delete
        case 7 where token.isEqual("OPTIONS"): self = .options
        case 7 where token.isEqual("CONNECT"): self = .connect
        default: return nil
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes are `text`, case-sensitively.
    @inline(__always) func isEqual(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for index in 0..<count where self[index] != text.utf8Start[index] { return false }
        return true
    }

    /// Whether the bytes are `lowercase`, ignoring the case of ASCII letters.
    @inline(__always) func isEqual(ignoringCase lowercase: StaticString) -> Bool {
        guard count == lowercase.utf8CodeUnitCount else { return false }
        for index in 0..<count {
            let sent = self[index]
            guard (sent &- 0x41 < 26 ? sent | 0x20 : sent) == lowercase.utf8Start[index] else { return false }
        }
        return true
    }
}
