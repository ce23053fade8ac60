import Glibc

/// What the bytes at hand are.
public enum HeadResult: Sendable {
    /// A whole head, and how many bytes it took, a tolerated empty line before it and the final CRLF included.
    case complete(RequestHead, length: Int)
    /// Nothing wrong so far; call again with more bytes.
    case incomplete
}

/// HTTP/1.1 request heads out of bytes (RFC 9112 §2–§5). Where the RFC leaves a choice we refuse; what we tolerate is one
/// CRLF before the request line (§2.2), tabs as optional white space, and the unencoded characters of browsers' queries.
public enum RequestParser {
    /// Parses one request head from the front of `bytes`. Pure: no I/O, no clock, nothing kept between calls.
    ///
    /// - Parameters:
    ///   - bytes: all that has arrived since the last complete request, in wire order.
    ///   - scanned: bytes that an earlier call has seen and found incomplete (0 the first time), so that a drip of N
    ///     bytes costs O(N).
    ///   - limits: upper bounds; over a bound is an error, never a truncation.
    /// - Returns: `.complete(head, length)`, or `.incomplete`.
    /// - Throws: `ParseError`; its status is the answer to send before closing. A request line is judged as soon as it
    ///   is there, so that an HTTP/0.9 client is answered although it sends nothing more.
    public static func parseHead(
        _ bytes: UnsafeBufferPointer<UInt8>, scanned: Int, limits: HeadLimits = HeadLimits()
    ) throws(ParseError) -> HeadResult {
        if scanned > 0, try !isWorthParsing(bytes, scanned: scanned, limits: limits) { return .incomplete }
        guard let start = try skipEmptyLine(bytes) else { return .incomplete }

        var fields: [RequestHead.FieldLine] = []
        // A browser behind a proxy sends about as many.
        fields.reserveCapacity(24)
        var reader = HeadReader(bytes: UnsafeBufferPointer(rebasing: bytes[start...]), limits: limits)
        guard let line = try reader.requestLine(), let digest = try reader.fieldLines(into: &fields) else {
            if bytes.count >= limits.head { throw ParseError(.fieldsTooLarge, "head over its limit") }
            return .incomplete
        }
        guard start + reader.at <= limits.head else { throw ParseError(.fieldsTooLarge, "head over its limit") }
        let head = Array(reader.bytes[..<reader.at])
        let storage = try HeadStorage(bytes: head, fields: fields, line: line, digest: digest)
        return .complete(RequestHead(storage: storage), length: start + reader.at)
    }

    /// Whether `bytes`, which the parser refused, ask by HEAD: no body may follow the answer to them either (RFC 9110 §9.3.2).
    public static func asksByHead(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.drop { ASCII.isLineBreaker($0) }.starts(with: "HEAD ".utf8)
    }

    /// One CRLF before the request line is left over from a body by old clients (RFC 9112 §2.2). Nil: more is needed.
    private static func skipEmptyLine(_ bytes: UnsafeBufferPointer<UInt8>) throws(ParseError) -> Int? {
        guard let first = bytes.first else { return nil }
        guard first == ASCII.cr else { return 0 }
        guard bytes.count > 1 else { return nil }
        guard bytes[1] == ASCII.lf else { throw .bad("bare CR before the request line") }
        return 2
    }

    /// Whether the bytes after `scanned` can change the answer: they end the request line or the head, or pass a limit.
    /// Looks at the new bytes only; half a line end is refused at once.
    private static func isWorthParsing(
        _ bytes: UnsafeBufferPointer<UInt8>, scanned: Int, limits: HeadLimits
    ) throws(ParseError) -> Bool {
        // Two more for the tolerated CRLF, two for its own: past this the request line has ended or is too long.
        let endOfFirstLine = limits.line + 4
        if scanned < endOfFirstLine, bytes.count >= endOfFirstLine, bytes.firstIndex(of: ASCII.lf, from: 2) == nil {
            return true
        }
        if scanned < 4 || bytes.count >= limits.head { return true }

        var at = scanned
        while let lf = bytes.firstIndex(of: ASCII.lf, from: at) {
            guard bytes[lf - 1] == ASCII.cr else { throw .bad("bare LF") }
            if bytes[lf - 2] == ASCII.lf { return true }
            if scanned < endOfFirstLine, bytes.firstIndex(of: ASCII.lf, from: 2) == lf { return true }
            at = lf + 1
        }
        at = scanned - 1
        while let cr = bytes.firstIndex(of: ASCII.cr, from: at), cr + 1 < bytes.count {
            guard bytes[cr + 1] == ASCII.lf else { throw .bad("bare CR") }
            at = cr + 2
        }
        return false
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where the first `byte` from `start` on stands, or nil.
    public func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard let baseAddress, start < count, let found = memchr(baseAddress + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
    }
}
