import Encounters
import Projects
import Shell
import Shops

/// Every URL of the site, who may call it, and the function that answers. Two routes that match the same request are
/// refused at start. Each page is also served below `/fr` and `/en`.
package let siteMap = SiteMap(
    routes: associationRoutes + memberRoutes + shopRoutes + importRoutes + encounterRoutes + projectRoutes,
    features: [
        .shell, .people, .shops, .shopkeepers, .posters, .invitations, .imports, .encounters, .reviews, .moderation,
        .projects, .home, .shopPage, .prose, .settings,
    ])

private let associationRoutes: [Route] = [
    .get("/", .anyone, cached: true, AssociationHandlers.front),
    .get("/premiers-pas/:token", .anyone, SetupHandlers.show),
    .post("/premiers-pas/:token", .anyone, SetupHandlers.create),
    .get("/mentions-legales", .anyone, cached: true, AssociationHandlers.legalNotice),
    .get("/confidentialite", .anyone, cached: true, AssociationHandlers.privacy),
    .get("/traitement-des-avis", .anyone, cached: true, AssociationHandlers.reviewRules),
    .get("/style", .anyone, AssociationHandlers.style),
    .get("/couleurs/:sheet", .anyone, cached: true, ThemeHandlers.show),
    .get("/images/:picture", .anyone, cached: true, PictureHandlers.show),
    .get("/robots.txt", .anyone, cached: true, AssociationHandlers.robots),
    .get("/sitemap.xml", .anyone, cached: true, AssociationHandlers.sitemap),
    .get("/readyz", .anyone, Readiness.show),
]

private let memberRoutes: [Route] = [
    .get("/connexion", .anyone, SessionHandlers.new),
    .post("/connexion", .anyone, upTo: SiteLimits.signInBytes, SessionHandlers.create),
    .get("/connexion/:token", .anyone, SignInLinkHandlers.show),
    .post("/connexion/:token", .anyone, SignInLinkHandlers.create),
    .post("/deconnexion", .anyone, SessionHandlers.delete),
    .get("/compte", .member, AccountHandlers.edit),
    .post("/compte", .member, AccountHandlers.update),
    .get("/accueil", .member, HomeHandlers.show),
    .get("/reglages", .needs(.changeSettings), SettingsHandlers.edit),
    .post("/reglages", .needs(.changeSettings), SettingsHandlers.update),
    .get("/reglages/adresse", .needs(.changeSettings), AddressHandlers.show),
    .post("/reglages/adresse", .needs(.changeSettings), AddressHandlers.create),
    .post("/reglages/adresse/retrait", .needs(.changeSettings), AddressHandlers.delete),
    .get("/reglages/logo", .needs(.changeSettings), LogoHandlers.show),
    .post("/reglages/logo", .needs(.changeSettings), upTo: SiteLimits.pictureBodyBytes, LogoHandlers.create),
    .post("/reglages/logo/retrait", .needs(.changeSettings), LogoHandlers.delete),
    .get("/adresse/:token", .anyone, AddressTrialHandlers.show),
    .post("/adresse/:token", .anyone, AddressTrialHandlers.create),
    .get("/invitations", .needs(.readInvitations), InvitationHandlers.index),
    .post("/invitations", .needs(.invite), InvitationLettersHandlers.create),
    .get("/boutiques/:shop/personnes", .needs(.manageAccess), ShopPeopleHandlers.index),
    .get("/boutiques/:shop/personnes/:member", .needs(.manageAccess), ShopPeopleHandlers.confirm),
    .post("/boutiques/:shop/personnes/:member", .needs(.manageAccess), ShopPeopleHandlers.end),
    .post("/boutiques/:shop/personnes/:member/retablissement", .needs(.manageAccess), ShopPeopleHandlers.restore),
    .get("/boutiques/:shop/invitation", .needs(.invite), InvitationHandlers.new),
    .post("/boutiques/:shop/invitation", .needs(.invite), InvitationHandlers.create),
    .get("/invitation/:token", .anyone, InvitationHandlers.show),
    .post("/invitation/:token", .anyone, InvitationHandlers.claim),
]

private let shopRoutes: [Route] = [
    .get("/boutiques", .anyone, cached: true, DirectoryHandlers.index),
    .get("/boutiques/nouvelle", .needs(.manageShops), NewShopHandlers.new),
    .post("/boutiques/nouvelle", .needs(.manageShops), NewShopHandlers.create),
    .get("/boutiques/retirees", .needs(.readRemovedShops), RemovedShopHandlers.index),
    .get("/boutiques/:shop", .anyone, cached: true, ShopHandlers.show),
    .get("/boutiques/:shop/modifier", .member, ShopEditHandlers.edit),
    .post("/boutiques/:shop/modifier", .member, ShopEditHandlers.update),
    .get("/boutiques/:shop/saisons/:season", .member, SeasonHandlers.edit),
    .post("/boutiques/:shop/saisons/:season", .member, SeasonHandlers.update),
    .post("/boutiques/:shop/absence", .member, AbsenceHandlers.create),
    .post("/boutiques/:shop/retour", .member, AbsenceHandlers.delete),
    .post("/boutiques/:shop/retrait", .needs(.manageShops), ShopRemovalHandlers.create),
    .post("/boutiques/:shop/retablissement", .needs(.manageShops), ShopRemovalHandlers.delete),
    .get("/boutiques/:shop/affichette", .member, PosterHandlers.show),
    .get("/affichettes", .needs(.printPosters), PosterHandlers.index),
]
private let importRoutes: [Route] = [
    .get("/boutiques/annuaire.csv", .needs(.manageShops), DirectoryTableHandlers.show),
    .get("/boutiques/importer", .needs(.readImports), ImportHandlers.new),
    .post("/boutiques/importer", .needs(.importShops), upTo: SiteLimits.importBodyBytes, ImportHandlers.create),
    .get("/imports/:import", .needs(.readImports), ImportHandlers.show),
    .post("/imports/:import", .needs(.importShops), upTo: SiteLimits.importBodyBytes, ImportHandlers.update),
    .post(
        "/imports/:import/confirmation", .needs(.importShops), upTo: SiteLimits.importBodyBytes,
        ImportConfirmationHandlers.create
    ),
    .post("/imports/:import/annulation", .needs(.importShops), ImportConfirmationHandlers.delete),
]
private let encounterRoutes: [Route] = [
    .get("/b", .anyone, in: .every, VisitHandlers.find),
    .get("/b/:code", .anyone, cached: true, in: .every, VisitHandlers.show),
    .post("/b/:code", .anyone, in: .every, VisitHandlers.create),
    .get("/rencontre", .anyone, in: .every, EncounterHandlers.find),
    .get("/rencontre/:secret", .anyone, in: .every, EncounterHandlers.show),
    .post("/rencontre/:secret", .anyone, in: .every, EncounterHandlers.update),
    .post("/rencontre/:secret/retrait", .anyone, in: .every, EncounterHandlers.withdraw),
    .get("/avis/:secret", .anyone, in: .every, AuthorHandlers.show),
    .post("/avis/:secret", .anyone, in: .every, AuthorHandlers.update),
    .post("/avis/:secret/retrait", .anyone, in: .every, AuthorHandlers.withdraw),
    .get("/boutiques/:shop/rencontres", .member, ShopEncounterHandlers.index),
    .get("/boutiques/:shop/rencontres.csv", .member, ShopEncounterHandlers.table),
    .post("/boutiques/:shop/rencontres", .member, ShopEncounterHandlers.create),
    .post("/boutiques/:shop/rencontres/annulation", .member, ShopEncounterHandlers.withdraw),
    .post("/boutiques/:shop/avis/:review/reponse", .member, ShopEncounterHandlers.reply),
    .get("/moderation", .needs(.readModeration), ModerationHandlers.index),
    .post("/moderation/:review/publication", .needs(.moderate), ModerationHandlers.publish),
    .post("/moderation/:review/refus", .needs(.moderate), ModerationHandlers.refuse),
    .post("/moderation/:review/attente", .needs(.moderate), ModerationHandlers.undo),
    .post("/moderation/avis", .needs(.moderate), BulkHandlers.decide),
    .post("/moderation/:batch/annulation", .needs(.moderate), BulkHandlers.undo),
    .post("/moderation/:burst/reponses", .needs(.moderate), BurstHandlers.decide),
    .post("/moderation/:burst/reponses/attente", .needs(.moderate), BurstHandlers.undo),
]
private let projectRoutes: [Route] = [
    .get("/projets", .anyone, cached: true, ProjectHandlers.index),
    .post("/projets", .member, ProposalHandlers.create),
    .get("/projets/nouveau", .member, ProposalHandlers.new),
    .get("/projets/:project", .anyone, cached: true, ProjectHandlers.show),
    .get("/projets/:project/modifier", .member, ProposalHandlers.edit),
    .post("/projets/:project/modifier", .member, ProposalHandlers.update),
    .post("/projets/:project/participation", .member, ParticipationHandlers.create),
    .post("/projets/:project/depart", .member, ParticipationHandlers.delete),
    .post("/projets/:project/commentaires", .member, ProjectCommentHandlers.create),
    .post("/projets/:project/commentaires/:comment/retrait", .member, ProjectCommentHandlers.withdraw),
    .post("/projets/:project/commentaires/:comment/retablissement", .member, ProjectCommentHandlers.restore),
    .post("/projets/:project/retrait", .member, ProjectStateHandlers.withdraw),
    .post("/projets/:project/retablissement", .member, ProjectStateHandlers.restore),
    .post("/projets/:project/publication", .needs(.publishProjects), ProjectStateHandlers.publish),
    .post("/projets/:project/refus", .needs(.publishProjects), ProjectStateHandlers.refuseChange),
    .post("/projets/:project/refus/annulation", .needs(.publishProjects), ProjectStateHandlers.restoreChange),
    .post("/projets/:project/depublication", .needs(.publishProjects), ProjectStateHandlers.unpublish),
]
