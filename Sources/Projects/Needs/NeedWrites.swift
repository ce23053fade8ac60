import Base
import SQLite
import Shell
import Shops

extension Need.Details {
    /// Adds it.
    package func insert(
        publicID: String, by member: Member.ID, for shop: Shop.ID?, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO need (public_id, kind, text, text_key, author_id, shop_id, added_at, ends_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, publicID, kind.rawValue, text, text.folded, member, shop, now, endsAt)
    }
}

extension Need {
    /// Replaces what its author wrote.
    func change(to new: Details, in db: Writer) throws {
        try db.run(
            "UPDATE need SET kind = ?2, text = ?3, text_key = ?4, ends_at = ?5 WHERE id = ?1", id, new.kind.rawValue,
            new.text, new.text.folded, new.endsAt)
    }

    /// Closes it before its last day; no change when it is closed.
    package func close(reason: String = "", by member: Member.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            """
            UPDATE need SET closed_at = ?2, closed_by = ?3, closed_reason = ?4 WHERE id = ?1 AND closed_at IS NULL
            """, id, now, member, reason)
    }

    /// Brings it back.
    func restore(in db: Writer) throws {
        try db.run("UPDATE need SET closed_at = NULL, closed_by = NULL, closed_reason = '' WHERE id = ?1", id)
    }

    /// Notes that it and the similar ones became a project, and tells the authors of the others.
    func become(_ project: Project.ID, by member: Member.ID, at now: Instant, in db: Writer) throws {
        guard let made = try Project.find(project, in: db) else { return }
        let others = try Need.similar(to: self, at: now, in: db)
        for need in [self] + others {
            try db.run("UPDATE need SET project_id = ?2 WHERE id = ?1 AND project_id IS NULL", need.id, project)
        }
        try Notice.add(
            .needBecameProject, about: made.details.title, .project(made.publicID), object: "project " + made.publicID,
            to: Array(Set(([self] + others).map(\.author))), except: member, at: now, in: db)
    }

    /// Tells the authors of similar needs of this new one.
    func tellSimilar(at now: Instant, in db: Writer) throws {
        let others = try Need.similar(to: self, at: now, in: db).map(\.author)
        try Notice.add(
            .needSimilar, .need(publicID), object: "need " + publicID, to: Array(Set(others)), except: author, at: now,
            in: db)
    }

    /// Needs closed since a backup stay closed when it is restored.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        try replaced.forEach("SELECT public_id, closed_at, closed_by, closed_reason FROM need WHERE closed_at > 0") {
            row in
            // If the backup lacks the member who closed it, its first member is recorded instead.
            try db.run(
                """
                UPDATE need
                   SET closed_at = ?2, closed_reason = ?4,
                       closed_by = ifnull((SELECT id FROM member WHERE id = ?3), (SELECT min(id) FROM member))
                 WHERE public_id = ?1 AND closed_at IS NULL
                """, row.text(0), row.int(1), row.int(2), row.text(3))
        }
    }
}
