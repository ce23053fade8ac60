/// A shop of the street, as its page and its shopkeeper know it. What people write is in `details`, and read as if it were
/// here: `shop.name`.
@dynamicMemberLookup struct Shop: Sendable, Equatable {
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
    let details: ShopDetails
    let updatedAt: Instant
    /// Counts its changes, so that two people editing at once are told.
    let version: Int

    subscript<T>(dynamicMember path: KeyPath<ShopDetails, T>) -> T { details[keyPath: path] }

    /// The path of its page: `/boutiques/boulangerie-de-l-etoile-7kq2`. Only the code at the end counts.
    var path: String { Shop.path(name: name, code: code) }

    static func path(name: String, code: String) -> String {
        "/boutiques/" + slug(nameKey: name.folded, code: code)
    }

    /// The last segment of that path, from the folded name and the code.
    static func slug(nameKey: String, code: String) -> String {
        slug(nameKey: nameKey.utf8, code: code.utf8)
    }

    /// The same from UTF-8.
    static func slug(nameKey: some Sequence<UInt8>, code: some Sequence<UInt8>) -> String {
        var bytes = slugBytes(of: nameKey)
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "-")) }
        for byte in code { bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The longest name in an address, in bytes.
    private static let slugLimit = 60

    /// A folded text as a part of an address; the same as `String.slug` of the text it was folded from.
    static func slug(key: String) -> String { String(decoding: slugBytes(of: key.utf8), as: UTF8.self) }

    /// The letters and digits of `key`, with one hyphen for everything between two of them; at most `slugLimit` bytes.
    private static func slugBytes(of key: some Sequence<UInt8>) -> [UInt8] {
        var slug: [UInt8] = []
        slug.reserveCapacity(slugLimit + 5)
        var isPending = false
        for byte in key {
            guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) else {
                isPending = !slug.isEmpty
                continue
            }
            if isPending, slug.count < slugLimit { slug.append(UInt8(ascii: "-")) }
            isPending = false
            if slug.count == slugLimit { break }
            slug.append(byte)
        }
        return slug
    }

    /// The code in what stands after `/boutiques/` or `/b/`: the part behind the last hyphen, however it was typed.
    static func code(in segment: String) -> String? {
        segment.split(separator: "-").last.flatMap { Crockford.normalised(String($0)) }
    }
}
