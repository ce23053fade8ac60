import Base
import SQLite
import Shell

/// A public project as its picture to be shared shows it.
package struct SharedProject: Sendable {
    package let id: Project.ID
    package let title: String
    /// When, in free words; may be empty.
    package let happens: String
}

extension Project {
    /// The public projects, the latest first, with the texts that guests see.
    package static func shared(in db: Reader) throws -> [SharedProject] {
        try db.rows(
            """
            SELECT project.id, \(publicText("title")), \(publicText("happens"))
              FROM project \(joinApproved)
             WHERE public_at IS NOT NULL AND withdrawn_at IS NULL ORDER BY proposed_at DESC LIMIT 1000
            """
        ) { row in SharedProject(id: ID(rawValue: row.int(0)), title: row.text(1), happens: row.text(2)) }
    }
}
