import Shell
import Web

extension Link {
    /// The messages written to members.
    static let messages = Link(local: "/messages")
    static let newMessage = Link(local: "/messages/nouveau")
    static func message(_ id: String) -> Link { Link(local: "/messages/\(id)") }
    static func messageLetters(_ id: String) -> Link { Link(local: "/messages/\(id)/lettres") }
}
