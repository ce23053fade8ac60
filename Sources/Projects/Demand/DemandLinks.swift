import Shell
import Web

extension Link {
    /// Why visitors leave without a purchase.
    package static let demand = Link(local: "/demande")

    /// Publishes or refuses words of a visitor.
    package static func decideWords(_ publicID: String) -> Link { Link(local: "/demande/mots/\(publicID)") }

    /// Undoes the decision about words of a visitor.
    package static func undoWords(_ publicID: String) -> Link { Link(local: "/demande/mots/\(publicID)/attente") }
}
