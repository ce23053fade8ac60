import Base
import SQLite
import Shell
import Shops

/// The project that continues another one.
package enum NextEdition {
    /// 52 weeks: the same weekday.
    private static let year = 364

    /// The next edition of a project; nil when there is none, or only a withdrawn one.
    static func of(_ project: Project.ID, in db: Reader) throws -> (publicID: String, title: String)? {
        try db.first(
            """
            SELECT project.public_id, project.title
              FROM project_edition JOIN project ON project.id = project_edition.project_id
             WHERE project_edition.previous_id = ?1 AND project.withdrawn_at IS NULL ORDER BY made_at DESC LIMIT 1
            """, project
        ) { ($0.text(0), $0.text(1)) }
    }

    /// The previous edition of a project; nil without one, or when this person may not see it.
    static func previous(
        of project: Project.ID, visibleTo member: Member?, in db: Reader
    ) throws -> Project? {
        let found = try db.first(
            """
            SELECT project.public_id
              FROM project_edition JOIN project ON project.id = project_edition.previous_id
             WHERE project_edition.project_id = ?1
            """, project
        ) { $0.text(0) }
        return try found.flatMap { try Project.find($0, visibleTo: member, in: db) }
    }

    /// When these projects were continued.
    static func dates(of projects: [Project.ID], in db: Reader) throws -> [Project.ID: Instant] {
        let found = try db.rows(
            """
            SELECT project_edition.previous_id, min(made_at)
              FROM json_each(?1) JOIN project_edition ON project_edition.previous_id = json_each.value
              JOIN project ON project.id = project_edition.project_id
             WHERE project.withdrawn_at IS NULL GROUP BY project_edition.previous_id
            """, Project.ID.list(projects)
        ) { (Project.ID(rawValue: $0.int(0)), $0.instant(1)) }
        return Dictionary(found) { first, _ in first }
    }

    /// Begins the next edition: text, dates a year later on the same weekdays, a scenario with what was paid, and the
    /// tasks, with shifted dates and without a person. The shops that took part are asked again; none is added by
    /// itself.
    /// - Parameter ids: public ids, one for the project, one for its scenario, one for each task.
    /// - Returns: its public id; if there is a next edition already, the public id of that one.
    package static func make(
        after project: Project, by member: Member, called scenario: String, at now: Instant,
        ids: [String], in db: Writer
    ) throws -> String {
        if let made = try of(project.id, in: db) { return made.publicID }
        let shift = shift(of: project.details.dates, after: now.local.day)
        let report = try ProjectReport.of(project.id, in: db)
        var details = project.details
        details.title = next(details.title, after: now.local.day.year)
        details.dates = details.dates.map { $0.moved(by: shift) }
        let paid = report.details.lines.paid
        if paid > 0 { details.budget = Money(cents: paid) }
        var ids = ids[...]
        guard let publicID = ids.popFirst() else { preconditionFailure("an edition needs a public id") }
        let shop = try project.ownShops(of: member, in: db).first
        let id = try details.insert(publicID: publicID, by: member.id, for: shop?.shop, at: now, in: db)
        try db.run(
            "INSERT INTO project_edition (project_id, previous_id, made_by, made_at) VALUES (?1, ?2, ?3, ?4)", id,
            project.id, member.id, now)
        let lines = budget(of: try ReportLine.planned(for: project, report, in: db), report.details.lines)
        if !lines.isEmpty, let scenarioID = ids.popFirst() {
            _ = try ScenarioDetails(title: scenario, lines: lines).insert(
                publicID: scenarioID, of: id, by: member.id, at: now, in: db)
        }
        for (task, taskID) in zip(try ProjectTask.all(of: project.id, in: db).sorted(by: isEarlier), ids) {
            _ = try ProjectTask.Details(task.details.title, dueOn: task.details.dueOn?.adding(days: shift)).insert(
                publicID: taskID, to: id, by: member.id, at: now, in: db)
        }
        try ask(project, to: publicID, details.title, by: member.id, at: now, in: db)
        return publicID
    }

    /// Asks the shops that took part whether they will take part again.
    private static func ask(
        _ project: Project, to publicID: String, _ title: String, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let shops = try Participation.current(in: project.id, db).map(\.shop)
        let people = try shops.flatMap { try Member.people(ofShop: $0.rawValue, may: .represent, in: db) }
        try Notice.add(
            .projectContinued, about: title, .project(publicID), object: "project " + publicID,
            to: Set(people).sorted { $0.rawValue < $1.rawValue }, except: member, at: now, in: db)
    }

    /// What was paid and received; what was planned while no amount was typed.
    private static func budget(of planned: [ReportLine.Planned], _ actual: [ReportLine]) -> [BudgetLine] {
        let rows =
            actual.isEmpty
            ? planned.map { (kind: $0.kind, label: $0.label, amount: $0.planned ?? Money(cents: 0)) }
            : actual.map { (kind: $0.kind, label: $0.label, amount: $0.actual) }
        return zip(1...SiteLimits.budgetLines, rows).map { number, row in
            BudgetLine(number, row.kind, row.label, low: min(row.amount, BudgetLine.most))
        }
    }

    private static func isEarlier(_ one: ProjectTask, _ other: ProjectTask) -> Bool {
        guard let first = one.details.dueOn else { return false }
        return other.details.dueOn.map { first < $0 } ?? true
    }

    /// Days from these dates to the next edition: whole years of 52 weeks, so that all are still to come.
    static func shift(of dates: [ProjectDate], after today: Day) -> Int {
        guard let first = dates.map(\.from).min() else { return year }
        let passed = today.daysSince1970 - first.daysSince1970
        return year * max(1, passed / year + 1)
    }

    /// «Marché de nuit 2026» → «Marché de nuit 2027»; other titles stay.
    static func next(_ title: String, after year: Int) -> String {
        for last in (year - 1)...year + 1 where title.contains(String(last)) {
            return title.replacing(String(last), with: String(last + 1))
        }
        return title
    }
}

extension ProjectDate {
    fileprivate func moved(by days: Int) -> ProjectDate {
        ProjectDate(
            number, from: from.adding(days: days), until: until.adding(days: days), starts: starts, ends: ends)
    }
}
