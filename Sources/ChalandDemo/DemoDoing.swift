import Base
import Projects
import SQLite
import Shell
import Shops

extension DemoStreet {
    /// The shops of the story: the baker, who leads it, and six others.
    private var storyShops: [OwnedShop] { Array(owned.prefix(7)) }

    private mutating func publicID() -> String { dice.letters(16).lowercased() }

    /// Tasks of a project that takes place this week: some done, one late, one free.
    mutating func prepare(_ project: Project.ID, in db: Writer) throws {
        let today = now.local.day
        for (number, (title, days, isDone)) in DemoTexts.tasks.enumerated() {
            let (_, owner) = owned[number % owned.count]
            let details = ProjectTask.Details(
                title, person: number == 4 ? nil : owner, dueOn: today.adding(days: days))
            try insert(details, of: project, by: owner, doneAt: isDone ? now - .days(3 - number) : nil, in: db)
        }
    }

    private mutating func insert(
        _ task: ProjectTask.Details, of project: Project.ID, by member: Member.ID, doneAt: Instant?, in db: Writer
    ) throws {
        let publicID = publicID()
        _ = try task.insert(publicID: publicID, to: project, by: member, at: now - .days(20), in: db)
        guard let doneAt else { return }
        let added = try ProjectTask.all(of: project, in: db).first { $0.publicID == publicID }
        try added?.finish(by: member, at: doneAt, in: db)
    }

    /// A project from the idea to its next edition.
    mutating func tellStory(in db: Writer) throws {
        guard let (bakery, baker) = storyShops.first else { return }
        let proposed = now - .days(110)
        let saturday = DemoDates(now.local.day).saturday.adding(days: -28)
        var details = ProjectDetails(
            title: "Braderie de la rue \(saturday.year)", purpose: DemoTexts.storyPurpose, place: "toute la rue",
            budget: Money(cents: 100_000))
        details.dates = [ProjectDate(1, from: saturday, until: saturday.adding(days: 1), starts: 540, ends: 1_140)]
        let id = try details.insert(publicID: publicID(), by: baker, for: bakery.id, at: proposed, in: db)
        try publish(id, at: proposed + .days(3), by: baker, isChanged: false, in: db)
        for (number, (shop, owner)) in storyShops.dropFirst().enumerated() {
            try Participation.join(id, shop.id, by: owner, at: proposed + .days(4 + number), in: db)
        }
        try insertScenarios(of: id, since: proposed + .days(8), isChosen: true, in: db)
        try insertPledges(
            to: id, Array(zip(storyShops, DemoTexts.pledges)), openedAt: proposed + .days(20),
            closesAt: proposed + .days(40), in: db)
        for (number, title) in DemoTexts.storyTasks.enumerated() {
            let owner = storyShops[number % storyShops.count].owner
            let due = saturday.adding(days: -14 + 3 * number)
            try insert(
                ProjectTask.Details(title, person: owner, dueOn: due), of: id, by: baker,
                doneAt: LocalTime(day: due.adding(days: -1), minute: 600).instant, in: db)
        }
        try report(id, by: baker, in: db)
        guard let project = try Project.find(id, in: db), let lead = try Member.find(baker, in: db) else { return }
        let ids = (0..<40).map { _ in publicID() }
        _ = try NextEdition.make(
            after: project, by: lead, called: "Comme la dernière fois", at: now - .days(3), ids: ids, in: db)
    }

    /// Its report: the answers of six of its shops, the amounts paid, and a summary for everyone.
    private func report(_ project: Project.ID, by lead: Member.ID, in db: Writer) throws {
        for ((shop, owner), (choice, word)) in zip(storyShops, DemoTexts.answers) {
            try ReportAnswer.store(
                choice, word: word, of: shop.id, about: project, by: owner, at: now - .days(20), in: db)
        }
        let lines = DemoTexts.paid.enumerated().map { number, line in
            ReportLine(
                line.kind.isIncome ? 21 + number : 1 + number, line.kind, line.label,
                planned: Money(cents: line.planned),
                actual: Money(cents: line.actual))
        }
        try ProjectReport.write(
            ProjectReport.Details(learnt: DemoTexts.learnt, summary: DemoTexts.summary, lines: lines), of: project,
            over: 0, by: lead, at: now - .days(16), in: db)
        try ProjectReport.publish(project, version: 1, in: db)
    }
}

extension DemoTexts {
    static let tasks: [(title: String, days: Int, isDone: Bool)] = [
        ("Réserver les trois musiciens", -12, true), ("Demander l’arrêté à la mairie", -8, true),
        ("Commander les lampions", -2, false), ("Afficher dans les vitrines", 1, false),
        ("Tenir le stand commun de 20\u{A0}h à 21\u{A0}h", 3, false),
    ]

    static let storyPurpose = """
        Deux jours, des tables devant chaque boutique et de la musique à midi. Nous louons les barnums ensemble et nous \
        partageons les frais à parts égales.
        """

    static let storyTasks = [
        "Louer les barnums", "Prévenir la mairie et les riverains", "Imprimer les affiches", "Trouver la fanfare",
    ]

    static let answers: [(choice: ReportAnswer.Choice, word: String)] = [
        (.yes, "Le samedi matin a payé tout le reste."), (.yes, ""),
        (.otherwise, "Un seul jour suffirait\u{A0}: le dimanche était calme."),
        (.yes, "Avec la fanfare plus près du lavoir."),
        (.no, "Trop de monde devant la vitrine, pas assez dedans."), (.yes, ""),
    ]

    static let paid: [(kind: BudgetKind, label: String, planned: Int, actual: Int)] = [
        (.equipment, "Barnums et tables", 90_000, 84_000), (.animation, "Fanfare", 45_000, 45_000),
        (.communication, "Affiches", 15_000, 21_000), (.subsidy, "Subvention de la ville", 50_000, 50_000),
    ]

    static let learnt = """
        Réserver les barnums deux mois avant\u{A0}: le second loueur était plus cher. La mairie répond en trois semaines. \
        Prévoir une seconde caisse au stand commun.
        """

    static let summary = """
        Sept boutiques, deux jours de fête et une fanfare\u{A0}: merci à toutes celles et ceux qui sont venus. Rendez-vous l’an \
        prochain.
        """
}
