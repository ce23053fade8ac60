import Base
import SQLite
import Shell

/// The stages of a project, in order. Each is optional: a small association skips stages.
package enum ProjectStage: String, Sendable, CaseIterable {
    /// Proposed; the text is written together.
    case idea
    /// One to four scenarios with their budgets stand side by side.
    case scenarios
    /// One of them is chosen, or members are asked.
    case choice
    /// Shops commit to their share.
    case pledges
    /// It is prepared, or takes place.
    case doing
    /// It is over, and reported on.
    case report
    /// It has a next edition.
    case nextEdition
}

/// A stage that a project has reached, or will reach on a known day.
package struct StageFact: Sendable, Equatable {
    package let stage: ProjectStage
    /// When it was reached, or will be.
    package let since: Instant

    package init(_ stage: ProjectStage, since: Instant) { (self.stage, self.since) = (stage, since) }
}

/// The stages of a project with their dates, collected from its parts.
package struct ProjectStory: Sendable, Equatable {
    /// When each stage was reached, or will be. A stage without a date was skipped, or is still to come.
    private(set) var dates: [ProjectStage: Instant] = [:]
    /// The stage that is now: the last one that was reached.
    package private(set) var now = ProjectStage.idea

    /// The stages that several projects have reached, by project; a project without any is left out.
    typealias Facts = @Sendable ([Project.ID], Reader) throws -> [Project.ID: [StageFact]]

    /// One function for each part of a project.
    private static let parts: [Facts] = [
        ownFacts, ScenariosSection.facts, PledgesSection.facts, DoingSection.facts, ReportSection.facts,
    ]

    init(_ facts: [StageFact], at now: Instant) {
        for fact in facts { dates[fact.stage] = min(dates[fact.stage] ?? fact.since, fact.since) }
        self.now = ProjectStage.allCases.last { stage in dates[stage].map { $0 <= now } ?? false } ?? .idea
    }

    /// The stories of these projects.
    package static func all(of projects: [Project.ID], at now: Instant, in db: Reader) throws -> [Project.ID:
        ProjectStory]
    {
        var facts: [Project.ID: [StageFact]] = [:]
        for part in parts {
            for (project, found) in try part(projects, db) { facts[project, default: []] += found }
        }
        return facts.mapValues { ProjectStory($0, at: now) }
    }

    /// The story of one project.
    package static func of(_ project: Project.ID, at now: Instant, in db: Reader) throws -> ProjectStory {
        try all(of: [project], at: now, in: db)[project] ?? ProjectStory([], at: now)
    }

    /// The idea, and the days on which it takes place and is over. Primary keys.
    private static func ownFacts(_ projects: [Project.ID], in db: Reader) throws -> [Project.ID: [StageFact]] {
        let found = try db.rows(
            """
            SELECT project.id, project.proposed_at, min(project_date.from_on), max(project_date.until_on)
              FROM json_each(?1) JOIN project ON project.id = json_each.value
              LEFT JOIN project_date ON project_date.project_id = project.id AND project_date.text = 'own'
             GROUP BY project.id
            """, Project.ID.list(projects)
        ) { row in
            let first = row.optionalText(2).flatMap(Day.init).map { StageFact(.doing, since: $0.start) }
            let last = row.optionalText(3).flatMap(Day.init).map {
                StageFact(.report, since: $0.adding(days: 1).start)
            }
            let idea = StageFact(.idea, since: row.instant(1))
            return (Project.ID(rawValue: row.int(0)), [idea] + [first, last].compactMap(\.self))
        }
        return Dictionary(found) { first, _ in first }
    }
}

extension Project.ID {
    /// A list for `json_each`.
    static func list(_ ids: [Project.ID]) -> String {
        "[" + ids.map { String($0.rawValue) }.joined(separator: ",") + "]"
    }
}

extension Day {
    /// Its first moment, in local time.
    fileprivate var start: Instant { LocalTime(day: self, minute: 0).instant }
}
