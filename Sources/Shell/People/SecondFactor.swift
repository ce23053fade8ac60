import Base
import SQLite

/// The second step of signing in with a password: a code of an app (RFC 6238), or one of ten recovery codes.
struct SecondFactor: Sendable {
    /// 20 bytes, the length of the hash (RFC 4226 §4, R6).
    static let secretBytes = 20
    /// The number of recovery codes made at once.
    static let codeCount = 10

    let secret: [UInt8]
    let madeAt: Instant
    /// When it was turned on; nil while the app has not shown that it has the secret.
    let confirmedAt: Instant?
    /// The time step (RFC 6238) of the last accepted code.
    let lastStep: Int
    /// What the recovery codes are derived from, with the key of the storage.
    let codesNonce: [UInt8]?
    let codesMadeAt: Instant?
    /// Recovery codes that can still be used.
    let codesLeft: Int

    /// The second step of a member, turned on or not; nil when there is none.
    static func find(_ member: Member.ID, in db: Reader) throws -> SecondFactor? {
        try db.first(
            """
            SELECT secret, made_at, confirmed_at, last_step, codes_nonce, codes_made_at,
                   (SELECT count(*) FROM recovery_code WHERE member_id = ?1 AND used_at IS NULL)
              FROM second_factor WHERE member_id = ?1
            """, member
        ) { row in
            SecondFactor(
                secret: row.bytes(0), madeAt: row.instant(1),
                confirmedAt: row.optionalInstant(2), lastStep: row.int(3),
                codesNonce: row.optionalBytes(4), codesMadeAt: row.optionalInstant(5),
                codesLeft: row.int(6))
        }
    }

    /// Whether a password alone does not sign a member in.
    static func isOn(_ member: Member.ID, in db: Reader) throws -> Bool {
        try find(member, in: db)?.confirmedAt != nil
    }

    /// Stores a secret that is not in use yet, in place of another such one; does nothing when it is on.
    static func begin(_ secret: [UInt8], for member: Member.ID, at now: Instant, in db: Writer) throws {
        try db.run("DELETE FROM second_factor WHERE member_id = ?1 AND confirmed_at IS NULL", member)
        try db.run(
            "INSERT INTO second_factor (member_id, secret, made_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", member,
            secret, now)
    }

    /// Turns it on with a code of the app, and makes the recovery codes. Returns false for a wrong code.
    static func confirm(
        _ typed: String, for member: Member.ID, nonce: [UInt8], _ key: StorageKey, at now: Instant, in db: Writer
    ) throws -> Bool {
        guard let factor = try find(member, in: db), factor.confirmedAt == nil,
            let step = TimeCode.step(of: typed, factor.secret, after: factor.lastStep, at: now)
        else { return false }
        try db.run(
            "UPDATE second_factor SET confirmed_at = ?2, last_step = ?3 WHERE member_id = ?1", member, now, step)
        try makeCodes(for: member, nonce: nonce, key, at: now, in: db)
        return true
    }

    /// Whether a code of the app or a recovery code is right; a right one is spent.
    static func take(_ typed: String, of member: Member.ID, at now: Instant, in db: Writer) throws -> Bool {
        guard let factor = try find(member, in: db), factor.confirmedAt != nil else { return false }
        if let step = TimeCode.step(of: typed, factor.secret, after: factor.lastStep, at: now) {
            return try db.run(
                "UPDATE second_factor SET last_step = ?2 WHERE member_id = ?1 AND last_step < ?2", member, step) == 1
        }
        guard let code = Secret(presented: typed) else { return false }
        return try db.run(
            "UPDATE recovery_code SET used_at = ?3 WHERE member_id = ?1 AND code_hash = ?2 AND used_at IS NULL", member,
            code.hash, now) == 1
    }

    /// Turns it off.
    static func end(of member: Member.ID, in db: Writer) throws {
        try db.run("DELETE FROM second_factor WHERE member_id = ?1", member)
    }
}

extension SecondFactor {
    /// Makes ten recovery codes in place of those before.
    static func makeCodes(
        for member: Member.ID, nonce: [UInt8], _ key: StorageKey, at now: Instant, in db: Writer
    ) throws {
        try db.run("DELETE FROM recovery_code WHERE member_id = ?1", member)
        try db.run(
            "UPDATE second_factor SET codes_nonce = ?2, codes_made_at = ?3 WHERE member_id = ?1", member, nonce, now)
        for code in codes(of: nonce, key) {
            try db.run("INSERT INTO recovery_code (member_id, code_hash) VALUES (?1, ?2)", member, code.hash)
        }
    }

    /// The recovery codes, while they may be shown to be printed; nil afterwards.
    func shownCodes(_ key: StorageKey, at now: Instant) -> [Secret]? {
        guard confirmedAt != nil, let codesNonce, let codesMadeAt, now < codesMadeAt + SiteLimits.secretShown else {
            return nil
        }
        return SecondFactor.codes(of: codesNonce, key)
    }

    private static func codes(of nonce: [UInt8], _ key: StorageKey) -> [Secret] {
        (0..<codeCount).map { key.secret("recovery code", nonce + [UInt8($0)]) }
    }
}
