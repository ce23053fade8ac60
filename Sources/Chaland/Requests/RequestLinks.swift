import Shell
import Web

extension Link {
    /// The form of a request about one's data.
    static let newRequest = Link(local: "/confidentialite/demande")
    /// The requests, for the presidency.
    static let requests = Link(local: "/demandes")

    /// Closes a request.
    static func closeRequest(_ id: String) -> Link { Link(local: "/demandes/\(id)/fin") }

    /// Reopens it.
    static func reopenRequest(_ id: String) -> Link { Link(local: "/demandes/\(id)/attente") }
}
