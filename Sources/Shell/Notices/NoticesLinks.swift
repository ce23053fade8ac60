import Web

extension Link {
    /// The notices of a member.
    package static let notices = Link(local: "/notifications")
    /// Where one of them leads, for its member: a guest signs in first.
    static func notice(_ id: String) -> Link { Link(local: "/notifications/\(id)") }
    /// How often a member gets mail about each kind of notice.
    package static let noticePreferences = Link(local: "/compte/notifications")
}
