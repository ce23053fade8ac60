/// A person who can sign in, with the offices they hold now.
struct Member: Sendable, Equatable {
    /// The row of a member.
    struct ID: Sendable, Hashable, RawRepresentable {
        let rawValue: Int
    }

    let id: ID
    let name: String
    let email: String?
    let hasPassword: Bool
    /// The shops at which they hold an office, by name; those taken out of the directory are not among them.
    let workplaces: [Workplace]
    private let rights: Rights

    init(
        id: ID, name: String, email: String?, hasPassword: Bool, offices: [HeldOffice] = [],
        workplaces: [Workplace] = []
    ) {
        (self.id, self.name, self.email, self.hasPassword) = (id, name, email, hasPassword)
        (self.workplaces, rights) = (workplaces, Rights(offices))
    }

    /// Whether they may do this for the association.
    func may(_ right: Right) -> Bool { rights.include(right, .association) }

    /// Whether they may do this to this shop or project.
    func may(_ right: Right, _ object: some Scoped) -> Bool { rights.include(right, object.scope) }

    /// The shops at which they hold an office and have this right, by name.
    func workplaces(may right: Right) -> [Workplace] { workplaces.filter { may(right, $0) } }
}
