import SQLite

/// A member added by whoever runs the machine, with a link to sign in: the way back in when nobody else can open the door.
public struct Admission: Sendable {
    /// What somebody may do.
    public enum Role: String, Sendable, CaseIterable {
        case president, shopkeeper
    }

    /// Why nobody was added.
    public enum Refusal: Error, Sendable {
        /// The first steps are not done: there is no association to join.
        case noAssociation
        /// No address a message could be sent to.
        case email
        /// Another member has the address.
        case taken
        /// Empty, or over 120 characters.
        case name
        /// No shop has this code.
        case shop
    }

    private let name: String
    private let email: EmailAddress
    private let role: Role
    private let shop: String?

    /// Checks what was typed.
    public init(name: String, email: String, role: Role, shop: String?) throws {
        guard let address = EmailAddress(typed: email) else { throw Refusal.email }
        guard (1...120).contains(name.trimmed.count) else { throw Refusal.name }
        (self.name, self.email, self.role, self.shop) = (name.trimmed, address, role, shop)
    }

    /// Adds the member.
    public func admit(to database: Database, clock: Clock = .system) throws {
        let now = clock.now()
        try database.writeNow { [self] db in
            guard try Association.current(in: db) != nil else { throw Refusal.noAssociation }
            guard try !Member.isTaken(email, besides: nil, in: db) else { throw Refusal.taken }
            let shop = try shop.map { code in
                guard let shop = try Shop.find(code, in: db) else { throw Refusal.shop }
                return shop.id
            }
            let id = try Member.insert(
                name: name, email: email, passwordHash: nil, role: role == .president ? .president : .shopkeeper,
                at: now,
                in: db)
            guard let shop else { return }
            try db.run("INSERT INTO shopkeeper (shop_id, member_id, since_at) VALUES (?1, ?2, ?3)", shop, id, now)
        }
    }
}
