import Glibc

/// The result of parsing the bytes received so far.
public enum HeadResult: Sendable {
    /// A complete head, and its length in bytes, with a tolerated empty line before it and the final CRLF.
    case complete(RequestHead, length: Int)
    /// Valid so far; call again with more bytes.
    case incomplete
}

/// Parser of HTTP/1.1 request heads (RFC 9112 §2–§5). Strict wherever the RFC leaves a choice, except that it accepts
/// one CRLF before the request line (§2.2), tabs as optional white space, and characters that browsers leave unencoded.
public enum RequestParser {
    /// Parses one request head at the start of `bytes`. A pure function: no I/O, no clock, no state between calls.
    ///
    /// - Parameters:
    ///   - bytes: everything received since the last complete request.
    ///   - scanned: how many of them an earlier call has read; 0 the first time. Makes N bytes received one at a time
    ///     cost O(N).
    ///   - limits: exceeding one is an error.
    /// - Returns: `.complete(head, length)`, or `.incomplete`.
    /// - Throws: `ParseError`; its status is the answer to send before closing. The request line is validated as soon
    ///   as it is complete, so that an HTTP/0.9 client, which sends nothing more, is answered.
    public static func parseHead(
        _ bytes: UnsafeBufferPointer<UInt8>, scanned: Int, limits: HeadLimits = HeadLimits()
    ) throws(ParseError) -> HeadResult {
        if scanned > 0, try !isWorthParsing(bytes, scanned: scanned, limits: limits) { return .incomplete }
        guard let start = try skipEmptyLine(bytes) else { return .incomplete }

        var fields: [RequestHead.FieldLine] = []
        // About as many as a browser behind a proxy sends.
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

    /// Whether `bytes`, which the parser rejected, are a HEAD request: its response must not have a body either (RFC
    /// 9110 §9.3.2).
    public static func isHEAD(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.drop { ASCII.isLineBreaker($0) }.starts(with: "HEAD ".utf8)
    }

    /// Skips one CRLF before the request line, which old clients send after a body (RFC 9112 §2.2). Nil: more bytes are
    /// needed.
    private static func skipEmptyLine(_ bytes: UnsafeBufferPointer<UInt8>) throws(ParseError) -> Int? {
        guard let first = bytes.first else { return nil }
        guard first == ASCII.cr else { return 0 }
        guard bytes.count > 1 else { return nil }
        guard bytes[1] == ASCII.lf else { throw .bad("bare CR before the request line") }
        return 2
    }

    /// Whether the bytes after `scanned` can change the result: they end the request line or the head, or exceed a
    /// limit. Reads only the new bytes. Throws at once for a bare CR or LF.
    private static func isWorthParsing(
        _ bytes: UnsafeBufferPointer<UInt8>, scanned: Int, limits: HeadLimits
    ) throws(ParseError) -> Bool {
        // Two bytes for the tolerated CRLF before the request line, two for the CRLF that ends it. By then the line has
        // ended or is too long.
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
    /// The position of the first `byte` at or after `start`, or nil.
    public func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard let baseAddress, start < count, let found = memchr(baseAddress + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
    }
}
