import Base
import Web

extension Link {
    /// The page to sign in.
    package static let signIn = Link(local: "/connexion")
    /// Signs out.
    package static let signOut = Link(local: "/deconnexion")
    /// One’s own name, e-mail address and password.
    package static let account = Link(local: "/compte")
    /// All that is stored about oneself.
    package static let ownData = Link(local: "/compte/donnees")
    /// Erases one’s own data.
    package static let eraseOwnData = Link(local: "/compte/effacement")
    /// Where one is signed in.
    package static let devices = Link(local: "/compte/appareils")
    /// A new password after signing in by a link.
    package static let newPassword = Link(local: "/compte/mot-de-passe")
    /// Signs one’s own phone in.
    package static let phone = Link(local: "/compte/telephone")

    /// Two steps to sign in.
    package static let secondFactor = Link(local: "/compte/deux-etapes")
    /// The recovery sheet of a president.
    package static let recoverySheet = Link(local: "/compte/secours")
    /// Whom to call about a forgotten password.
    package static let forgottenPassword = Link(local: "/connexion/oubli")
    /// Asks for a mail to sign in.
    package static let mailSignIn = Link(local: "/connexion/mail")

    /// Where the code of that mail is typed.
    static func mailedCode(_ request: Secret) -> Link { Link(local: "/connexion/mail/\(request.grouped)") }

    /// Where the code of a recovery sheet is typed.
    package static let recoveryCode = Link(local: "/connexion/secours")
    /// Whether the board must sign in with a second step.
    package static let boardSignIn = Link(local: "/reglages/connexion")

    /// Ends one of one’s sessions, by its public id.
    package static func endSession(_ id: String) -> Link { Link(local: "/compte/appareils/\(id)/fin") }
    /// What each office may do.
    package static let rights = Link(local: "/droits")

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
