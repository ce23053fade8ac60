import Web

extension Link {
    /// The bin: removed things that can be put back.
    package static let bin = Link(local: "/corbeille")
}
