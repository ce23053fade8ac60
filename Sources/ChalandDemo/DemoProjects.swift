import Base
import Projects
import SQLite
import Shell

extension DemoStreet {
    /// Inserts projects with their participants and comments. If there are three or more, two of them show all stages:
    /// a project that is over, and its next edition.
    mutating func insertProjects(in db: Writer) throws {
        guard !owned.isEmpty else { return }
        let hasStory = size.projects >= 3
        let projects = try (0..<size.projects - (hasStory ? 2 : 0)).map { try insertProject($0, in: db) }
        if let first = projects.first { try prepare(first, in: db) }
        for number in [1, 3] where number < projects.count {
            try insertScenarios(of: projects[number], since: now - .days(6), isChosen: number == 3, in: db)
            guard number == 3 else {
                try consult(about: projects[number], in: db)
                continue
            }
            let shops = Array(owned.prefix(4))
            for (shop, owner) in shops {
                try Participation.join(projects[number], shop.id, by: owner, at: now - .days(2), in: db)
            }
            try insertPledges(
                to: projects[number], Array(zip(shops, DemoTexts.openPledges)), openedAt: now - .days(2) + .hours(1),
                closesAt: LocalTime(day: now.local.day.adding(days: 9), minute: 1_080).instant, in: db)
        }
        if hasStory { try tellStory(in: db) }
    }

    private mutating func insertProject(_ number: Int, in db: Writer) throws -> Project.ID {
        let idea = DemoTexts.projects[number % DemoTexts.projects.count]
        let round = number / DemoTexts.projects.count
        let title = idea.title + (round > 0 ? " (\(round + 1)ᵉ édition)" : "")
        let (shop, proposer) = dice.pick(owned)
        let proposed = now - .days(7 + dice.below(130))
        var details = ProjectDetails(
            title: title, purpose: idea.purpose, happens: idea.happens, budget: idea.budget.map(Money.init(cents:)))
        (details.dates, details.place) = (round == 0 ? DemoDates(now.local.day).dates(of: number) : [], idea.place)
        let project = try details.insert(
            publicID: dice.letters(16).lowercased(), by: proposer, for: shop.id, at: proposed, in: db)
        try ProjectCategory.set(DemoStreet.categories[number % DemoStreet.categories.count], of: project, in: db)
        // Two out of three are public.
        if number % 3 != 2 {
            try publish(project, at: proposed + .days(3), by: proposer, isChanged: number == 3, in: db)
        }
        var others = owned.filter { $0.shop.id != shop.id }
        others.shuffle(using: &dice)
        try insertParticipations(others, in: project, since: proposed, in: db)
        try insertComments(others, in: project, since: proposed, in: db)
        if number == 0 { try insertStory(of: project, in: db) }
        return project
    }

    /// Makes a project public. If `isChanged`, its proposer postpones it two days later; the change awaits moderation.
    func publish(
        _ id: Project.ID, at moment: Instant, by proposer: Member.ID, isChanged: Bool, in db: Writer
    ) throws {
        try Project.find(id, in: db)?.publish(at: moment, in: db)
        guard isChanged, let project = try Project.find(id, in: db), let member = try Member.find(proposer, in: db)
        else {
            return
        }
        var details = project.details
        details.dates = DemoDates(now.local.day).postponed(details.dates)
        try project.change(to: details, by: member, at: moment + .days(2), in: db)
    }

    private mutating func insertParticipations(
        _ candidates: [OwnedShop], in project: Project.ID, since: Instant, in db: Writer
    ) throws {
        for (shop, owner) in candidates.prefix(dice.below(min(14, candidates.count) + 1)) {
            let joined = since + .hours(dice.below(90) + 1)
            try Participation.join(project, shop.id, by: owner, at: joined, in: db)
            // One in ten leaves again.
            if dice.chance(10) { try Participation.leave(project, shop.id, at: joined + .days(1), in: db) }
        }
    }

    private mutating func insertComments(
        _ candidates: [OwnedShop], in project: Project.ID, since: Instant, in db: Writer
    ) throws {
        var written = since
        for (shop, owner) in candidates.suffix(dice.below(min(5, candidates.count) + 1)) {
            written = written + .hours(dice.below(20) + 1)
            // Comments due at night are dated eight o’clock.
            let hour = written.local.minute / 60
            if !(8..<22).contains(hour) { written = written + .hours((32 - hour) % 24) }
            let publicID = dice.letters(16).lowercased()
            _ = try ProjectComment.insert(
                dice.pick(DemoTexts.comments), publicID: publicID, about: project, by: owner, for: shop.id,
                at: written, in: db)
        }
    }
}
