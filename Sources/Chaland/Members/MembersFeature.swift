import Base
import Shell
import Shops

extension Feature {
    /// The association’s people: their list, their offices, their access.
    static let members = Feature(
        pages: [
            MembersPage.self, MemberShopsPage.self, MemberPage.self, MemberLinkPage.self, NewMemberPage.self,
            PresidencyPage.self,
        ],
        fields: NewMemberForm.fields + PresidencyForm.fields + DepartureForm.fields + ShopCategoryForm.fields
            + [MemberLinkHandlers.lost],
        hiddenFromRobots: ["/adherents", "/imports-adherents", "/presidence"],
        waiting: PresidencyHandlers.waiting, personalData: [PresidencyOffer.personalData],
        // An offer of the backup may have been withdrawn since.
        carryOver: { _, db, now in try PresidencyOffer.endAll(at: now, in: db) })
}

/// The URLs of members, of joining, and of the presidency.
let adherentRoutes: [Route] = [
    .get("/adherents/importer", .needs(.manageMembers), PeopleImportHandlers.new),
    .post(
        "/adherents/importer", .needs(.manageMembers), upTo: SiteLimits.importBodyBytes, PeopleImportHandlers.create),
    .get("/imports-adherents/:list", .needs(.manageMembers), PeopleImportHandlers.show),
    .post(
        "/imports-adherents/:list", .needs(.manageMembers), upTo: SiteLimits.importBodyBytes,
        PeopleImportHandlers.update),
    .post(
        "/imports-adherents/:list/confirmation", .needs(.manageMembers), upTo: SiteLimits.importBodyBytes,
        PeopleImportHandlers.confirm),
    .post("/imports-adherents/:list/annulation", .needs(.manageMembers), PeopleImportHandlers.undo),
    .get("/adherents/boutiques", .needs(.readMembers), MemberShopHandlers.index),
    .post("/adherents/boutiques", .needs(.manageMembers), MemberShopHandlers.update),
    .get("/adherer", .anyone, JoinHandlers.new),
    .post("/adherer", .anyone, JoinHandlers.create),
    .get("/adherer/merci", .anyone, JoinHandlers.thanks),
    .get("/adherer/formulaire", .anyone, JoinHandlers.print),
    .get("/demandes-adhesion", .needs(.readMembers), JoinDecisionHandlers.index),
    .get("/demandes-adhesion/:joining", .needs(.readMembers), JoinDecisionHandlers.show),
    .post("/demandes-adhesion/:joining/acceptation", .needs(.manageMembers), JoinDecisionHandlers.accept),
    .post("/demandes-adhesion/:joining/refus", .needs(.manageMembers), JoinDecisionHandlers.refuse),
    .post("/demandes-adhesion/:joining/attente", .needs(.manageMembers), JoinDecisionHandlers.reopen),
    .get("/reglages/adhesion", .needs(.changeSettings), JoinSettingsHandlers.edit),
    .post("/reglages/adhesion", .needs(.changeSettings), JoinSettingsHandlers.update),
    .get("/adherents", .needs(.readMembers), MembersHandlers.index),
    .get("/adherents.csv", .needs(.readMembers), MembersHandlers.table),
    .get("/adherents/nouveau", .needs(.manageMembers), NewMemberHandlers.new),
    .post("/adherents/nouveau", .needs(.manageMembers), NewMemberHandlers.create),
    .get("/adherents/:member", .needs(.readMembers), MemberHandlers.show),
    .post("/adherents/:member/fonctions", .needs(.manageMembers), MemberHandlers.give),
    .post("/adherents/:member/fonctions/fin", .needs(.manageMembers), MemberHandlers.end),
    .post("/adherents/:member/categorie", .needs(.manageMembers), MembershipHandlers.update),
    .post("/adherents/:member/depart", .needs(.manageMembers), MembershipHandlers.end),
    .post("/adherents/:member/retour", .needs(.manageMembers), MembershipHandlers.undo),
    .post("/adherents/:member/fin", .needs(.manageAccess), MemberHandlers.endAccess),
    .post("/adherents/:member/retablissement", .needs(.manageAccess), MemberHandlers.restoreAccess),
    .post("/adherents/:member/presidence", .needs(.offerPresidency), PresidencyHandlers.offer),
    .get("/presidence", .member, PresidencyHandlers.show),
    .post("/presidence/acceptation", .member, PresidencyHandlers.accept),
    .post("/presidence/fin", .member, PresidencyHandlers.end),
    .post("/presidence/declaration", .needs(.changeSettings), PresidencyHandlers.declare),
    .get("/adherents/:member/lien", .needs(.manageAccess), MemberLinkHandlers.show),
    .post("/adherents/:member/lien", .needs(.manageAccess), MemberLinkHandlers.create),
]
