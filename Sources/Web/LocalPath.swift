/// A path of this site, with an optional query. Redirects accept only this type, so none is an open redirect.
///
/// From a request, it is validated (RFC 3986 §3.3, §3.4): one leading slash, no empty or dot segment, no backslash, no
/// control character, plain or percent-encoded. In code, it is a literal whose values are percent-encoded as one
/// segment: `"/projets/\(id)"`.
public struct LocalPath: Sendable, Hashable, CustomStringConvertible {
    /// The path as written in `Location` and in links.
    public let description: String

    /// Limit in bytes; far below that of the request line, so that the path can be requested.
    private static let longest = 2_048

    /// Nil unless `text` is a path of this site: `LocalPath(form["next"] ?? "/") ?? "/"`.
    public init?(_ text: String) {
        var text = text
        guard text.withUTF8(Self.isLocal) else { return nil }
        description = text
    }

    /// The path with a query appended.
    public func adding(_ query: QueryString) -> LocalPath { LocalPath(unchecked: description + query.description) }

    init(unchecked text: String) { description = text }

    private static func isLocal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= longest, bytes.first == 0x2F else { return false }
        if isPlain(bytes) { return true }
        guard hasOnlyURLCharacters(bytes) else { return false }
        let end = bytes.firstIndex { $0 == 0x3F || $0 == 0x23 } ?? bytes.count
        var start = 1
        while start <= end {
            var at = start
            var (length, dots) = (0, 0)
            while at < end, bytes[at] != 0x2F {
                var byte = bytes[at]
                at += 1
                if byte == 0x25, let high = PercentEncoding.digit(bytes[at]),
                    let low = PercentEncoding.digit(bytes[at + 1])
                {
                    byte = high << 4 | low
                    at += 2
                }
                guard byte > 0x1F, byte != 0x7F, byte != 0x2F, byte != 0x5C else { return false }
                length += 1
                if byte == 0x2E { dots += 1 }
            }
            // Only the last segment may be empty; none may be `.` or `..`.
            if length == 0 ? at < end : length == dots && length <= 2 { return false }
            start = at + 1
        }
        return true
    }

    /// Fast path for letters, digits, hyphens and single slashes: nearly every path of the site.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var last: UInt8 = 0
        for byte in bytes {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: break
            case 0x2F where last != 0x2F: break
            default: return false
            }
            last = byte
        }
        return true
    }

    /// `pchar`, slash, question mark, at most one number sign, and `%` only with two digits.
    private static func hasOnlyURLCharacters(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var numberSigns = 0
        for index in bytes.indices {
            let byte = bytes[index]
            switch byte {
            case 0x25:
                guard index + 2 < bytes.count, PercentEncoding.digit(bytes[index + 1]) != nil,
                    PercentEncoding.digit(bytes[index + 2]) != nil
                else { return false }
            case 0x23: numberSigns += 1
            case 0x21, 0x24, 0x26...0x2C, 0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40: continue
            default: guard PercentEncoding.isUnreserved(byte) else { return false }
            }
        }
        return numberSigns <= 1
    }
}

extension LocalPath: ExpressibleByStringInterpolation {
    /// A literal path.
    public init(stringLiteral value: String) {
        self.init(checking: value)
    }

    /// A literal path with values.
    public init(stringInterpolation: Interpolation) {
        self.init(checking: stringInterpolation.text)
    }

    private init(checking text: String) {
        precondition(text.first == "/" && !text.hasPrefix("//") && !text.hasPrefix("/\\"), "not a local path: \(text)")
        description = text
    }

    /// Collects literals and percent-encoded values.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""

        /// An empty path.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Appends literal text unchanged.
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// Appends a value as one segment or part of one. A slash in it becomes `%2F`, which the parser answers with
        /// 400.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text += PercentEncoding.encode(value.description)
        }
    }
}
