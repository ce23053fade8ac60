/// A parsed `Content-Type` or `Content-Disposition` value: a name and its parameters (RFC 9110 §5.6.6).
struct MediaType {
    /// The part before the first `;`, in lower case.
    let name: String
    private var parameters: [(name: String, value: [UInt8])] = []

    /// Nil for invalid syntax: a name that is not a token, text after a parameter, a duplicate parameter.
    init?(_ text: String) {
        self.init(bytes: Array(text.utf8)[...])
    }

    /// Parses bytes; nil for invalid syntax.
    init?(bytes: ArraySlice<UInt8>) {
        let end = bytes.firstIndex(of: 0x3B) ?? bytes.endIndex
        let name = bytes[..<end].trimmed
        guard !name.isEmpty, name.allSatisfy({ Self.isToken($0) || $0 == 0x2F }) else { return nil }
        self.name = String(decoding: name, as: UTF8.self).lowercased()
        var rest = bytes[end...]
        while true {
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
            if rest.isEmpty { return }
            guard rest.first == 0x3B else { return nil }
            rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
            if rest.isEmpty || rest.first == 0x3B { continue }
            guard let parameter = Self.parameter(&rest), !parameters.contains(where: { $0.name == parameter.name })
            else { return nil }
            parameters.append(parameter)
        }
    }

    /// The bytes of a parameter, without quotes.
    func bytes(_ name: String) -> [UInt8]? { parameters.first { $0.name == name }?.value }

    /// The text of a parameter; nil when it is missing or not UTF-8.
    subscript(name: String) -> String? { bytes(name).flatMap { String(validating: $0, as: UTF8.self) } }

    private static func parameter(_ rest: inout ArraySlice<UInt8>) -> (name: String, value: [UInt8])? {
        let name = rest.prefix { isToken($0) }
        rest = rest[name.endIndex...]
        guard !name.isEmpty, rest.first == 0x3D else { return nil }
        rest = rest.dropFirst()
        let key = String(decoding: name, as: UTF8.self).lowercased()
        if rest.first == 0x22 { return quoted(&rest).map { (key, $0) } }
        let value = rest.prefix { isToken($0) }
        rest = rest[value.endIndex...]
        return value.isEmpty ? nil : (key, Array(value))
    }

    /// A quoted string. A backslash escapes only a quote: browsers encode `"` as `%22` and do not escape backslashes
    /// (WHATWG, multipart/form-data encoding), curl writes `\"`.
    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        var value: [UInt8] = []
        var index = rest.startIndex + 1
        while index < rest.endIndex {
            let byte = rest[index]
            if byte == 0x22 {
                rest = rest[(index + 1)...]
                return value
            }
            if byte == 0x5C, index + 1 < rest.endIndex, rest[index + 1] == 0x22 { index += 1 }
            value.append(rest[index])
            index += 1
        }
        return nil
    }

    /// `tchar` of RFC 9110 §5.6.2.
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5E...0x7A, 0x7C, 0x7E, 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    /// The bytes between optional white space, which is spaces and tabs (RFC 9110 §5.6.3).
    var trimmed: ArraySlice<UInt8> {
        var bytes = drop { $0 == 0x20 || $0 == 0x09 }
        while bytes.last == 0x20 || bytes.last == 0x09 { bytes = bytes.dropLast() }
        return bytes
    }
}
