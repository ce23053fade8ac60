import Shell
import Web

extension Link {
    /// The shops added last.
    static let shopFeed = Link(local: "/flux/boutiques.atom")
    /// The public projects.
    static let projectFeed = Link(local: "/flux/projets.atom")
    /// The reviews published last.
    static let reviewFeed = Link(local: "/flux/avis.atom")
    /// The news and the running bons plans.
    static let newsFeed = Link(local: "/flux/actualites.atom")
}
