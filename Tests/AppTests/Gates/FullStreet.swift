import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import ChalandDemo
@testable import Projects
@testable import Shell
@testable import Shops

/// A storage with a row in every table, and the steps of people on it: pages that show these rows are loaded, forms are
/// sent.
struct FullStreet: Sendable {
    /// A page that is loaded, or a form that is sent.
    struct Step: Sendable {
        let person: TestSite.Person
        let path: String
        /// Nil for a page.
        var form: [(String, String)]?
        /// Whether the answer may be an error: a version that cannot be incremented is refused.
        var mayFail = false
        /// The statements it runs, each with its words.
        var statements: [String: Set<Substring>] = [:]
    }

    /// A column of whole numbers.
    struct Column: Sendable {
        let table: String
        let name: String
    }

    /// Made once for all tests.
    static let made = Task { try await FullStreet() }

    let storage: PreparedStorage
    private let steps: [Step]

    private init() async throws {
        let site = try TestSite(founded: false, limitsRate: false)
        try FullStreet.fill(site)
        let president = site.as(.president)
        let file = [("shops", "Nom;Métier;Adresse\nBar du Lac;Café;3 quai des Bateaux")]
        let list = try #require(try await president.post("/boutiques/importer", file).location)
        let done = try #require(try await president.post("/boutiques/importer", file).location)
        _ = try await president.post(done + "/confirmation")
        let encounter = try await site.visit(by: site.as(.guest))
        let author = try await site.review()
        let directory = try await site.as(.guest).get("/boutiques").text
        let shop = String(try #require(directory.firstMatch(of: /href="(\/boutiques\/[^"]*-7kq2)"/)?.1))
        let waiting = try #require(try site.text("SELECT public_id FROM review WHERE published_at IS NULL LIMIT 1"))
        let project = "/projets/" + (try #require(try site.text("SELECT public_id FROM project LIMIT 1")))
        storage = try PreparedStorage(copying: site)
        var steps: [Step] = []
        for var step in FullStreet.pages(shop: shop, project: project, encounter: encounter, author: author)
            + FullStreet.imports(waiting: list, done: done) + [FullStreet.secret]
            + FullStreet.forms(project, encounter, done, review: waiting)
        {
            step.statements = try await FullStreet.statements(of: step, on: storage)
            steps.append(step)
        }
        self.steps = steps
    }

    /// The steps that touch a table. If more than half of all steps do (sessions, the association), only enough of them
    /// to run each statement about the table once.
    func steps(touching table: String) -> [Step] {
        let table = Substring(table)
        let touching = steps.map { step in (step, statements: step.statements.filter { $1.contains(table) }.keys) }
            .filter { !$0.statements.isEmpty }
        guard touching.count > steps.count / 2 else { return touching.map(\.0) }
        var run: Set<String> = []
        return touching.filter { step in
            defer { run.formUnion(step.statements) }
            return !run.isSuperset(of: step.statements)
        }.map(\.0)
    }

    /// The statements of all steps.
    var statements: Set<String> { Set(steps.flatMap(\.statements.keys)) }

    /// Every column of whole numbers, except those of the search.
    func columns() throws -> [Column] {
        try TestSite(storage: storage).loop.reader.rows(
            """
            SELECT object.name, field.name FROM sqlite_schema AS object JOIN pragma_table_info(object.name) AS field
             WHERE object.type = 'table' AND object.sql LIKE '%) STRICT%' AND field.type = 'INTEGER'
            """
        ) { Column(table: $0.text(0), name: $0.text(1)) }
    }

    private static func fill(_ site: TestSite) throws {
        var size = Demo.Size()
        (size.shops, size.projects, size.encounters) = (4, 3, 1_000)
        _ = try Setup.prepare(site.site)
        try Demo.fill(site.site.database, size, passwordHashes: [], clock: site.site.clock)
        _ = try SignInLink.make(email: Demo.accounts[0].email, on: site.site)
        let now = site.now
        try site.write { db in
            for (person, account) in zip([TestSite.Person.president, .baker], Demo.accounts) {
                let row = "SELECT id FROM member WHERE email = ?1"
                guard let id = try db.first(row, account.email, decode: { Member.ID(rawValue: $0.int(0)) }),
                    let cookie = person.cookie
                else { continue }
                try Session.open(cookie, for: id, closing: nil, at: now, in: db)
            }
            if let treasurer = try ListedMember.find(Demo.accounts[2].email, in: db).first?.id {
                try Member.endAccess(of: treasurer, by: nil, at: now, in: db)
                try Member.restoreAccess(of: treasurer, by: nil, at: now, in: db)
            }
            try OwnPictures.add(
                TestPictures.made, publicID: "0123456789abcdef", to: .shop(1), limit: 4, by: Member.ID(rawValue: 1),
                at: now, in: db)
            let projects = try db.rows("SELECT id FROM project", decode: { Project.ID(rawValue: $0.int(0)) })
            for id in projects { try Project.find(id, in: db)?.publish(at: now, in: db) }
            guard let id = projects.first, let project = try Project.find(id, in: db),
                let proposer = try Member.find(project.proposer.member, in: db)
            else { return }
            try project.change(
                to: ProjectDetails(title: "Un autre titre", purpose: "Un autre texte."), by: proposer, at: now, in: db)
        }
    }

    private static func pages(shop: String, project: String, encounter: String, author: String) -> [Step] {
        let pages: [(TestSite.Person, [String])] = [
            (
                .guest,
                [
                    "/", "/boutiques", "/boutiques?page=9", "/boutiques?ouvert=1", "/boutiques?metier=boulangerie",
                    shop,
                    "/b/7KQ2", "/projets", project, "/agenda", "/agenda.ics", "/actualites",
                    "/flux/boutiques.atom", "/flux/projets.atom", "/flux/avis.atom", "/flux/actualites.atom", encounter,
                    author,
                    "/sitemap.xml", "/readyz",
                ]
            ),
            (
                .baker,
                [
                    "/accueil", "/comptoir/7kq2", "/comptoir/7kq2/voisins?q=pain", "/boutiques/7kq2/rencontres",
                    "/boutiques/7kq2/rencontres.csv",
                    "/boutiques/7kq2/modifier", "/boutiques/7kq2/photos", "/boutiques/7kq2/bons-plans",
                    "/boutiques/7kq2/affichette", "/compte",
                    "/projets", project, "/entraide", "/entraide?voir=les-miennes", "/entraide?q=pain",
                    "/boutiques/7kq2/deux-regards", "/demande?lieu=street:rue+basse", "/projets/nouveau?demande=closed",
                ]
            ),
            (
                .president,
                [
                    "/accueil", "/moderation", "/moderation?onglet=publies", "/invitations", "/affichettes",
                    "/boutiques/7kq2/invitation", "/boutiques/7kq2/personnes", "/statistiques/comptoirs", "/demande",
                    project, project + "/modifier",
                ]
            ),
        ]
        return pages.flatMap { person, paths in paths.map { Step(person: person, path: $0) } }
    }

    private static func imports(waiting: String, done: String) -> [Step] {
        ["/boutiques/importer", waiting, done].map { Step(person: .president, path: $0) }
    }

    /// An unknown secret is looked up too.
    private static let secret = Step(person: .guest, path: "/connexion/7KQ2", mayFail: true)

    private static func forms(
        _ project: String, _ encounter: String, _ imported: String, review: String
    ) -> [Step] {
        [
            Step(person: .guest, path: "/b/7KQ2", form: [("feeling", "4")]),
            Step(person: .guest, path: encounter, form: [("feeling", "2"), ("purchased", "yes")], mayFail: true),
            Step(person: .baker, path: "/comptoir/7kq2", form: [("purchased", "no")], mayFail: true),
            Step(person: .baker, path: project + "/commentaires", form: [("text", "Avec plaisir.")], mayFail: true),
            Step(
                person: .president, path: "/moderation/avis",
                form: [("decision", "publish"), ("review", review + ".1")],
                mayFail: true),
            Step(
                person: .president, path: "/moderation/\(review)/refus", form: [("version", "1"), ("reason", "Non")],
                mayFail: true),
            Step(person: .president, path: imported + "/annulation", form: [], mayFail: true),
            Step(person: .president, path: "/boutiques/7kq2/retrait", form: [], mayFail: true),
        ]
    }

    /// The statements prepared for a step on a site that has just been opened.
    private static func statements(
        of step: Step, on storage: PreparedStorage
    ) async throws -> [String: Set<Substring>] {
        let log = StatementLog()
        let site = try TestSite(storage: storage, limitsRate: false, origin: "https://rue.example", log: log)
        let status = try await step.run(on: site)
        if step.form == nil && !step.mayFail { #expect(status == .ok, "\(step.person) \(step.path)") }
        return Dictionary(
            uniqueKeysWithValues: log.statements.map { ($0, Set($0.split { !$0.isLetter && $0 != "_" })) })
    }
}

extension FullStreet.Step {
    /// Runs it and returns the status of the answer.
    func run(on site: TestSite) async throws -> Status {
        let browser = site.as(person)
        guard let form else { return try await browser.get(path).status }
        return try await browser.post(path, form).status
    }
}
