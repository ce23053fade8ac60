/// A JSON value (RFC 8259). Objects keep the order of their members.
package enum JSONValue: Sendable {
    case text(String)
    case number(Double)
    case integer(Int)
    case truth(Bool)
    case list([JSONValue])
    case object([(name: String, value: JSONValue)])

    /// The value as text. Safe inside `<script>`: `<`, `>` and `&` are escaped, as are the line separators that older
    /// JavaScript does not allow in strings.
    package var encoded: String {
        switch self {
        case .text(let text): return JSONValue.quoted(text)
        case .number(let number): return number.isFinite ? String(number) : "null"
        case .integer(let number): return String(number)
        case .truth(let isTrue): return isTrue ? "true" : "false"
        case .list(let values): return "[" + values.map(\.encoded).joined(separator: ",") + "]"
        case .object(let members):
            return "{" + members.map { JSONValue.quoted($0.name) + ":" + $0.value.encoded }.joined(separator: ",") + "}"
        }
    }

    /// A string (RFC 8259 §7).
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
    package init(stringLiteral text: String) { self = .text(text) }
    package init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(members.map { (name: $0.0, value: $0.1) })
    }
}

extension JSONValue {
    /// An object of the members that have a value.
    package static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { name, value in value.map { (name: name, value: $0) } })
    }

    /// A text; nil when it is empty.
    package static func unlessEmpty(_ text: String) -> JSONValue? { text.isEmpty ? nil : .text(text) }
    /// A list; nil when it is empty.
    package static func unlessEmpty(_ values: [JSONValue]) -> JSONValue? { values.isEmpty ? nil : .list(values) }
}
