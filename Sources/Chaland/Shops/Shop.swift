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
        "/boutiques/" + slug(nameKey: name.folded, code: code)
    }

    /// The end of that path, made of the name as it is kept folded: a page of fifty shops folds nothing.
    static func slug(nameKey: String, code: String) -> String {
        let slug = slug(key: nameKey)
        return (slug.isEmpty ? "" : slug + "-") + code.lowercased()
    }

    /// A folded text as a part of an address; the same as `String.slug` of the text it was folded from.
    static func slug(key: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        var isPending = false
        for byte in key.utf8 {
            guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) else {
                isPending = !bytes.isEmpty
                continue
            }
            if isPending { bytes.append(0x2D) }
            isPending = false
            bytes.append(byte)
        }
        return String(decoding: bytes.prefix(60), as: UTF8.self)
    }

    /// The code in what stands after `/boutiques/` or `/b/`: the part behind the last hyphen, however it was typed.
    static func code(in segment: String) -> String? {
        segment.split(separator: "-").last.flatMap { Crockford.normalised(String($0)) }
    }
}
