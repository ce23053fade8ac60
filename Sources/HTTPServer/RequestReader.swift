import HTTP

/// Splits the bytes of one connection into requests. No socket, no clock; its only state is an incomplete request.
struct RequestReader {
    /// The result of reading.
    enum Step {
        /// Incomplete: keep the unused bytes and call again with more appended.
        case incomplete
        /// A head with a body to follow; call `expectBody` before the next call.
        case head(RequestHead, BodyFraming)
        /// A complete request.
        case request(RequestHead, body: [UInt8])
        /// A protocol error; later bytes cannot be trusted.
        case refused(ParseError, RequestHead?)
    }

    /// A request whose body is incomplete. An object, so that an idle connection needs one word for it.
    private final class Upload {
        let head: RequestHead
        /// Whether the response depends on the body.
        let isUsed: Bool
        let limit: Int
        /// Bytes still to come by Content-Length; unused when chunked.
        var missing: Int
        var decoder: ChunkedDecoder?
        var body: [UInt8] = []
        /// Bytes received, with the overhead of the chunked coding, for measuring the rate.
        var arrived = 0

        init(head: RequestHead, isUsed: Bool, limit: Int, missing: Int, decoder: ChunkedDecoder?) {
            self.head = head
            self.isUsed = isUsed
            self.limit = limit
            self.missing = missing
            self.decoder = decoder
        }
    }

    private var upload: Upload?
    private var scanned = 0

    /// Whether a head is complete and its body is not.
    var isInsideBody: Bool { upload != nil }
    /// Bytes of that body received so far.
    var bodyArrived: Int { upload?.arrived ?? 0 }
    /// The head of the incomplete request, for the response to a timeout.
    var head: RequestHead? { upload?.head }

    /// Reads from `bytes[used]` and advances `used` over the consumed bytes.
    @inline(__always)
    mutating func next(
        _ bytes: UnsafeBufferPointer<UInt8>, used: inout Int, limits: HeadLimits
    ) -> Step {
        guard used < bytes.count else { return .incomplete }
        let rest = UnsafeBufferPointer(rebasing: bytes[used...])
        if let upload { return read(upload, rest, used: &used) }
        do throws(ParseError) {
            switch try RequestParser.parseHead(rest, scanned: scanned, limits: limits) {
            case .incomplete:
                scanned = rest.count
                return .incomplete
            case .complete(let head, let length):
                scanned = 0
                used += length
                return begin(head)
            }
        } catch {
            return .refused(error, nil)
        }
    }

    @inline(__always)
    private func begin(_ head: RequestHead) -> Step {
        guard head.mayHaveBody else { return .request(head, body: []) }
        do throws(ParseError) {
            let framing = try head.framing()
            return framing == .none || framing == .length(0) ? .request(head, body: []) : .head(head, framing)
        } catch {
            return .refused(error, head)
        }
    }

    /// Accepts the body of `.head`, up to `limit` bytes.
    /// - Parameter isUsed: whether the response depends on it.
    /// - Returns: 413 when the declared length exceeds it, without reading the body (RFC 9110 §15.5.14).
    mutating func expectBody(
        of head: RequestHead, _ framing: BodyFraming, isUsed: Bool = true, limit: Int, chunks: ChunkLimits
    ) -> ParseError? {
        switch framing {
        case .none: upload = Upload(head: head, isUsed: isUsed, limit: limit, missing: 0, decoder: nil)
        case .length(let length):
            if length > limit { return ParseError(.contentTooLarge, "Content-Length over the limit of this route") }
            let upload = Upload(head: head, isUsed: isUsed, limit: limit, missing: length, decoder: nil)
            // Do not trust the declared length: reserve one read, and grow as bytes arrive.
            upload.body.reserveCapacity(min(length, 64 << 10))
            self.upload = upload
        case .chunked:
            upload = Upload(
                head: head, isUsed: isUsed, limit: limit, missing: 0, decoder: ChunkedDecoder(limits: chunks))
        }
        return nil
    }

    /// Gives up an incomplete chunked body that the response does not depend on: its remaining length is unknown.
    /// - Returns: its head; nil when there is no such body.
    mutating func endUnusedChunks() -> RequestHead? {
        guard let upload, !upload.isUsed, upload.decoder != nil else { return nil }
        self.upload = nil
        return upload.head
    }

    private mutating func read(_ upload: Upload, _ rest: UnsafeBufferPointer<UInt8>, used: inout Int) -> Step {
        guard upload.decoder != nil else {
            let part = min(upload.missing, rest.count)
            upload.body.append(contentsOf: UnsafeBufferPointer(rebasing: rest[..<part]))
            upload.missing -= part
            upload.arrived += part
            used += part
            return upload.missing == 0 ? finish(upload) : .incomplete
        }
        do throws(ParseError) {
            let finished = try decode(upload, rest, used: &used)
            return finished ? finish(upload) : .incomplete
        } catch {
            return .refused(error, upload.head)
        }
    }

    private func decode(
        _ upload: Upload, _ rest: UnsafeBufferPointer<UInt8>, used: inout Int
    ) throws(ParseError) -> Bool {
        guard var decoder = upload.decoder else { return true }
        let (consumed, finished) = try decoder.decode(rest, into: &upload.body, atMost: upload.limit)
        upload.decoder = decoder
        upload.arrived += consumed
        used += consumed
        return finished
    }

    private mutating func finish(_ upload: Upload) -> Step {
        self.upload = nil
        return .request(upload.head, body: upload.body)
    }
}
