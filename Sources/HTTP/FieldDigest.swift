/// The fields that concern framing and the connection, collected while the head is parsed.
struct FieldDigest: Sendable {
    /// The field names that may be present.
    private(set) var names = NameSet()
    private(set) var hostField: Span16?
    private(set) var hostFields = 0
    private(set) var contentLength: Span16?
    private(set) var contentLengthFields = 0
    private(set) var transferEncoding: Span16?
    private(set) var transferEncodingFields = 0
    private(set) var hasCloseOption = false
    private(set) var hasKeepAliveOption = false
    private(set) var expectsContinue = false
    private(set) var expectsOther = false

    /// Records one field line of `bytes`.
    @inline(__always)
    mutating func record(_ line: RequestHead.FieldLine, _ bytes: UnsafeBufferPointer<UInt8>) {
        let name = UnsafeBufferPointer(rebasing: bytes[line.name])
        names.insert(name)
        switch name.count {
        case 4 where name.isEqual(ignoringCase: "host"):
            hostField = line.valueSpan
            hostFields += 1
        case 6, 10, 14, 17: recordFraming(line, name, bytes)
        default: break
        }
    }

    private mutating func recordFraming(
        _ line: RequestHead.FieldLine, _ name: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        if name.isEqual(ignoringCase: "expect") {
            for expectation in ListElements(bytes, line.value) {
                let isKnown = UnsafeBufferPointer(rebasing: bytes[expectation]).isEqual(ignoringCase: "100-continue")
                if isKnown { expectsContinue = true } else { expectsOther = true }
            }
        } else if name.isEqual(ignoringCase: "connection") {
            for option in ListElements(bytes, line.value) {
                let option = UnsafeBufferPointer(rebasing: bytes[option])
                if option.isEqual(ignoringCase: "close") { hasCloseOption = true }
                if option.isEqual(ignoringCase: "keep-alive") { hasKeepAliveOption = true }
            }
        } else if name.isEqual(ignoringCase: "content-length") {
            contentLength = line.valueSpan
            contentLengthFields += 1
        } else if name.isEqual(ignoringCase: "transfer-encoding") {
            transferEncoding = line.valueSpan
            transferEncodingFields += 1
        }
    }

    /// Ignores `Expect` in HTTP/1.0, whose clients do not wait for 100 (RFC 9110 §10.1.1).
    mutating func clearExpectations() { (expectsContinue, expectsOther) = (false, false) }
}

/// A 64-bit Bloom filter of field names: a name that is not in it is not in the head. The hash is the first letter and
/// the length, which separates most names of a typical head.
struct NameSet: Sendable {
    private var bits: UInt64 = 0

    mutating func insert(_ name: UnsafeBufferPointer<UInt8>) { bits |= Self.bit(name) }

    /// False only when no such name was inserted, ignoring case.
    @inline(__always)
    func mayContain(_ name: UnsafeBufferPointer<UInt8>) -> Bool { bits & Self.bit(name) != 0 }

    @inline(__always)
    private static func bit(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let first = UInt64((name.first ?? 0) | 0x20)
        return 1 &<< (first &* 7 &+ UInt64(truncatingIfNeeded: name.count))
    }
}
