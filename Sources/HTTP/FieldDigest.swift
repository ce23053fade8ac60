/// What the fields of a head say about the message itself, noted while they are read.
struct FieldDigest: Sendable {
    /// The names there may be.
    private(set) var names = NameSet()
    private(set) var hostField: Span16?
    private(set) var hostFields = 0
    private(set) var contentLength: Span16?
    private(set) var contentLengthFields = 0
    private(set) var transferEncoding: Span16?
    private(set) var transferEncodingFields = 0
    private(set) var asksToClose = false
    private(set) var asksToKeepAlive = false
    private(set) var expectsContinue = false
    private(set) var expectsOther = false

    /// Notes one line of `bytes`.
    @inline(__always)
    mutating func note(_ line: RequestHead.FieldLine, _ bytes: UnsafeBufferPointer<UInt8>) {
        let name = UnsafeBufferPointer(rebasing: bytes[line.name])
        names.insert(name)
        switch name.count {
        case 4 where name.isEqual(ignoringCase: "host"):
            hostField = line.valueSpan
            hostFields += 1
        case 6, 10, 14, 17: noteFraming(line, name, bytes)
        default: break
        }
    }

    private mutating func noteFraming(
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
                if option.isEqual(ignoringCase: "close") { asksToClose = true }
                if option.isEqual(ignoringCase: "keep-alive") { asksToKeepAlive = true }
            }
        } else if name.isEqual(ignoringCase: "content-length") {
            contentLength = line.valueSpan
            contentLengthFields += 1
        } else if name.isEqual(ignoringCase: "transfer-encoding") {
            transferEncoding = line.valueSpan
            transferEncodingFields += 1
        }
    }

    /// An HTTP/1.0 client cannot wait for 100 (RFC 9110 §10.1.1).
    mutating func forgetExpectations() { (expectsContinue, expectsOther) = (false, false) }
}

/// Which field names a head may hold, as one word: what is not in it need not be looked for. A name's bit is that of its
/// length and first letter, so that a set of a dozen names answers most questions about others.
struct NameSet: Sendable {
    private var bits: UInt64 = 0

    mutating func insert(_ name: UnsafeBufferPointer<UInt8>) { bits |= Self.bit(name) }

    /// False only when no such name was inserted, in whatever case.
    @inline(__always)
    func mayHold(_ name: UnsafeBufferPointer<UInt8>) -> Bool { bits & Self.bit(name) != 0 }

    @inline(__always)
    private static func bit(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let first = UInt64((name.first ?? 0) | 0x20)
        return 1 &<< (first &* 7 &+ UInt64(truncatingIfNeeded: name.count))
    }
}
