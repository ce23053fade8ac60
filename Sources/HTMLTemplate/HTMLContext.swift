/// Tracks the markup context of a value, as Go's html/template does.
///
/// Values are allowed only where escaping makes them safe: in text, `<title>` and `<textarea>`, and in quoted attribute
/// values. Source: WHATWG HTML §13.2.5 (tokenization), reduced to what distinguishes these contexts.
struct HTMLContext {
    enum State: Equatable {
        case text
        case tagOpen, tagName, betweenAttributes, attributeName, afterAttributeName, beforeValue
        case quotedValue(UInt8)
        case unquotedValue
        /// `<script>`, `<style>`: character references are not decoded, so nothing can be escaped.
        case rawText
        /// `<title>`, `<textarea>`: character references are decoded, tags are not recognised.
        case escapableText
        case declaration
        case comment
    }

    private(set) var state = State.text
    var element: [UInt8] = []
    private var isEndTag = false
    var attribute: [UInt8] = []
    private var value: [UInt8] = []
    var isJSONLD = false
    /// The last bytes read, to recognise a token of several bytes: `</script`, `-->`.
    var tail: [UInt8] = []

    /// Advances over literal markup of the template.
    mutating func advance(over bytes: [UInt8]) {
        var index = 0
        while index < bytes.count {
            // Fast path: most of a template is text, values and names; skip to the byte that ends them.
            switch state {
            case .text:
                while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
                if index == bytes.count { return }
            case .quotedValue(let quote):
                let start = index
                while index < bytes.count, bytes[index] != quote { index += 1 }
                for byte in bytes[start..<index] { value.append(Self.lowercase(byte)) }
                if index == bytes.count { return }
            case .tagName:
                while index < bytes.count, Self.isNameByte(bytes[index]) {
                    element.append(Self.lowercase(bytes[index]))
                    index += 1
                }
                if index == bytes.count { return }
            case .attributeName:
                while index < bytes.count, Self.isNameByte(bytes[index]) {
                    attribute.append(Self.lowercase(bytes[index]))
                    index += 1
                }
                if index == bytes.count { return }
            default: break
            }
            advance(Self.lowercase(bytes[index]))
            index += 1
        }
    }

    /// Advances over a value. In an attribute, 0xFF marks its place, so that `value` equals no literal.
    mutating func advanceOverValue() {
        if case .quotedValue = state { value.append(0xFF) }
    }

    private mutating func advance(_ byte: UInt8) {
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") { state = .tagOpen }
        case .tagOpen: openTag(byte)
        case .rawText, .escapableText: lookForEndTag(byte)
        case .declaration, .comment: lookForEnd(byte)
        default: advanceInTag(byte)
        }
    }

    private mutating func openTag(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "/") where !isEndTag: isEndTag = true
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            state = .declaration
            tail = []
            isEndTag = false
        case UInt8(ascii: "a")...UInt8(ascii: "z"):
            state = .tagName
            Self.begin(&element, byte)
            isJSONLD = false
        default:
            isEndTag = false
            state = byte == UInt8(ascii: "<") ? .tagOpen : .text
        }
    }

    private mutating func advanceInTag(_ byte: UInt8) {
        switch (state, byte) {
        case (.quotedValue(let quote), _):
            if byte == quote { endValue() } else { value.append(byte) }
        case (_, UInt8(ascii: ">")):
            if state == .unquotedValue { endValue() }
            endTag()
        case (.beforeValue, UInt8(ascii: "\"")), (.beforeValue, UInt8(ascii: "'")):
            state = .quotedValue(byte)
        case (.beforeValue, _) where byte > 0x20:
            state = .unquotedValue
            value.append(byte)
        case (.beforeValue, _): break
        case (.unquotedValue, _):
            if byte > 0x20 { value.append(byte) } else { endValue() }
        case (.tagName, _):
            if byte <= 0x20 || byte == UInt8(ascii: "/") { state = .betweenAttributes } else { element.append(byte) }
        case (.attributeName, UInt8(ascii: "=")), (.afterAttributeName, UInt8(ascii: "=")):
            state = .beforeValue
            value.removeAll(keepingCapacity: true)
        case (.attributeName, _) where byte > 0x20 && byte != UInt8(ascii: "/"): attribute.append(byte)
        case (.attributeName, _) where byte <= 0x20: state = .afterAttributeName
        case (_, _) where byte <= 0x20: break
        case (_, UInt8(ascii: "/")): state = .betweenAttributes
        default:
            state = .attributeName
            Self.begin(&attribute, byte)
        }
    }

    /// Resets `word` to one byte and keeps its memory: at start the layout is scanned again for every page.
    private static func begin(_ word: inout [UInt8], _ byte: UInt8) {
        word.removeAll(keepingCapacity: true)
        word.append(byte)
    }

    /// Whether a byte always continues the name of a tag or attribute. Other bytes take the slow path.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private mutating func endValue() {
        state = .betweenAttributes
        if attribute.elementsEqual("type".utf8) { isJSONLD = value.elementsEqual("application/ld+json".utf8) }
    }

    private mutating func endTag() {
        state = .text
        defer { isEndTag = false }
        guard !isEndTag else { return }
        if Self.rawTextElements.contains(element) {
            state = .rawText
        } else if Self.escapableTextElements.contains(element) {
            state = .escapableText
        } else {
            return
        }
        tail = []
    }

    private static let rawTextElements = ["script", "style", "iframe", "noembed", "noframes", "xmp"].map {
        Array($0.utf8)
    }
    private static let escapableTextElements = ["title", "textarea"].map { Array($0.utf8) }

    private mutating func lookForEndTag(_ byte: UInt8) {
        if byte == UInt8(ascii: "<") {
            tail = [byte]
        } else if !tail.isEmpty {
            tail.append(byte)
            let mark = [UInt8(ascii: "<"), UInt8(ascii: "/")] + element
            if tail == mark {
                state = .tagName
                isEndTag = true
                tail = []
            } else if !mark.starts(with: tail) {
                tail = []
            }
        }
    }

    private mutating func lookForEnd(_ byte: UInt8) {
        tail.append(byte)
        if state == .declaration, tail.elementsEqual("--".utf8) {
            state = .comment
            tail = []
        } else if state == .declaration, byte == UInt8(ascii: ">") {
            state = .text
        } else if state == .comment, tail.suffix(3).elementsEqual("-->".utf8) {
            state = .text
        }
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
