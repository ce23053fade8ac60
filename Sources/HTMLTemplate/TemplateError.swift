/// The source of a template. The engine itself reads no files.
public struct TemplateSource: Sendable {
    /// Its path under the templates folder, without `.html`: `layout`, `shops/index`, `partials/shop-row`.
    public let path: String
    /// The whole text.
    public let text: String

    /// A source under the path that other templates use.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// An error in a template, model or message. Thrown at start, never while a page is rendered.
public struct TemplateError: Error, Equatable, CustomStringConvertible {
    /// The template (`shops/index.html`) or messages (`messages/fr`) to correct.
    public let file: String
    /// The line, from 1; 0 when the error has none.
    public let line: Int
    /// The problem, as a sentence for template authors.
    public let reason: String

    /// An error at a line of a file.
    public init(file: String, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `shops/index.html:12: unknown name “titel”`, the format editors can jump to.
    public var description: String { line > 0 ? "\(file):\(line): \(reason)" : "\(file): \(reason)" }
}
