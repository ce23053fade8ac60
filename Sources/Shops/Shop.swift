import Base

/// A shop of the directory. The fields that people write are in `details`, and can be read through the shop:
/// `shop.name`.
@dynamicMemberLookup package struct Shop: Sendable, Equatable {
    /// The row id of a shop. It never leaves the server: addresses use its code.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// Its position in degrees (WGS 84).
    package struct Place: Sendable, Equatable {
        /// North is positive.
        package let latitude: Double
        /// East is positive.
        package let longitude: Double

        package init(latitude: Double, longitude: Double) { (self.latitude, self.longitude) = (latitude, longitude) }

        /// Nil unless both are known.
        init?(_ latitude: Double?, _ longitude: Double?) {
            guard let latitude, let longitude else { return nil }
            self.init(latitude: latitude, longitude: longitude)
        }
    }

    package let id: ID
    /// Four characters of Crockford's base 32 at the end of its addresses. Printed codes: `EntryPoint`.
    package let code: String
    package let details: ShopDetails
    let updatedAt: Instant
    /// Incremented by each change; detects two people editing at once.
    package let version: Int

    /// A field of `details`: `shop.name`.
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
