import HTTP

/// The cookies of a request (RFC 6265bis §5.8.3), parsed on access.
///
/// Invalid cookies are skipped: a malformed cookie of another program must not lock a user out.
public struct Cookies: Sendable {
    private let head: RequestHead

    /// The cookies of `head`.
    public init(_ head: RequestHead) { self.head = head }

    /// The value of the first cookie called `name`, percent-decoded (`SetCookie` encodes); nil without one, or when its
    /// value is invalid.
    public subscript(name: String) -> String? {
        guard head.has(.cookie) else { return nil }
        for line in head.fields where head.name(of: line, is: .cookie) {
            if let value = Self.value(of: name.utf8, in: head.bytes[line.value]) {
                return String(validating: PercentEncoding.decode(value, plusIsSpace: false), as: UTF8.self)
            }
        }
        return nil
    }

    private static func value(of name: String.UTF8View, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var start = line.startIndex
        while start < line.endIndex {
            let end = line[start...].firstIndex(of: 0x3B) ?? line.endIndex
            let pair = line[start..<end].trimmed
            start = end + 1
            // Blanks around the equals sign are bad white space, to be removed (RFC 6265bis §4.1.1, RFC 9110 §5.6.3).
            // Browsers strip them from names, so they cannot be used to bypass the `__Host-` prefix.
            guard let equals = pair.firstIndex(of: 0x3D), pair[..<equals].trimmed.elementsEqual(name) else { continue }
            var value = pair[(equals + 1)...].trimmed
            if value.count >= 2, value.first == 0x22, value.last == 0x22 { value = value.dropFirst().dropLast() }
            if value.allSatisfy(SetCookie.isCookieOctet) { return value }
        }
        return nil
    }
}

extension RequestHead {
    /// Whether the field `line` is called `name`, ignoring case.
    func name(of line: FieldLine, is name: FieldName) -> Bool {
        line.name.count == name.lowercased.utf8.count
            && zip(bytes[line.name], name.lowercased.utf8).allSatisfy { sent, wanted in
                (sent >= 0x41 && sent <= 0x5A ? sent | 0x20 : sent) == wanted
            }
    }
}
