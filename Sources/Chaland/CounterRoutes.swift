import Encounters
import Projects
import Shell
import Shops

/// The URLs for the counter of a shop: kiosks, the page of its people, printed codes, and visitors’ answers compared
/// with its notes.
let counterRoutes: [Route] = kioskRoutes + salespersonRoutes + entryPointRoutes + comparisonRoutes

private let kioskRoutes: [Route] = [
    .get("/boutiques/:shop/bornes", .member, KioskHandlers.index),
    .post("/boutiques/:shop/bornes", .member, KioskHandlers.create),
    .get("/boutiques/:shop/bornes/:kiosk", .member, KioskHandlers.show),
    .post("/boutiques/:shop/bornes/:kiosk", .member, KioskHandlers.update),
    .post("/boutiques/:shop/bornes/:kiosk/adresse", .member, KioskHandlers.renew),
    .post("/boutiques/:shop/bornes/:kiosk/retrait", .member, KioskHandlers.end),
    .post("/boutiques/:shop/bornes/:kiosk/retablissement", .member, KioskHandlers.restore),
    .get("/borne/sw.js", .anyone, TabletSettingsHandlers.worker),
    .get("/borne/:token", .anyone, in: .every, TabletHandlers.show),
    .post("/borne/:token", .anyone, in: .every, TabletHandlers.create),
    .get("/borne/:token/reponse/:key", .anyone, in: .every, TabletTurnHandlers.showThanks),
    .post("/borne/:token/reponse/:key", .anyone, in: .every, TabletTurnHandlers.change),
    .get("/borne/:token/reglages", .anyone, TabletSettingsHandlers.edit),
    .post("/borne/:token/reglages", .anyone, TabletSettingsHandlers.update),
    .get("/borne/:token/manifest.webmanifest", .anyone, in: .every, TabletSettingsHandlers.manifest),
]
private let salespersonRoutes: [Route] = [
    .get("/comptoir", .member, CounterHandlers.index),
    .get("/comptoir/sw.js", .anyone, OfflineCounterHandlers.worker),
    .get("/comptoir/manifest.webmanifest", .anyone, cached: true, ManifestHandlers.counter),
    .get("/comptoir/hors-ligne", .member, OfflineCounterHandlers.index),
    .get("/comptoir/:shop", .member, CounterHandlers.show),
    .get("/comptoir/:shop/hors-ligne", .member, OfflineCounterHandlers.show),
    .post("/comptoir/:shop", .member, CounterHandlers.create),
    .post("/comptoir/:shop/retrait", .member, CounterHandlers.withdraw),
    .post("/comptoir/:shop/initiales", .member, CounterHandlers.setInitials),
    .get("/comptoir/:shop/voisins", .member, NeighbourHandlers.index),
    .get("/comptoir/:shop/voisins/:neighbour", .member, NeighbourHandlers.show),
    .post("/comptoir/:shop/voisins/:neighbour", .member, NeighbourHandlers.create),
]
private let entryPointRoutes: [Route] = [
    .get("/codes", .needs(.readFigures), CodesHandlers.index),
    .post("/codes", .needs(.makeCodes), CodesHandlers.create),
    .get("/codes/:code", .member, CodeHandlers.show),
    .post("/codes/:code", .member, CodeHandlers.update),
    .post("/codes/:code/fin", .member, CodeHandlers.end),
    .post("/codes/:code/retablissement", .member, CodeHandlers.restore),
    .get("/codes/:code/affichette", .member, CodePosterHandlers.show),
    .post("/codes/:code/affichette", .member, CodePosterHandlers.print),
    .get("/codes/:code/affichette.pdf", .member, CodePosterHandlers.pdf),
    .get("/boutiques/:shop/codes", .member, CodesHandlers.shopIndex),
    .post("/boutiques/:shop/codes", .member, CodesHandlers.shopCreate),
]
private let comparisonRoutes: [Route] = [
    .get("/boutiques/:shop/deux-regards", .member, TwoViewsHandlers.show),
    .get("/statistiques/comptoirs", .needs(.readFigures), CountersHandlers.show),
    .get("/demande", .member, DemandHandlers.show),
    .post("/demande/mots/:words", .needs(.moderate), WordHandlers.decide),
    .post("/demande/mots/:words/attente", .needs(.moderate), WordHandlers.undo),
]
