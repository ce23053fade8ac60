import Shell

extension Feature {
    /// The legal notice, how reviews are treated, and the style gallery of development.
    static let prose = Feature(
        pages: [LegalNoticePage.self, ProsePage.self, StylePage.self],
        publicPages: { _ in [Link.reviewRules, .legalNotice].map { PublicPage($0) } })
}
