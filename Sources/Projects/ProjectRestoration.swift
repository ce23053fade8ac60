import Base
import SQLite
import Shell

/// The steps of a restore for projects.
enum ProjectRestoration {
    /// Rebuilds the search index, which may be empty or damaged in a backup.
    static func rebuildIndex(in db: Writer) throws {
        try db.run("INSERT INTO project_search (project_search) VALUES ('rebuild')")
        try db.run("DELETE FROM project_search")
        let projects = try db.rows("SELECT id FROM project") { Project.ID(rawValue: $0.int(0)) }
        for id in projects { try Project.index(id, in: db) }
    }

    /// Projects, comments and documents that were withdrawn or erased since a backup do not come back when it is
    /// restored.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        for (table, column) in [
            ("project", "withdrawn"), ("project_comment", "removed"), ("project_document", "removed"),
        ] {
            try replaced.forEach(
                """
                SELECT public_id, \(column)_at, \(column)_by FROM \(table) WHERE \(column)_at IS NOT NULL
                """
            ) { row in
                // If the backup lacks the member who withdrew it, its first member is recorded instead.
                try db.run(
                    """
                    UPDATE \(table)
                       SET \(column)_at = ?2,
                           \(column)_by = ifnull((SELECT id FROM member WHERE id = ?3), (SELECT min(id) FROM member))
                     WHERE public_id = ?1 AND \(column)_at IS NULL
                    """, row.text(0), row.int(1), row.int(2))
            }
        }
        try Erasure.repeated(.projectComment, in: "project_comment", db)
        try Erasure.repeated(.projectDocument, in: "project_document", db)
        try db.run(
            """
            DELETE FROM project_search
             WHERE rowid IN (SELECT id FROM project JOIN erasure USING (public_id) WHERE kind = 'project')
            """)
        try Erasure.repeated(.project, in: "project", db)
    }
}
