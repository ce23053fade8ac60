import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

extension Link {
    /// «Adhérer».
    static let join = Link(local: "/adherer")
    /// The thanks for a request.
    static let joined = Link(local: "/adherer/merci")
    /// The form to print.
    static let joinSheet = Link(local: "/adherer/formulaire")
    /// The requests to join.
    static let joinRequests = Link(local: "/demandes-adhesion")
    /// The names of the categories, and whether the form is open.
    static let joinSettings = Link(local: "/reglages/adhesion")

    /// One request to join.
    static func joinRequest(_ id: String) -> Link { Link(local: "/demandes-adhesion/\(id)") }

    /// Accepts it.
    static func acceptJoinRequest(_ id: String) -> Link { Link(local: "/demandes-adhesion/\(id)/acceptation") }

    /// Refuses it.
    static func refuseJoinRequest(_ id: String) -> Link { Link(local: "/demandes-adhesion/\(id)/refus") }

    /// Takes a refusal back.
    static func reopenJoinRequest(_ id: String) -> Link { Link(local: "/demandes-adhesion/\(id)/attente") }
}
