/// Digit grouping and plural rule of a language. Source: CLDR 45, `supplemental/plurals.xml` (integers only) and the
/// `group` symbol of each locale.
struct Language: Sendable {
    /// The separator between groups of three digits, in UTF-8.
    let separator: [UInt8]
    /// French counts zero as singular: «0 boutique», where English says “0 shops”.
    let zeroIsOne: Bool

    init(_ locale: String) {
        switch locale.prefix(2) {
        case "en": separator = Array(",".utf8)
        case "de", "es", "it", "nl", "pt": separator = Array(".".utf8)
        default: separator = Array("\u{202F}".utf8)
        }
        zeroIsOne = locale.hasPrefix("fr")
    }

    /// Whether `count` has the plural form `one`.
    func isOne(_ count: Int) -> Bool { count == 1 || count == -1 || (count == 0 && zeroIsOne) }

    /// `1234567` as «1 234 567» or “1,234,567”.
    func format(_ number: Int) -> String {
        var writer = ByteWriter(capacity: 64, language: self)
        writer.append(grouping: number)
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
