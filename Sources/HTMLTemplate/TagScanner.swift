/// Splits a template into literal text and tags, and removes lines that hold only a tag.
///
/// Source: mustache(5) and the Mustache specification 1.4. Not supported: set-delimiter tags, lambdas, `{{&name}}`, and
/// indentation of partials (insignificant in HTML, and wrong in `<pre>`).
struct TagScanner {
    enum Kind {
        case variable, raw, section, inverted, close, comment, partial, parent, block
    }

    struct Tag {
        let kind: Kind
        let name: String
        let line: Int
    }

    enum Token {
        case text([UInt8])
        case tag(Tag)
    }

    let file: String
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ source: TemplateSource) {
        file = source.path + ".html"
        bytes = Array(source.text.utf8)
    }

    /// Whether a byte may occur in a name: letters, digits, `.`, `_`, `-` and, for partials, `/`.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2E, 0x5F, 0x2D, 0x2F: true
        default: false
        }
    }

    /// All tokens, in order.
    mutating func tokens() throws(TemplateError) -> [Token] {
        var tokens: [Token] = []
        var textStart = 0
        while let open = find([0x7B, 0x7B], from: position) {
            line += newlines(in: position..<open)
            let (tag, end) = try tag(at: open)
            line += newlines(in: open..<end)
            var textEnd = open
            position = end
            if tag.kind != .variable, tag.kind != .raw, let whole = standaloneLine(around: open..<end) {
                line += newlines(in: end..<whole.upperBound)
                (textEnd, position) = (max(whole.lowerBound, textStart), whole.upperBound)
            }
            if textEnd > textStart { tokens.append(.text(Array(bytes[textStart..<textEnd]))) }
            tokens.append(.tag(tag))
            textStart = position
        }
        if textStart < bytes.count { tokens.append(.text(Array(bytes[textStart...]))) }
        return tokens
    }

    /// The tag that opens at `open`, and its end.
    private func tag(at open: Int) throws(TemplateError) -> (Tag, Int) {
        var start = open + 2
        var closing: [UInt8] = [0x7D, 0x7D]
        let kind: Kind
        switch start < bytes.count ? bytes[start] : 0 {
        case UInt8(ascii: "#"): kind = .section
        case UInt8(ascii: "^"): kind = .inverted
        case UInt8(ascii: "/"): kind = .close
        case UInt8(ascii: "!"): kind = .comment
        case UInt8(ascii: ">"): kind = .partial
        case UInt8(ascii: "<"): kind = .parent
        case UInt8(ascii: "$"): kind = .block
        case UInt8(ascii: "{"):
            kind = .raw
            closing.append(0x7D)
        case UInt8(ascii: "&"): throw error("write {{{name}}} for HTML instead of {{&name}}")
        case UInt8(ascii: "="): throw error("delimiters cannot be changed")
        default:
            kind = .variable
            start -= 1
        }
        start += 1
        guard let end = find(closing, from: start) else { throw error("a tag is not closed") }
        if kind == .comment { return (Tag(kind: kind, name: "", line: line), end + 2) }

        let name = trimmed(start..<end)
        guard !name.isEmpty, bytes[name].allSatisfy(Self.isNameByte) else {
            throw error("“\(String(decoding: bytes[start..<end], as: UTF8.self))” is not a valid name")
        }
        return (
            Tag(kind: kind, name: String(decoding: bytes[name], as: UTF8.self), line: line), end + closing.count
        )
    }

    /// The whole line with its line break, when only blanks surround the tag; otherwise nil.
    private func standaloneLine(around tag: Range<Int>) -> Range<Int>? {
        var start = tag.lowerBound
        while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
        guard start == 0 || bytes[start - 1] == 0x0A else { return nil }
        var end = tag.upperBound
        while end < bytes.count, isBlank(bytes[end]) { end += 1 }
        if end == bytes.count { return start..<end }
        if bytes[end] == 0x0D, end + 1 < bytes.count { end += 1 }
        return bytes[end] == 0x0A ? start..<(end + 1) : nil
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    private func find(_ needle: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= needle.count else { return nil }
        var index = start
        while index <= bytes.count - needle.count {
            if bytes[index] == needle[0], bytes[index..<(index + needle.count)].elementsEqual(needle) { return index }
            index += 1
        }
        return nil
    }

    private func newlines(in range: Range<Int>) -> Int { bytes[range].count { $0 == 0x0A } }

    private func error(_ reason: String) -> TemplateError { TemplateError(file: file, line: line, reason: reason) }
}
