import Shell

extension Feature {
    /// What is stored about persons: the privacy page and the register of processing.
    static let privacy = Feature(
        pages: [PrivacyPage.self, RegisterPage.self], hiddenFromRobots: ["/registre"],
        publicPages: { _ in [PublicPage(.privacy)] })
}

/// What is stored about persons, and who did what: a part of the site map.
let privacyRoutes: [Route] = [
    .get("/confidentialite", .anyone, cached: true, PrivacyHandlers.show),
    .get("/registre", .needs(.oversee), RegisterHandlers.show),
    .get("/journal", .needs(.oversee), JournalHandlers.index),
    .get("/journal.csv", .needs(.oversee), JournalHandlers.table),
]
