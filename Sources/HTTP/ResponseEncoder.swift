/// The head of a response as bytes (RFC 9112 §4).
public enum ResponseEncoder {
    /// Appends the head of `response` to `buffer`, its empty line included.
    ///
    /// Adds what the response does not say itself: the date; what the request is called, so that each answer, whether a page, a
    /// file or a refusal, is found in the log; the length, except where none may stand (1xx, 204: RFC 9110
    /// §8.6; 304, whose length would be that of a body not sent); and `Connection`. The answer to HEAD has the length of
    /// GET; whether the body follows is for the caller to decide by `sendsBody`.
    ///
    /// - Parameters:
    ///   - response: its `fields` are written as they stand.
    ///   - method: of the request.
    ///   - id: told in `X-Request-Id`; nil to leave it out.
    ///   - version: of the request; the answer is always HTTP/1.1 (RFC 9110 §2.5).
    ///   - dateLine: `Date: … CR LF`, made once a second; empty to leave it out.
    ///   - keepAlive: whether the connection stays open. `response.closes` wins.
    public static func appendHead(
        of response: Response, to method: Method, id: RequestID?, version: Version, dateLine: [UInt8], keepAlive: Bool,
        into buffer: inout OutputBuffer
    ) {
        let status = response.status
        let fields = response.fields.bytes
        // What follows, with numbers of any size, is under 180 bytes beside the four that vary.
        let most = 180 + RequestID.longest + status.phrase.utf8CodeUnitCount + dateLine.count + fields.count
        buffer.append(atMost: most) { out in
            out.write("HTTP/1.1 ")
            out.write(decimal: status.code)
            out.write(" ")
            out.write(status.phrase)
            out.write("\r\n")
            out.write(dateLine)
            if let id {
                out.write("X-Request-Id: ")
                out.write(id)
                out.write("\r\n")
            }
            if status.hasLength {
                out.write("Content-Length: ")
                out.write(decimal: response.body.count)
                out.write("\r\n")
            }
            if status.code >= 200 {
                if !keepAlive || response.closes {
                    out.write("Connection: close\r\n")
                } else if version == .http10 {
                    out.write("Connection: keep-alive\r\n")
                }
            }
            out.write(fields)
            out.write("\r\n")
        }
    }

    /// Whether the body of `response` is sent after its head: not to HEAD, not with 1xx, 204 and 304 (RFC 9112 §6.3).
    public static func sendsBody(_ response: Response, to method: Method) -> Bool {
        method != .head && response.status.hasLength
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
}
