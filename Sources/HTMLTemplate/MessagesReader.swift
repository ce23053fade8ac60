extension Messages {
    /// The messages of a JSON file: keys may nest.
    ///
    ///     { "shops": { "title": "Les boutiques", "count": { "one": "{count} boutique", "other": "{count} boutiques" } } }
    ///
    /// An object is a plural when `one` and `other` (and `by`) are all it has; beside other keys they are keys like them.
    ///
    /// Ours rather than Foundation's, because a message given twice must be an error, and an error must name its line.
    /// Source: RFC 8259; numbers, lists, `true`, `false` and `null` are refused, since no message is made of them.
    public init(locale: String, json: String) throws(TemplateError) {
        var reader = MessagesReader(file: "messages/\(locale).json", text: json)
        try self.init(locale: locale, reader.read())
    }
}

/// Reads nested objects of strings into flat keys.
private struct MessagesReader {
    private static let deepestNesting = 16

    private let file: String
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var line = 1
    private var entries: [String: Message] = [:]

    init(file: String, text: String) {
        self.file = file
        scalars = Array(text.unicodeScalars)
    }

    mutating func read() throws(TemplateError) -> [String: Message] {
        let whole = try object(under: [])
        if !whole.isEmpty { throw error("a plural needs a name") }
        skipBlanks()
        guard position == scalars.count else { throw error("something follows the last }") }
        return entries
    }

    /// Reads `{…}`. The forms of a plural are returned, everything else is kept under its key.
    private mutating func object(under path: [String]) throws(TemplateError) -> [String: String] {
        guard path.count <= Self.deepestNesting else { throw error("keys nest too deep") }
        try expect("{")
        var names: Set<String> = []
        var texts: [String: String] = [:]
        skipBlanks()
        if peek == "}" {
            position += 1
            return [:]
        }
        repeat {
            let name = try string()
            let key = (path + [name]).joined(separator: ".")
            guard names.insert(name).inserted else { throw error("“\(key)” is given twice") }
            guard !name.isEmpty, name.utf8.allSatisfy(TagScanner.isNameByte) else {
                throw error("“\(name)” cannot be a key")
            }
            try expect(":")
            skipBlanks()
            if peek == "{" {
                let forms = try object(under: path + [name])
                if let one = forms["one"], let other = forms["other"] {
                    try keep(.plural(one: one, other: other, by: forms["by"] ?? "count"), as: key)
                }
            } else {
                texts[name] = try text(of: key)
            }
        } while try separator()

        if names == ["one", "other"] || names == ["one", "other", "by"], texts.count == names.count { return texts }
        for (name, text) in texts { try keep(.text(text), as: (path + [name]).joined(separator: ".")) }
        return [:]
    }

    /// A text, checked while its line is known.
    private mutating func text(of key: String) throws(TemplateError) -> String {
        let text = try string()
        do {
            _ = try ParsedMessage(.text(text))
        } catch {
            throw self.error("\(key): \(error.what)")
        }
        return text
    }

    private mutating func keep(_ message: Message, as key: String) throws(TemplateError) {
        guard entries.updateValue(message, forKey: key) == nil else { throw error("“\(key)” is given twice") }
    }

    private mutating func string() throws(TemplateError) -> String {
        try expect("\"")
        var text = String.UnicodeScalarView()
        while let scalar = peek {
            position += 1
            switch scalar {
            case "\"": return String(text)
            case "\\": text.append(try escape())
            case _ where scalar.value < 0x20: throw error("a text must end on its line")
            default: text.append(scalar)
            }
        }
        throw error("a text is not closed")
    }

    private mutating func escape() throws(TemplateError) -> Unicode.Scalar {
        guard let scalar = peek else { throw error("a text is not closed") }
        position += 1
        switch scalar {
        case "\"", "\\", "/": return scalar
        case "n": return "\n"
        case "t": return "\t"
        case "u":
            let digits = scalars[position..<min(position + 4, scalars.count)]
            position += digits.count
            // No surrogate pairs: a text may hold any character as itself.
            guard digits.count == 4, digits.allSatisfy(\.properties.isASCIIHexDigit),
                let code = UInt32(String(String.UnicodeScalarView(digits)), radix: 16),
                let escaped = Unicode.Scalar(code)
            else { throw error("\\u needs the four digits of one character") }
            return escaped
        default: throw error("“\\\(scalar)” means nothing")
        }
    }

    /// After a member: whether a comma announces another one.
    private mutating func separator() throws(TemplateError) -> Bool {
        skipBlanks()
        guard let scalar = peek, scalar == "," || scalar == "}" else { throw error("a , or } is missing") }
        position += 1
        return scalar == ","
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws(TemplateError) {
        skipBlanks()
        guard peek == scalar else { throw error("expected \(scalar)") }
        position += 1
    }

    private mutating func skipBlanks() {
        while let scalar = peek, scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t" {
            if scalar == "\n" { line += 1 }
            position += 1
        }
    }

    private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private func error(_ what: String) -> TemplateError { TemplateError(file: file, line: line, what: what) }
}
