import Glibc

/// An sRGB colour, written `#1b4a38`.
package struct Colour: Sendable, Equatable, CustomStringConvertible {
    /// The channels, 0 to 255.
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package static let black = Colour(red: 0, green: 0, blue: 0)
    package static let white = Colour(red: 255, green: 255, blue: 255)

    package init(red: UInt8, green: UInt8, blue: UInt8) { (self.red, self.green, self.blue) = (red, green, blue) }

    /// Reads `#` and six hexadecimal digits, as `<input type="color">` sends them; nil for anything else.
    package init?(_ text: String) {
        guard let match = text.lowercased().wholeMatch(of: /#([0-9a-f]{6})/), let value = UInt32(match.1, radix: 16)
        else { return nil }
        self.init(
            red: UInt8(value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
            blue: UInt8(truncatingIfNeeded: value))
    }

    /// `#1b4a38`, in lower case.
    package var description: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, “relative luminance”).
    package var luminance: Double {
        func linear(_ channel: UInt8) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, “contrast ratio”).
    package func contrast(with other: Colour) -> Double {
        let (first, second) = (luminance, other.luminance)
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    /// This colour mixed with `share` (0 to 1) of another.
    package func mixed(with other: Colour, _ share: Double) -> Colour {
        func mix(_ own: UInt8, _ its: UInt8) -> UInt8 {
            UInt8((Double(own) + (Double(its) - Double(own)) * share).rounded())
        }
        return Colour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// The first colour for which `fits` is true, in steps from this one to `end`; `end` when none is.
    package func nearest(towards end: Colour, where fits: (Colour) -> Bool) -> Colour {
        for step in 0..<255 {
            let colour = mixed(with: end, Double(step) / 255)
            if fits(colour) { return colour }
        }
        return end
    }
}
