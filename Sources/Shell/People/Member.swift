/// A person who can sign in: the president, or a shopkeeper with the shops they keep.
struct Member: Sendable, Equatable {
    /// The row of a member.
    struct ID: Sendable, Hashable, RawRepresentable {
        let rawValue: Int
    }

    /// What a member may do.
    enum Role: String, Sendable {
        case president
        case shopkeeper
    }

    let id: ID
    let name: String
    let email: String?
    let role: Role
    let hasPassword: Bool
    /// The shops they keep, by name.
    let shops: [KeptShop]

    /// A shop as the one who keeps it needs it everywhere: its row, its code, its name.
    struct KeptShop: Sendable, Equatable {
        let id: Shop.ID
        let code: String
        let name: String
    }

    /// Whether this shop is theirs to change: their own, or any for the president.
    func keeps(_ shop: Shop.ID) -> Bool { role == .president || shops.contains { $0.id == shop } }
}
