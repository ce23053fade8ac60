import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Projects
@testable import Shell
@testable import Shops

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
        ":month": "2026-03", ":request": "request", ":joining": "request-of-ines0", ":mail": "ZZZZ-ZZZZ",
        ":key": "00000000000000000000000000000000",
    ]

    /// At both shops a project with two comments, one of them removed, and published and waiting reviews; one import.
    init(_ site: TestSite) async throws {
        let president = site.as(.president)
        let lists = try await Self.lists(site)
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
            try Self.insertDocument(site, shop)
            values[shop] = [
                ":document": "document-\(shop.code)x", ":document/retablissement": "document-\(shop.code)y",
                ":expert": "expert-of-\(shop.code)x", ":amendment": "amendment-\(shop.code)",
                ":report": "error-" + shop.code, ":photo": "photo-of-\(shop.code)xxx", ":burst": "burst-" + shop.code,
                ":kiosk": "kioskofshop0" + shop.code,
                ":words": try Self.words(site, shop),
                ":batch": try Self.batch(of: passable, site), ":message": message,
                ":shop": shop.code, ":neighbour": shop == .bakery ? "f10r" : "7kq2", ":code": shop.code,
                ":project": String(project.dropFirst("/projets/".count)),
                ":scenario": try await Self.scenario(of: project, shopkeeper),
                ":consultation": try await Self.consultation(of: project, shopkeeper),
                ":comment": try comment("Oui"), ":comment/retablissement": try comment("Non"),
                ":review": try review("Moins bien"), ":review/reponse": try review("Très bien"),
                ":invitation": try await Self.invitation(site, shop),
                ":post": try await Self.post(site), ":deal": try await Self.deal(site, shop),
                ":need": try await Self.need(site, shop), ":task": try await Self.task(site, shop, of: project),
            ].merging(lists) { $1 }.merging(Self.ofAll) { $1 }.merging(try Self.own(shop.shopkeeper, site)) { $1 }
        }
    }

    /// The public id of a scenario of a project, with a key and a call for pledges.
    private static func scenario(of project: String, _ shopkeeper: Browser) async throws -> String {
        let path = try #require(try await shopkeeper.post(project + "/scenarios", [("title", "Sobre")]).location)
        let key = [("asked", "all"), ("basis", "equal")]
        _ = try await shopkeeper.post(path + "/repartition/modifier", key)
        let call = [("scenario", String(path.dropFirst((project + "/scenarios/").count))), ("until", "2026-03-16")]
        _ = try await shopkeeper.post(project + "/engagements/nouveau", call)
        return String(path.dropFirst((project + "/scenarios/").count))
    }

    /// The public id of a consultation about a project.
    private static func consultation(of project: String, _ shopkeeper: Browser) async throws -> String {
        let form = [("mode", "approve"), ("asks", "all"), ("until", "2026-03-16")]
        let path = try #require(try await shopkeeper.post(project + "/consultations", form).location)
        return String(path.dropFirst((project + "/consultations/").count))
    }

    private static func batch(of review: String, _ site: TestSite) throws -> String {
        try #require(
            try site.text(
                """
                SELECT batch FROM review_decision JOIN review ON review.id = review_id
                 WHERE batch IS NOT NULL AND public_id = '\(review)'
                """))
    }

    /// Lists of shops and of members, a batch of letters, and a request to join.
    private static func lists(_ site: TestSite) async throws -> [String: String] {
        let president = site.as(.president)
        let file = [("shops", "Nom;Métier;Adresse\nBar du Lac;Café;3 quai des Bateaux")]
        let list = try #require(try await president.post("/boutiques/importer", file).location)
        _ = try await president.post(list + "/confirmation")
        let members = [("people", "Nom;E-mail\nInès Roux;ines@example.org")]
        let people = try #require(try await president.post("/adherents/importer", members).location)
        _ = try await president.post("/reglages/adhesion", [("open", "1")])
        let now = site.now
        _ = try site.write { db in
            try JoinRequest.insert(
                JoinRequest.Details(name: "Inès Roux"), publicID: "request-of-ines0", at: now, in: db)
        }
        let batch = try #require(try await president.post("/boutiques/7kq2/invitation", [("holders", "stay")]).location)
        return [
            ":import": String(list.dropFirst("/imports/".count)),
            ":list": String(people.dropFirst("/imports-adherents/".count)),
            ":lot": String(batch.dropFirst("/invitations/lots/".count)),
        ]
    }

    /// The public id of an invitation to the team of a shop.
    private static func invitation(_ site: TestSite, _ shop: ExampleShop) async throws -> String {
        let code = try await site.as(shop.shopkeeper).post("/boutiques/\(shop.code)/equipe", [("name", "Léa")]).location
        return String(try #require(code).dropFirst("/boutiques/\(shop.code)/equipe/".count))
    }

    /// Words of a visitor that the association may quote.
    private static func words(_ site: TestSite, _ example: ExampleShop) throws -> String {
        let (shop, now) = (example == .bakery ? site.bakery : site.florist, site.now)
        let encounter = NewEncounter(source: .visitor, feeling: 3, details: EncounterDetails(note: "Trop tard."))
        let id = try site.write { db in
            let id = try encounter.insert(at: shop, at: now, in: db)
            try AllowedWords.allow(id, wording: "d’accord", in: db)
            return id
        }
        return try #require(
            try site.text("SELECT public_id FROM allowed_words WHERE encounter_id = \(id.rawValue)"))
    }

    /// A burst, a kiosk, a reported error and a photo of a shop.
    private static func insert(_ site: TestSite, _ example: ExampleShop) throws {
        let (code, now) = (example.code, site.now)
        let (nonce, key) = (site.site.randomness.bytes(16), site.site.key)
        let shop = example == .bakery ? site.bakery : site.florist
        try site.write { db in
            _ = try Burst.insert("burst-" + code, at: shop, from: "visitor", on: now, .morning, in: db)
            try ErrorReport.insert(.hours, note: "", about: shop, publicID: "error-" + code, at: now, in: db)
            _ = try Kiosk.insert(
                "Comptoir", pin: "4071", publicID: "kioskofshop0" + code, nonce: nonce, key, at: shop, now: now, in: db)
            try OwnPictures.add(
                TestPictures.made, publicID: "photo-of-\(code)xxx", to: .shop(shop.rawValue), limit: 4,
                by: Member.ID(rawValue: 1), at: now, in: db)
        }
    }

    /// An expert, an amendment and two documents of the project of a shop, one of them removed.
    private static func insertDocument(_ site: TestSite, _ example: ExampleShop) throws {
        let (keeper, now) = (try site.member(example.shopkeeper), site.now)
        let row = try site.value("SELECT id FROM project WHERE title = '\(example.title)'")
        let (nonce, key) = (site.site.randomness.bytes(16), site.site.key)
        try site.write { db in
            let project = Project.ID(rawValue: row)
            try ProjectExpert.invite(
                "Jeanne Leroy", "architecte", publicID: "expert-of-\(example.code)x", nonce: nonce, key, to: project,
                by: keeper, at: now, in: db)
            if let found = try Project.find(project, in: db) {
                try Amendment.propose(
                    "Mieux.", because: "", publicID: "amendment-\(example.code)", for: found, by: keeper, at: now,
                    in: db)
            }
            for tag in ["x", "y"] {
                let document = NewDocument(title: "Devis " + tag, format: .pdf, contents: Array("%PDF-%%EOF".utf8))
                let publicID = "document-\(example.code)\(tag)"
                try document.insert(publicID: publicID, in: project, by: keeper, at: now, in: db)
                guard tag == "y" else { continue }
                try ProjectDocument.remove(publicID, of: project, by: keeper, at: now, in: db)
            }
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

    /// The public id of a need of a shopkeeper.
    private static func need(_ site: TestSite, _ shop: ExampleShop) async throws -> String {
        let form = [("kind", "seeking"), ("text", "Une échelle pour " + shop.code), ("until", "2026-03-16")]
        let path = try #require(try await site.as(shop.shopkeeper).post("/entraide", form).location)
        return String(path.dropFirst("/entraide/".count))
    }

    /// The public id of a free task of a project.
    private static func task(_ site: TestSite, _ shop: ExampleShop, of project: String) async throws -> String {
        _ = try await site.as(shop.shopkeeper).post(project + "/taches", [("task", "Appeler " + shop.code)])
        return try #require(try site.text("SELECT public_id FROM task WHERE title = 'Appeler \(shop.code)'"))
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
