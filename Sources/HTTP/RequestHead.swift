/// The head of one request: the bytes as they arrived, and where everything stands in them.
///
/// One copy of the bytes, 16-bit offsets for the rest: no `String` is made until somebody asks for one. Handing a head on
/// counts one reference.
public struct RequestHead: Sendable {
    let storage: HeadStorage

    /// One field line: where its name and its trimmed value stand in `bytes`.
    public struct FieldLine: Sendable {
        let nameSpan: Span16
        let valueSpan: Span16

        /// The name, without the colon.
        public var name: Range<Int> { nameSpan.range }
        /// The value, without the white space around it.
        public var value: Range<Int> { valueSpan.range }
    }

    /// The whole head, request line to final CRLF.
    public var bytes: [UInt8] { storage.bytes }
    /// The method.
    public var method: Method { storage.line.method }
    /// The version of the message.
    public var version: Version { storage.line.version }
    /// The fields in order of locale.
    public var fields: [FieldLine] { storage.fields }
    /// The target as sent, in `bytes`.
    public var target: Range<Int> { storage.line.target.whole.range }
    /// The path of the target in `bytes`, undecoded; `pathBytes` is what to route by.
    public var rawPath: Range<Int> { storage.line.target.path.range }
    /// The query in `bytes`, after the `?`; empty without one.
    public var query: Range<Int> { storage.line.target.query.range }
    /// The path of the target, percent-decoded and dot segments resolved once (RFC 3986 §5.2.4), when that differs
    /// from what was sent.
    public var resolvedPath: [UInt8]? { storage.line.target.resolvedPath }

    /// What the fields say about the message itself, read once.
    var digest: FieldDigest { storage.digest }
}

extension RequestHead {
    /// The path to route by: absolute, decoded, no `.` or `..` segment. `*` for `OPTIONS *`.
    public var pathBytes: ArraySlice<UInt8> { resolvedPath.map { $0[...] } ?? bytes[rawPath] }
    /// The same as text; bytes that are not UTF-8 were refused by the parser.
    public var path: String { String(decoding: pathBytes, as: UTF8.self) }
    /// The query as sent, without `?`.
    public var queryBytes: ArraySlice<UInt8> { bytes[query] }

    /// Hands the path to route by to `body` where it stands: nothing is copied and no reference counted.
    public func withPath<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        if let resolved = storage.line.target.resolvedPath { return body(resolved.span) }
        return withBytes(rawPath, body)
    }

    /// Whether the path to route by is exactly `path`.
    public func hasPath(_ path: StaticString) -> Bool {
        withPath { $0.withUnsafeBufferPointer { $0.isEqual(path) } }
    }

    /// Hands the target as sent, path and query, and the host and port it is for to `body`; likewise. The host is empty
    /// when nobody says it.
    public func withTargetAndHost<Result>(_ body: (_ target: Span<UInt8>, _ host: Span<UInt8>) -> Result) -> Result {
        let host = (storage.line.target.authority ?? digest.hostField)?.range ?? 0..<0
        return storage.bytes.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[target]).span, UnsafeBufferPointer(rebasing: $0[host]).span)
        }
    }

    private func withBytes<Result>(_ place: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
        storage.bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[place]).span) }
    }

    /// The host and port the request is for: of the target when it is absolute, else of the `Host` field (RFC 9112
    /// §3.3). Nil only in HTTP/1.0.
    public var authority: String? { authorityBytes.map { String(decoding: $0, as: UTF8.self) } }
    /// The same as bytes, as sent.
    public var authorityBytes: ArraySlice<UInt8>? {
        (storage.line.target.authority ?? digest.hostField).map { bytes[$0.range] }
    }

    /// Whether the target is absolute and `https:`. Over a connection nobody encrypted it must be refused (RFC 9110 §7.4).
    public var asksForHTTPS: Bool { storage.line.target.isHTTPS }

    /// The value of the first field called `name`, or nil. `Host` gives what the target says when that is absolute.
    public func field(_ name: FieldName) -> String? {
        fieldBytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of the first field called `name`, or nil. Allocates nothing.
    public func fieldBytes(_ name: FieldName) -> ArraySlice<UInt8>? {
        index(of: name, from: 0).map { bytes[fields[$0].value] }
    }

    /// Whether there is a field called `name`.
    public func has(_ name: FieldName) -> Bool { index(of: name, from: 0) != nil }

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
    public func forEachField(_ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        var at = 0
        while let found = index(of: name, from: at) {
            storage.bytes.withUnsafeBufferPointer {
                body(UnsafeBufferPointer(rebasing: $0[storage.fields[found].value]))
            }
            at = found + 1
        }
    }

    /// False only when a proxy says nothing of whom it speaks for, nor what it calls the request.
    public var mayBeForwarded: Bool {
        let names = digest.names
        return names.mayHold(FieldName.xForwardedFor.bytes) || names.mayHold(FieldName.xForwardedProto.bytes)
            || names.mayHold(FieldName.xRequestID.bytes)
    }

    @inline(__always)
    private func index(of name: FieldName, from start: Int) -> Int? {
        storage.digest.names.mayHold(name.bytes) ? find(name, from: start) : nil
    }

    private func find(_ name: FieldName, from start: Int) -> Int? {
        storage.bytes.withUnsafeBufferPointer { bytes in
            storage.fields.withUnsafeBufferPointer { fields in
                for at in start..<fields.count
                where name.matches(UnsafeBufferPointer(rebasing: bytes[fields[at].name])) {
                    return at
                }
                return nil
            }
        }
    }
}
