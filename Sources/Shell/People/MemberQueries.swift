import Base
import SQLite

/// What a sign-in with a password checks.
struct MemberCredentials: Sendable {
    let id: Member.ID
    let passwordHash: String
    /// Known devices that last signed in at this moment or before are revoked.
    let devicesAfter: Instant
    /// The key that signs known devices (`DeviceKey`); nil before the first sign-in.
    let deviceKey: [UInt8]?
}

extension Member {
    /// The member with this row id, with the offices they hold; nil when there is none or their access has ended. At
    /// most a hundred offices are read: those of the association, of shops by name, of the latest projects.
    package static func find(_ id: ID, in db: Reader) throws -> Member? {
        let held = try db.rows(
            """
            SELECT office.office, office.project_id, shop.id, shop.code, shop.name
              FROM office LEFT JOIN shop ON shop.id = office.shop_id
             WHERE office.member_id = ?1 AND office.until_at IS NULL AND shop.removed_at IS NULL
             ORDER BY office.project_id IS NOT NULL, shop.name_key, shop.id, office.project_id DESC
             LIMIT 100
            """, id
        ) { row in
            let place = row.optionalInt(2).map { Workplace(id: $0, code: row.text(3), name: row.text(4)) }
            let scope = place?.scope ?? row.optionalInt(1).map(Scope.project) ?? .association
            return (office: Office(rawValue: row.text(0)).map { HeldOffice(office: $0, scope: scope) }, place: place)
        }
        let known = held.compactMap { row in row.office.map { (office: $0, place: row.place) } }
        let isOfBoard = known.contains { $0.office.scope == .association }
        return try db.first(
            """
            SELECT name, email, password_hash IS NOT NULL,
                   ?2 AND (SELECT asks_second_factor FROM association WHERE association.id = 1)
                   AND NOT EXISTS (SELECT 1 FROM second_factor WHERE member_id = ?1 AND confirmed_at IS NOT NULL)
              FROM member WHERE id = ?1 AND disabled_at IS NULL
            """, id, isOfBoard
        ) { row in
            let isSuspended = row.optionalInt(3) == 1
            return Member(
                id: id, name: row.text(0), email: row.optionalText(1), hasPassword: row.bool(2),
                isSecondFactorMissing: isSuspended,
                offices: known.map(\.office).filter { !isSuspended || $0.scope != .association },
                workplaces: known.compactMap(\.place).reduce(into: []) { if $0.last != $1 { $0.append($1) } })
        }
    }

    /// The credentials of an e-mail address; nil when no member can sign in with it.
    static func credentials(email: EmailAddress, in db: Reader) throws -> MemberCredentials? {
        try db.first(
            """
            SELECT id, password_hash, devices_after, (SELECT key FROM device_key WHERE id = 1) FROM member
             WHERE email = ?1 AND disabled_at IS NULL AND password_hash IS NOT NULL
            """, email.key
        ) { row in
            MemberCredentials(
                id: ID(rawValue: row.int(0)), passwordHash: row.text(1),
                devicesAfter: row.instant(2), deviceKey: row.optionalBytes(3))
        }
    }

    /// Whether another member has this address.
    package static func isTaken(_ email: EmailAddress, besides id: ID?, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM member WHERE email = ?1 AND id IS NOT ?2", email.key, id) { _ in true } ?? false
    }

    /// Adds a member without any office and returns their row id. Fails as a unique violation when the address is
    /// taken.
    package static func insert(
        name: String, email: EmailAddress?, passwordHash: String?, at now: Instant, in db: Writer
    ) throws
        -> ID
    {
        try db.run(
            """
            INSERT INTO member (email, name, name_key, password_hash, password_set_at, joined_at)
            VALUES (?1, ?2, ?3, ?4, CASE WHEN ?4 IS NULL THEN 0 ELSE ?5 END, ?5)
            """, email?.key, name, name.folded, passwordHash, now)
        return ID(rawValue: Int(db.lastInsertedID))
    }

    /// Changes a member's name, e-mail address and password; a nil hash leaves the password unchanged.
    package static func update(
        _ id: ID, name: String, email: EmailAddress?, passwordHash: String?, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            "UPDATE member SET name = ?2, name_key = ?3, email = ?4, version = version + 1 WHERE id = ?1", id, name,
            name.folded, email?.key)
        if let passwordHash { try setPassword(of: id, passwordHash, at: now, in: db) }
    }

    /// Sets a member's password.
    static func setPassword(of id: ID, _ hash: String, at now: Instant, in db: Writer) throws {
        try db.run("UPDATE member SET password_hash = ?2, password_set_at = ?3 WHERE id = ?1", id, hash, now)
    }
}
