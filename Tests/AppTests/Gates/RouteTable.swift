import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Projects
@testable import Shell
@testable import Shops

/// Who may call which route, stated independently of the site map and `Rights.swift`: a right given by mistake fails
/// here.
enum Circle: Hashable {
    case everyone, members
    case president
    /// President and vice-president.
    case presidency
    /// The presidency and the secretary.
    case secretariat
    /// The presidency, the treasurer and the members of the board.
    case board
    case boardAndSecretary
    /// Who may propose a project for a shop or the association.
    case proposers
    /// Shopkeepers of exactly one shop, which takes part when the form names none.
    case shopkeepersOfOne
    /// The shopkeeper of the shop (or author of its project or comment), and the presidency.
    case shopkeeper
    /// The shopkeeper alone, for what is theirs as a person.
    case oneself
    case shopkeeperOrSecretary
    case shopkeeperOrStaff
    /// Who leads the project of the shop, and the whole board.
    case shopkeeperOrBoard
    /// The shopkeeper of the shop alone: what is addressed to a person.
    case addressee

    /// The people of the cast in it, for a shop.
    func people(at shop: ExampleShop) -> Set<TestSite.Person> {
        let presidency: Set<TestSite.Person> = [.president, .vicePresident]
        let shopkeeper: TestSite.Person = shop == .bakery ? .baker : .florist
        return switch self {
        case .everyone: Set(TestSite.Person.allCases)
        case .members: Set(TestSite.Person.allCases).subtracting([.guest])
        case .president: [.president]
        case .presidency: presidency
        case .secretariat: presidency.union([.secretary])
        case .board: presidency.union([.treasurer, .boardMember])
        case .boardAndSecretary: presidency.union([.treasurer, .boardMember, .secretary])
        case .proposers: presidency.union([.baker, .florist])
        case .shopkeepersOfOne: [.baker, .florist]
        case .shopkeeper: presidency.union([shopkeeper])
        case .oneself: [shopkeeper]
        case .shopkeeperOrSecretary: presidency.union([.secretary, shopkeeper])
        case .addressee: [shopkeeper]
        case .shopkeeperOrBoard: presidency.union([.treasurer, .secretary, .boardMember, shopkeeper])
        case .shopkeeperOrStaff: presidency.union(shop == .bakery ? [shopkeeper, .staff] : [shopkeeper])
        }
    }

    /// Every line of the site map.
    static let ofRoutes: [String: Circle] = [
        Circle.everyone: [
            "GET /", "GET /premiers-pas/:token", "POST /premiers-pas/:token", "GET /mentions-legales",
            "GET /confidentialite", "GET /confidentialite/demande", "POST /confidentialite/demande",
            "GET /traitement-des-avis", "GET /style", "GET /robots.txt", "GET /sitemap.xml", "GET /readyz",
            "GET /adherer", "POST /adherer", "GET /adherer/merci", "GET /adherer/formulaire",
            "GET /connexion", "GET /connexion/oubli", "POST /connexion", "GET /connexion/:token",
            "POST /connexion/:token", "GET /connexion/code", "POST /connexion/code", "GET /connexion/secours",
            "POST /connexion/secours", "GET /connexion/mail", "POST /connexion/mail", "GET /connexion/mail/:mail",
            "POST /connexion/mail/:mail", "POST /deconnexion", "GET /invitation", "POST /invitation",
            "GET /invitation/:token", "POST /invitation/:token", "GET /boutiques", "GET /boutiques/:shop",
            "GET /boutiques/:shop/partager", "GET /boutiques/:shop/contact.vcf", "GET /boutiques/:shop/erreur",
            "POST /boutiques/:shop/erreur", "GET /opensearch.xml", "GET /b", "GET /b/:code", "POST /b/:code",
            "GET /borne/sw.js", "GET /borne/:token", "POST /borne/:token", "GET /borne/:token/reponse/:key",
            "POST /borne/:token/reponse/:key", "GET /borne/:token/reglages", "POST /borne/:token/reglages",
            "GET /borne/:token/manifest.webmanifest",
            "GET /rencontre", "GET /rencontre/:secret", "POST /rencontre/:secret",
            "POST /rencontre/:secret/retrait",
            "GET /comptoir/sw.js", "GET /comptoir/manifest.webmanifest",
            "GET /images/:picture", "GET /manifest.webmanifest", "GET /apple-touch-icon.png", "GET /couleurs/:sheet",
            "GET /adresse/:token", "POST /adresse/:token", "GET /desabonnement/:token", "POST /desabonnement/:token",
            "POST /desabonnement/:token/retour", "GET /avis/:secret", "POST /avis/:secret",
            "POST /avis/:secret/retrait", "GET /avis/:secret/donnees", "GET /avis/:secret/donnees.json",
            "POST /avis/:secret/effacement", "GET /projets", "GET /projets/:project",
            "GET /expertise/:token", "POST /expertise/:token", "GET /expertise/:token/documents/:document",
            "GET /projets/:project/documents/:document", "GET /projets/:project/agenda.ics", "GET /agenda",
            "GET /agenda.ics", "GET /agenda/:month",
            "GET /flux/boutiques.atom", "GET /flux/projets.atom", "GET /flux/avis.atom", "GET /flux/actualites.atom",
            "GET /actualites", "GET /actualites/:post",
        ],
        .members: [
            "GET /presidence", "POST /presidence/acceptation", "POST /presidence/fin", "GET /compte", "POST /compte",
            "GET /compte/donnees", "GET /compte/donnees.json", "GET /compte/effacement", "POST /compte/effacement",
            "GET /accueil", "GET /comptoir", "GET /comptoir/hors-ligne",
            "GET /notifications", "POST /notifications/lecture",
            "POST /projets/:project/commentaires",
            "GET /projets/:project/amendements", "POST /projets/:project/amendements",
            "GET /corbeille", "GET /droits", "GET /compte/mot-de-passe", "POST /compte/mot-de-passe",
            "GET /compte/appareils",
            "POST /compte/appareils", "GET /compte/deux-etapes", "POST /compte/deux-etapes",
            "POST /compte/deux-etapes/code", "POST /compte/deux-etapes/codes", "POST /compte/deux-etapes/fin",
            "POST /compte/appareils/fin", "GET /compte/telephone", "POST /compte/telephone",
            "GET /compte/notifications", "POST /compte/notifications", "GET /entraide", "POST /entraide",
            "GET /entraide/nouvelle", "GET /entraide/:need", "POST /entraide/:need/reponses",
            "GET /projets/:project/scenarios",
            "GET /projets/:project/scenarios/:scenario/repartition", "GET /projets/:project/engagements",
            "GET /projets/:project/scenarios/:scenario", "GET /projets/:project/consultations/:consultation",
            "GET /projets/:project/taches", "GET /projets/:project/bilan", "GET /demande",
        ],
        .president: [
            "GET /compte/secours", "POST /compte/secours", "POST /adherents/:member/presidence",
            "GET /reglages/emails", "POST /reglages/emails", "POST /reglages/emails/essai",
            "POST /reglages/emails/retrait", "POST /reglages/emails/refus", "POST /reglages/emails/refus/retrait",
        ],
        .presidency: [
            "POST /codes",
            "POST /demandes-adhesion/:joining/acceptation", "POST /demandes-adhesion/:joining/refus",
            "POST /demandes-adhesion/:joining/attente", "GET /reglages/adhesion", "POST /reglages/adhesion",
            "GET /adherents/importer", "POST /adherents/importer", "GET /imports-adherents/:list",
            "POST /imports-adherents/:list", "POST /imports-adherents/:list/confirmation",
            "POST /imports-adherents/:list/annulation", "POST /adherents/boutiques",
            "POST /adherents/:member/categorie", "POST /adherents/:member/depart", "POST /adherents/:member/retour",
            "GET /adherents/nouveau", "POST /adherents/nouveau", "POST /adherents/:member/fonctions",
            "POST /adherents/:member/fonctions/fin", "POST /adherents/:member/fin",
            "GET /adherents/:member/effacement", "POST /adherents/:member/effacement", "GET /demandes",
            "POST /demandes/:request/fin", "POST /demandes/:request/attente", "POST /presidence/declaration",
            "POST /adherents/:member/retablissement", "GET /adherents/:member/lien", "POST /adherents/:member/lien",
            "POST /moderation/:review/publication", "POST /moderation/:review/refus",
            "POST /moderation/:review/attente", "POST /moderation/avis", "POST /moderation/:batch/annulation",
            "POST /moderation/:burst/reponses", "POST /moderation/:burst/reponses/attente", "GET /reglages",
            "POST /reglages", "GET /reglages/tva", "POST /reglages/tva", "GET /reglages/connexion",
            "POST /reglages/connexion", "GET /reglages/adresse",
            "POST /reglages/adresse", "POST /reglages/adresse/retrait", "GET /reglages/logo",
            "POST /reglages/logo", "POST /reglages/logo/retrait", "POST /projets/:project/publication",
            "POST /actualites", "GET /actualites/nouvelle", "GET /actualites/:post/modifier",
            "POST /actualites/:post/modifier", "POST /actualites/:post/retrait", "GET /actualites/:post/image",
            "POST /actualites/:post/image", "POST /actualites/:post/image/retrait",
            "POST /actualites/:post/retablissement", "POST /projets/:project/depublication",
            "POST /projets/:project/documents/:document/publication",
            "POST /projets/:project/documents/:document/depublication",
            "POST /projets/:project/refus", "POST /projets/:project/refus/annulation",
            "POST /projets/:project/bilan/publication", "POST /projets/:project/bilan/depublication",
            "POST /demande/mots/:words", "POST /demande/mots/:words/attente",

        ],
        .secretariat: [
            "GET /messages", "GET /messages/nouveau", "POST /messages/nouveau", "GET /messages/:message",
            "GET /messages/:message/lettres", "POST /invitations", "GET /boutiques/:shop/invitation",
            "POST /boutiques/:shop/invitation", "GET /invitations/lots/:lot", "POST /invitations/lots/:lot",
            "GET /invitations/lots/:lot/lettres.pdf", "GET /invitations/lots/:lot/lettres",
            "POST /invitations/lots/:lot/refaire", "GET /boutiques/nouvelle", "POST /boutiques/nouvelle",
            "GET /boutiques/annuaire.csv", "POST /boutiques/:shop/retrait", "GET /boutiques/rues",
            "POST /boutiques/rues", "POST /boutiques/rues/annulation", "POST /boutiques/:shop/retablissement",
            "POST /boutiques/importer", "POST /imports/:import", "POST /imports/:import/confirmation",
            "POST /imports/:import/annulation",
        ],
        .board: ["GET /moderation", "GET /projets/tableau", "GET /codes", "GET /statistiques/comptoirs"],
        .boardAndSecretary: [
            "GET /adherents/boutiques", "GET /demandes-adhesion", "GET /demandes-adhesion/:joining",
            "GET /invitations", "GET /boutiques/a-suivre", "GET /affichettes", "POST /affichettes",
            "GET /affichettes.pdf", "GET /boutiques/importer", "GET /imports/:import", "GET /registre", "GET /journal",
            "GET /journal.csv", "GET /adherents", "GET /adherents.csv", "GET /adherents/:member",
        ],
        .oneself: [
            "POST /projets/:project/amendements/:amendment/retrait",
            "POST /projets/:project/bilan/reponse",
            "POST /compte/appareils/:session/fin", "GET /entraide/:need/modifier", "POST /entraide/:need/modifier",
            "POST /entraide/:need/merci",
        ],
        .proposers: [
            "GET /projets/nouveau", "POST /projets", "GET /projets/:project/scenarios/nouveau",
            "POST /projets/:project/scenarios",
        ],
        .shopkeeperOrBoard: [
            "POST /projets/:project/choix", "POST /projets/:project/choix/annulation",
            "GET /projets/:project/consultations/nouvelle", "POST /projets/:project/consultations",
            "POST /projets/:project/consultations/:consultation/annulation",
            "POST /projets/:project/consultations/:consultation/reprise",
        ],
        .shopkeepersOfOne: [
            "POST /projets/:project/participation", "POST /projets/:project/depart",
            "POST /projets/:project/engagements/promesse", "POST /projets/:project/engagements/promesse/retrait",
            "POST /projets/:project/engagements/depart",
            "POST /projets/:project/consultations/:consultation/reponse",
        ],
        .shopkeeper: [
            "POST /comptoir/:shop/initiales",
            "GET /boutiques/:shop/personnes", "GET /boutiques/:shop/personnes/:member",
            "POST /boutiques/:shop/personnes/:member", "POST /boutiques/:shop/personnes/:member/droits",
            "POST /boutiques/:shop/personnes/:member/retablissement", "GET /boutiques/:shop/equipe",
            "POST /boutiques/:shop/equipe", "GET /boutiques/:shop/equipe/:invitation",
            "POST /boutiques/:shop/equipe/:invitation/retrait",
            "GET /boutiques/:shop/bornes", "POST /boutiques/:shop/bornes", "GET /boutiques/:shop/bornes/:kiosk",
            "POST /boutiques/:shop/bornes/:kiosk", "POST /boutiques/:shop/bornes/:kiosk/adresse",
            "POST /boutiques/:shop/bornes/:kiosk/retrait", "POST /boutiques/:shop/bornes/:kiosk/retablissement",
            "GET /boutiques/:shop/bons-plans", "POST /boutiques/:shop/bons-plans",
            "GET /boutiques/:shop/bons-plans/:deal", "POST /boutiques/:shop/bons-plans/:deal",
            "POST /boutiques/:shop/bons-plans/:deal/retrait", "POST /boutiques/:shop/bons-plans/:deal/retablissement",
            "GET /codes/:code", "POST /codes/:code", "POST /codes/:code/fin", "POST /codes/:code/retablissement",
            "GET /codes/:code/affichette", "POST /codes/:code/affichette", "GET /codes/:code/affichette.pdf",
            "GET /boutiques/:shop/codes", "POST /boutiques/:shop/codes",
            "GET /boutiques/:shop/rencontres.csv", "GET /boutiques/:shop/deux-regards",
            "POST /entraide/:need/fin", "POST /entraide/:need/retablissement",
            "GET /projets/:project/bilan/modifier", "POST /projets/:project/bilan/modifier",
            "POST /projets/:project/bilan/fin", "POST /projets/:project/bilan/reprise", "POST /projets/:project/suite",
            "POST /projets/:project/taches/:task/fait", "POST /projets/:project/taches/:task/a-faire",
            "GET /projets/:project/image", "POST /projets/:project/image", "POST /projets/:project/image/retrait",
            "GET /projets/:project/personnes", "POST /projets/:project/personnes",
            "POST /projets/:project/personnes/:member/fin",
            "GET /projets/:project/documents", "POST /projets/:project/documents",
            "GET /projets/:project/experts", "POST /projets/:project/experts",
            "POST /projets/:project/experts/:expert/lien", "POST /projets/:project/experts/:expert/fin",
            "POST /projets/:project/experts/:expert/effacement",
            "POST /projets/:project/amendements/:amendment", "POST /projets/:project/amendements/:amendment/attente",
            "POST /projets/:project/documents/:document/retrait",
            "POST /projets/:project/documents/:document/retablissement",
            "GET /projets/:project/modifier", "POST /projets/:project/modifier", "POST /projets/:project/retrait",
            "POST /projets/:project/retablissement", "POST /projets/:project/commentaires/:comment/retrait",
            "POST /projets/:project/commentaires/:comment/retablissement",
            "GET /projets/:project/scenarios/:scenario/modifier", "POST /projets/:project/scenarios/:scenario/modifier",
            "GET /projets/:project/scenarios/:scenario/repartition/modifier",
            "POST /projets/:project/scenarios/:scenario/repartition/modifier",
            "POST /projets/:project/scenarios/:scenario/repartition/chiffres",
            "POST /projets/:project/scenarios/:scenario/repartition/exemption",
            "GET /projets/:project/engagements/nouveau", "POST /projets/:project/engagements/nouveau",
            "POST /projets/:project/engagements/delai",
            "POST /projets/:project/engagements/annulation", "POST /projets/:project/engagements/reprise",
            "POST /projets/:project/engagements/depart/reponse", "POST /projets/:project/engagements/total",
            "POST /projets/:project/scenarios/:scenario/retrait",
            "POST /projets/:project/scenarios/:scenario/retablissement",
        ],
        .shopkeeperOrSecretary: [
            "GET /boutiques/:shop/modifier", "POST /boutiques/:shop/modifier", "GET /boutiques/:shop/affichette",
            "GET /boutiques/:shop/saisons/:season", "POST /boutiques/:shop/saisons/:season",
            "POST /boutiques/:shop/erreurs/:report", "POST /boutiques/:shop/erreurs/:report/attente",
            "POST /boutiques/:shop/affichette", "GET /boutiques/:shop/affichette.pdf", "GET /boutiques/:shop/photos",
            "POST /boutiques/:shop/photos", "POST /boutiques/:shop/photos/:photo",
            "POST /boutiques/:shop/photos/:photo/retrait",
        ],
        .addressee: ["GET /notifications/:notice", "POST /notifications/:notice"],
        .shopkeeperOrStaff: [
            "GET /projets/:project/affiche", "POST /projets/:project/affiche",
            "POST /projets/:project/taches", "GET /projets/:project/taches/:task/modifier",
            "POST /projets/:project/taches/:task/modifier", "POST /projets/:project/taches/:task/prise",
            "POST /projets/:project/taches/:task/retrait", "POST /projets/:project/taches/:task/retablissement",
            "POST /boutiques/:shop/avis/:review/reponse",
            "GET /boutiques/:shop/rencontres", "POST /boutiques/:shop/absence", "POST /boutiques/:shop/retour",
            "GET /comptoir/:shop", "GET /comptoir/:shop/hors-ligne", "POST /comptoir/:shop",
            "POST /comptoir/:shop/retrait", "GET /comptoir/:shop/voisins", "GET /comptoir/:shop/voisins/:neighbour",
            "POST /comptoir/:shop/voisins/:neighbour",
        ],
    ].reduce(into: [:]) { table, entry in for route in entry.value { table[route] = entry.key } }
}
