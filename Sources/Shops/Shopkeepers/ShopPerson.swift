import Base
import SQLite
import Shell

/// A person who holds or held an office at one shop: a shopkeeper, or staff.
struct ShopPerson: Sendable, Equatable {
    let id: Member.ID
    /// Identifies the person in URLs.
    let publicID: String
    let name: String
    let email: String?
    /// What they may do at the shop now.
    let rights: TeamRights
    let since: Instant
    /// When their office at the shop, or their access to the whole site, ended; nil while they have both.
    let end: End?
    /// Whether they are a member of the association, or hold an office elsewhere: in it, at another shop or in a
    /// project.
    let hasOtherOffices: Bool

    /// How an access ended.
    struct End: Sendable, Equatable {
        let at: Instant
        /// The member who decided, and their name; nil for a command on the machine.
        let actor: Member.ID?
        let by: String?
        /// Whether the access to the whole site ended.
        let isOfSite: Bool
    }

    /// The people of a shop, those with access first, by name; at most `limit`, each once.
    static func all(at shop: Shop.ID, limit: Int = 200, in db: Reader) throws -> [ShopPerson] {
        let rows = try db.rows(
            """
            SELECT \(columns) FROM office \(joins) WHERE office.shop_id = ?1
             ORDER BY office.until_at IS NOT NULL OR member.disabled_at IS NOT NULL, member.name, office.until_at IS NOT NULL,
                      office.until_at DESC, office.id
             LIMIT ?2
            """, shop, limit, decode: ShopPerson.init(row:))
        var known: Set<Member.ID> = []
        return rows.filter { known.insert($0.id).inserted }
    }

    /// The shopkeepers of a shop who have access, by name.
    static func holders(of shop: Shop.ID, in db: Reader) throws -> [ShopPerson] {
        try all(at: shop, in: db).filter { $0.end == nil && $0.rights.runs }
    }

    /// The person of a public id; nil when they never held an office at the shop.
    static func find(_ publicID: String, at shop: Shop.ID, in db: Reader) throws -> ShopPerson? {
        try db.first(
            """
            SELECT \(columns) FROM office \(joins)
             WHERE office.shop_id = ?1 AND member.public_id = ?2
             ORDER BY office.until_at IS NOT NULL, office.until_at DESC, office.id
             LIMIT 1
            """, shop, publicID, decode: ShopPerson.init(row:))
    }

    private static let columns = """
        member.id, member.public_id, member.name, member.email,
        \(mayNow(.managePeople)), \(mayNow(.edit)), \(mayNow(.represent)), office.since_at,
        ifnull(member.disabled_at, office.until_at), ifnull(who.name, ender.name), member.disabled_at IS NOT NULL,
        EXISTS (SELECT 1 FROM office AS other WHERE other.member_id = member.id AND other.until_at IS NULL
                   AND other.shop_id IS NOT office.shop_id)
        OR EXISTS (SELECT 1 FROM membership WHERE membership.member_id = member.id AND membership.until_at IS NULL),
        ifnull(who.id, ender.id)
        """

    private static func mayNow(_ right: Right) -> String {
        """
        EXISTS (SELECT 1 FROM office AS held WHERE held.member_id = member.id AND held.shop_id = office.shop_id
                   AND held.until_at IS NULL AND held.office IN \(right.offices(.own)))
        """
    }

    private static let joins = """
        JOIN member ON member.id = office.member_id LEFT JOIN member AS ender ON ender.id = office.ended_by
        LEFT JOIN member AS who ON who.id = (SELECT changed_by FROM access_change
                                              WHERE member_id = member.id AND member.disabled_at IS NOT NULL
                                              ORDER BY changed_at DESC, id DESC LIMIT 1)
        """

    private init(row: Row) {
        id = Member.ID(rawValue: row.int(0))
        (publicID, name, email) = (row.text(1), row.text(2), row.optionalText(3))
        rights = TeamRights(runs: row.bool(4), mayEdit: row.bool(5), maySpeak: row.bool(6))
        since = row.instant(7)
        let (by, isOfSite) = (row.optionalText(9), row.bool(10))
        let actor = row.optionalInt(12).map(Member.ID.init(rawValue:))
        end = row.optionalInt(8).map { End(at: Instant(seconds: $0), actor: actor, by: by, isOfSite: isOfSite) }
        hasOtherOffices = row.bool(11)
    }
}

/// Which access of a person ends.
enum AccessExtent: String, Sendable, CaseIterable {
    /// Their offices at one shop.
    case shop
    /// Their access to the whole site.
    case site
}

extension ShopPerson {
    /// Ends their offices at the shop, or their access to the whole site.
    /// - Throws: `Member.AccessRefusal` for the access to the whole site.
    func end(_ extent: AccessExtent, at shop: Shop.ID, by actor: Member.ID, at now: Instant, in db: Writer) throws {
        switch extent {
        case .shop: try Office.endAll(of: id, for: shop.scope, by: actor, at: now, in: db)
        case .site: try Member.endAccess(of: id, by: actor, at: now, in: db)
        }
    }

    /// Ends their work at the shop, as its shopkeeper decides; with it their access to the site when they do nothing
    /// else in the association.
    func endWork(at shop: Shop.ID, by actor: Member.ID, at now: Instant, in db: Writer) throws {
        try Office.endAll(of: id, for: shop.scope, by: actor, at: now, in: db)
        if !hasOtherOffices { try Member.endAccess(of: id, by: actor, at: now, in: db) }
    }

    /// Restores their access to the site and, if they hold no office at the shop, the offices there that ended last.
    func restore(at shop: Shop.ID, by actor: Member.ID, at now: Instant, in db: Writer) throws {
        try Member.restoreAccess(of: id, by: actor, at: now, in: db)
        try Office.restoreLast(of: id, for: shop.scope, by: actor, at: now, in: db)
    }
}
