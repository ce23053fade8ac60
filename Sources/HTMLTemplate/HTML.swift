/// Trusted markup, rendered unescaped. Built from literals in code; interpolated values are escaped.
///
///     let bar: HTML = "<rect width=\"\(width)\"><title>\(shop.name)</title></rect>"
public struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The markup in UTF-8.
    public private(set) var bytes: [UInt8]

    /// Bytes that are known to be safe markup: the output of another template, or of cmark in safe mode.
    public init(trusting bytes: [UInt8]) { self.bytes = bytes }

    /// A literal.
    public init(stringLiteral value: String) { bytes = Array(value.utf8) }

    /// A literal with interpolated values, which are escaped.
    public init(stringInterpolation parts: Interpolation) { bytes = parts.bytes }

    /// Text with `&`, `<`, `>`, `"` and `'` escaped.
    public init(escaping text: String) {
        var writer = ByteWriter(capacity: text.utf8.count + 16, language: Language("en"))
        writer.append(escaping: text)
        bytes = writer.finish()
    }

    /// Appends markup.
    public mutating func append(_ more: HTML) { bytes += more.bytes }

    /// Collects the parts of a literal: literal text unchanged, every value escaped.
    public struct Interpolation: StringInterpolationProtocol, Sendable {
        var bytes: [UInt8] = []

        /// An empty literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }
        /// Appends literal text, unescaped.
        public mutating func appendLiteral(_ literal: String) { bytes += literal.utf8 }
        /// Appends untrusted text, escaped.
        public mutating func appendInterpolation(_ text: String) { bytes += HTML(escaping: text).bytes }
        /// Appends digits, never grouped.
        public mutating func appendInterpolation(_ number: Int) { bytes += "\(number)".utf8 }
        /// Appends a coordinate of a drawing.
        public mutating func appendInterpolation(_ number: Double) { bytes += "\(number)".utf8 }
        /// Appends markup, unescaped.
        public mutating func appendInterpolation(_ markup: HTML) { bytes += markup.bytes }
    }

    /// Required by `ExpressibleByStringInterpolation`.
    public typealias StringInterpolation = Interpolation
}
