/// A person who can sign in, with the offices they hold now.
package struct Member: Sendable, Equatable {
    /// The row of a member.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    package let id: ID
    /// As others read it.
    package let name: String
    /// Nil when none is stored.
    package let email: String?
    /// Whether they can sign in with a password.
    package let hasPassword: Bool
    /// Whether the association asks two steps of the board and they have not set them up: their offices of the
    /// association give no rights until then.
    package let isSecondFactorMissing: Bool
    /// The shops at which they hold an office, by name; those taken out of the directory are not among them.
    package let workplaces: [Workplace]
    private let rights: Rights

    /// A member with the rights of `offices`.
    package init(
        id: ID, name: String, email: String?, hasPassword: Bool, isSecondFactorMissing: Bool = false,
        offices: [HeldOffice] = [], workplaces: [Workplace] = []
    ) {
        (self.id, self.name, self.email, self.hasPassword) = (id, name, email, hasPassword)
        self.isSecondFactorMissing = isSecondFactorMissing
        (self.workplaces, rights) = (workplaces, Rights(offices))
    }

    /// Whether they may do this for the association.
    package func may(_ right: Right) -> Bool { rights.include(right, .association) }

    /// Whether they may do this to this shop or project.
    package func may(_ right: Right, _ object: some Scoped) -> Bool { rights.include(right, object.scope) }

    /// The shops at which they hold an office and have this right, by name.
    package func workplaces(may right: Right) -> [Workplace] { workplaces.filter { may(right, $0) } }
}
