/// The head of one request: the bytes as they arrived, and where everything stands in them.
///
/// One copy of the bytes, byte ranges for the rest: no `String` is made until somebody asks for one.
public struct RequestHead: Sendable {
    /// The whole head, request line to final CRLF.
    public let bytes: [UInt8]
    /// The method.
    public let method: Method
    /// The version of the message.
    public let version: Version
    /// The target as sent, in `bytes`.
    public let target: Range<Int>
    /// The path of the target in `bytes`, undecoded; `pathBytes` is what to route by.
    public let rawPath: Range<Int>
    /// The query in `bytes`, after the `?`; empty without one.
    public let query: Range<Int>
    /// The path, percent-decoded and dot segments resolved once (RFC 3986 §5.2.4), when that differs from what was sent.
    public let resolvedPath: [UInt8]?
    /// The fields in order of arrival.
    public let fields: [FieldLine]

    /// One field line: where its name and its trimmed value stand in `bytes`.
    public struct FieldLine: Sendable {
        /// The name, without the colon.
        public let name: Range<Int>
        /// The value, without the white space around it.
        public let value: Range<Int>

        /// A line found by the parser.
        public init(name: Range<Int>, value: Range<Int>) {
            self.name = name
            self.value = value
        }
    }

    /// A head put together by the parser; every range is inside `bytes`.
    public init(
        bytes: [UInt8], method: Method, version: Version, target: Range<Int>, rawPath: Range<Int>, query: Range<Int>,
        resolvedPath: [UInt8]?, fields: [FieldLine]
    ) {
        self.bytes = bytes
        self.method = method
        self.version = version
        self.target = target
        self.rawPath = rawPath
        self.query = query
        self.resolvedPath = resolvedPath
        self.fields = fields
    }
}

extension RequestHead {
    /// The path to route by: absolute, decoded, no `.` or `..` segment. `*` for `OPTIONS *`.
    public var pathBytes: ArraySlice<UInt8> { resolvedPath.map { $0[...] } ?? bytes[rawPath] }
    /// The same as text; bytes that are not UTF-8 were refused by the parser.
    public var path: String { String(decoding: pathBytes, as: UTF8.self) }
    /// The query as sent, without `?`.
    public var queryBytes: ArraySlice<UInt8> { bytes[query] }

    /// The value of the first field called `name`, or nil.
    public func field(_ name: FieldName) -> String? {
        fieldBytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of the first field called `name`, or nil.
    public func fieldBytes(_ name: FieldName) -> ArraySlice<UInt8>? {
        for line in fields where isNamed(line, name) { return bytes[line.value] }
        return nil
    }

    /// Every value of the fields called `name`, joined by `, ` as RFC 9110 §5.2 allows; nil without one.
    public func joinedFields(_ name: FieldName) -> String? {
        let values = fields.filter { isNamed($0, name) }.map { String(decoding: bytes[$0.value], as: UTF8.self) }
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    private func isNamed(_ line: FieldLine, _ name: FieldName) -> Bool {
        let wanted = name.lowercased.utf8
        guard line.name.count == wanted.count else { return false }
        var index = line.name.lowerBound
        for byte in wanted {
            let sent = bytes[index]
            let lower = sent >= 0x41 && sent <= 0x5A ? sent | 0x20 : sent
            guard lower == byte else { return false }
            index += 1
        }
        return true
    }
}

/// One whole request: its head, its body, and who sent it.
public struct Request: Sendable {
    /// The head.
    public var head: RequestHead
    /// The body, chunks already joined; empty without one.
    public var body: [UInt8]
    /// The numeric address of the peer, or what a configured proxy says it is; empty on a Unix socket.
    public var peer: String
    /// Whether the visitor's connection is encrypted, as a configured proxy says.
    public var isSecure: Bool

    /// A request; tests build them with `Request(.get, "/boutiques")`.
    public init(head: RequestHead, body: [UInt8] = [], peer: String = "", isSecure: Bool = false) {
        self.head = head
        self.body = body
        self.peer = peer
        self.isSecure = isSecure
    }

    /// The method.
    public var method: Method { head.method }
    /// The decoded path.
    public var path: String { head.path }
    /// The value of the first field called `name`, or nil.
    public subscript(name: FieldName) -> String? { head.field(name) }
}
