import Base
import SQLite
import Shell

/// What the list of members shows: words to search for, one group, a page. All in the query string.
struct MemberListQuery: Sendable, Equatable {
    /// The most characters of a search.
    static let wordsLimit = 100

    /// The groups of the list, in the order of its menu.
    enum Group: String, Sendable, CaseIterable {
        case all = ""
        /// Holds an office of the association.
        case board = "bureau"
        case shopkeepers = "commercants"
        /// Works at a shop that others run.
        case teams = "equipes"
        case withoutEmail = "sans-e-mail"
        /// Has not signed in yet.
        case neverSeen = "jamais-venus"
        /// Their access has ended.
        case former = "anciens"
    }

    var words = ""
    var group = Group.all
    /// From 1.
    var page = 1
}

/// A member as a line of the list.
struct MemberLine: Sendable, Equatable {
    let publicID: String
    let name: String
    let email: String?
    let signedInAt: Instant?
    let endedAt: Instant?
    /// The offices held now.
    let offices: [HeldPlace]
}

extension MemberLine {
    /// «trésorerie, Boulangerie de l’Étoile»: the shops by name, the other offices by what `label` calls them.
    func officesText(_ label: (Office) -> String) -> String {
        offices.map { held in held.shop ?? label(held.office) }.joined(separator: ", ")
    }
}

/// An office held now, with the name of its shop.
struct HeldPlace: Sendable, Equatable {
    let office: Office
    let shop: String?
}

extension MemberLine {
    /// The members of a query by name, those of one page. Index: `member_by_name`.
    static func find(
        _ query: MemberListQuery, offset: Int, limit: Int = SiteLimits.membersAPage, in db: Reader
    ) throws -> [MemberLine] {
        let rows = try db.rows(
            """
            SELECT id, public_id, name, email, signed_in_at, disabled_at FROM member
             WHERE (disabled_at IS NOT NULL) = ?1 AND erased_at IS NULL AND \(condition(query.group)) AND \(matches)
             ORDER BY name_key, id LIMIT ?3 OFFSET ?4
            """, query.group == .former, query.words.folded, limit, offset
        ) { row in
            (
                Member.ID(rawValue: row.int(0)), row.text(1), row.text(2), row.optionalText(3), row.optionalInt(4),
                row.optionalInt(5)
            )
        }
        return try rows.map { id, publicID, name, email, signedIn, ended in
            MemberLine(
                publicID: publicID, name: name, email: email, signedInAt: signedIn.map(Instant.init(seconds:)),
                endedAt: ended.map(Instant.init(seconds:)), offices: try HeldPlace.all(of: id, in: db))
        }
    }

    /// How many members a query finds.
    static func count(_ query: MemberListQuery, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM member
             WHERE (disabled_at IS NOT NULL) = ?1 AND erased_at IS NULL AND \(condition(query.group)) AND \(matches)
            """, query.group == .former, query.words.folded
        ) { $0.int(0) } ?? 0
    }

    /// The words stand in the name, the address, or the name of a shop of theirs.
    private static let matches = """
        (?2 = '' OR instr(member.name_key, ?2) OR instr(ifnull(member.email, ''), ?2)
          OR EXISTS (SELECT 1 FROM office JOIN shop ON shop.id = office.shop_id
                      WHERE office.member_id = member.id AND office.until_at IS NULL AND instr(shop.name_key, ?2)))
        """

    private static func condition(_ group: MemberListQuery.Group) -> String {
        switch group {
        case .all, .former: "1"
        case .board: holds("shop_id IS NULL AND project_id IS NULL")
        case .shopkeepers: holds("office IN \(Right.represent.offices(.own))")
        case .teams: holds("shop_id IS NOT NULL AND office NOT IN \(Right.represent.offices(.own))")
        case .withoutEmail: "email IS NULL"
        case .neverSeen: "signed_in_at IS NULL"
        }
    }

    private static func holds(_ condition: String) -> String {
        "EXISTS (SELECT 1 FROM office WHERE member_id = member.id AND until_at IS NULL AND \(condition))"
    }
}

extension HeldPlace {
    /// The offices a member holds now, those of the association first; at most a hundred.
    static func all(of member: Member.ID, in db: Reader) throws -> [HeldPlace] {
        try db.rows(
            """
            SELECT office.office, shop.name FROM office LEFT JOIN shop ON shop.id = office.shop_id
             WHERE office.member_id = ?1 AND office.until_at IS NULL AND shop.removed_at IS NULL
             ORDER BY shop.name_key, office.id LIMIT 100
            """, member
        ) { row in Office(rawValue: row.text(0)).map { HeldPlace(office: $0, shop: row.optionalText(1)) } }
        .compactMap(\.self)
    }
}
