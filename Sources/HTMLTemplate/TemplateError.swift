/// A template text as it was read from its file; the engine itself reads no file.
public struct TemplateSource: Sendable {
    /// Its path under the templates folder, without `.html`: `layout`, `shops/index`, `partials/shop-row`.
    public let path: String
    /// The whole text.
    public let text: String

    /// A source under the name other templates use for it.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// Why a template, a model or a message cannot be used. Thrown at start, so that no visitor ever meets it.
public struct TemplateError: Error, Equatable, CustomStringConvertible {
    /// The template (`shops/index.html`) or the messages (`messages/fr`) that must be corrected.
    public let file: String
    /// The line, from 1; 0 where there is no line to point at.
    public let line: Int
    /// What is wrong, as a sentence for the person who writes templates.
    public let what: String

    /// An error at a place.
    public init(file: String, line: Int, what: String) {
        self.file = file
        self.line = line
        self.what = what
    }

    /// `shops/index.html:12: unknown name “titel”`, as editors can follow it.
    public var description: String { line > 0 ? "\(file):\(line): \(what)" : "\(file): \(what)" }
}
