import Shell

extension Feature {
    /// The legal notice, the page on how reviews are handled, and the component gallery of development.
    static let prose = Feature(
        pages: [LegalNoticePage.self, ProsePage.self, StylePage.self],
        publicPages: { _ in [Link.reviewRules, .legalNotice].map { PublicPage($0) } })
}
