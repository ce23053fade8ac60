import Encounters
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
    .get("/confidentialite/demande", .anyone, RequestHandlers.new),
    .post("/confidentialite/demande", .anyone, RequestHandlers.create),
    .get("/demandes", .needs(.answerRequests), RequestHandlers.index),
    .post("/demandes/:request/fin", .needs(.answerRequests), RequestHandlers.close),
    .post("/demandes/:request/attente", .needs(.answerRequests), RequestHandlers.reopen),
    .get("/registre", .needs(.oversee), RegisterHandlers.show),
    .get("/journal", .needs(.oversee), JournalHandlers.index),
    .get("/journal.csv", .needs(.oversee), JournalHandlers.table),
    .get("/corbeille", .member, BinHandlers.index),
    .get("/compte/donnees", .member, OwnDataHandlers.show),
    .get("/compte/donnees.json", .member, OwnDataHandlers.file),
    .get("/compte/effacement", .member, OwnDataHandlers.confirm),
    .post("/compte/effacement", .member, OwnDataHandlers.erase),
    .get("/adherents/:member/effacement", .needs(.manageAccess), MemberErasureHandlers.confirm),
    .post("/adherents/:member/effacement", .needs(.manageAccess), MemberErasureHandlers.erase),
    .get("/avis/:secret/donnees", .anyone, in: .every, AuthorDataHandlers.show),
    .get("/avis/:secret/donnees.json", .anyone, in: .every, AuthorDataHandlers.file),
    .post("/avis/:secret/effacement", .anyone, in: .every, AuthorDataHandlers.erase),
]
