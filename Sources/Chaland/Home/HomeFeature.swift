import Shell

extension Feature {
    /// The member’s home.
    package static let home = Feature(pages: [HomePage.self], hiddenFromRobots: ["/accueil"])
}
