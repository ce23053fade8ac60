import Shell

extension Feature {
    /// The front page: today in the street.
    static let front = Feature(pages: [FrontPage.self], publicPages: { _ in [PublicPage(.front)] })
}
