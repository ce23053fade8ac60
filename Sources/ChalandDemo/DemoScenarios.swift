import Base
import Projects
import SQLite
import Shell
import Shops

extension DemoStreet {
    /// Inserts the scenarios of a project, a careful one and a full one, and chooses the full one.
    mutating func insertScenarios(of project: Project.ID, since: Instant, isChosen: Bool, in db: Writer) throws {
        var made: [String] = []
        for (number, scenario) in DemoTexts.scenarios.enumerated() {
            let lines = scenario.lines.enumerated().map { index, line in
                BudgetLine(
                    index + 1, line.kind, line.label, low: Money(cents: line.low), high: Money(cents: line.high))
            }
            made.append(
                try ScenarioDetails(
                    title: scenario.title, what: scenario.what, participants: "les boutiques qui le souhaitent",
                    lines: lines
                ).insert(
                    publicID: dice.letters(16).lowercased(), of: project, by: owned[number % owned.count].owner,
                    at: since + .days(2 * number), in: db))
        }
        guard isChosen, let last = made.last else { return }
        try Scenario.find(last, of: project, in: db)?.choose(
            by: president, reason: "Plus cher, mais la subvention en paie la moitié.", at: since + .days(4), in: db)
    }

    /// Opens a consultation of all shops about the scenarios they approve, for five days. A few have answered.
    mutating func consult(about project: Project.ID, in db: Writer) throws {
        guard let asked = try Project.find(project, in: db), let lead = owned.first else { return }
        let opened = now - .days(2)
        let publicID = try NewConsultation(mode: .approve, asksAll: true, until: now.local.day.adding(days: 5)).open(
            publicID: dice.letters(16).lowercased(), for: asked, by: lead.owner, at: opened, in: db)
        let scenarios = try Scenario.all(of: project, in: db).map(\.id)
        for (number, (shop, owner)) in owned.dropFirst().prefix(4).enumerated() {
            try Consultation.find(publicID, of: project, in: db)?.answer(
                Set(scenarios.dropFirst(number % 2)), of: shop.id.rawValue, by: owner, at: opened + .hours(number + 1),
                in: db)
        }
    }

    /// Calls for pledges to the chosen scenario in equal shares. A call whose deadline has passed is frozen.
    mutating func insertPledges(
        to project: Project.ID, _ pledges: [(shop: OwnedShop, terms: PledgeTerms)], openedAt: Instant,
        closesAt: Instant, in db: Writer
    ) throws {
        guard let lead = pledges.first?.shop.owner,
            let scenario = try ScenarioChoice.current(of: project, in: db)?.scenario
        else { return }
        try EqualKey.choose(for: scenario, by: lead, at: openedAt, in: db)
        let publicID = try PledgeCall.open(
            CallTerms(total: 100_000, leastShops: 3, closesAt: closesAt), for: scenario, of: project,
            publicID: dice.letters(16).lowercased(), by: lead, at: openedAt, in: db)
        for (number, (shop, terms)) in pledges.enumerated() {
            try PledgeCall.latest(of: project, in: db)?.pledge(
                terms, for: shop.shop.id, by: shop.owner, at: openedAt + .hours(number + 1), in: db)
        }
        if closesAt <= now { try Deadline.freeze(publicID, at: closesAt, in: db) }
    }
}

extension DemoTexts {
    typealias Line = (kind: BudgetKind, label: String, low: Int, high: Int)

    /// The pledges of seven shops: all hold when the last one joins.
    static let pledges = [
        PledgeTerms(), PledgeTerms(mostCents: 20_000), PledgeTerms(leastShops: 5),
        PledgeTerms(leastShops: 4, mostCents: 25_000), PledgeTerms(leastShops: 6), PledgeTerms(mostCents: 15_000),
        PledgeTerms(),
    ]

    /// Three that hold, and one that waits for more shops.
    static let openPledges = [
        PledgeTerms(), PledgeTerms(), PledgeTerms(mostCents: 40_000), PledgeTerms(leastShops: 6),
    ]

    static let scenarios: [(title: String, what: String, lines: [Line])] = [
        (
            "Au plus simple", "Une demi-journée, avec ce que nous avons déjà.",
            [(.communication, "Affiches", 12_000, 15_000), (.equipment, "Tables", 20_000, 30_000)]
        ),
        (
            "La fête entière", "Toute la journée, avec de la musique et des barnums.",
            [
                (.equipment, "Barnums et tables", 80_000, 90_000), (.animation, "Fanfare", 40_000, 45_000),
                (.communication, "Affiches", 12_000, 15_000), (.subsidy, "Subvention de la ville", 50_000, 50_000),
            ]
        ),
    ]
}
