@testable import Base
@testable import Encounters
@testable import Projects
@testable import Shell
@testable import Shops
import SQLite
import Testing

@testable import Chaland

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
        case .shopkeeperOrStaff: presidency.union(shop == .bakery ? [shopkeeper, .staff] : [shopkeeper])
        }
    }

    /// Every line of the site map.
    static let ofRoutes: [String: Circle] = [
        Circle.everyone: [
            "GET /", "GET /premiers-pas/:token", "POST /premiers-pas/:token", "GET /mentions-legales",
            "GET /confidentialite", "GET /confidentialite/demande", "POST /confidentialite/demande",
            "GET /traitement-des-avis", "GET /style", "GET /robots.txt", "GET /sitemap.xml", "GET /readyz",
            "GET /connexion", "GET /connexion/oubli", "POST /connexion", "GET /connexion/:token",
            "POST /connexion/:token", "GET /connexion/code", "POST /connexion/code", "GET /connexion/secours",
            "POST /connexion/secours", "GET /connexion/mail", "POST /connexion/mail", "GET /connexion/mail/:mail",
            "POST /connexion/mail/:mail", "POST /deconnexion", "GET /invitation", "POST /invitation",
            "GET /invitation/:token", "POST /invitation/:token", "GET /boutiques", "GET /boutiques/:shop",
            "GET /boutiques/:shop/partager", "GET /boutiques/:shop/contact.vcf", "GET /boutiques/:shop/erreur",
            "POST /boutiques/:shop/erreur", "GET /opensearch.xml", "GET /b", "GET /b/:code", "POST /b/:code",
            "GET /rencontre", "GET /rencontre/:secret", "POST /rencontre/:secret", "POST /rencontre/:secret/retrait",
            "GET /images/:picture", "GET /manifest.webmanifest", "GET /apple-touch-icon.png", "GET /couleurs/:sheet",
            "GET /adresse/:token", "POST /adresse/:token", "GET /desabonnement/:token", "POST /desabonnement/:token",
            "POST /desabonnement/:token/retour", "GET /avis/:secret", "POST /avis/:secret",
            "POST /avis/:secret/retrait", "GET /avis/:secret/donnees", "GET /avis/:secret/donnees.json",
            "POST /avis/:secret/effacement", "GET /projets", "GET /projets/:project",
            "GET /projets/:project/agenda.ics", "GET /agenda", "GET /agenda.ics", "GET /agenda/:month",
            "GET /flux/boutiques.atom", "GET /flux/projets.atom", "GET /flux/avis.atom", "GET /flux/actualites.atom",
            "GET /actualites", "GET /actualites/:post",
        ],
        .members: [
            "GET /presidence", "POST /presidence/acceptation", "POST /presidence/fin", "GET /compte", "POST /compte",
            "GET /compte/donnees", "GET /compte/donnees.json", "GET /compte/effacement", "POST /compte/effacement",
            "GET /accueil", "GET /notifications", "POST /notifications/lecture", "POST /projets/:project/commentaires",
            "GET /corbeille", "GET /compte/mot-de-passe", "POST /compte/mot-de-passe", "GET /compte/appareils",
            "POST /compte/appareils", "GET /compte/deux-etapes", "POST /compte/deux-etapes",
            "POST /compte/deux-etapes/code", "POST /compte/deux-etapes/codes", "POST /compte/deux-etapes/fin",
            "POST /compte/appareils/fin", "GET /compte/telephone", "POST /compte/telephone",
            "GET /compte/notifications", "POST /compte/notifications",
        ],
        .president: ["GET /compte/secours", "POST /compte/secours", "POST /adherents/:member/presidence"],
        .presidency: [
            "GET /adherents/nouveau", "POST /adherents/nouveau", "POST /adherents/:member/fonctions",
            "POST /adherents/:member/fonctions/fin", "POST /adherents/:member/fin",
            "GET /adherents/:member/effacement", "POST /adherents/:member/effacement", "GET /demandes",
            "POST /demandes/:request/fin", "POST /demandes/:request/attente", "POST /presidence/declaration",
            "POST /adherents/:member/retablissement", "GET /adherents/:member/lien", "POST /adherents/:member/lien",
            "POST /moderation/:review/publication", "POST /moderation/:review/refus",
            "POST /moderation/:review/attente", "POST /moderation/avis", "POST /moderation/:batch/annulation",
            "POST /moderation/:burst/reponses", "POST /moderation/:burst/reponses/attente", "GET /reglages",
            "POST /reglages", "GET /reglages/connexion", "POST /reglages/connexion", "GET /reglages/adresse",
            "POST /reglages/adresse", "POST /reglages/adresse/retrait", "GET /reglages/emails",
            "POST /reglages/emails", "POST /reglages/emails/essai", "POST /reglages/emails/retrait",
            "POST /reglages/emails/refus", "POST /reglages/emails/refus/retrait", "GET /reglages/logo",
            "POST /reglages/logo", "POST /reglages/logo/retrait", "POST /projets/:project/publication",
            "POST /actualites", "GET /actualites/nouvelle", "GET /actualites/:post/modifier",
            "POST /actualites/:post/modifier", "POST /actualites/:post/retrait", "GET /actualites/:post/image",
            "POST /actualites/:post/image", "POST /actualites/:post/image/retrait",
            "POST /actualites/:post/retablissement", "POST /projets/:project/depublication",
            "POST /projets/:project/refus", "POST /projets/:project/refus/annulation",
            "GET /boutiques/:shop/personnes", "GET /boutiques/:shop/personnes/:member",
            "POST /boutiques/:shop/personnes/:member", "POST /boutiques/:shop/personnes/:member/retablissement",
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
        .board: ["GET /moderation"],
        .boardAndSecretary: [
            "GET /invitations", "GET /boutiques/a-suivre", "GET /affichettes", "POST /affichettes",
            "GET /affichettes.pdf", "GET /boutiques/importer", "GET /imports/:import", "GET /registre", "GET /journal",
            "GET /journal.csv", "GET /adherents", "GET /adherents.csv", "GET /adherents/:member",
        ],
        .oneself: ["POST /compte/appareils/:session/fin"],
        .proposers: ["GET /projets/nouveau", "POST /projets"],
        .shopkeepersOfOne: ["POST /projets/:project/participation", "POST /projets/:project/depart"],
        .shopkeeper: [
            "GET /boutiques/:shop/bons-plans", "POST /boutiques/:shop/bons-plans",
            "GET /boutiques/:shop/bons-plans/:deal", "POST /boutiques/:shop/bons-plans/:deal",
            "POST /boutiques/:shop/bons-plans/:deal/retrait", "POST /boutiques/:shop/bons-plans/:deal/retablissement",
            "GET /boutiques/:shop/rencontres.csv", "POST /boutiques/:shop/avis/:review/reponse",
            "GET /projets/:project/image", "POST /projets/:project/image", "POST /projets/:project/image/retrait",
            "GET /projets/:project/modifier", "POST /projets/:project/modifier", "POST /projets/:project/retrait",
            "POST /projets/:project/retablissement", "POST /projets/:project/commentaires/:comment/retrait",
            "POST /projets/:project/commentaires/:comment/retablissement",
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
            "GET /boutiques/:shop/rencontres", "POST /boutiques/:shop/rencontres",
            "POST /boutiques/:shop/rencontres/annulation", "POST /boutiques/:shop/absence",
            "POST /boutiques/:shop/retour",
        ],
    ].reduce(into: [:]) { table, entry in for route in entry.value { table[route] = entry.key } }
}

/// The two shops of the cast: each shopkeeper has one, and the other is foreign.
enum ExampleShop: CaseIterable {
    case bakery, florist

    var code: String { self == .bakery ? "7kq2" : "f10r" }
    var shopkeeper: TestSite.Person { self == .bakery ? .baker : .florist }
    var title: String { self == .bakery ? "Noël en lumières" : "Braderie de printemps" }
}

/// Addresses that exist, for each parameter of the site map and each shop.
struct RouteExamples {
    private static let project = [("purpose", "Pour la rue."), ("date-1-from", "2026-03-07"), ("confirmed", "1")]
    private var values: [ExampleShop: [String: String]] = [:]
    /// The same at both shops.
    private static let ofAll = [
        ":token": "ZZZZ-ZZZZ", ":sheet": "0.css", ":picture": "0.png", ":secret": "ZZZZ-ZZZZ", ":season": "nouvelle",
        ":month": "2026-03", ":request": "request", ":mail": "ZZZZ-ZZZZ",
    ]

    /// At both shops a project with two comments, one of them removed, and published and waiting reviews; one import.
    init(_ site: TestSite) async throws {
        let president = site.as(.president)
        let file = [("shops", "Nom;Métier;Adresse\nBar du Lac;Café;3 quai des Bateaux")]
        let list = try #require(try await president.post("/boutiques/importer", file).location)
        _ = try await president.post(list + "/confirmation")
        let batch = try #require(try await president.post("/boutiques/7kq2/invitation").location)
        for shop in ExampleShop.allCases {
            let shopkeeper = site.as(shop.shopkeeper)
            let form = [("title", shop.title)] + Self.project
            let project = try #require(try await shopkeeper.post("/projets", form).location)
            for text in ["Oui", "Non"] { _ = try await shopkeeper.post(project + "/commentaires", [("text", text)]) }
            func comment(_ text: String) throws -> String {
                let sql = """
                    SELECT project_comment.public_id FROM project_comment JOIN project ON project.id = project_id
                     WHERE text = '\(text)' AND title = '\(shop.title)'
                    """
                return try #require(try site.text(sql))
            }
            _ = try await shopkeeper.post("\(project)/commentaires/\(try comment("Non"))/retrait")
            for text in ["Très bien", "Moins bien", "Passable"] {
                try await site.review(shop.code, text: text + shop.code)
            }
            func review(_ text: String) throws -> String {
                try #require(try site.text("SELECT public_id FROM review WHERE text = '\(text + shop.code)'"))
            }
            _ = try await president.post("/moderation/\(try review("Très bien"))/publication", [("version", "1")])
            let passable = try review("Passable")
            _ = try await president.post("/moderation/avis", [("decision", "publish"), ("review", passable + ".1")])
            try Self.insert(site, shop)
            let message = try Self.message(site, shop)
            values[shop] = [
                ":report": "error-" + shop.code, ":photo": "photo-of-\(shop.code)xxx", ":burst": "burst-" + shop.code,
                ":batch": try #require(
                    try site.text(
                        """
                        SELECT batch FROM review_decision JOIN review ON review.id = review_id
                         WHERE batch IS NOT NULL AND public_id = '\(passable)'
                        """)),
                ":message": message,
                ":shop": shop.code, ":code": shop.code, ":project": String(project.dropFirst("/projets/".count)),
                ":comment": try comment("Oui"), ":comment/retablissement": try comment("Non"),
                ":review": try review("Moins bien"), ":review/reponse": try review("Très bien"),
                ":import": String(list.dropFirst("/imports/".count)),
                ":lot": String(batch.dropFirst("/invitations/lots/".count)),
                ":post": try await Self.post(site), ":deal": try await Self.deal(site, shop),
            ].merging(Self.ofAll) { $1 }.merging(try Self.own(shop.shopkeeper, site)) { $1 }
        }
    }

    /// A burst, a reported error and a photo of a shop.
    private static func insert(_ site: TestSite, _ example: ExampleShop) throws {
        let (code, now) = (example.code, site.now)
        let shop = example == .bakery ? site.bakery : site.florist
        try site.write { db in
            _ = try Burst.insert("burst-" + code, at: shop, on: now, .morning, in: db)
            try ErrorReport.insert(.hours, note: "", about: shop, publicID: "error-" + code, at: now, in: db)
            try OwnPictures.add(
                TestPictures.made, publicID: "photo-of-\(code)xxx", to: .shop(shop.rawValue), limit: 4,
                by: Member.ID(rawValue: 1), at: now, in: db)
        }
    }

    /// The public id of a message to the board.
    private static func message(_ site: TestSite, _ shop: ExampleShop) throws -> String {
        let (president, now) = (try site.member(.president), site.now)
        return try site.write { db in
            try MessageDraft(subject: "Réunion", text: shop.code, audience: .board).send(
                publicID: "message-of-\(shop.code)x", by: president, hasMail: false, language: "fr", at: now, in: db)
        }
    }

    /// What belongs to a person: their page, another session, a notice.
    private static func own(_ person: TestSite.Person, _ site: TestSite) throws -> [String: String] {
        let (member, secret, now) = (try site.member(person), site.site.randomness.secret(), site.now)
        try site.write { db in
            try Session.open(secret, for: member, closing: nil, at: now, in: db)
            try Notice.add(.replyWanted, .projects, object: "example", to: [member], at: now, in: db)
        }
        func publicID(_ table: String, _ condition: String) throws -> String {
            try #require(try site.text("SELECT public_id FROM \(table) WHERE \(condition)"))
        }
        let row = member.rawValue
        return [
            ":member": try publicID("member", "id = \(row)"),
            ":session": try publicID("session", "member_id = \(row) AND is_own = 0"),
            ":notice": try publicID("notice", "object = 'example' AND member_id = \(row)"),
        ]
    }

    /// The public id of a news post.
    private static func post(_ site: TestSite) async throws -> String {
        let form = [("title", "Noël"), ("text", "Les guirlandes sont là."), ("until", "2026-03-16")]
        let path = try #require(try await site.as(.president).post("/actualites", form).location)
        return String(path.dropFirst("/actualites/".count))
    }

    /// The public id of a bon plan of a shop.
    private static func deal(_ site: TestSite, _ shop: ExampleShop) async throws -> String {
        let text = "Chez " + shop.code
        let form = [("text", text), ("until", "2026-03-16")]
        _ = try await site.as(shop.shopkeeper).post("/boutiques/\(shop.code)/bons-plans", form)
        return try #require(try site.text("SELECT public_id FROM deal WHERE text = '\(text)'"))
    }

    /// The address of a route at a shop; nil when a parameter has no example.
    func target(_ path: String, _ shop: ExampleShop) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        let filled = parts.enumerated().map { index, part -> String? in
            guard part.hasPrefix(":") else { return part }
            let withNext = parts.indices.contains(index + 1) ? values[shop]?[part + "/" + parts[index + 1]] : nil
            return withNext ?? values[shop]?[part]
        }
        guard !filled.contains(nil) else { return nil }
        return "/" + filled.compactMap(\.self).joined(separator: "/")
    }
}
