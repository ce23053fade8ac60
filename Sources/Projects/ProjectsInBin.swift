import Base
import SQLite
import Shell

/// Withdrawn projects and removed comments in the bin, for as long as they are stored.
enum ProjectsInBin {
    /// The projects and comments that a member may put back, the latest first.
    static func removed(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        try projects(member, context, in: db) + comments(member, context, in: db)
    }

    private static func projects(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        let found = try db.rows(
            """
            SELECT project.public_id, member.name FROM project JOIN member ON member.id = project.withdrawn_by
             WHERE withdrawn_at IS NOT NULL ORDER BY withdrawn_at DESC LIMIT ?1
            """, SiteLimits.binRows
        ) { (publicID: $0.text(0), name: $0.text(1)) }
        return try found.compactMap { row in
            guard let project = try Project.find(row.publicID, ownedBy: member, in: db),
                let withdrawal = project.withdrawal, project.isRestorable(by: member)
            else { return nil }
            return Removed(
                context.say("bin.project"), project.details.title, removedAt: withdrawal.at, by: row.name,
                until: withdrawal.at + ProjectData.term, restore: .restoreProject(project))
        }
    }

    private static func comments(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        let found = try db.rows(
            """
            SELECT project_comment.public_id, project_comment.text, project_comment.removed_at, removed_by, member.name,
                   project.public_id
              FROM project_comment JOIN member ON member.id = removed_by JOIN project ON project.id = project_id
             WHERE removed_at IS NOT NULL AND project.withdrawn_at IS NULL ORDER BY removed_at DESC LIMIT ?1
            """, SiteLimits.binRows
        ) { row in
            (
                publicID: row.text(0), text: row.text(1), at: row.instant(2),
                by: Member.ID(rawValue: row.int(3)), name: row.text(4), project: row.text(5)
            )
        }
        return try found.compactMap { row in
            guard let project = try Project.find(row.project, visibleTo: member, in: db),
                row.by == member.id || member.may(.removeComments, project)
            else { return nil }
            return Removed(
                context.say("bin.comment"), String(row.text.prefix(120)), removedAt: row.at, by: row.name,
                until: row.at + ProjectData.term, restore: .restoreComment(row.publicID, on: project))
        }
    }
}
