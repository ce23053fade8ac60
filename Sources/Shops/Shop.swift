import Base

/// A shop of the street, as its page and its shopkeeper know it. What people write is in `details`, and read as if it were
/// here: `shop.name`.
@dynamicMemberLookup package struct Shop: Sendable, Equatable {
    /// The row of a shop; never seen outside, where its code names it.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// Where it stands, in degrees (WGS 84).
    package struct Place: Sendable, Equatable {
        let latitude: Double
        let longitude: Double
    }

    package let id: ID
    /// Four characters of Crockford's base 32 at the end of its addresses. Printed codes: `EntryPoint`.
    package let code: String
    package let details: ShopDetails
    let updatedAt: Instant
    /// Counts its changes, so that two people editing at once are told.
    package let version: Int

    package subscript<T>(dynamicMember path: KeyPath<ShopDetails, T>) -> T { details[keyPath: path] }

    /// The last segment of the path of its page: `boulangerie-de-l-etoile-7kq2`. Only the code at the end counts.
    package static func slug(name: String, code: String) -> String {
        let words = name.slug
        return (words.isEmpty ? "" : words + "-") + code.lowercased()
    }

    /// The code in what stands after `/boutiques/` or `/b/`: the part behind the last hyphen, however it was typed.
    package static func code(in segment: String) -> String? {
        segment.split(separator: "-").last.flatMap { Crockford.normalised(String($0)) }
    }
}
