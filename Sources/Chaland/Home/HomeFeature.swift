import Shell

extension Feature {
    /// Where a member arrives.
    package static let home = Feature(pages: [HomePage.self], hiddenFromRobots: ["/accueil"])
}
