import HTTP

/// The result of reading the first request of a connection.
enum Reading: Equatable {
    case refused(Int)
    case incomplete
    case request(ReadRequest)

    static func == (left: Reading, right: Reading) -> Bool { "\(left)" == "\(right)" }
}

/// A parsed request, and the bytes after it.
struct ReadRequest: CustomStringConvertible {
    let head: RequestHead
    let framing: BodyFraming
    let body: [UInt8]
    let rest: [UInt8]

    var description: String { "\(head.bytes) \(head.path) \(framing) \(body) \(rest)" }
}

/// Feeds the parser like a minimal server: a growing buffer, a head, a body.
enum Peer {
    static let bodyLimit = 65_536

    /// Reads `wire` in pieces that end at `cuts`, in order, and at the end of `wire`.
    static func read(_ wire: [UInt8], cuts: some Sequence<Int>) -> Reading {
        do {
            return try wire.withUnsafeBufferPointer { bytes throws(ParseError) in
                try read(bytes, ends: Array(cuts) + [wire.count])
            }
        } catch {
            return .refused(error.status.code)
        }
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, ends: [Int]) throws(ParseError) -> Reading {
        var scanned = 0
        for (index, end) in ends.enumerated() {
            let arrived = UnsafeBufferPointer(rebasing: bytes[..<end])
            let result = try RequestParser.parseHead(arrived, scanned: scanned)
            scanned = end
            guard case .complete(let head, let length) = result else { continue }
            return try readBody(of: head, bytes, from: length, ends: Array(ends[index...]))
        }
        return .incomplete
    }

    private static func readBody(
        of head: RequestHead, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, ends: [Int]
    ) throws(ParseError) -> Reading {
        let framing = try head.framing()
        var body: [UInt8] = []
        var at = start
        switch framing {
        case .none: break
        case .length(let length):
            guard length <= bodyLimit else { throw ParseError(.contentTooLarge, "body") }
            guard at + length <= bytes.count else { return .incomplete }
            body = Array(bytes[at..<(at + length)])
            at += length
        case .chunked:
            var decoder = ChunkedDecoder()
            var isFinished = false
            for end in ends where !isFinished {
                let piece = UnsafeBufferPointer(rebasing: bytes[at..<end])
                let (consumed, finished) = try decoder.decode(piece, into: &body, atMost: bodyLimit)
                at += consumed
                isFinished = finished
            }
            guard isFinished else { return .incomplete }
        }
        return .request(ReadRequest(head: head, framing: framing, body: body, rest: Array(bytes[at...])))
    }
}
