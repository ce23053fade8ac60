/// Every URL of the site, who may call it, which function answers. Two lines that could match one request are refused at
/// start. Each page is also served below `/fr` and `/en`, in that language.
let siteMap: [Route] = associationRoutes + memberRoutes + shopRoutes + importRoutes + encounterRoutes + projectRoutes

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
    .get("/readyz", .anyone, AssociationHandlers.ready),
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
    .get("/boutiques/:shop/invitation", .president, InvitationHandlers.new),
    .post("/boutiques/:shop/invitation", .president, InvitationHandlers.create),
    .get("/invitation/:token", .anyone, InvitationHandlers.show),
    .post("/invitation/:token", .anyone, InvitationHandlers.claim),
]

private let shopRoutes: [Route] = []
private let importRoutes: [Route] = []
private let encounterRoutes: [Route] = []
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

/// Every page with a template; each is bound at start.
let allPages: [any Page.Type] = [
    ErrorPage.self, FirstStepsPage.self, PreparingPage.self, FrontPage.self, ProsePage.self, StylePage.self,
    SignInPage.self, SignInLinkPage.self, AccountPage.self, HomePage.self, InvitationListPage.self,
    NewInvitationPage.self, InvitationPage.self, ResumePage.self,
    ProjectListPage.self, ProjectPage.self, ProjectFormPage.self, SimilarProjectsPage.self,
]
