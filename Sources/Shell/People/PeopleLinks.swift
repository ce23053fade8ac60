import Base
import Web

extension Link {
    /// The page to sign in.
    package static let signIn = Link(local: "/connexion")
    package static let signOut = Link(local: "/deconnexion")
    package static let account = Link(local: "/compte")
    /// All that is stored about oneself.
    package static let ownData = Link(local: "/compte/donnees")
    /// Erases one’s own data.
    package static let eraseOwnData = Link(local: "/compte/effacement")

    /// The page to sign in, which then leads to `link`.
    package static func signIn(then link: Link) -> Link { signIn.adding("retour", link.path) }

    /// Signs a member in, once.
    package static func signIn(with secret: Secret) -> Link { Link(local: "/connexion/\(secret.grouped)") }

    /// Founds the association.
    package static func setup(_ secret: Secret) -> Link { Link(local: "/premiers-pas/\(secret.grouped)") }
}

extension Route {
    /// Whether it is answered before the association is founded.
    var isOpenBeforeFounding: Bool { path.hasPrefix("/premiers-pas/") || path == Link.readiness.path }
}
