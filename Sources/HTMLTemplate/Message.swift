/// One message of one locale. `{name}` is a placeholder for the field `name` of the model in scope.
public enum Message: Sendable, Equatable {
    /// One text.
    case text(String)
    /// Two plural forms; the number field `by` selects one by the plural rule of the locale.
    case plural(one: String, other: String, by: String = "count")
}

/// A parsed message: its literal text and placeholders, in order.
struct ParsedMessage: Sendable {
    enum Piece: Sendable, Equatable {
        case words(String)
        case placeholder(String)
    }

    /// The only text, or the form `one`.
    let one: [Piece]
    let other: [Piece]
    /// The number that selects the form; nil when there is only one text.
    let by: String?

    init(one: [Piece], other: [Piece], by: String?) {
        self.one = one
        self.other = other
        self.by = by
    }

    init(_ message: Message) throws(MessageError) {
        switch message {
        case .text(let text):
            one = try Self.pieces(of: text)
            other = one
            by = nil
        case .plural(let one, let other, let by):
            self.one = try Self.pieces(of: one)
            self.other = try Self.pieces(of: other)
            self.by = by
        }
    }

    /// The message as written in its file.
    var unparsed: Message {
        guard let by else { return .text(Self.text(of: one)) }
        return .plural(one: Self.text(of: one), other: Self.text(of: other), by: by)
    }

    private static func text(of pieces: [Piece]) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .placeholder(let name): "{\(name)}"
            }
        }.joined()
    }

    var placeholders: Set<String> {
        var names: Set<String> = by.map { [$0] } ?? []
        for case .placeholder(let name) in one + other { names.insert(name) }
        return names
    }

    private static func pieces(of text: String) throws(MessageError) -> [Piece] {
        let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
        var rest = Substring(text).utf8
        if !rest.contains(where: { $0 == open || $0 == close }) { return text.isEmpty ? [] : [.words(text)] }
        var pieces: [Piece] = []
        while let brace = rest.firstIndex(where: { $0 == open || $0 == close }) {
            guard rest[brace] == open else { throw MessageError(reason: "a “}” without its “{”") }
            guard let end = rest[brace...].firstIndex(of: close) else {
                throw MessageError(reason: "a “{” without its “}”")
            }
            let name = rest[rest.index(after: brace)..<end]
            guard !name.isEmpty, name.allSatisfy(TagScanner.isNameByte) else {
                throw MessageError(reason: "“{\(Substring(name))}” is not the name of a field")
            }
            if brace > rest.startIndex { pieces.append(.words(String(Substring(rest[..<brace])))) }
            pieces.append(.placeholder(String(Substring(name))))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(Substring(rest)))) }
        return pieces
    }
}

/// A syntax error in a message. `Messages` adds its file and key.
struct MessageError: Error {
    let reason: String
}
