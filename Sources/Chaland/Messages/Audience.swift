import Base
import Projects
import SQLite
import Shell

/// Whom a message is written to. In a form and in the store: `tous`, `categorie active`, or `projet ` with the id of a
/// project.
enum Audience: Sendable, Hashable {
    case everyone, board, shopkeepers
    case category(MemberCategory)
    case project(String)

    init?(_ text: String) {
        switch text {
        case "tous": self = .everyone
        case "bureau": self = .board
        case "commercants": self = .shopkeepers
        default:
            if text.hasPrefix("projet ") {
                self = .project(String(text.dropFirst(7)))
            } else if text.hasPrefix("categorie "), let category = MemberCategory(rawValue: String(text.dropFirst(10)))
            {
                self = .category(category)
            } else {
                return nil
            }
        }
    }

    var text: String {
        switch self {
        case .everyone: "tous"
        case .board: "bureau"
        case .shopkeepers: "commercants"
        case .category(let category): "categorie " + category.rawValue
        case .project(let id): "projet " + id
        }
    }

    /// The offices at a shop whose holders speak for it, as a list of SQL.
    private static let spokesmen = Office.allCases.filter { $0.rights[.own]?.contains(.represent) == true }
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")

    /// The condition of SQL for them; `?1` is the category or the project.
    private var condition: String {
        switch self {
        case .everyone: "?1 = ''"
        case .board:
            """
            ?1 = '' AND EXISTS (SELECT 1 FROM office WHERE office.member_id = member.id AND until_at IS NULL
                                   AND shop_id IS NULL AND project_id IS NULL)
            """
        case .shopkeepers:
            """
            ?1 = '' AND EXISTS (SELECT 1 FROM office JOIN shop ON shop.id = office.shop_id
                                 WHERE office.member_id = member.id AND until_at IS NULL
                                   AND office IN (\(Self.spokesmen)) AND removed_at IS NULL)
            """
        case .category:
            """
            (EXISTS (SELECT 1 FROM membership
                      WHERE membership.member_id = member.id AND category = ?1 AND until_at IS NULL)
             OR EXISTS (SELECT 1 FROM office JOIN membership ON membership.shop_id = office.shop_id
                         WHERE office.member_id = member.id AND office.until_at IS NULL
                           AND office IN (\(Self.spokesmen)) AND category = ?1 AND membership.until_at IS NULL))
            """
        case .project:
            """
            EXISTS (SELECT 1 FROM project
                      JOIN participation ON participation.project_id = project.id AND left_at IS NULL
                      JOIN office ON office.shop_id = participation.shop_id AND office.until_at IS NULL
                     WHERE project.public_id = ?1 AND office.member_id = member.id
                       AND office.office IN (\(Self.spokesmen)))
            """
        }
    }

    /// The members with access it is made of, by name.
    func members(in db: Reader) throws -> [AudienceMember] {
        let object =
            switch self {
            case .everyone, .board, .shopkeepers: ""
            case .category(let category): category.rawValue
            case .project(let id): id
            }
        return try db.rows(
            """
            SELECT id, name, email FROM member WHERE (disabled_at IS NOT NULL) = 0 AND \(condition)
             ORDER BY name_key, id LIMIT ?2
            """, object, SiteLimits.messageRecipients
        ) { row in
            AudienceMember(
                id: Member.ID(rawValue: row.int(0)), name: row.text(1),
                email: row.optionalText(2).flatMap(EmailAddress.init(typed:)))
        }
    }
}

/// A person a message is for.
struct AudienceMember: Sendable, Equatable {
    let id: Member.ID
    let name: String
    let email: EmailAddress?
}
