import Shell

extension Feature {
    /// What is stored about persons: the privacy page and the register of processing.
    static let privacy = Feature(
        pages: [PrivacyPage.self, RegisterPage.self], hiddenFromRobots: ["/registre"],
        publicPages: { _ in [PublicPage(.privacy)] })
}
