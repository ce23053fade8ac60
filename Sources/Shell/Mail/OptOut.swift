import Base
import Cryptography
import SQLite

/// A person who wants no more mail of a list. Stored as a keyed hash of the address: it names no person and outlives
/// their erasure, so that nothing is sent to them again (GDPR art. 21(3); RFC 8058 §3.1).
package struct OptOut: Sendable, Equatable {
    /// The first 16 bytes of the HMAC of an address.
    let hash: [UInt8]
    let list: MailList

    init(hash: [UInt8], list: MailList) { (self.hash, self.list) = (hash, list) }

    /// The opt-out of an address, under the key of this association.
    init(_ address: EmailAddress, _ list: MailList, in db: Reader) throws {
        self.init(hash: Self.code("address", Array(address.key.utf8), try Self.key(in: db)), list: list)
    }

    /// Whether the person has left this list.
    package static func contains(_ address: EmailAddress, _ list: MailList, in db: Reader) throws -> Bool {
        try OptOut(address, list, in: db).isStored(in: db)
    }

    func isStored(in db: Reader) throws -> Bool {
        try db.first(
            "SELECT 1 FROM mail_opt_out WHERE address_hash = ?1 AND list = ?2", hash, list.rawValue
        ) { _ in true } ?? false
    }

    /// Stores it: the address gets no more mail of this list.
    func insert(at now: Instant, in db: Writer) throws {
        try db.run(
            "INSERT INTO mail_opt_out (address_hash, list, since_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", hash,
            list.rawValue, now)
    }

    /// Deletes it: the address gets mail of this list again.
    package func delete(in db: Writer) throws {
        try db.run("DELETE FROM mail_opt_out WHERE address_hash = ?1 AND list = ?2", hash, list.rawValue)
    }

    // MARK: The link

    /// The secret in the link that ends this mail: the hash of the address and a code over it and the list. Valid as
    /// long as the database: it needs no row of the person, so it works after they were erased.
    func token(in db: Reader) throws -> Secret {
        let key = try Self.key(in: db)
        return Secret(Self.letters(hash + Self.code("opt out " + list.rawValue, hash, key)))
    }

    /// The opt-out that a link is for; nil unless this association made it.
    static func of(_ token: Secret, in db: Reader) throws -> OptOut? {
        let key = try Self.key(in: db)
        guard let bytes = Self.bytes(token.text), bytes.count == 32 else { return nil }
        let (hash, code) = (Array(bytes.prefix(16)), Array(bytes.suffix(16)))
        return MailList.allCases.first { list in
            // In constant time.
            zip(Self.code("opt out " + list.rawValue, hash, key), code).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
        }.map { OptOut(hash: hash, list: $0) }
    }

    private static func code(_ purpose: String, _ bytes: [UInt8], _ key: [UInt8]) -> [UInt8] {
        Array(Cryptography.hmacSHA256(Array(purpose.utf8) + [0] + bytes, key: key).prefix(16))
    }

    private static func key(in db: Reader) throws -> [UInt8] {
        try db.first("SELECT key FROM mail_key WHERE id = 1") { $0.bytes(0) } ?? []
    }

    /// Two letters for a byte, 4 bits each: typed codes are read as Crockford's base 32, and 0 to F are in it.
    private static func letters(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
        let values = digits.compactMap(\.self)
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}

/// An address that a server refused for good, or that a member noted by hand.
package enum RefusedAddress {
    /// Whether an address is known to receive nothing.
    package static func contains(_ address: EmailAddress, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM refused_address WHERE address = ?1", address.key) { _ in true } ?? false
    }

    /// Stores an address, or what is known of it now. `by`: the member who noted it by hand; nil when a server refused
    /// it.
    package static func insert(
        _ address: EmailAddress, answer: String, by member: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO refused_address (address, refused_at, answer, noted_by) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (address) DO UPDATE
               SET refused_at = excluded.refused_at, answer = excluded.answer, noted_by = excluded.noted_by
            """, address.key, now, answer, member)
    }

    /// Deletes an address: mail to it is tried again.
    package static func delete(_ address: EmailAddress, in db: Writer) throws {
        try db.run("DELETE FROM refused_address WHERE address = ?1", address.key)
    }
}
