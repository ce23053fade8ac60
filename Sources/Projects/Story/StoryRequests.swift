import Base
import SQLite
import Shell
import Shops

/// The requests to the leads about the text of a project.
enum StoryRequests {
    /// On the page of the project: the leads have to decide about amendments.
    static func asked(
        _ project: Project, _ story: ProjectStory, _ context: Context, in db: Reader
    ) throws -> [Waiting] {
        guard context.member?.may(.leadProject, project) == true else { return [] }
        let count = try Amendment.waitingCount(of: project.id, in: db)
        guard count > 0 else { return [] }
        return [
            Waiting(
                .promised, context.say("project.amendment.asked", count: count), why: "",
                action: context.say("project.amendment.read"), .amendments(project), context)
        ]
    }

    /// On the home of the board: the amendments of the projects they lead. Other leads get a notice. Indexes:
    /// `office_by_member`, `amendment_waiting`.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let member = context.member else { return [] }
        return try db.rows(
            """
            SELECT project.public_id, project.title,
                   (SELECT count(*) FROM amendment WHERE project_id = project.id AND state = 'waiting') AS waiting
              FROM office JOIN project ON project.id = office.project_id
             WHERE office.member_id = ?1 AND office.until_at IS NULL
               AND office.office IN \(Right.leadProject.offices(.own))
               AND project.withdrawn_at IS NULL AND waiting > 0
             ORDER BY project.proposed_at DESC LIMIT 5
            """, member.id
        ) { row in
            Waiting(
                .promised, context.say("project.amendment.asked", count: row.int(2)), why: row.text(1),
                action: context.say("project.amendment.read"), .amendments(row.text(0)), context)
        }
    }
}
