import Base
import SQLite
import Shell
import Shops

/// A comment of a member on a project, seen by members only.
package struct ProjectComment: Sendable, Equatable {
    let publicID: String
    let author: Member.ID
    let authorName: String
    let shop: String?
    let text: String
    let writtenAt: Instant

    /// The comments, oldest first; at most `limit`. Index: `project_comment_by_project`.
    static func all(about project: Project.ID, limit: Int = 500, in db: Reader) throws -> [ProjectComment] {
        try db.rows(
            """
            SELECT project_comment.public_id, member.id, member.name, shop.name, project_comment.text,
                   project_comment.written_at
              FROM project_comment JOIN member ON member.id = project_comment.member_id
              LEFT JOIN shop ON shop.id = project_comment.shop_id
             WHERE project_comment.project_id = ?1 AND project_comment.removed_at IS NULL
             ORDER BY project_comment.written_at, project_comment.id
             LIMIT ?2
            """, project, limit
        ) { row in
            ProjectComment(
                publicID: row.text(0), author: Member.ID(rawValue: row.int(1)), authorName: row.text(2),
                shop: row.optionalText(3), text: row.text(4), writtenAt: row.instant(5))
        }
    }

    /// Inserts a comment. The same text again within ten minutes is a duplicate.
    /// - Returns: the public id of the comment, or of the first one for a duplicate.
    package static func insert(
        _ text: String, publicID: String, about project: Project.ID, by member: Member.ID, for shop: Shop.ID?,
        at now: Instant, in db: Writer
    ) throws -> String {
        let duplicate = try db.first(
            """
            SELECT public_id FROM project_comment
             WHERE project_id = ?1 AND written_at > ?2 AND member_id = ?3 AND text = ?4 AND removed_at IS NULL LIMIT 1
            """, project, now - SiteLimits.sameProposal, member, text
        ) { $0.text(0) }
        if let duplicate { return duplicate }
        try Project.requirePresent(project, in: db)
        try db.run(
            """
            INSERT INTO project_comment (public_id, project_id, member_id, shop_id, text, written_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, publicID, project, member, shop, text, now)
        return publicID
    }

    /// Removes a comment that the member wrote or, with `mayRemoveAny`, any. Throws `notFound` otherwise.
    package static func remove(
        _ publicID: String, about project: Project.ID, by member: Member.ID, mayRemoveAny: Bool, at now: Instant,
        in db: Writer
    ) throws {
        let changed = try db.run(
            """
            UPDATE project_comment SET removed_at = ifnull(removed_at, ?4), removed_by = ifnull(removed_by, ?3)
             WHERE public_id = ?1 AND project_id = ?2 AND (member_id = ?3 OR ?5)
            """, publicID, project, member, now, mayRemoveAny)
        guard changed == 1 else { throw Failure.notFound }
    }

    /// Restores a comment that the member removed or, with `mayRemoveAny`, any. Throws `notFound` otherwise.
    static func restore(
        _ publicID: String, about project: Project.ID, by member: Member.ID, mayRemoveAny: Bool, in db: Writer
    ) throws {
        let changed = try db.run(
            """
            UPDATE project_comment SET removed_at = NULL, removed_by = NULL
             WHERE public_id = ?1 AND project_id = ?2 AND (removed_by = ?3 OR ?4)
            """, publicID, project, member, mayRemoveAny)
        guard changed == 1 else { throw Failure.notFound }
    }
}
