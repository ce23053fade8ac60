extension Messages {
    /// Parses a JSON file of messages. Objects may nest; their keys are joined by dots.
    ///
    ///     { "shops": { "title": "Les boutiques", "count": { "one": "{count} boutique", "other": "{count} boutiques" }
    ///     } }
    ///
    /// An object is a plural when its only keys are `one` and `other` (and `by`). Beside other keys they are ordinary
    /// keys.
    ///
    /// Not Foundation's parser, because a duplicate key must be an error, and errors must name their line. Source: RFC
    /// 8259; numbers, arrays, `true`, `false` and `null` are rejected.
    public init(locale: String, json: String) throws(TemplateError) {
        var reader = MessagesReader(file: "messages/\(locale).json", text: json)
        try reader.read()
        self.init(locale: locale, entries: reader.entries, parsed: reader.parsed)
    }
}

/// Parses nested objects of strings into flat keys.
private struct MessagesReader {
    private static let deepestNesting = 16

    private typealias Text = (message: Message, parsed: ParsedMessage, text: String)

    private let file: String
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private(set) var entries: [String: Message] = [:]
    private(set) var parsed: [String: ParsedMessage] = [:]

    init(file: String, text: String) {
        self.file = file
        bytes = Array(text.utf8)
    }

    mutating func read() throws(TemplateError) {
        if try object(under: "", depth: 0) != nil { throw error("a plural needs a name") }
        skipBlanks()
        guard position == bytes.count else { throw error("unexpected text after the last }") }
    }

    /// Parses `{…}`. Returns a plural; stores everything else under its key. `prefix` ends in a dot unless empty.
    private mutating func object(
        under prefix: String, depth: Int
    ) throws(TemplateError) -> (Message, ParsedMessage)? {
        guard depth <= Self.deepestNesting else { throw error("keys nest too deep") }
        try expect(UInt8(ascii: "{"))
        var names: Set<String> = []
        var texts: [String: Text] = [:]
        skipBlanks()
        if peek == UInt8(ascii: "}") {
            position += 1
            return nil
        }
        repeat {
            let name = try string()
            let key = prefix + name
            guard names.insert(name).inserted else { throw error("“\(key)” is defined twice") }
            guard !name.isEmpty, name.utf8.allSatisfy(TagScanner.isNameByte) else {
                throw error("“\(name)” cannot be a key")
            }
            try expect(UInt8(ascii: ":"))
            skipBlanks()
            if peek == UInt8(ascii: "{") {
                if let (message, parsed) = try object(under: key + ".", depth: depth + 1) {
                    try store(message, parsed, as: key)
                }
            } else {
                texts[name] = try text(of: key)
            }
        } while try separator()

        if let one = texts["one"], let other = texts["other"], names.count == texts.count,
            names.count == (texts["by"] == nil ? 2 : 3)
        {
            let by = texts["by"]?.text ?? "count"
            let parsed = ParsedMessage(one: one.parsed.one, other: other.parsed.one, by: by)
            return (.plural(one: one.text, other: other.text, by: by), parsed)
        }
        for (name, text) in texts { try store(text.message, text.parsed, as: prefix + name) }
        return nil
    }

    /// Parses a message here, while the line for errors is known.
    private mutating func text(of key: String) throws(TemplateError) -> Text {
        let text = try string()
        do {
            return (.text(text), try ParsedMessage(.text(text)), text)
        } catch {
            throw self.error("\(key): \(error.reason)")
        }
    }

    private mutating func store(
        _ message: Message, _ parsed: ParsedMessage, as key: String
    ) throws(TemplateError) {
        guard entries.updateValue(message, forKey: key) == nil else { throw error("“\(key)” is defined twice") }
        self.parsed[key] = parsed
    }

    private mutating func string() throws(TemplateError) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        var start = position
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                let rest = bytes[start..<(position - 1)]
                if text.isEmpty { return String(decoding: rest, as: UTF8.self) }
                text += rest
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text += bytes[start..<(position - 1)]
                text += String(try escape()).utf8
                start = position
            case ..<0x20: throw error("a string must end on its line")
            default: break
            }
        }
        throw error("a string is not closed")
    }

    private mutating func escape() throws(TemplateError) -> Unicode.Scalar {
        guard let byte = peek else { throw error("a string is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let digits = bytes[position..<min(position + 4, bytes.count)]
            position += digits.count
            // No surrogate pairs: the file is UTF-8 and can hold any character unescaped.
            guard digits.count == 4, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
                let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
                let escaped = Unicode.Scalar(code)
            else { throw error("\\u needs the four hexadecimal digits of one character") }
            return escaped
        default:
            let character = String(decoding: bytes[(position - 1)...].prefix(4), as: UTF8.self).prefix(1)
            throw error("“\\\(character)” is not an escape")
        }
    }

    /// After a member: whether a comma, and so another member, follows.
    private mutating func separator() throws(TemplateError) -> Bool {
        skipBlanks()
        guard let byte = peek, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") else {
            throw error("expected , or }")
        }
        position += 1
        return byte == UInt8(ascii: ",")
    }

    private mutating func expect(_ byte: UInt8) throws(TemplateError) {
        skipBlanks()
        guard peek == byte else { throw error("expected \(Unicode.Scalar(byte))") }
        position += 1
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func error(_ reason: String) -> TemplateError { TemplateError(file: file, line: line, reason: reason) }
}
