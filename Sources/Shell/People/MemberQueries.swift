import SQLite

extension Member {
    /// The member of a row, with their shops; nil when there is none or their access has ended.
    static func find(_ id: ID, in db: Reader) throws -> Member? {
        let shops = try db.rows(
            """
            SELECT shop.id, shop.code, shop.name
              FROM shopkeeper JOIN shop ON shop.id = shopkeeper.shop_id
             WHERE shopkeeper.member_id = ?1 AND shop.removed_at IS NULL
             ORDER BY shop.name_key, shop.id
             LIMIT 20
            """, id
        ) { row in KeptShop(id: Shop.ID(rawValue: row.int(0)), code: row.text(1), name: row.text(2)) }
        return try db.first(
            """
            SELECT id, name, email, role, password_hash IS NOT NULL
              FROM member WHERE id = ?1 AND disabled_at IS NULL
            """, id
        ) { row in
            Member(
                id: ID(rawValue: row.int(0)), name: row.text(1), email: row.optionalText(2),
                role: Role(rawValue: row.text(3)) ?? .shopkeeper, hasPassword: row.bool(4), shops: shops)
        }
    }

    /// The row and the password hash behind an e-mail address, for signing in; nil when nobody signs in with it.
    static func credentials(email: EmailAddress, in db: Reader) throws -> (id: ID, hash: String)? {
        try db.first(
            """
            SELECT id, password_hash FROM member
             WHERE email = ?1 AND disabled_at IS NULL AND password_hash IS NOT NULL
            """, email.key
        ) { row in (ID(rawValue: row.int(0)), row.text(1)) }
    }

    /// Whether another member has this address.
    static func isTaken(_ email: EmailAddress, besides id: ID?, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM member WHERE email = ?1 AND id IS NOT ?2", email.key, id) { _ in true } ?? false
    }

    /// Adds a member and gives their row. Fails as a unique violation when the address is taken.
    static func insert(
        name: String, email: EmailAddress?, passwordHash: String?, role: Role, at now: Instant, in db: Writer
    ) throws -> ID {
        try db.run(
            "INSERT INTO member (email, name, password_hash, role, joined_at) VALUES (?1, ?2, ?3, ?4, ?5)", email?.key,
            name, passwordHash, role.rawValue, now)
        return ID(rawValue: Int(db.lastInsertedID))
    }

    /// Changes how a member is called and signs in; a nil hash keeps the password.
    static func update(_ id: ID, name: String, email: EmailAddress?, passwordHash: String?, in db: Writer) throws {
        try db.run(
            "UPDATE member SET name = ?2, email = ?3, password_hash = coalesce(?4, password_hash) WHERE id = ?1", id,
            name, email?.key, passwordHash)
    }
}
