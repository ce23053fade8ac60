/// An amount in euro cents, from 0 to under 100 million euros. Never a floating-point number.
package struct Money: Sendable, Hashable, Comparable {
    /// Euro cents.
    package let cents: Int

    /// An amount in cents, clamped to the valid range.
    package init(cents: Int) { self.cents = min(max(cents, 0), 9_999_999_999) }

    /// Orders by amount.
    package static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }

    /// Parses a typed amount: «1 234,50 €», «1234.5», «150». Nil for a sign, an exponent, more than two decimals,
    /// digits other than 0–9, or 100 million euros and more.
    package init?(typed text: String) {
        let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}"]
        var digits = text.filter { !spaces.contains($0) }
        if digits.hasSuffix("€") { digits.removeLast() } else if digits.hasPrefix("€") { digits.removeFirst() }
        let parts = digits.replacing(",", with: ".").split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...8).contains(parts[0].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let euros = Int(parts[0])
        else { return nil }
        var cents = 0
        if parts.count == 2 {
            guard (1...2).contains(parts[1].utf8.count), let fraction = Int(parts[1]) else { return nil }
            cents = parts[1].utf8.count == 1 ? fraction * 10 : fraction
        }
        self.init(cents: euros * 100 + cents)
    }

    /// The amount as the value of a form field: «1234,50», or «1234» without cents.
    package var typed: String {
        let fraction = cents % 100
        return fraction == 0 ? "\(cents / 100)" : "\(cents / 100),\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
