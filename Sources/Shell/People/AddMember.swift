import Base
import SQLite

/// Adds a member with one office from the command line, for when no member can sign in.
package struct AddMember: Sendable {
    /// Why a member was not added.
    package enum Refusal: Error, Sendable {
        /// The setup is not done: there is no association to join.
        case noAssociation
        /// Not an e-mail address.
        case email
        /// Another member has the address.
        case taken
        /// Empty, or over 120 characters.
        case name
        /// The office is held at a shop, and none was named.
        case shopMissing
        /// The office is of the whole association, and a shop was named.
        case shopSuperfluous
        /// No shop has this code.
        case shop
    }

    /// The default office.
    package static let usualOffice = Office.shopkeeper

    private let name: String
    private let email: EmailAddress
    private let office: Office
    private let shop: String?

    /// Checks the arguments. `shop` is the code of the shop, for an office held at one.
    /// - Throws: `Refusal`.
    package init(name: String, email: String, office: Office, shop: String?) throws {
        guard let address = EmailAddress(typed: email) else { throw Refusal.email }
        guard (1...120).contains(name.trimmed.count) else { throw Refusal.name }
        if office.isOfShop, shop == nil { throw Refusal.shopMissing }
        if !office.isOfShop, shop != nil { throw Refusal.shopSuperfluous }
        (self.name, self.email, self.office, self.shop) = (name.trimmed, address, office, shop)
    }

    /// Adds the member.
    /// - Throws: `Refusal`.
    package func run(in database: Database, clock: Clock = .system) throws {
        let now = clock.now()
        try database.writeNow { [self] db in
            guard try Association.current(in: db) != nil else { throw Refusal.noAssociation }
            guard try !Member.isTaken(email, besides: nil, in: db) else { throw Refusal.taken }
            let scope = try shop.map { code in
                guard let shop = try Workplace.find(code, in: db) else { throw Refusal.shop }
                return shop.scope
            }
            let id = try Member.insert(name: name, email: email, passwordHash: nil, at: now, in: db)
            try office.give(to: id, for: scope ?? .association, at: now, in: db)
            try Audit.record(.memberAdded, of: id, by: nil, at: now, in: db)
        }
    }
}
