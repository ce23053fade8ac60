import Shell

extension Feature {
    /// The front page, the legal notice, privacy, how reviews are treated, and the style gallery of development.
    static let prose = Feature(
        pages: [FrontPage.self, LegalNoticePage.self, ProsePage.self, StylePage.self],
        publicPages: { _ in [Link.front, .reviewRules, .privacy, .legalNotice].map { PublicPage($0) } })
}
