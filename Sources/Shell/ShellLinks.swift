import Web

extension Link {
    /// The front page, for everyone.
    package static let front = Link(local: "/")
    /// The home page of a member.
    package static let memberHome = Link(local: "/accueil")
    /// The health check of the write path.
    package static let readiness = Link(local: "/readyz")
}

/// Paths answered before routing.
enum UnroutedPath {
    static let up: StaticString = "/up"
    static let metrics: StaticString = "/metrics"
    /// The files of `Public`, in the folder of the program.
    static let files = "/public/"
}
