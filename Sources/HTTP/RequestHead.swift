/// The head of one request: the bytes as they arrived, and where everything stands in them.
///
/// One copy of the bytes, 16-bit offsets for the rest: no `String` is made until somebody asks for one.
public struct RequestHead: Sendable {
    /// The whole head, request line to final CRLF.
    public let bytes: [UInt8]
    /// The method.
    public let method: Method
    /// The version of the message.
    public let version: Version
    /// The path of the target, percent-decoded and dot segments resolved once (RFC 3986 §5.2.4), when that differs
    /// from what was sent.
    public let resolvedPath: [UInt8]?
    /// The fields in order of arrival.
    public let fields: [FieldLine]

    let targetSpan: Span16
    let pathSpan: Span16
    let querySpan: Span16
    /// What the fields say about the message itself, read once.
    let digest: FieldDigest

    /// One field line: where its name and its trimmed value stand in `bytes`.
    public struct FieldLine: Sendable {
        let nameSpan: Span16
        let valueSpan: Span16

        /// The name, without the colon.
        public var name: Range<Int> { nameSpan.range }
        /// The value, without the white space around it.
        public var value: Range<Int> { valueSpan.range }

        /// A line found by the parser.
        public init(name: Range<Int>, value: Range<Int>) {
            nameSpan = Span16(name)
            valueSpan = Span16(value)
        }
    }

    /// The target as sent, in `bytes`.
    public var target: Range<Int> { targetSpan.range }
    /// The path of the target in `bytes`, undecoded; `pathBytes` is what to route by.
    public var rawPath: Range<Int> { pathSpan.range }
    /// The query in `bytes`, after the `?`; empty without one.
    public var query: Range<Int> { querySpan.range }

    /// A head put together by the parser; every range is inside `bytes`, which are at most 65,535.
    public init(
        bytes: [UInt8], method: Method, version: Version, target: Range<Int>, rawPath: Range<Int>, query: Range<Int>,
        resolvedPath: [UInt8]?, fields: [FieldLine]
    ) {
        let line = RequestLine(
            method: method, version: version, length: 0,
            target: RequestTarget(
                whole: Span16(target), path: Span16(rawPath), query: Span16(query), resolvedPath: resolvedPath,
                authority: nil))
        self.init(bytes: bytes, line: line, fields: fields)
    }

    init(bytes: [UInt8], line: RequestLine, fields: [FieldLine]) {
        self.bytes = bytes
        method = line.method
        version = line.version
        targetSpan = line.target.whole
        pathSpan = line.target.path
        querySpan = line.target.query
        resolvedPath = line.target.resolvedPath
        digest = bytes.withUnsafeBufferPointer {
            FieldDigest(fields, of: $0, version: line.version, authority: line.target.authority)
        }
        self.fields = Self.fields(fields, host: line.target.authority, replacing: digest.hostField)
    }

    /// The host of an absolute target is the one there is: `Host` must be ignored (RFC 9112 §3.2.2), so that nobody who
    /// looks it up later is told another one.
    private static func fields(_ fields: [FieldLine], host: Span16?, replacing sent: Span16?) -> [FieldLine] {
        guard let host, let sent else { return fields }
        return fields.map { line in
            line.valueSpan == sent ? FieldLine(name: line.name, value: host.range) : line
        }
    }
}

/// A range inside a head, in four bytes.
struct Span16: Sendable, Equatable {
    let lower: UInt16
    let upper: UInt16

    init(_ range: Range<Int>) {
        lower = UInt16(range.lowerBound)
        upper = UInt16(range.upperBound)
    }

    var range: Range<Int> { Int(lower)..<Int(upper) }
}

extension RequestHead {
    /// The path to route by: absolute, decoded, no `.` or `..` segment. `*` for `OPTIONS *`.
    public var pathBytes: ArraySlice<UInt8> { resolvedPath.map { $0[...] } ?? bytes[rawPath] }
    /// The same as text; bytes that are not UTF-8 were refused by the parser.
    public var path: String { String(decoding: pathBytes, as: UTF8.self) }
    /// The query as sent, without `?`.
    public var queryBytes: ArraySlice<UInt8> { bytes[query] }

    /// The host and port the request is for: of the target when it is absolute, else of the `Host` field (RFC 9112
    /// §3.3). Nil only in HTTP/1.0.
    public var authority: String? { authorityBytes.map { String(decoding: $0, as: UTF8.self) } }
    /// The same as bytes, as sent.
    public var authorityBytes: ArraySlice<UInt8>? { digest.host.map { bytes[$0.range] } }

    /// The value of the first field called `name`, or nil. `Host` gives what the target says when that is absolute.
    public func field(_ name: FieldName) -> String? {
        fieldBytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of the first field called `name`, or nil. Allocates nothing.
    public func fieldBytes(_ name: FieldName) -> ArraySlice<UInt8>? {
        index(of: name, from: 0).map { bytes[fields[$0].value] }
    }

    /// Every value of the fields called `name`, joined by `, ` as RFC 9110 §5.2 allows; nil without one.
    public func joinedFields(_ name: FieldName) -> String? {
        var joined: String?
        forEachField(name) { value in
            let text = String(decoding: value, as: UTF8.self)
            joined = joined.map { $0 + ", " + text } ?? text
        }
        return joined
    }

    /// Calls `body` with the value of every field called `name`, in order, without copying it.
    public func forEachField(_ name: FieldName, _ body: (ArraySlice<UInt8>) -> Void) {
        var at = 0
        while let found = index(of: name, from: at) {
            body(bytes[fields[found].value])
            at = found + 1
        }
    }

    private func index(of name: FieldName, from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            fields[start...].firstIndex { name.matches(UnsafeBufferPointer(rebasing: bytes[$0.name])) }
        }
    }
}
