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
        self.init(locale: locale)
        try add(json: json, from: "messages/\(locale).json")
    }
}

/// Parses nested objects of strings into flat keys.
struct MessagesReader {
    private static let deepestNesting = 16
    private static let pluralNames = ["one", "other", "by"]

    private let file: String
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// The given messages and those read.
    private(set) var messages: [String: ParsedMessage]

    init(file: String, text: String, adding messages: [String: ParsedMessage]) {
        self.file = file
        self.messages = messages
        bytes = Array(text.utf8)
    }

    mutating func read() throws(TemplateError) {
        if try object(under: "", depth: 0) != nil { throw error("a plural needs a name") }
        skipBlanks()
        guard position == bytes.count else { throw error("unexpected text after the last }") }
    }

    /// Parses `{…}`. Returns a plural; stores everything else under its key. `prefix` ends in a dot unless empty.
    private mutating func object(under prefix: String, depth: Int) throws(TemplateError) -> ParsedMessage? {
        guard depth <= Self.deepestNesting else { throw error("keys nest too deep") }
        try expect(UInt8(ascii: "{"))
        skipBlanks()
        if peek == UInt8(ascii: "}") {
            position += 1
            return nil
        }
        // Texts find their duplicates when they are stored.
        var objects: Set<String> = []
        var forms: [String: String] = [:]
        var members = 0
        repeat {
            let name = try string()
            let key = prefix + name
            guard !name.isEmpty, name.utf8.allSatisfy(TagScanner.isNameByte) else {
                throw error("“\(name)” cannot be a key")
            }
            try expect(UInt8(ascii: ":"))
            skipBlanks()
            members += 1
            if peek == UInt8(ascii: "{") {
                guard objects.insert(name).inserted else { throw error("“\(key)” is defined twice") }
                if let plural = try object(under: key + ".", depth: depth + 1) { try store(plural, as: key) }
            } else if Self.pluralNames.contains(name) {
                guard forms.updateValue(try string(), forKey: name) == nil else {
                    throw error("“\(key)” is defined twice")
                }
            } else {
                try store(parsed(.text(string()), as: key), as: key)
            }
        } while try separator()
        return try plural(forms, of: members, under: prefix)
    }

    /// The plural of an object of `count` members that has these forms; nil when it is none: then the forms are stored
    /// as ordinary texts.
    private mutating func plural(
        _ forms: [String: String], of count: Int, under prefix: String
    ) throws(TemplateError) -> ParsedMessage? {
        if let one = forms["one"], let other = forms["other"], forms.count == count {
            return try parsed(
                .plural(one: one, other: other, by: forms["by"] ?? "count"), as: String(prefix.dropLast()))
        }
        for (name, text) in forms { try store(parsed(.text(text), as: prefix + name), as: prefix + name) }
        return nil
    }

    /// Parses a message here, while the line for errors is known.
    private func parsed(_ message: Message, as key: String) throws(TemplateError) -> ParsedMessage {
        do { return try ParsedMessage(message) } catch { throw self.error("\(key): \(error.reason)") }
    }

    private mutating func store(_ message: ParsedMessage, as key: String) throws(TemplateError) {
        guard messages.updateValue(message, forKey: key) == nil else { throw error("“\(key)” is defined twice") }
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
