/// A shop of the street, as its page and its shopkeeper know it.
struct Shop: Sendable, Equatable {
    /// The row of a shop; never seen outside, where its code names it.
    struct ID: Sendable, Hashable, RawRepresentable {
        let rawValue: Int
    }

    /// Where it stands, in degrees (WGS 84).
    struct Place: Sendable, Equatable {
        let latitude: Double
        let longitude: Double
    }

    let id: ID
    /// Four characters of Crockford's base 32, printed on its poster: `/b/7KQ2`.
    let code: String
    let name: String
    let trade: String
    let address: String
    let street: String
    let postcode: String
    let town: String
    let place: Place?
    let description: String
    let site: String
    let phone: String
    let updatedAt: Instant
    /// Counts its changes, so that two people editing at once are told.
    let version: Int

    /// The path of its page: `/boutiques/boulangerie-de-l-etoile-7kq2`. Only the code at the end counts.
    var path: String { Shop.path(name: name, code: code) }

    static func path(name: String, code: String) -> String {
        let slug = name.slug
        return "/boutiques/" + (slug.isEmpty ? "" : slug + "-") + code.lowercased()
    }

    /// The code in what stands after `/boutiques/` or `/b/`: the part behind the last hyphen, however it was typed.
    static func code(in segment: String) -> String? {
        segment.split(separator: "-").last.flatMap { Crockford.normalised(String($0)) }
    }
}
