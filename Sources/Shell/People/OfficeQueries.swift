import Base
import SQLite

extension Office {
    /// The SQL condition for an office of the association that is held now.
    static let current =
        "office IN (" + allCases.filter { $0.place == .association }.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        + ") AND shop_id IS NULL AND project_id IS NULL AND until_at IS NULL"

    /// Gives this office to a member; does nothing when they already hold it.
    /// - Parameter actor: the member who decides; nil for a command, a letter, or the setup.
    package func give(
        to member: Member.ID, for scope: Scope = .association, by actor: Member.ID? = nil, at now: Instant,
        in db: Writer
    ) throws {
        let (shop, project) = scope.columns
        precondition(place == scope.place, "an office is held where it belongs")
        try db.run(
            """
            INSERT INTO office (member_id, office, shop_id, project_id, since_at, given_by)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING
            """, member, rawValue, shop, project, now, actor)
    }

    /// Ends this office of a member: its row stays, with its end. See `Session.endAfterLoss`.
    /// - Parameter actor: the member who decides; nil for a command.
    package func end(
        of member: Member.ID, for scope: Scope = .association, by actor: Member.ID? = nil, at now: Instant,
        in db: Writer
    ) throws {
        let (shop, project) = scope.columns
        let ended = try db.run(
            """
            UPDATE office SET until_at = max(since_at, ?5), ended_by = ?6
             WHERE member_id = ?1 AND office = ?2 AND shop_id IS ?3 AND project_id IS ?4 AND until_at IS NULL
            """, member, rawValue, shop, project, now, actor)
        // A project passed on ends no session.
        if ended > 0, place != .project { try Session.endAfterLoss(of: member, in: db) }
    }
}

extension Office {
    /// Ends all offices of a member in one scope: their rows stay, with their end.
    /// - Parameter actor: the member who decides.
    package static func endAll(
        of member: Member.ID, for scope: Scope, by actor: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let (shop, project) = scope.columns
        let ended = try db.run(
            """
            UPDATE office SET until_at = max(since_at, ?4), ended_by = ?5
             WHERE member_id = ?1 AND shop_id IS ?2 AND project_id IS ?3 AND until_at IS NULL
            """, member, shop, project, now, actor)
        if ended > 0 { try Session.endAfterLoss(of: member, in: db) }
    }

    /// Gives a member the offices in one scope that ended last; does nothing while they hold one there.
    /// - Parameter actor: the member who decides.
    package static func restoreLast(
        of member: Member.ID, for scope: Scope, by actor: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let (shop, project) = scope.columns
        let own = "member_id = ?1 AND shop_id IS ?2 AND project_id IS ?3"
        try db.run(
            """
            INSERT INTO office (member_id, office, shop_id, project_id, since_at, given_by)
            SELECT DISTINCT member_id, office, shop_id, project_id, ?4, ?5 FROM office
             WHERE \(own) AND until_at = (SELECT max(until_at) FROM office WHERE \(own))
               AND NOT EXISTS (SELECT 1 FROM office WHERE \(own) AND until_at IS NULL)
            """, member, shop, project, now, actor)
    }
}

extension Office {
    /// The office that a member has held longest in the association itself; nil when they hold none.
    package static func ofAssociation(_ member: Member.ID, in db: Reader) throws -> Office? {
        try db.first(
            """
            SELECT office FROM office
             WHERE member_id = ?1 AND shop_id IS NULL AND project_id IS NULL AND until_at IS NULL
             ORDER BY since_at, id LIMIT 1
            """, member
        ) { Office(rawValue: $0.text(0)) } ?? nil
    }
}

extension Office {
    /// What signs a letter: «présidence». Offices of a shop sign for the board.
    package func title(_ context: Context) -> String {
        switch self {
        case .president: context.say("office.president")
        case .vicePresident: context.say("office.vicePresident")
        case .treasurer: context.say("office.treasurer")
        case .secretary: context.say("office.secretary")
        case .boardMember, .shopkeeper, .staff, .pageEditor, .spokesperson, .projectLead:
            context.say("office.boardMember")
        }
    }
}

extension Office {
    /// Its name in a list: «trésorerie», «tient la boutique».
    package func label(_ context: Context) -> String {
        switch self {
        case .president, .vicePresident, .treasurer, .secretary, .boardMember: title(context)
        case .shopkeeper: context.say("office.shopkeeper")
        case .staff: context.say("office.staff")
        case .pageEditor: context.say("office.pageEditor")
        case .spokesperson: context.say("office.spokesperson")
        case .projectLead: context.say("office.projectLead")
        }
    }
}

extension Scope {
    var columns: (shop: Int?, project: Int?) {
        switch self {
        case .association: (nil, nil)
        case .shop(let row): (row, nil)
        case .project(let row): (nil, row)
        }
    }
}

extension Right {
    /// The offices with this right within `reach`, as a list for SQL: `office.office IN (…)`.
    package func offices(_ reach: Office.Reach) -> String {
        let names = Office.allCases.filter { $0.rights[reach]?.contains(self) == true }.map { "'\($0.rawValue)'" }
        return "(" + names.joined(separator: ", ") + ")"
    }

    /// The rights that at least one office has for the whole association.
    static let ofAssociation = allCases.filter { right in
        Office.allCases.contains { $0.rights[.association]?.contains(right) == true }
    }
}

extension Member {
    /// Whether they hold an office of the association that has rights.
    package var isOfAssociation: Bool { Right.ofAssociation.contains { may($0) } }
}

extension Workplace {
    /// The shop of a code in any spelling (`7kq2`, `7KQ-2`); nil when the directory has none.
    package static func find(_ code: String, in db: Reader) throws -> Workplace? {
        guard let code = Crockford.normalised(code) else { return nil }
        return try db.first("SELECT id, code, name FROM shop WHERE code = ?1 AND removed_at IS NULL", code) { row in
            Workplace(id: row.int(0), code: row.text(1), name: row.text(2))
        }
    }
}
