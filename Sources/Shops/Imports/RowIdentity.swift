/// The identity of a line or of a stored row, folded for matching.
struct RowIdentity: Hashable, Sendable {
    var name = ""
    /// Distinguishes rows with the same name: the address of a shop.
    var mark = ""
    var postcode = ""
    var town = ""

    /// Whether both can be at one place. A missing postcode or town matches any. One postcode serves several towns, and
    /// a large town has several postcodes: where one agrees and the other differs, a town may be shortened («Bourg»,
    /// «Bourg-en-Bresse»), and postcodes may differ within a département.
    func isNear(_ other: RowIdentity) -> Bool {
        let samePostcode = Self.same(postcode, other.postcode)
        let sameTown = Self.same(town, other.town)
        switch (samePostcode, sameTown) {
        case (nil, nil), (true, true), (true, nil), (nil, true): return true
        case (true, false): return Self.isShortened(town, other.town) || Self.isShortened(other.town, town)
        case (false, true): return postcode.prefix(2) == other.postcode.prefix(2)
        case (false, false), (false, nil), (nil, false): return false
        }
    }

    /// Nil when one of them is empty.
    private static func same(_ one: String, _ other: String) -> Bool? {
        one.isEmpty || other.isEmpty ? nil : one == other
    }

    private static func isShortened(_ short: String, _ long: String) -> Bool { long.hasPrefix(short + " ") }
}
