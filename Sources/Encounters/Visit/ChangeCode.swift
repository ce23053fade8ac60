import Base
import Cryptography
import SQLite
import Shell

/// The key of the change codes of one slot of ten minutes.
struct ChangeKey: Sendable {
    /// The slot: the time of the encounter divided by ten minutes.
    let slot: Int
    /// 32 random bytes.
    let bytes: [UInt8]

    static func slot(of moment: Instant) -> Int {
        let (whole, rest) = moment.seconds.quotientAndRemainder(dividingBy: SiteLimits.changeCode)
        return rest < 0 ? whole - 1 : whole
    }

    /// Inserts the key of a new slot, and deletes expired keys.
    static func make(_ slot: Int, _ randomness: Randomness, in db: Writer) throws -> ChangeKey {
        // Codes of the previous slot can be valid until this one ends.
        try db.run("DELETE FROM change_key WHERE slot < ?1", slot - 1)
        let bytes = randomness.bytes(32)
        try db.run("INSERT INTO change_key (slot, key) VALUES (?1, ?2)", slot, bytes)
        return ChangeKey(slot: slot, bytes: bytes)
    }

    /// Deletes all keys after a restore, so that earlier codes open nothing.
    static func deleteAll(in db: Writer) throws { try db.run("DELETE FROM change_key") }

    /// The 45-bit tag of an encounter under this key.
    fileprivate func tag(of encounter: Int) -> UInt64 { digest(1, UInt64(truncatingIfNeeded: encounter)) >> 19 }

    /// The 15 bits that mask an encounter's place among the last ones.
    fileprivate func mask(of tag: UInt64) -> UInt64 { digest(2, tag) >> 49 }

    /// The first 64 bits of SHA-256 over the key, `purpose` and one word. A plain hash with its key in front is a keyed
    /// hash here: every input has 41 bytes and the output is truncated, so nothing can be appended (Coron et al.,
    /// «Merkle–Damgård Revisited», CRYPTO 2005, chop construction). It is one block, where HMAC is four: the writer
    /// computes two of these for every tap.
    private func digest(_ purpose: UInt8, _ word: UInt64) -> UInt64 {
        var message: [UInt8] = []
        message.reserveCapacity(bytes.count + 9)
        message += bytes
        message.append(purpose)
        for shift in stride(from: 0, to: 64, by: 8) { message.append(UInt8(truncatingIfNeeded: word >> shift)) }
        return Cryptography.sha256(message).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// The code that changes or withdraws an encounter for ten minutes: twelve letters, 60 bits, derived and not stored.
///
/// 45 bits are a keyed tag of the encounter; 15 say which of the last 32,768 it is, under a mask derived from the tag.
/// Without the key the letters carry no information; once the key is deleted, a code can no longer be matched with its
/// encounter.
enum ChangeCode {
    private static let letters = 12
    private static let tagBits: UInt64 = 45
    private static let span = 1 << 15

    /// The code of a new encounter.
    static func make(for encounter: Int, _ key: ChangeKey) -> Secret {
        let tag = key.tag(of: encounter)
        let place = UInt64(truncatingIfNeeded: encounter % span) ^ key.mask(of: tag)
        var value = place << tagBits | tag
        var text: [UInt8] = []
        text.reserveCapacity(letters)
        for _ in 0..<letters {
            text.append(Crockford.alphabet[Int(value & 31)])
            value >>= 5
        }
        return Secret(String(decoding: text.reversed(), as: UTF8.self))
    }

    /// The encounter of a code at `now`, and when the code ends; nil for an ended or unknown code.
    static func find(_ code: Secret, at now: Instant, in db: Reader) throws -> (id: Encounter.ID, until: Instant)? {
        guard let value = number(code) else { return nil }
        let keys = try db.rows(
            "SELECT slot, key FROM change_key WHERE slot >= ?1", ChangeKey.slot(of: now - SiteLimits.changeCode)
        ) { ChangeKey(slot: $0.int(0), bytes: $0.bytes(1)) }
        for key in keys {
            if let found = try find(value, key, at: now, in: db) { return found }
        }
        return nil
    }

    /// Tries the newest encounter that the code can mean, then older ones with the same 15 bits: usually one in all, at
    /// most eight (262,144 encounters).
    private static func find(_ value: UInt64, _ key: ChangeKey, at now: Instant, in db: Reader) throws -> (
        id: Encounter.ID, until: Instant
    )? {
        let tag = value & (1 << tagBits - 1)
        let place = Int(value >> tagBits ^ key.mask(of: tag))
        let newest = try db.first("SELECT max(id) FROM encounter") { $0.int(0) } ?? 0
        // SQLite assigns ids from 1 on.
        guard newest > 0 else { return nil }
        var id = newest - ((newest - place) % span + span) % span
        for _ in 0..<8 where id > 0 {
            let met = try db.first("SELECT met_at FROM encounter WHERE id = ?1", id) { $0.instant(0) }
            if let met {
                let until = met + SiteLimits.changeCode
                guard until > now else { return nil }
                if ChangeKey.slot(of: met) == key.slot, key.tag(of: id) == tag {
                    return (Encounter.ID(rawValue: id), until)
                }
            }
            id -= span
        }
        return nil
    }

    private static func number(_ code: Secret) -> UInt64? {
        guard code.text.utf8.count == letters else { return nil }
        var value: UInt64 = 0
        for letter in code.text.utf8 {
            guard let digit = Crockford.alphabet.firstIndex(of: letter) else { return nil }
            value = value << 5 | UInt64(digit)
        }
        return value
    }
}
