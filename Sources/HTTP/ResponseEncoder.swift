/// The head of a response as bytes (RFC 9112 §4).
public enum ResponseEncoder {
    /// Appends the head of `response` to `buffer`, its empty line included.
    ///
    /// Adds what the response does not say itself: the date; the length, except where none may stand (1xx, 204: RFC 9110
    /// §8.6; 304, whose length would be that of a body not sent); and `Connection`. The answer to HEAD has the length of
    /// GET; whether the body follows is for the caller to decide by `sendsBody`.
    ///
    /// - Parameters:
    ///   - response: its `fields` are written as they stand.
    ///   - method: of the request.
    ///   - version: of the request; the answer is always HTTP/1.1 (RFC 9110 §2.5).
    ///   - dateLine: `Date: … CR LF`, made once a second; empty to leave it out.
    ///   - keepAlive: whether the connection stays open. `response.closes` wins.
    public static func appendHead(
        of response: Response, to method: Method, version: Version, dateLine: [UInt8], keepAlive: Bool,
        into buffer: inout [UInt8]
    ) {
        let status = response.status
        buffer.append(literal: "HTTP/1.1 ")
        buffer.append(decimal: status.code)
        buffer.append(ASCII.space)
        buffer.append(text: status.reason)
        buffer.append(literal: "\r\n")
        buffer.append(contentsOf: dateLine)
        if status.code >= 200 && status.code != 204 && status.code != 304 {
            buffer.append(literal: "Content-Length: ")
            buffer.append(decimal: response.body.count)
            buffer.append(literal: "\r\n")
        }
        if status.code >= 200 {
            if !keepAlive || response.closes {
                buffer.append(literal: "Connection: close\r\n")
            } else if version == .http10 {
                buffer.append(literal: "Connection: keep-alive\r\n")
            }
        }
        buffer.append(contentsOf: response.fields.bytes)
        buffer.append(literal: "\r\n")
    }

    /// Whether the body of `response` is sent after its head: not to HEAD, not with 1xx, 204 and 304 (RFC 9112 §6.3).
    public static func sendsBody(_ response: Response, to method: Method) -> Bool {
        let code = response.status.code
        return method != .head && code >= 200 && code != 204 && code != 304
    }

    /// The `Date` line for a time in seconds since 1970, ready for `appendHead`.
    public static func dateLine(_ seconds: Int) -> [UInt8] {
        var line: [UInt8] = []
        line.append(literal: "Date: ")
        line.append(contentsOf: HTTPDate.format(seconds).utf8)
        line.append(literal: "\r\n")
        return line
    }
}

extension [UInt8] {
    /// Appends text of our own sources.
    @inline(__always) mutating func append(literal text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends text as it stands; faster than its UTF-8 view, which short strings hand out byte by byte.
    mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(contentsOf: $0) }
    }

    /// Appends a number ≥ 0 in decimal digits.
    mutating func append(decimal number: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var at = digits.count
            var rest = number.magnitude
            repeat {
                at -= 1
                digits.initializeElement(at: at, to: ASCII.zero + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            } while rest > 0
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[at...]))
        }
    }
}
