/// Markup that is shown as it stands. Only our own code makes it, from literals: what is interpolated is escaped.
///
///     let bar: HTML = "<rect width=\"\(width)\"><title>\(shop.name)</title></rect>"
public struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The markup in UTF-8.
    public private(set) var bytes: [UInt8]

    /// Bytes that are known to be markup of ours: the output of another template, of cmark in safe mode.
    public init(trusting bytes: [UInt8]) { self.bytes = bytes }

    /// A literal of our own code.
    public init(stringLiteral value: String) { bytes = Array(value.utf8) }

    /// A literal with escaped values in it.
    public init(stringInterpolation parts: Interpolation) { bytes = parts.bytes }

    /// Text as markup: `&`, `<`, `>`, `"` and `'` escaped.
    public init(escaping text: String) {
        var writer = ByteWriter(capacity: text.utf8.count + 16, language: Language("en"))
        writer.append(escaping: text)
        bytes = writer.finish()
    }

    /// Puts more markup behind.
    public mutating func append(_ more: HTML) { bytes += more.bytes }

    /// The parts of a literal: its own words stand as they are, every value is escaped.
    public struct Interpolation: StringInterpolationProtocol, Sendable {
        var bytes: [UInt8] = []

        /// An empty literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }
        /// Words of the program.
        public mutating func appendLiteral(_ literal: String) { bytes += literal.utf8 }
        /// Text of anybody: escaped.
        public mutating func appendInterpolation(_ text: String) { bytes += HTML(escaping: text).bytes }
        /// Digits, never grouped.
        public mutating func appendInterpolation(_ number: Int) { bytes += "\(number)".utf8 }
        /// A coordinate of a drawing.
        public mutating func appendInterpolation(_ number: Double) { bytes += "\(number)".utf8 }
        /// Markup, as it stands.
        public mutating func appendInterpolation(_ markup: HTML) { bytes += markup.bytes }
    }

    /// The name the protocol asks for.
    public typealias StringInterpolation = Interpolation
}
