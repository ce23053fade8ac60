import Base
import SQLite
import Shell

/// The report of a project, written by its leads.
package struct ProjectReport: Sendable, Equatable {
    /// What its leads write.
    package struct Details: Sendable, Equatable {
        /// For the members: what to do again, and what not.
        package var learnt = ""
        /// For everyone.
        package var summary = ""
        /// What was paid and received.
        package var lines: [ReportLine] = []

        package init(learnt: String = "", summary: String = "", lines: [ReportLine] = []) {
            (self.learnt, self.summary, self.lines) = (learnt, summary, lines)
        }
    }

    package let details: Details
    /// The summary that visitors see; empty while the presidency has approved none.
    let publicSummary: String
    /// When its leads said that the project is over.
    let endedAt: Instant?
    /// Incremented by each change; the presidency publishes the version it read.
    let version: Int

    /// Before anything was written.
    static let none = ProjectReport(details: Details(), publicSummary: "", endedAt: nil, version: 0)

    var isWritten: Bool { details != Details() }
    /// Whether a summary waits for the approval of the presidency.
    var isWaiting: Bool { !details.summary.isEmpty && details.summary != publicSummary }
}

extension ProjectReport {
    /// The report of a project; `none` before anything was written.
    package static func of(_ project: Project.ID, in db: Reader) throws -> ProjectReport {
        let lines = try ReportLine.all(of: project, in: db)
        return try db.first(
            "SELECT learnt, summary, public_summary, ended_at, version FROM project_report WHERE project_id = ?1",
            project
        ) { row in
            ProjectReport(
                details: Details(learnt: row.text(0), summary: row.text(1), lines: lines), publicSummary: row.text(2),
                endedAt: row.optionalInstant(3), version: row.int(4))
        } ?? .none
    }

    /// When the leads of these projects said that they are over.
    static func ends(of projects: [Project.ID], in db: Reader) throws -> [Project.ID: Instant] {
        let found = try db.rows(
            """
            SELECT project_id, ended_at FROM json_each(?1)
              JOIN project_report ON project_report.project_id = json_each.value WHERE ended_at IS NOT NULL
            """, Project.ID.list(projects)
        ) { (Project.ID(rawValue: $0.int(0)), $0.instant(1)) }
        return Dictionary(found) { first, _ in first }
    }

    /// Public projects with a summary to be approved. Index: `project_report_unread`.
    static func unread(in db: Reader) throws -> [(publicID: String, title: String)] {
        try db.rows(
            """
            SELECT project.public_id, project.title
              FROM project_report INDEXED BY project_report_unread JOIN project ON project.id = project_id
             WHERE summary <> public_summary AND summary <> '' AND project.public_at IS NOT NULL
               AND project.withdrawn_at IS NULL
             ORDER BY project_id LIMIT 20
            """
        ) { ($0.text(0), $0.text(1)) }
    }

    /// Writes the report of a project; `conflict` when it changed since `version`. An emptied summary is no longer
    /// shown to visitors.
    package static func write(
        _ new: Details, of project: Project.ID, over version: Int, by member: Member.ID, at now: Instant,
        in db: Writer
    ) throws {
        let changed = try db.run(
            """
            INSERT INTO project_report (project_id, learnt, summary, changed_at, changed_by)
            VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET learnt = ?2, summary = ?3, changed_at = ?4, changed_by = ?5,
                   public_summary = iif(?3 = '', '', public_summary), version = version + 1 WHERE version = ?6
            """, project, new.learnt, new.summary, now, member, version)
        guard changed == 1 else { throw Failure.conflict }
        try ReportLine.replace(new.lines, of: project, in: db)
    }

    /// Says that a project is over, or with nil that it is not.
    static func end(_ project: Project.ID, at moment: Instant?, by member: Member.ID, now: Instant, in db: Writer)
        throws
    {
        try db.run(
            """
            INSERT INTO project_report (project_id, ended_at, changed_at, changed_by) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO UPDATE SET ended_at = ?2
            """, project, moment, now, member)
    }

    /// Shows the summary to everyone; `conflict` when it is no longer the version that was read.
    package static func publish(_ project: Project.ID, version: Int, in db: Writer) throws {
        let changed = try db.run(
            "UPDATE project_report SET public_summary = summary WHERE project_id = ?1 AND version = ?2", project,
            version)
        guard changed == 1 else { throw Failure.conflict }
    }

    /// Shows visitors no summary any more.
    static func unpublish(_ project: Project.ID, in db: Writer) throws {
        try db.run("UPDATE project_report SET public_summary = '' WHERE project_id = ?1", project)
    }
}
