import Base
import SQLite
import Shell

/// A query of the list of members: words, a group, a category, an order, a page. All of it is in the query string.
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
        /// Has not signed in for `absence`.
        case notLately = "plus-venus"
        /// Their access has ended.
        case former = "anciens"
    }

    /// The order of the list.
    enum Order: String, Sendable, CaseIterable {
        case name = ""
        /// The last visit first.
        case visit = "connexion"
        /// The latest first.
        case arrival = "arrivee"
    }

    /// Seconds without a visit after which a member has not come lately.
    static let absence = Int.days(90)
    /// The value of `category` for members without one.
    static let noCategory = "aucune"

    var words = ""
    var group = Group.all
    /// Empty for all; else a category, or `noCategory`.
    var category = ""
    var order = Order.name
    /// From 1.
    var page = 1

    /// The last visit must be before this moment; 0 for any visit.
    fileprivate func lastVisit(at now: Instant) -> Instant {
        group == .notLately ? now - MemberListQuery.absence : Instant(seconds: 0)
    }
}

/// A member as a line of the list.
struct MemberLine: Sendable, Equatable {
    let publicID: String
    let name: String
    let email: String?
    let signedInAt: Instant?
    let endedAt: Instant?
    let category: MemberCategory?
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
    /// The members of a query in its order, those of one page. Indices: `member_by_name`, `member_by_visit`,
    /// `member_by_arrival`.
    static func find(
        _ query: MemberListQuery, offset: Int, limit: Int = SiteLimits.membersAPage, at now: Instant, in db: Reader
    ) throws -> [MemberLine] {
        let rows = try db.rows(
            """
            SELECT id, public_id, name, email, signed_in_at, disabled_at,
                   (SELECT category FROM membership WHERE member_id = member.id AND until_at IS NULL)
              FROM member
             WHERE (disabled_at IS NOT NULL) = ?1 AND erased_at IS NULL AND \(condition(query.group))
               AND \(condition(category: query.category)) AND \(isAbsent) AND \(matches)
             ORDER BY \(order(query.order)) LIMIT ?5 OFFSET ?6
            """, query.group == .former, query.words.folded, query.category, query.lastVisit(at: now), limit, offset
        ) { row in
            (
                Member.ID(rawValue: row.int(0)), row.text(1), row.text(2), row.optionalText(3), row.optionalInt(4),
                row.optionalInt(5), row.optionalText(6)
            )
        }
        return try rows.map { id, publicID, name, email, signedIn, ended, category in
            MemberLine(
                publicID: publicID, name: name, email: email, signedInAt: signedIn.map(Instant.init(seconds:)),
                endedAt: ended.map(Instant.init(seconds:)),
                category: category.flatMap(MemberCategory.init), offices: try HeldPlace.all(of: id, in: db))
        }
    }

    /// How many members a query finds.
    static func count(_ query: MemberListQuery, at now: Instant, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM member
             WHERE (disabled_at IS NOT NULL) = ?1 AND erased_at IS NULL AND \(condition(query.group))
               AND \(condition(category: query.category)) AND \(isAbsent) AND \(matches)
            """, query.group == .former, query.words.folded, query.category, query.lastVisit(at: now)
        ) { $0.int(0) } ?? 0
    }

    /// The words occur in the name, the address, or the name of one of their shops.
    private static let matches = """
        (?2 = '' OR instr(member.name_key, ?2) OR instr(ifnull(member.email, ''), ?2)
          OR EXISTS (SELECT 1 FROM office JOIN shop ON shop.id = office.shop_id
                      WHERE office.member_id = member.id AND office.until_at IS NULL AND instr(shop.name_key, ?2)))
        """

    /// Index: `membership_by_category`.
    private static func condition(category: String) -> String {
        let current = "until_at IS NULL AND member_id IS NOT NULL"
        return switch category {
        case "": "?3 = ''"
        case MemberListQuery.noCategory:
            "?3 <> '' AND NOT EXISTS (SELECT 1 FROM membership WHERE member_id = member.id AND until_at IS NULL)"
        default: "member.id IN (SELECT member_id FROM membership WHERE category = ?3 AND \(current))"
        }
    }

    private static let isAbsent = "(?4 = 0 OR signed_in_at < ?4)"

    private static func order(_ order: MemberListQuery.Order) -> String {
        switch order {
        case .name: "name_key, id"
        case .visit: "signed_in_at DESC, id DESC"
        case .arrival: "joined_at DESC, id DESC"
        }
    }

    private static func condition(_ group: MemberListQuery.Group) -> String {
        switch group {
        case .all, .former, .notLately: "1"
        case .board: holds("shop_id IS NULL AND project_id IS NULL")
        case .shopkeepers: holds("office IN \(Right.managePeople.offices(.own))")
        case .teams: holds("shop_id IS NOT NULL AND office NOT IN \(Right.managePeople.offices(.own))")
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
               AND office.project_id IS NULL
             ORDER BY shop.name_key, office.id LIMIT 100
            """, member
        ) { row in Office(rawValue: row.text(0)).map { HeldPlace(office: $0, shop: row.optionalText(1)) } }
        .compactMap(\.self)
    }
}
