import Base

/// A number of a shop as people write it, stored as whole units: «45,5 m²» is 4,550 dm².
package struct Measure: Sendable {
    /// Stored units in one written unit: a power of ten.
    let scale: Int
    /// The most stored units, as the CHECKs of the schema.
    let limit: Int
    /// The words that may stand behind the number, folded.
    let units: Set<String>

    /// Square metres in dm², up to ten hectares.
    package static let surface = Measure(scale: 100, limit: 10_000_000, units: ["m²", "m2", "metres carres"])
    /// Metres in cm, up to a kilometre.
    package static let frontage = Measure(scale: 100, limit: 100_000, units: ["m", "ml", "metres", "metre"])
    /// Persons.
    package static let headcount = Measure(
        scale: 1, limit: 10_000, units: ["personne", "personnes", "salarie", "salaries", "people"])

    /// Parses «1 250», «45,5», «45.5 m²»; nil for anything else, more decimals than are stored, and above the limit.
    package func read(_ typed: String) -> Int? {
        var text = typed.folded.filter { !$0.isWhitespace }
        if let unit = units.map({ $0.filter { !$0.isWhitespace } }).filter(text.hasSuffix).max(by: {
            $0.count < $1.count
        }) {
            text.removeLast(unit.count)
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            .flatMap { $0.split(separator: ".", omittingEmptySubsequences: false) }
        let decimals = String(scale).utf8.count - 1
        guard (1...2).contains(parts.count), let first = parts.first, (1...8).contains(first.utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }), let whole = Int(first)
        else { return nil }
        var units = whole * scale
        if parts.count == 2 {
            let fraction = parts[1]
            guard (1...max(1, decimals)).contains(fraction.utf8.count), decimals > 0 else { return nil }
            let padded = fraction + String(repeating: "0", count: decimals - fraction.utf8.count)
            guard let rest = Int(padded) else { return nil }
            units += rest
        }
        return units <= limit ? units : nil
    }

    /// The text of a stored number, without trailing zeros: «45,5». Empty for nil.
    package func text(_ units: Int?) -> String {
        guard let units else { return "" }
        let (whole, rest) = units.quotientAndRemainder(dividingBy: scale)
        if rest == 0 { return String(whole) }
        let decimals = String(scale + rest).dropFirst()
        return "\(whole)," + (decimals.last == "0" ? decimals.dropLast() : decimals)
    }

    /// The text as it is stored; nil when it is no such number.
    func understood(_ typed: String) -> String? { read(typed).map(text) }
}
