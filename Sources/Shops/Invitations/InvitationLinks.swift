import Base
import Shell
import Web

extension Link {
    /// The list of shops to invite.
    package static let invitations = Link(local: "/invitations")

    /// Invites the shopkeeper of one shop.
    package static func invite(_ code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/invitation") }

    /// The page a shopkeeper opens.
    package static func invitation(_ secret: Secret) -> Link { Link(local: "/invitation/\(secret.grouped)") }
}
