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
    .post("/connexion", .anyone, SessionHandlers.create),
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
private let encounterRoutes: [Route] = []
private let projectRoutes: [Route] = []

/// Every page with a template; each is bound at start.
let allPages: [any Page.Type] = [
    ErrorPage.self, FirstStepsPage.self, PreparingPage.self, FrontPage.self, ProsePage.self, StylePage.self,
    SignInPage.self, SignInLinkPage.self, AccountPage.self, HomePage.self, InvitationListPage.self,
    NewInvitationPage.self, InvitationPage.self,
    NewImportPage.self, ImportPage.self, ImportReportPage.self,
]
