/// Encodes the head of a response (RFC 9112 §4).
public enum ResponseEncoder {
    /// Appends the head of `response` to `buffer`, with its empty line.
    ///
    /// Adds `Date`, `X-Request-Id`, `Content-Length` and `Connection`. 1xx and 204 have no length (RFC 9110 §8.6), nor
    /// has 304: it would describe the body of a 200. The response to HEAD has the length of the response to GET; the
    /// caller asks `sendsBody` whether to send the body.
    ///
    /// - Parameters:
    ///   - response: its `fields` are written unchanged.
    ///   - method: the method of the request.
    ///   - id: the value of `X-Request-Id`; nil omits it.
    ///   - version: the version of the request; the response is always HTTP/1.1 (RFC 9110 §2.5).
    ///   - dateLine: `Date: … CR LF`, made once a second; empty to omit it.
    ///   - keepAlive: whether the connection stays open. `response.closes` takes precedence.
    public static func appendHead(
        of response: Response, to method: Method, id: RequestID?, version: Version, dateLine: [UInt8], keepAlive: Bool,
        into buffer: inout OutputBuffer
    ) {
        let status = response.status
        let fields = response.fields.bytes
        // Everything else below, with numbers of any size, is under 180 bytes.
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

    /// Whether the body of `response` is sent: not to HEAD, and not with 1xx, 204 and 304 (RFC 9112 §6.3).
    public static func sendsBody(_ response: Response, to method: Method) -> Bool {
        method != .head && response.status.hasLength
    }

    /// The `Date` line for `seconds` since 1970, for `appendHead`.
    public static func dateLine(_ seconds: Int) -> [UInt8] {
        var line: [UInt8] = []
        line.append(literal: "Date: ")
        line.append(contentsOf: HTTPDate.format(seconds).utf8)
        line.append(literal: "\r\n")
        return line
    }
}

extension [UInt8] {
    /// Appends a literal.
    @inline(__always) mutating func append(literal text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
