import Base
import SQLite

/// Gives or ends an office of a member from the command line.
package struct OfficeChange: Sendable {
    /// Why nothing was changed.
    package enum Refusal: Error, Sendable {
        /// The office is held at a shop, and none was named.
        case shopMissing
        /// The office is of the whole association, and a shop was named.
        case shopSuperfluous
        /// No shop has this code.
        case shop
        /// No other member with access is president.
        case lastPresident
        /// The member’s access has ended.
        case ended
    }

    private let office: Office
    private let shop: String?
    private let ends: Bool

    /// - Parameter shop: the code of the shop, for an office held at one.
    package init(office: Office, shop: String?, ends: Bool) {
        (self.office, self.shop, self.ends) = (office, shop, ends)
    }

    /// Makes the change for a member.
    /// - Throws: `Refusal`.
    package func run(for member: Member.ID, in database: Database, clock: Clock = .system) throws {
        if office.isOfShop, shop == nil { throw Refusal.shopMissing }
        if !office.isOfShop, shop != nil { throw Refusal.shopSuperfluous }
        let now = clock.now()
        try database.writeNow { [self] db in
            let scope = try shop.map { code in
                guard let shop = try Workplace.find(code, in: db) else { throw Refusal.shop }
                return shop.scope
            }
            if ends {
                if office == .president, try Member.isLastPresident(member, in: db) { throw Refusal.lastPresident }
                try office.end(of: member, for: scope ?? .association, at: now, in: db)
                try Audit.record(.officeEnded, of: member, by: nil, at: now, in: db)
            } else {
                guard try Member.find(member, in: db) != nil else { throw Refusal.ended }
                try office.give(to: member, for: scope ?? .association, at: now, in: db)
                try Audit.record(.officeGiven, of: member, by: nil, at: now, in: db)
            }
        }
    }
}
