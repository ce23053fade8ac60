import Shell

extension Feature {
    /// The journal of acts.
    static let journal = Feature(pages: [JournalPage.self], hiddenFromRobots: ["/journal"])
}
