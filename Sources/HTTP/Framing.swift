/// How the body of a request is delimited (RFC 9112 §6.3).
public enum BodyFraming: Sendable, Equatable {
    /// No body.
    case none
    /// A body of this many bytes.
    case length(Int)
    /// A chunked body, read by `ChunkedDecoder`.
    case chunked

    /// Whether the body is known to have at most `limit` bytes; false for a chunked body.
    public func isWithin(_ limit: Int) -> Bool {
        switch self {
        case .none: true
        case .length(let length): length <= limit
        case .chunked: false
        }
    }
}

extension RequestHead {
    /// False when no field declares a body; then `framing` is `none`.
    public var mayHaveBody: Bool { digest.contentLengthFields + digest.transferEncodingFields > 0 }

    /// How the body is delimited. Framing that has been used for request smuggling is rejected: Content-Length with
    /// Transfer-Encoding, either of them twice, a transfer coding other than exactly `chunked`, and Transfer-Encoding
    /// in HTTP/1.0 (RFC 9112 §6.1–§6.3, §11.2). A compressed body is 415: it may expand to gigabytes, and browsers do
    /// not compress forms.
    public func framing() throws(ParseError) -> BodyFraming {
        let framing = try delimitation()
        if framing != .none, framing != .length(0), isCompressed {
            throw ParseError(.unsupportedMediaType, "body with a Content-Encoding")
        }
        return framing
    }

    /// Whether `Content-Encoding` lists a coding other than `identity`.
    private var isCompressed: Bool {
        var isCompressed = false
        forEachField(.contentEncoding) { value in
            for coding in ListElements(value, 0..<value.count) {
                let coding = UnsafeBufferPointer(rebasing: value[coding])
                if !coding.isEqual(ignoringCase: "identity") { isCompressed = true }
            }
        }
        return isCompressed
    }

    private func delimitation() throws(ParseError) -> BodyFraming {
        if let coding = digest.transferEncoding {
            guard digest.contentLength == nil else { throw .bad("Content-Length beside Transfer-Encoding") }
            guard version != .http10 else { throw .bad("Transfer-Encoding in HTTP/1.0") }
            guard digest.transferEncodingFields == 1 else { throw .bad("Transfer-Encoding twice") }
            try checkCoding(coding.range)
            return .chunked
        }
        guard let length = digest.contentLength else { return .none }
        guard digest.contentLengthFields == 1 else { throw .bad("Content-Length twice") }
        return try .length(contentLength(length.range))
    }

    /// Only `chunked` is supported. Other codings before it are 501; without `chunked` as the last one the end of the
    /// body is undefined, which is 400 (RFC 9112 §6.1, §6.3).
    private func checkCoding(_ range: Range<Int>) throws(ParseError) {
        let (isChunked, endsChunked, chunkedCount) = bytes.withUnsafeBufferPointer { bytes in
            let isChunked = UnsafeBufferPointer(rebasing: bytes[range]).isEqual(ignoringCase: "chunked")
            let codings = ListElements(bytes, range).map {
                UnsafeBufferPointer(rebasing: bytes[$0]).isEqual(ignoringCase: "chunked")
            }
            return (isChunked, codings.last == true, codings.count { $0 })
        }
        if isChunked { return }
        guard endsChunked, chunkedCount == 1 else {
            throw .bad("chunked is repeated, or is not the last transfer coding")
        }
        throw ParseError(.notImplemented, "transfer coding other than chunked")
    }

    /// `1*DIGIT` and nothing else: no sign, no list. An overflow is 413.
    private func contentLength(_ range: Range<Int>) throws(ParseError) -> Int {
        guard !range.isEmpty else { throw .bad("empty Content-Length") }
        var length = 0
        var overflows = false
        for byte in bytes[range] {
            guard ASCII.isDigit(byte) else { throw .bad("Content-Length is not digits") }
            if length > Int.max / 16 { overflows = true } else { length = length * 10 + Int(byte - ASCII.zero) }
        }
        guard !overflows else { throw ParseError(.contentTooLarge, "Content-Length over 2^59") }
        return length
    }

    /// Whether the connection may serve another request after this one (RFC 9112 §9.3).
    public var keepsAlive: Bool {
        !digest.hasCloseOption && (version == .http11 || digest.hasKeepAliveOption)
    }

    /// Whether the client waits for `100 Continue` before it sends a body (RFC 9110 §10.1.1).
    public var expectsContinue: Bool { digest.expectsContinue }
}
