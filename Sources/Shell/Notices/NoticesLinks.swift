import Web

extension Link {
    /// What happened, for one member.
    package static let notices = Link(local: "/notifications")
}
