/// The number of a business establishment in France: 14 digits, the last of them a Luhn check digit (INSEE; ISO/IEC
/// 7812-1, annex B).
package struct Siret: Sendable, Hashable {
    /// The 14 digits.
    package let digits: String

    /// Parses a number as people type it, with spaces, dots or hyphens; nil if it is not a valid SIRET.
    package init?(typed: String) {
        let rest = typed.filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        let numbers = rest.utf8.map { Int($0) - 0x30 }
        guard numbers.count == 14, numbers.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let doubled = numbers.enumerated().map { position, digit in
            position.isMultiple(of: 2) ? digit * 2 - (digit > 4 ? 9 : 0) : digit
        }
        // La Poste (first nine digits 356 000 000): the sum of the digits is a multiple of 5 instead.
        let isLaPoste = rest.hasPrefix("356000000") && numbers.reduce(0, +).isMultiple(of: 5)
        guard doubled.reduce(0, +).isMultiple(of: 10) || isLaPoste else { return nil }
        digits = rest
    }

    /// «123 456 789 00012», as printed on documents.
    package var grouped: String {
        [
            digits.prefix(3), digits.dropFirst(3).prefix(3), digits.dropFirst(6).prefix(3), digits.dropFirst(9),
        ].joined(separator: " ")
    }
}
