/// Every URL of the site, who may call it, which function answers. Two lines that could match one request are refused at
/// start. Each page is also served below `/fr` and `/en`, in that language.
public let siteMap = SiteMap(
    routes: associationRoutes + memberRoutes + shopRoutes + importRoutes + encounterRoutes + projectRoutes,
    features: [
        .shell, .people, .shops, .posters, .invitations, .imports, .encounters, .reviews, .moderation, .projects,
        .home, .shopPage, .prose,
    ])

private let associationRoutes: [Route] = [
    .get("/", .anyone, cached: true, AssociationHandlers.front),
    .get("/premiers-pas/:token", .anyone, FirstStepsHandlers.show),
    .post("/premiers-pas/:token", .anyone, FirstStepsHandlers.create),
    .get("/mentions-legales", .anyone, cached: true, AssociationHandlers.legalNotice),
    .get("/confidentialite", .anyone, cached: true, AssociationHandlers.privacy),
    .get("/traitement-des-avis", .anyone, cached: true, AssociationHandlers.reviewRules),
    .get("/style", .anyone, AssociationHandlers.style),
    .get("/robots.txt", .anyone, AssociationHandlers.robots),
    .get("/sitemap.xml", .anyone, AssociationHandlers.sitemap),
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
    .get("/invitations", .president, InvitationHandlers.index),
    .post("/invitations", .president, InvitationLettersHandlers.create),
    .get("/boutiques/:shop/invitation", .president, InvitationHandlers.new),
    .post("/boutiques/:shop/invitation", .president, InvitationHandlers.create),
    .get("/invitation/:token", .anyone, InvitationHandlers.show),
    .post("/invitation/:token", .anyone, InvitationHandlers.claim),
]

private let shopRoutes: [Route] = [
    .get("/boutiques", .anyone, cached: true, DirectoryHandlers.index),
    .get("/boutiques/nouvelle", .president, NewShopHandlers.new),
    .post("/boutiques/nouvelle", .president, NewShopHandlers.create),
    .get("/boutiques/retirees", .president, RemovedShopHandlers.index),
    .get("/boutiques/:shop", .anyone, cached: true, ShopHandlers.show),
    .get("/boutiques/:shop/modifier", .member, ShopEditHandlers.edit),
    .post("/boutiques/:shop/modifier", .member, ShopEditHandlers.update),
    .post("/boutiques/:shop/retrait", .president, ShopRemovalHandlers.create),
    .post("/boutiques/:shop/retablissement", .president, ShopRemovalHandlers.delete),
    .get("/boutiques/:shop/affichette", .member, PosterHandlers.show),
    .get("/affichettes", .president, PosterHandlers.index),
]
private let importRoutes: [Route] = [
    .get("/boutiques/importer", .president, ImportHandlers.new),
    .post("/boutiques/importer", .president, upTo: SiteLimits.importBodyBytes, ImportHandlers.create),
    .get("/imports/:import", .president, ImportHandlers.show),
    .post("/imports/:import", .president, upTo: SiteLimits.importBodyBytes, ImportHandlers.update),
    .post(
        "/imports/:import/confirmation", .president, upTo: SiteLimits.importBodyBytes, ImportConfirmationHandlers.create
    ),
    .post("/imports/:import/annulation", .president, ImportConfirmationHandlers.delete),
]
private let encounterRoutes: [Route] = [
    .get("/b", .anyone, VisitHandlers.find),
    .get("/b/:code", .anyone, cached: true, VisitHandlers.show),
    .post("/b/:code", .anyone, VisitHandlers.create),
    .get("/rencontre", .anyone, EncounterHandlers.find),
    .get("/rencontre/:secret", .anyone, EncounterHandlers.show),
    .post("/rencontre/:secret", .anyone, EncounterHandlers.update),
    .post("/rencontre/:secret/retrait", .anyone, EncounterHandlers.withdraw),
    .get("/avis/:secret", .anyone, AuthorHandlers.show),
    .post("/avis/:secret", .anyone, AuthorHandlers.update),
    .post("/avis/:secret/retrait", .anyone, AuthorHandlers.withdraw),
    .get("/boutiques/:shop/rencontres", .member, ShopEncounterHandlers.index),
    .get("/boutiques/:shop/rencontres.csv", .member, ShopEncounterHandlers.table),
    .post("/boutiques/:shop/rencontres", .member, ShopEncounterHandlers.create),
    .post("/boutiques/:shop/rencontres/annulation", .member, ShopEncounterHandlers.withdraw),
    .post("/boutiques/:shop/avis/:review/reponse", .member, ShopEncounterHandlers.reply),
    .get("/moderation", .president, ModerationHandlers.index),
    .post("/moderation/:review/publication", .president, ModerationHandlers.publish),
    .post("/moderation/:review/refus", .president, ModerationHandlers.refuse),
    .post("/moderation/:review/attente", .president, ModerationHandlers.undo),
    .post("/moderation/:shop/rencontres", .president, ModerationHandlers.release),
    .post("/moderation/:shop/rencontres/attente", .president, ModerationHandlers.restore),
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
    .post("/projets/:project/publication", .president, ProjectStateHandlers.publish),
    .post("/projets/:project/depublication", .president, ProjectStateHandlers.unpublish),
]
