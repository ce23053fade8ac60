import Base
import SQLite
import Shell

/// A printed code with its details.
package struct PrintedCode: Sendable, Equatable {
    /// The details that people type.
    package struct Details: Sendable, Equatable {
        package var medium: EntryPoint.Medium
        /// Where it is, in their words; may be empty.
        package var place: String
        /// Nil while it is not stated.
        package var cost: Money?
        /// The days of its campaign.
        package var from, until: Day?

        package init(
            _ medium: EntryPoint.Medium, place: String = "", cost: Money? = nil, from: Day? = nil, until: Day? = nil
        ) {
            (self.medium, self.place, self.cost, self.from, self.until) = (medium, place, cost, from, until)
        }
    }

    /// As printed, and in its addresses.
    package let code: String
    package let owner: EntryPoint.Owner
    /// The name of its shop or the title of its project; empty for the association.
    package let ownerName: String
    /// The code of its shop in addresses; nil for others.
    package let shopCode: String?
    /// The public id of its project; nil for others.
    package let projectID: String?
    package let details: Details
    package let createdAt: Instant
    package let endedAt: Instant?
    /// Incremented by each change; detects two people editing at once.
    package let version: Int
}

extension PrintedCode: Scoped {
    /// A shop decides about its own codes, the association about all others.
    package var scope: Scope {
        switch owner {
        case .shop(let shop): shop.scope
        case .association, .project: .association
        }
    }
}

extension PrintedCode {
    private static let selection = """
        SELECT entry_point.code, entry_point.shop_id, entry_point.project_id, ifnull(shop.name, ifnull(project.title, '')),
               shop.code, project.public_id, medium, entry_point.place, cost_cents, from_on, until_on,
               entry_point.created_at, ended_at, entry_point.version
          FROM entry_point
          LEFT JOIN shop ON shop.id = entry_point.shop_id LEFT JOIN project ON project.id = entry_point.project_id
        """

    private init(row: Row) {
        code = row.text(0)
        owner = EntryPoint.Owner(shop: row.optionalInt(1), project: row.optionalInt(2))
        ownerName = row.text(3)
        shopCode = row.optionalText(4)
        projectID = row.optionalText(5)
        // A medium of a newer version of the program is read as a poster.
        details = Details(
            EntryPoint.Medium(rawValue: row.text(6)) ?? .poster, place: row.text(7),
            cost: row.optionalInt(8).map { Money(cents: $0) }, from: row.optionalText(9).flatMap { Day($0) },
            until: row.optionalText(10).flatMap { Day($0) })
        createdAt = row.instant(11)
        endedAt = row.optionalInstant(12)
        version = row.int(13)
    }

    /// The code, if `member` has this right there; nil otherwise, and for a removed shop.
    package static func find(_ typed: String, where member: Member, may right: Right, in db: Reader) throws
        -> PrintedCode?
    {
        guard typed.utf8.count <= 8, let code = Crockford.normalised(typed) else { return nil }
        let found = try db.first(
            "\(selection) WHERE entry_point.code = ?1 AND shop.removed_at IS NULL", code, decode: PrintedCode.init(row:)
        )
        return found.flatMap { member.may(right, $0) ? $0 : nil }
    }

    /// The codes of one shop, the latest first, at most `SiteLimits.printedCodes`.
    package static func all(of shop: Shop.ID, in db: Reader) throws -> [PrintedCode] {
        try db.rows(
            "\(selection) WHERE entry_point.shop_id = ?1 ORDER BY entry_point.created_at DESC, entry_point.code LIMIT ?2",
            shop, SiteLimits.printedCodes, decode: PrintedCode.init(row:))
    }

    /// The codes of the association, its projects and the listed shops, the latest first.
    package static func all(in db: Reader) throws -> [PrintedCode] {
        try db.rows(
            """
            \(selection) WHERE shop.removed_at IS NULL ORDER BY entry_point.created_at DESC, entry_point.code
            """, decode: PrintedCode.init(row:))
    }
}
