extension Feature {
    /// Where a member arrives.
    static let home = Feature(pages: [HomePage.self], hiddenFromRobots: ["/accueil"])
}
