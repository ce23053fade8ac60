import Base
import HTMLTemplate

/// A line of text at a place on a sheet, in points from its top left corner.
package struct SheetLine: PageModel {
    let text: String
    let x: Double
    let y: Double
    let size: Double

    package static let fields: [Field<SheetLine>] = [
        .text("text") { $0.printable }, .text("x") { $0.x.points }, .text("y") { $0.y.points },
        .text("size") { $0.size.points },
    ]

    /// Without the characters that XML 1.0 §2.2 forbids: one of them would spoil all sheets. The font lacks the
    /// narrow no-break space (U+202F): a no-break space replaces it.
    private var printable: String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.value {
            case 0..<0x20, 0xFFFE, 0xFFFF: " "
            case 0x202F: "\u{A0}"
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

extension Double {
    /// With two decimals, as SVG reads it.
    package var points: String {
        let hundredths = Int((self * 100).rounded())
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        return (hundredths < 0 ? "-" : "") + "\(whole)." + (rest < 10 ? "0\(rest)" : "\(rest)")
    }
}

/// A column of a sheet, filled from the top.
package struct SheetColumn {
    private let x: Double
    private let width: Double
    private let isCentred: Bool
    /// The bottom of the lines and gaps so far.
    package private(set) var y: Double

    /// A column from `x`, `y`. With `isCentred`, lines are for `text-anchor="middle"`.
    package init(x: Double, y: Double, width: Double, isCentred: Bool = false) {
        (self.x, self.y, self.width, self.isCentred) = (x, y, width, isCentred)
    }

    /// Sets a text in at most `limit` lines, smaller if it must be, then a gap.
    package mutating func set(
        _ text: String, _ font: FontMetrics, size: Double, smallest: Double? = nil, lines limit: Int = 1,
        gap: Double = 0
    ) -> [SheetLine] {
        let fit = TextFit(
            text, width: width, lines: limit, size: size, smallest: smallest ?? size * 0.55, font)
        let lines = fit.lines.map { line in
            y += fit.size * 1.25
            return SheetLine(text: line, x: isCentred ? x + width / 2 : x, y: y, size: fit.size)
        }
        y += gap
        return lines
    }

    /// Leaves a gap.
    package mutating func skip(_ gap: Double) { y += gap }
}
