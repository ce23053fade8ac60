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
        var nameKey = nameKey
        var code = code
        return nameKey.withUTF8 { key in code.withUTF8 { slug(nameKey: key, code: $0) } }
    }

    /// The same from bytes of the store: no `String` on the way but the one it gives.
    static func slug(nameKey: UnsafeBufferPointer<UInt8>, code: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: slugLimit + 1 + code.count) { buffer in
            var count = writeSlug(of: nameKey, into: buffer)
            if count > 0 {
                buffer[count] = 0x2D
                count += 1
            }
            for byte in code {
                buffer[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                count += 1
            }
            return count
        }
    }

    /// The longest name in an address, in bytes.
    private static let slugLimit = 60

    /// A folded text as a part of an address; the same as `String.slug` of the text it was folded from.
    static func slug(key: String) -> String {
        var key = key
        return key.withUTF8 { key in
            String(unsafeUninitializedCapacity: slugLimit) { writeSlug(of: key, into: $0) }
        }
    }

    /// Writes letters and digits, one hyphen for all that stands between two; gives how many bytes, `slugLimit` at most.
    private static func writeSlug(
        of key: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var count = 0
        var isPending = false
        for byte in key {
            guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) else {
                isPending = count > 0
                continue
            }
            if isPending, count < slugLimit {
                buffer[count] = 0x2D
                count += 1
            }
            isPending = false
            if count == slugLimit { break }
            buffer[count] = byte
            count += 1
        }
        return count
    }

    /// The code in what stands after `/boutiques/` or `/b/`: the part behind the last hyphen, however it was typed.
    static func code(in segment: String) -> String? {
        segment.split(separator: "-").last.flatMap { Crockford.normalised(String($0)) }
    }
}
