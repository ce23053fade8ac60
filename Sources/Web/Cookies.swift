import HTTP

/// The cookies a request brings (RFC 6265bis §5.8.3 says how they are sent). Nothing is taken apart before it is asked for.
///
/// Junk between the semicolons is passed over: a cookie that another program set must not lock anybody out.
public struct Cookies: Sendable {
    private let head: RequestHead

    /// The cookies of `head`.
    public init(_ head: RequestHead) { self.head = head }

    /// The value of the first cookie called `name`, percent signs decoded as `SetCookie` writes them; nil without one, or
    /// when it is not what a cookie may hold.
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
            let pair = trimmed(line[start..<end])
            start = end + 1
            // Blanks around the sign are bad white space, to be taken away (RFC 6265bis §4.1.1, RFC 9110 §5.6.3). No browser
            // keeps a name with some, so no `__Host-` is got round by it.
            guard let equals = pair.firstIndex(of: 0x3D), trimmed(pair[..<equals]).elementsEqual(name) else { continue }
            var value = trimmed(pair[(equals + 1)...])
            if value.count >= 2, value.first == 0x22, value.last == 0x22 { value = value.dropFirst().dropLast() }
            if value.allSatisfy(SetCookie.isCookieOctet) { return value }
        }
        return nil
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        while bytes.last == 0x20 || bytes.last == 0x09 { bytes = bytes.dropLast() }
        return bytes
    }
}

extension RequestHead {
    /// Whether `line` has the name `name`, in whatever case it was sent.
    func name(of line: FieldLine, is name: FieldName) -> Bool {
        line.name.count == name.lowercased.utf8.count
            && zip(bytes[line.name], name.lowercased.utf8).allSatisfy { sent, wanted in
                (sent >= 0x41 && sent <= 0x5A ? sent | 0x20 : sent) == wanted
            }
    }
}
