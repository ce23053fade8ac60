/// The head of one request: its bytes as received, and the positions of its parts.
///
/// One copy of the bytes, with 16-bit offsets into it: a `String` is created only when it is asked for. Passing a head
/// on costs one reference count.
public struct RequestHead: Sendable {
    let storage: HeadStorage

    /// The positions of one field line's name and trimmed value in `bytes`.
    public struct FieldLine: Sendable {
        let nameSpan: Span16
        let valueSpan: Span16

        /// The name, without the colon.
        public var name: Range<Int> { nameSpan.range }
        /// The value, trimmed.
        public var value: Range<Int> { valueSpan.range }
    }

    /// The whole head, from the request line to the final CRLF.
    public var bytes: [UInt8] { storage.bytes }
    /// The method.
    public var method: Method { storage.line.method }
    /// The version of the message.
    public var version: Version { storage.line.version }
    /// The field lines in the order received.
    public var fields: [FieldLine] { storage.fields }
    /// The target as sent, in `bytes`.
    public var target: Range<Int> { storage.line.target.whole.range }
    /// The undecoded path in `bytes`. Route by `pathBytes`.
    public var rawPath: Range<Int> { storage.line.target.path.range }
    /// The query in `bytes`, after the `?`; empty without one.
    public var query: Range<Int> { storage.line.target.query.range }
    /// The path percent-decoded and with dot segments removed once (RFC 3986 §5.2.4); nil when that equals the path as
    /// sent.
    public var resolvedPath: [UInt8]? { storage.line.target.resolvedPath }

    /// The fields that concern framing and the connection, parsed once.
    var digest: FieldDigest { storage.digest }
}

extension RequestHead {
    /// The path for routing: absolute, decoded, without `.` and `..` segments. `*` for `OPTIONS *`.
    public var pathBytes: ArraySlice<UInt8> { resolvedPath.map { $0[...] } ?? bytes[rawPath] }
    /// `pathBytes` as text. The parser has rejected paths that are not UTF-8.
    public var path: String { String(decoding: pathBytes, as: UTF8.self) }
    /// The query as sent, without `?`.
    public var queryBytes: ArraySlice<UInt8> { bytes[query] }

    /// Calls `body` with the path for routing, without copying or reference counting.
    public func withPath<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        if let resolved = storage.line.target.resolvedPath { return body(resolved.span) }
        return withBytes(rawPath, body)
    }

    /// Whether the path for routing is exactly `path`.
    public func hasPath(_ path: StaticString) -> Bool {
        withPath { $0.withUnsafeBufferPointer { $0.isEqual(path) } }
    }

    /// Calls `body` with the target as sent (path and query) and the host and port, without copying. The host is empty
    /// when the request has none.
    public func withTargetAndHost<Result>(_ body: (_ target: Span<UInt8>, _ host: Span<UInt8>) -> Result) -> Result {
        let host = (storage.line.target.authority ?? digest.hostField)?.range ?? 0..<0
        return storage.bytes.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[target]).span, UnsafeBufferPointer(rebasing: $0[host]).span)
        }
    }

    private func withBytes<Result>(_ place: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
        storage.bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[place]).span) }
    }

    /// The requested host and port: those of an absolute target, else of the `Host` field (RFC 9112 §3.3). Nil only in
    /// HTTP/1.0.
    public var authority: String? { authorityBytes.map { String(decoding: $0, as: UTF8.self) } }
    /// `authority` as bytes.
    public var authorityBytes: ArraySlice<UInt8>? {
        (storage.line.target.authority ?? digest.hostField).map { bytes[$0.range] }
    }

    /// Whether the target is an absolute `https:` URL. It must be rejected over an unencrypted connection (RFC 9110
    /// §7.4).
    public var targetIsHTTPS: Bool { storage.line.target.isHTTPS }

    /// The value of the first field called `name`, or nil. For `Host`, an absolute target replaces the field.
    public func field(_ name: FieldName) -> String? {
        fieldBytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of the first field called `name`, or nil. Allocates nothing.
    public func fieldBytes(_ name: FieldName) -> ArraySlice<UInt8>? {
        index(of: name, from: 0).map { bytes[fields[$0].value] }
    }

    /// Whether there is a field called `name`.
    public func has(_ name: FieldName) -> Bool { index(of: name, from: 0) != nil }

    /// The values of all fields called `name`, joined by `, ` (RFC 9110 §5.2); nil without one.
    public func joinedFields(_ name: FieldName) -> String? {
        var joined: String?
        forEachField(name) { value in
            let text = String(decoding: value, as: UTF8.self)
            joined = joined.map { $0 + ", " + text } ?? text
        }
        return joined
    }

    /// Calls `body` with the value of each field called `name`, in order, without copying.
    public func forEachField(_ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        var at = 0
        while let found = index(of: name, from: at) {
            storage.bytes.withUnsafeBufferPointer {
                body(UnsafeBufferPointer(rebasing: $0[storage.fields[found].value]))
            }
            at = found + 1
        }
    }

    /// False only when there is no `X-Forwarded-For`, `X-Forwarded-Proto` or `X-Request-Id`.
    public var mayBeForwarded: Bool {
        let names = digest.names
        return names.mayContain(FieldName.xForwardedFor.bytes) || names.mayContain(FieldName.xForwardedProto.bytes)
            || names.mayContain(FieldName.xRequestID.bytes)
    }

    /// Whether a proxy sent the address of its client.
    public var isForwarded: Bool { has(.xForwardedFor) || has(.forwarded) }

    @inline(__always)
    private func index(of name: FieldName, from start: Int) -> Int? {
        storage.digest.names.mayContain(name.bytes) ? find(name, from: start) : nil
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
