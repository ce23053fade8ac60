import Base
import HTMLTemplate
import SQLite
import Shell

/// Another project that needs the same kinds of things within sixty days, or takes place on the same days: its people
/// may act together.
struct NearbyProject: Sendable, Equatable {
    /// Days between two projects that may still share a supplier.
    static let daysApart = 60
    /// The most that a page shows.
    private static let most = 10

    let publicID: String
    let title: String
    /// Its first day to come.
    let day: Day
    /// Whether it takes place on a day of this project.
    let isSameDay: Bool
    /// The kinds of cost that both have.
    let kinds: [BudgetKind]

    /// First and last day of one date of a project or of one of its scenarios.
    private struct Dates {
        let project: Int
        let from: Day
        let until: Day

        /// Days between the two; 0 when they share a day.
        func gap(to other: Dates) -> Int {
            max(
                0, from.daysSince1970 - other.until.daysSince1970, other.from.daysSince1970 - until.daysSince1970)
        }
    }

    /// The nearby projects, for a member who leads the project; none for others.
    static func all(of project: Project, shownTo member: Member, today: Day, in db: Reader) throws -> [NearbyProject] {
        member.may(.leadProject, project) ? try all(of: project.id, today: today, in: db) : []
    }

    /// The projects near this one with dates that are not over, the nearest day first. Indexes: `project_date_by_end`,
    /// `scenario_by_day`.
    static func all(of project: Project.ID, today: Day, in db: Reader) throws -> [NearbyProject] {
        let own = try dates(
            """
            SELECT project_id, from_on, until_on FROM project_date
             WHERE project_id = ?1 AND text = 'own' AND until_on >= ?2
            UNION ALL
            SELECT project_id, held_on, held_on FROM scenario
             WHERE project_id = ?1 AND held_on >= ?2 AND removed_at IS NULL
            """, project, today, in: db)
        guard let first = own.map(\.from).min(), let last = own.map(\.until).max() else { return [] }
        let others = try dates(
            """
            SELECT project_id, from_on, until_on FROM project_date
             WHERE until_on >= ?1 AND from_on <= ?2 AND text = 'own'
            UNION ALL
            SELECT project_id, held_on, held_on FROM scenario
             WHERE held_on BETWEEN ?1 AND ?2 AND removed_at IS NULL
            """, max(today, first.adding(days: -daysApart)), last.adding(days: daysApart), in: db
        ).filter { other in
            other.project != project.rawValue && own.contains { $0.gap(to: other) <= daysApart }
        }
        let kinds = try kinds(of: Set(others.map(\.project)).union([project.rawValue]), in: db)
        let wanted = kinds[project.rawValue] ?? []
        let near = Dictionary(grouping: others, by: \.project).compactMap {
            id, dates -> (Int, Day, Bool, [BudgetKind])? in
            let isSameDay = dates.contains { date in own.contains { $0.gap(to: date) == 0 } }
            let shared = BudgetKind.costs.filter { wanted.contains($0) && kinds[id]?.contains($0) == true }
            guard let day = dates.map(\.from).min(), isSameDay || !shared.isEmpty else { return nil }
            return (id, max(day, today), isSameDay, shared)
        }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        var found: [NearbyProject] = []
        for (id, day, isSameDay, shared) in near where found.count < most {
            let sql = "SELECT public_id, title FROM project WHERE id = ?1 AND withdrawn_at IS NULL"
            try db.first(sql, id) { row in
                NearbyProject(
                    publicID: row.text(0), title: row.text(1), day: day, isSameDay: isSameDay, kinds: shared)
            }.map { found.append($0) }
        }
        return found
    }

    private static func dates(
        _ sql: String, _ first: some Bindable & Sendable, _ second: Day, in db: Reader
    ) throws -> [Dates] {
        try db.rows(sql, first, second) { row in
            Day(row.text(1)).flatMap { from in
                Day(row.text(2)).map { Dates(project: row.int(0), from: from, until: $0) }
            }
        }.compactMap(\.self)
    }

    /// The kinds of cost that may be shared, of the scenarios of each project.
    private static func kinds(of projects: Set<Int>, in db: Reader) throws -> [Int: Set<BudgetKind>] {
        let list = "[" + projects.sorted().map(String.init).joined(separator: ",") + "]"
        var kinds: [Int: Set<BudgetKind>] = [:]
        try db.forEach(
            """
            SELECT DISTINCT project_id, kind FROM json_each(?1)
              JOIN scenario ON project_id = json_each.value AND removed_at IS NULL
              JOIN budget_line ON scenario_id = scenario.id
            """, list
        ) { row in
            guard let kind = BudgetKind(rawValue: row.text(1)), kind.isShareable else { return }
            kinds[row.int(0), default: []].insert(kind)
        }
        return kinds
    }
}

/// A nearby project on a page: «Braderie (samedi 7 mars) : location de matériel aussi. Ensemble ?»
struct NearbyView: PageModel {
    let title: String
    let link: String
    let day: String
    let kinds: String
    let isSameDay: Bool

    static let fields: [Field<NearbyView>] = [
        .text("nearbyTitle") { $0.title }, .text("link") { $0.link }, .text("day") { $0.day },
        .text("sharedKinds") { $0.kinds }, .flag("isSameDay") { $0.isSameDay },
    ]

    init(_ near: NearbyProject, _ context: Context) {
        (title, isSameDay) = (near.title, near.isSameDay)
        link = context.link(.project(near.publicID))
        day = context.language.day(near.day, seenOn: context.now.local.day)
        kinds = near.kinds.map { $0.words(context) }.joined(separator: ", ")
    }
}
