import Base
import SQLite
import Shell
import Shops

/// A task of a project: what, who, until when, whether it is done.
package struct ProjectTask: Sendable, Equatable {
    /// The fields of a task that people write.
    package struct Details: Sendable, Equatable {
        package var title: String
        /// Who does it; nil while it is free.
        package var person: Member.ID?
        /// Its last day; nil without one.
        package var dueOn: Day?

        package init(_ title: String, person: Member.ID? = nil, dueOn: Day? = nil) {
            (self.title, self.person, self.dueOn) = (title, person, dueOn)
        }
    }

    package let publicID: String
    package let project: Project.ID
    package let details: Details
    let personName: String?
    let doneAt: Instant?
    let doneBy: String?
    let removedAt: Instant?

    package var isDone: Bool { doneAt != nil }
    /// Whether its last day has passed.
    package func isLate(on today: Day) -> Bool { !isDone && details.dueOn.map { $0 < today } ?? false }
}

/// A person who may be asked to do something for a project: they lead it, or work at a shop that takes part.
struct ProjectHelper: Sendable, Equatable {
    let id: Member.ID
    let publicID: String
    let name: String

    /// By name. Indexes: `office_by_project`, `office_by_shop`.
    static func all(of project: Project.ID, in db: Reader) throws -> [ProjectHelper] {
        try db.rows(
            """
            SELECT id, public_id, name FROM member
             WHERE disabled_at IS NULL AND id IN (
                   SELECT member_id FROM office WHERE project_id = ?1 AND until_at IS NULL
                   UNION
                   SELECT office.member_id
                     FROM participation JOIN office ON office.shop_id = participation.shop_id
                    WHERE participation.project_id = ?1 AND participation.left_at IS NULL AND office.until_at IS NULL)
             ORDER BY name_key, id LIMIT 500
            """, project
        ) { ProjectHelper(id: Member.ID(rawValue: $0.int(0)), publicID: $0.text(1), name: $0.text(2)) }
    }
}

extension Project {
    /// Whether a member may add tasks and take free ones.
    func isHelped(by member: Member, in db: Reader) throws -> Bool {
        if withdrawal != nil { return false }
        if member.may(.leadProject, self) { return true }
        return try ProjectHelper.all(of: id, in: db).contains { $0.id == member.id }
    }
}

extension ProjectTask {
    private static let selection = """
        SELECT task.public_id, task.project_id, task.title, task.member_id, task.due_on, member.name, task.done_at,
               doer.name, task.removed_at
          FROM task LEFT JOIN member ON member.id = task.member_id LEFT JOIN member AS doer ON doer.id = task.done_by
        """

    private init(row: Row) {
        self.init(
            publicID: row.text(0), project: Project.ID(rawValue: row.int(1)),
            details: Details(
                row.text(2), person: row.optionalInt(3).map(Member.ID.init(rawValue:)),
                dueOn: row.optionalText(4).flatMap(Day.init)),
            personName: row.optionalText(5), doneAt: row.optionalInstant(6),
            doneBy: row.optionalText(7), removedAt: row.optionalInstant(8))
    }

    /// The tasks of a project that are not removed: first those to do, by their last day; then those done, the latest
    /// first.
    package static func all(of project: Project.ID, in db: Reader) throws -> [ProjectTask] {
        try db.rows(
            """
            \(selection) WHERE task.project_id = ?1 AND task.removed_at IS NULL
             ORDER BY task.done_at IS NOT NULL, task.done_at DESC, ifnull(task.due_on, '9999'), task.id LIMIT ?2
            """, project, SiteLimits.tasksOfProject, decode: ProjectTask.init(row:))
    }

    /// The task of a project with this public id, removed or not; nil when it does not exist.
    static func find(_ publicID: String, of project: Project.ID, in db: Reader) throws -> ProjectTask? {
        try db.first(
            "\(selection) WHERE task.public_id = ?1 AND task.project_id = ?2", publicID.lowercased(), project,
            decode: ProjectTask.init(row:))
    }

    /// What a member has to do, in any project: the most urgent first. Index: `task_by_member`.
    static func open(of member: Member.ID, limit: Int, in db: Reader) throws -> [(
        task: ProjectTask, project: (publicID: String, title: String)
    )] {
        try db.rows(
            """
            SELECT task.public_id, task.project_id, task.title, task.member_id, task.due_on, NULL, NULL, NULL, NULL,
                   project.public_id, project.title
              FROM task JOIN project ON project.id = task.project_id
             WHERE task.member_id = ?1 AND task.done_at IS NULL AND task.removed_at IS NULL
               AND project.withdrawn_at IS NULL
             ORDER BY ifnull(task.due_on, '9999'), task.id LIMIT ?2
            """, member, limit
        ) { (ProjectTask(row: $0), ($0.text(9), $0.text(10))) }
    }

    /// How many of these projects’ tasks are to do, and how many of those are late. Index: `task_by_project`.
    static func counts(
        of projects: [Project.ID], on today: Day, in db: Reader
    ) throws -> [Project.ID: (open: Int, late: Int)] {
        let found = try db.rows(
            """
            SELECT task.project_id, count(*), sum(ifnull(task.due_on < ?2, 0))
              FROM json_each(?1) JOIN task ON task.project_id = json_each.value
             WHERE task.done_at IS NULL AND task.removed_at IS NULL GROUP BY task.project_id
            """, Project.ID.list(projects), today
        ) { (Project.ID(rawValue: $0.int(0)), (open: $0.count(1), late: $0.count(2))) }
        return Dictionary(found) { first, _ in first }
    }

    /// The first moment at which a task of each of these projects was done.
    static func firstDone(of projects: [Project.ID], in db: Reader) throws -> [Project.ID: Instant] {
        let found = try db.rows(
            """
            SELECT task.project_id, min(task.done_at)
              FROM json_each(?1) JOIN task ON task.project_id = json_each.value
             WHERE task.done_at IS NOT NULL AND task.removed_at IS NULL GROUP BY task.project_id
            """, Project.ID.list(projects)
        ) { (Project.ID(rawValue: $0.int(0)), $0.instant(1)) }
        return Dictionary(found) { first, _ in first }
    }
}
