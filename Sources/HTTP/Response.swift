/// One response. The server adds `Date`, `X-Request-Id`, `Content-Length` and `Connection`.
public struct Response: Sendable {
    /// The status.
    public var status: Status
    /// The field lines, ready to send.
    public var fields: ResponseFields
    /// The body; for HEAD the server sends only its length.
    public var body: Body
    /// Whether to close the connection after this response.
    public var closes = false
    /// Whether the page may ask the browser for the position of its reader: chooses the `Permissions-Policy` that is
    /// sent.
    public var mayLocate = false
    /// The index of the route that answered, for logs and metrics. Not sent.
    public var route = 0

    /// The body of a response.
    public enum Body: Sendable {
        case empty
        case bytes([UInt8])
        /// A slice of bytes shared by many responses: a static file, a range of it, a cached page. Never copied.
        case slice([UInt8], Range<Int>)

        /// The number of bytes.
        public var count: Int {
            switch self {
            case .empty: 0
            case .bytes(let bytes): bytes.count
            case .slice(_, let range): range.count
            }
        }
    }

    /// A response; `fields` without `Content-Length`.
    public init(_ status: Status, fields: ResponseFields = ResponseFields(), body: Body = .empty) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}

/// The field lines of a response in wire format: `Name: value CR LF`, one after the other.
public struct ResponseFields: Sendable {
    /// The lines.
    public private(set) var bytes: [UInt8]

    /// No lines, with capacity for those of a typical response, so that appending does not reallocate.
    public init() {
        bytes = []
        bytes.reserveCapacity(704)
    }
    /// Encoded lines, such as those of a static file; each ends in CR LF.
    public init(encoded bytes: [UInt8]) { self.bytes = bytes }

    /// Appends a line. CR, LF and NUL in `value` become spaces, so that a value cannot start another line (RFC 9110
    /// §5.5).
    public mutating func append(_ name: FieldName, _ value: String) {
        var value = value
        value.withUTF8 { append(name, bytes: $0) }
    }

    /// Appends a line with a value from a buffer.
    mutating func append(_ name: FieldName, bytes value: UnsafeBufferPointer<UInt8>) {
        let name = name.bytes
        // Assembled in temporary memory first, so that the array checks its capacity once a line instead of four times.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: name.count + value.count + 4) { line in
            _ = line.initialize(fromContentsOf: name)
            line[name.count] = ASCII.colon
            line[name.count + 1] = ASCII.space
            let start = name.count + 2
            var end = start
            for byte in value {
                line[end] = ASCII.isLineBreaker(byte) ? ASCII.space : byte
                end += 1
            }
            line[end] = ASCII.cr
            line[end + 1] = ASCII.lf
            bytes.append(contentsOf: line)
        }
    }

    /// Appends encoded lines, each ending in CR LF.
    public mutating func append(encoded lines: [UInt8]) { bytes.append(contentsOf: lines) }

    /// The value of the first line called `name`, or nil. Reads every line: for tests and rare look-ups.
    public subscript(name: FieldName) -> String? { all(name).first }

    /// The values of all lines called `name`, in order.
    public func all(_ name: FieldName) -> [String] {
        bytes.split(separator: 0x0A).compactMap { line in
            guard let colon = line.firstIndex(of: 0x3A),
                String(decoding: line[..<colon], as: UTF8.self).lowercased() == name.lowercased
            else { return nil }
            return String(decoding: line[(colon + 1)...].drop { $0 == 0x20 }.prefix { $0 != 0x0D }, as: UTF8.self)
        }
    }
}
