/// Writes an XML 1.0 document; every text and value is escaped.
package struct XMLWriter {
    private(set) package var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var open: [String] = []

    package init() {}

    /// An element with text, or without content.
    package mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<String, String> = [:], _ content: String = ""
    ) {
        let start = "<\(name)" + Self.list(attributes)
        text += content.isEmpty ? start + "/>\n" : start + ">" + Self.escaped(content) + "</\(name)>\n"
    }

    /// An element with the elements that `content` writes.
    package mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<String, String> = [:], _ content: (inout XMLWriter) -> Void
    ) {
        text += "<\(name)" + Self.list(attributes) + ">\n"
        content(&self)
        text += "</\(name)>\n"
    }

    private static func list(_ attributes: KeyValuePairs<String, String>) -> String {
        attributes.map { " " + $0 + "=\"" + escaped($1) + "\"" }.joined()
    }

    /// Without the characters that XML 1.0 does not allow (§2.2).
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
