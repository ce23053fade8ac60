import Base
import Web

extension Link {
    /// The front page, for everyone.
    package static let front = Link(local: "/")
    /// The home page of a member.
    package static let memberHome = Link(local: "/accueil")
    /// A stored picture.
    package static func picture(_ name: String) -> Link { Link(local: "/images/\(name)") }
    /// The web manifest.
    package static let manifest = Link(local: "/manifest.webmanifest")
    /// The icon that Apple’s devices ask for.
    package static let appleIcon = Link(local: "/apple-touch-icon.png")
    /// The style sheet in the association's colours.
    package static func stylesheet(_ name: String) -> Link { Link(local: "/couleurs/\(name).css") }
    /// The visit that confirms a public address: answered for every `Host`.
    package static func addressTrial(_ token: Secret) -> Link { Link(local: "/adresse/\(token.grouped)") }
    /// The health check of the write path.
    package static let readiness = Link(local: "/readyz")
}

/// Paths answered before routing.
enum UnroutedPath {
    /// The prefix of `addressTrial` links.
    static let addressTrial = Array("/adresse/".utf8)
    /// The prefix of links that end mail.
    static let unsubscription = Array("/desabonnement/".utf8)
    static let up: StaticString = "/up"
    static let metrics: StaticString = "/metrics"
    /// The files of `Public`, in the folder of the program.
    static let files = "/public/"
}
