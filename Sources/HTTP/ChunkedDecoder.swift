/// Incremental decoder for chunked bodies (RFC 9112 §7.1). Extensions and trailers are validated, bounded and
/// discarded: the server uses none, and a trailer must never be merged into the header fields (§7.1.2).
public struct ChunkedDecoder: Sendable {
    private let limits: ChunkLimits
    private var state = State.size
    /// Bytes of the current line.
    private var lineLength = 0
    /// Hexadecimal digits of the current chunk size.
    private var sizeDigits = 0
    /// The current chunk size while it is parsed, then the bytes left in the chunk.
    private var size = 0
    /// Bytes of data in all chunks begun so far.
    private var total = 0
    private var extensionBytes = 0
    private var trailerBytes = 0
    /// Parser of the current line's extensions.
    private var extensions = ChunkExtensions()

    private enum State {
        case size, extensions, sizeLF
        case data, dataCR, dataLF
        case trailerStart, trailerName, trailerValue, trailerLF, finalLF
        case finished
    }

    /// Creates a decoder for one body.
    public init(limits: ChunkLimits = ChunkLimits()) { self.limits = limits }

    /// Decodes `bytes` and appends the data to `body`.
    ///
    /// - Parameters:
    ///   - bytes: the bytes that follow those consumed so far.
    ///   - body: receives the data.
    ///   - atMost: most bytes of data in the whole body; a chunk that exceeds it is 413 before its data is read.
    /// - Returns: how many of `bytes` were consumed (all of them unless finished), and whether the body is complete.
    ///   Bytes after it belong to the next request.
    /// - Throws: 400 for invalid syntax, 413 over `atMost`, 431 for trailers over their limit.
    public mutating func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, into body: inout [UInt8], atMost: Int
    ) throws(ParseError) -> (consumed: Int, finished: Bool) {
        var at = 0
        while at < bytes.count, state != .finished {
            if state == .data {
                let count = min(size, bytes.count - at)
                body.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<(at + count)]))
                at += count
                size -= count
                if size == 0 { state = .dataCR }
            } else {
                try step(bytes[at], atMost: atMost)
                at += 1
            }
        }
        return (at, state == .finished)
    }

    /// Consumes one byte outside chunk data.
    private mutating func step(_ byte: UInt8, atMost: Int) throws(ParseError) {
        switch state {
        case .size: try readSize(byte)
        case .extensions: try readExtension(byte)
        case .sizeLF:
            try expect(ASCII.lf, byte)
            try beginChunk(atMost: atMost)
        case .dataCR:
            try expect(ASCII.cr, byte)
            state = .dataLF
        case .dataLF:
            try expect(ASCII.lf, byte)
            (state, lineLength, sizeDigits) = (.size, 0, 0)
        case .trailerStart, .trailerName, .trailerValue, .trailerLF, .finalLF: try readTrailer(byte)
        case .data, .finished: break
        }
    }

    private func expect(_ wanted: UInt8, _ byte: UInt8) throws(ParseError) {
        guard byte == wanted else { throw .bad("chunk is not followed by CRLF") }
    }

    private mutating func countLine() throws(ParseError) {
        lineLength += 1
        guard lineLength <= limits.line else { throw .bad("chunk line over its limit") }
    }

    private mutating func readSize(_ byte: UInt8) throws(ParseError) {
        if let digit = ASCII.hexadecimalValue(byte) {
            try countLine()
            guard size <= Int.max >> 5 else { throw ParseError(.contentTooLarge, "chunk size over 2^58") }
            size = size << 4 | Int(digit)
            sizeDigits += 1
            return
        }
        guard sizeDigits > 0 else { throw .bad("chunk size is not hexadecimal") }
        extensions = ChunkExtensions()
        state = .extensions
        try readExtension(byte)
    }

    private mutating func readExtension(_ byte: UInt8) throws(ParseError) {
        if byte == ASCII.cr, extensions.mayEnd {
            state = .sizeLF
            return
        }
        try countLine()
        extensionBytes += 1
        guard extensionBytes <= limits.extensions else { throw .bad("chunk extensions over their limit") }
        guard extensions.take(byte) else { throw .bad("chunk extension") }
    }

    private mutating func beginChunk(atMost: Int) throws(ParseError) {
        if size == 0 {
            state = .trailerStart
            return
        }
        guard size <= atMost, total <= atMost - size else { throw ParseError(.contentTooLarge, "chunked body") }
        total += size
        state = .data
    }

    /// `*( field-line CRLF ) CRLF`, with the grammar of header fields.
    private mutating func readTrailer(_ byte: UInt8) throws(ParseError) {
        trailerBytes += 1
        guard trailerBytes <= limits.trailers else { throw ParseError(.fieldsTooLarge, "trailers over their limit") }
        switch state {
        case .trailerStart where byte == ASCII.cr: state = .finalLF
        case .trailerStart where ByteSet.token.contains(byte): state = .trailerName
        case .trailerName where byte == ASCII.colon: state = .trailerValue
        case .trailerName where ByteSet.token.contains(byte): break
        case .trailerValue where byte == ASCII.cr: state = .trailerLF
        case .trailerValue where byte == ASCII.tab || (byte >= ASCII.space && byte != ASCII.delete): break
        case .trailerLF where byte == ASCII.lf: state = .trailerStart
        case .finalLF where byte == ASCII.lf: state = .finished
        default: throw .bad("trailer")
        }
    }
}

/// `*( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )` (RFC 9112 §7.1.1), parsed a byte at a time.
struct ChunkExtensions: Sendable {
    private enum Place { case start, afterSemicolon, name, afterName, afterEquals, token, quoted, escaped, afterValue }
    private var place = Place.start
    /// Whether the last bytes are white space that must not end the line.
    private var hasDanglingBlank = false

    /// Whether the line may end here.
    var mayEnd: Bool {
        switch place {
        case .start, .afterValue, .afterName: !hasDanglingBlank
        case .name, .token: true
        case .afterSemicolon, .afterEquals, .quoted, .escaped: false
        }
    }

    /// Consumes `byte`; false when the grammar does not allow it.
    mutating func take(_ byte: UInt8) -> Bool {
        switch place {
        case .quoted: return takeQuoted(byte)
        case .escaped:
            place = .quoted
            return byte == ASCII.tab || (byte >= ASCII.space && byte != ASCII.delete)
        default: break
        }
        if ASCII.isBlank(byte) {
            if place == .name { place = .afterName }
            if place == .token { place = .afterValue }
            hasDanglingBlank = true
            return true
        }
        hasDanglingBlank = false
        let isToken = ByteSet.token.contains(byte)
        switch place {
        case .start, .afterValue: return byte == ASCII.semicolon && move(to: .afterSemicolon)
        case .afterSemicolon: return isToken && move(to: .name)
        case .name where isToken: return true
        case .name, .afterName:
            if byte == ASCII.equals { return move(to: .afterEquals) }
            return byte == ASCII.semicolon && move(to: .afterSemicolon)
        case .afterEquals where byte == ASCII.quote: return move(to: .quoted)
        case .afterEquals: return isToken && move(to: .token)
        case .token where isToken: return true
        case .token: return byte == ASCII.semicolon && move(to: .afterSemicolon)
        case .quoted, .escaped: return false
        }
    }

    private mutating func takeQuoted(_ byte: UInt8) -> Bool {
        if byte == ASCII.quote { return move(to: .afterValue) }
        if byte == ASCII.backslash { return move(to: .escaped) }
        return byte == ASCII.tab || (byte >= ASCII.space && byte != ASCII.delete)
    }

    private mutating func move(to next: Place) -> Bool {
        place = next
        return true
    }
}
