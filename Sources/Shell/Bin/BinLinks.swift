import Web

extension Link {
    /// What was removed and can be put back.
    package static let bin = Link(local: "/corbeille")
}
