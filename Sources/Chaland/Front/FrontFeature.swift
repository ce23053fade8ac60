import Shell

extension Feature {
    /// The front page.
    static let front = Feature(pages: [FrontPage.self], publicPages: { _ in [PublicPage(.front)] })
}
