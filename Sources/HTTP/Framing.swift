/// How the body of a request is delimited (RFC 9112 §6.3).
public enum BodyFraming: Sendable, Equatable {
    /// There is no body.
    case none
    /// A body of so many bytes.
    case length(Int)
    /// A chunked body, read by `ChunkedDecoder`.
    case chunked

    /// Whether it says that there are at most `limit` bytes; one of chunks says nothing.
    public func isWithin(_ limit: Int) -> Bool {
        switch self {
        case .none: true
        case .length(let length): length <= limit
        case .chunked: false
        }
    }
}

extension RequestHead {
    /// Whether a field says anything about a body; without one, `framing` is `none`.
    public var mayHaveBody: Bool { digest.contentLengthFields + digest.transferEncodingFields > 0 }

    /// How the body is delimited. Every ambiguity that ever smuggled a request past a proxy is refused: Content-Length
    /// beside Transfer-Encoding, either of them twice, a transfer coding other than exactly `chunked`, and
    /// Transfer-Encoding in HTTP/1.0 (RFC 9112 §6.1–§6.3, §11.2). A compressed body is 415: a few bytes of it may stand for
    /// gigabytes, and nobody sends one to a site of forms.
    public func framing() throws(ParseError) -> BodyFraming {
        let framing = try delimitation()
        if framing != .none, framing != .length(0), isCompressed {
            throw ParseError(.unsupportedMediaType, "Content-Encoding of a body")
        }
        return framing
    }

    /// Whether a coding other than `identity` is said of the body.
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

    /// Only `chunked` is understood. Other codings before it are 501; when the last one is not `chunked` the end of the
    /// body cannot be known, which is 400 (RFC 9112 §6.1, §6.3).
    private func checkCoding(_ range: Range<Int>) throws(ParseError) {
        let (isChunked, endsChunked, chunkedCount) = bytes.withUnsafeBufferPointer { bytes in
            let isChunked = UnsafeBufferPointer(rebasing: bytes[range]).isEqual(ignoringCase: "chunked")
            let codings = ListElements(bytes, range).map {
                UnsafeBufferPointer(rebasing: bytes[$0]).isEqual(ignoringCase: "chunked")
            }
            return (isChunked, codings.last == true, codings.count { $0 })
        }
        if isChunked { return }
        guard endsChunked, chunkedCount == 1 else { throw .bad("the last transfer coding is not chunked, once") }
        throw ParseError(.notImplemented, "transfer coding other than chunked")
    }

    /// `1*DIGIT` and nothing else: no sign, no list. What no body limit allows anyway is 413.
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
        !digest.asksToClose && (version == .http11 || digest.asksToKeepAlive)
    }

    /// Whether the client waits for `100 Continue` before it sends the body, if there is one (RFC 9110 §10.1.1).
    public var expectsContinue: Bool { digest.expectsContinue }
}
