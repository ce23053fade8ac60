/// A path of this site, with or without a query: the only thing a redirect goes to, so that none is ever open.
///
/// Out of a request it is checked, strictly (RFC 3986 §3.3, §3.4): one slash at the front, no empty or dot segment, no
/// backslash, no control character, neither plain nor percent-encoded. Out of our own sources it is a literal in which
/// every value is percent-encoded as one segment: `"/projets/\(id)"`.
public struct LocalPath: Sendable, Hashable, CustomStringConvertible {
    /// The path as it stands in `Location` and in links.
    public let description: String

    /// Longer targets are answered 414 anyway.
    private static let longest = 2_048

    /// The path when it is one of this site: `LocalPath(form["next"] ?? "/") ?? "/"`.
    public init?(_ text: String) {
        var text = text
        guard text.withUTF8(Self.isLocal) else { return nil }
        description = text
    }

    /// The same path with a query behind it.
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

    /// Letters, digits, hyphens and single slashes, as in nearly every path of ours: nothing to look at twice.
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

    /// `pchar`, slash, question mark and one number sign; each `%` with its two digits.
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
    /// A path out of our own sources.
    public init(stringLiteral value: String) {
        self.init(checking: value)
    }

    /// A path out of our own sources with values in it.
    public init(stringInterpolation: Interpolation) {
        self.init(checking: stringInterpolation.text)
    }

    private init(checking text: String) {
        precondition(text.first == "/" && !text.hasPrefix("//") && !text.hasPrefix("/\\"), "no path of ours: \(text)")
        description = text
    }

    /// Puts literals and percent-encoded values together.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""

        /// An empty path.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// A part written by us, as it is.
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// A value, as one segment or part of one: a slash in it becomes `%2F`, which our parser answers 400.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text += PercentEncoding.encode(value.description)
        }
    }
}
