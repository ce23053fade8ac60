import Base
import SQLite
import Shell

/// One member, as their page shows them.
struct MemberFile: Sendable, Equatable {
    let id: Member.ID
    let publicID: String
    let name: String
    let email: String?
    let joinedAt: Instant
    let signedInAt: Instant?
    let endedAt: Instant?
    let hasPassword: Bool
    /// Whether an offer of the presidency waits for their answer.
    let isOfferedPresidency: Bool
    /// Present ones first, then the past ones, latest first.
    let offices: [Term]

    /// An office with its dates.
    struct Term: Sendable, Equatable {
        let office: Office
        let shopName: String?
        let shopCode: String?
        let since: Instant
        let givenBy: String?
        let until: Instant?
        let endedBy: String?
    }

    /// Whether they are president now.
    var presides: Bool { ofAssociation.contains { $0.rights[.association]?.contains(.offerPresidency) == true } }

    /// The offices of the association held now.
    var ofAssociation: [Office] { offices.filter { $0.until == nil && $0.shopCode == nil }.map(\.office) }

    /// The member with a public id; nil when there is none.
    static func find(_ publicID: String, in db: Reader) throws -> MemberFile? {
        try db.first(
            """
            SELECT id, public_id, name, email, joined_at, signed_in_at, disabled_at, password_hash IS NOT NULL,
                   EXISTS (SELECT 1 FROM presidency_offer
                            WHERE offered_to = member.id AND accepted_at IS NULL AND ended_at IS NULL
                              AND offered_at > 0)
              FROM member WHERE public_id = ?1 AND erased_at IS NULL
            """, publicID
        ) { row in
            (
                Member.ID(rawValue: row.int(0)), row.text(1), row.text(2), row.optionalText(3), row.int(4),
                row.optionalInt(5), row.optionalInt(6), row.bool(7), row.bool(8)
            )
        }.map { id, publicID, name, email, joined, signedIn, ended, hasPassword, isOffered in
            MemberFile(
                id: id, publicID: publicID, name: name, email: email, joinedAt: Instant(seconds: joined),
                signedInAt: signedIn.map(Instant.init(seconds:)), endedAt: ended.map(Instant.init(seconds:)),
                hasPassword: hasPassword, isOfferedPresidency: isOffered, offices: try Term.all(of: id, in: db))
        }
    }
}

extension MemberFile {
    /// The public id of a member with this name and address whom `actor` added since a moment; nil when there is none.
    static func added(
        _ name: String, _ email: EmailAddress?, by actor: Member.ID, since: Instant, in db: Reader
    ) throws -> String? {
        try db.first(
            """
            SELECT member.public_id FROM office JOIN member ON member.id = office.member_id
             WHERE office.given_by = ?1 AND member.joined_at > ?2 AND member.name = ?3 AND member.email IS ?4
            """, actor, since, name, email?.key
        ) { $0.text(0) }
    }
}

extension MemberFile.Term {
    /// The offices of a member, those of projects left out; at most 200.
    fileprivate static func all(of member: Member.ID, in db: Reader) throws -> [MemberFile.Term] {
        try db.rows(
            """
            SELECT office.office, shop.name, shop.code, office.since_at, giver.name, office.until_at, ender.name
              FROM office LEFT JOIN shop ON shop.id = office.shop_id
              LEFT JOIN member AS giver ON giver.id = office.given_by
              LEFT JOIN member AS ender ON ender.id = office.ended_by
             WHERE office.member_id = ?1 AND office.project_id IS NULL
             ORDER BY office.until_at IS NOT NULL, office.until_at DESC, shop.name_key, office.id LIMIT 200
            """, member
        ) { row -> MemberFile.Term? in
            Office(rawValue: row.text(0)).map { office in
                MemberFile.Term(
                    office: office, shopName: row.optionalText(1), shopCode: row.optionalText(2),
                    since: row.instant(3), givenBy: row.optionalText(4),
                    until: row.optionalInstant(5), endedBy: row.optionalText(6))
            }
        }.compactMap(\.self)
    }
}
