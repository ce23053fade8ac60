/// The parts of a parsed head. A class, so that passing a head on costs one reference count.
final class HeadStorage: Sendable {
    let bytes: [UInt8]
    let fields: [RequestHead.FieldLine]
    let line: RequestLine
    let digest: FieldDigest

    /// Validates `Host` and `Expect`.
    ///
    /// `Host` must occur once, optional in HTTP/1.0, and be valid (RFC 9112 §3.2); an absolute target replaces it
    /// (§3.2.2). The only supported expectation is `100-continue` (RFC 9110 §10.1.1).
    init(
        bytes: [UInt8], fields: [RequestHead.FieldLine], line: RequestLine, digest: FieldDigest
    ) throws(ParseError) {
        var (fields, digest) = (fields, digest)
        guard digest.hostFields <= 1 else { throw .bad("Host twice") }
        guard line.version == .http10 || digest.hostFields == 1 else { throw .bad("no Host") }
        if let host = digest.hostField {
            let isValid = bytes.withUnsafeBufferPointer {
                Authority.isValid(UnsafeBufferPointer(rebasing: $0[host.range]))
            }
            let authority = line.target.authority
            // An empty `Host` is valid syntax, and harmless when an absolute target replaces it.
            guard isValid || (host.range.isEmpty && authority != nil) else { throw .bad("invalid Host") }
            if let authority {
                for index in fields.indices where fields[index].valueSpan == host {
                    fields[index] = RequestHead.FieldLine(nameSpan: fields[index].nameSpan, valueSpan: authority)
                }
            }
        }
        if line.version == .http10 { digest.clearExpectations() }
        guard !digest.expectsOther else { throw ParseError(.expectationFailed, "expectation other than 100-continue") }
        (self.bytes, self.fields, self.line, self.digest) = (bytes, fields, line, digest)
    }
}

/// A range within a head, in four bytes.
struct Span16: Sendable, Equatable {
    let lower: UInt16
    let upper: UInt16

    init(_ range: Range<Int>) {
        lower = UInt16(range.lowerBound)
        upper = UInt16(range.upperBound)
    }

    var range: Range<Int> { Range(uncheckedBounds: (Int(lower), Int(upper))) }
}
