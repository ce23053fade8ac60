import Base
import SQLite
import Shell

/// A public project in the text that everyone sees, as a feed shows it.
package struct PublicProject: Sendable, Equatable {
    package let publicID: String
    package let title: String
    let purpose: String
    let place: String
    let happens: String
    package let publicAt: Instant
    /// When the text that everyone sees changed last.
    package let changedAt: Instant
    /// The shop it is proposed for; nil for the association.
    package let shop: String?
    private(set) var dates: [ProjectDate] = []

    /// The public projects, the newest first.
    package static func latest(limit: Int, in db: Reader) throws -> [PublicProject] {
        let texts = ["title", "purpose", "place", "happens", "changed_at"].map(Project.publicText)
        let found = try db.rows(
            """
            SELECT project.id, project.public_id, \(texts.joined(separator: ", ")), project.public_at, shop.name
              FROM project INDEXED BY project_public LEFT JOIN shop ON shop.id = project.proposed_for
                   \(Project.joinApproved)
             WHERE project.public_at IS NOT NULL AND project.withdrawn_at IS NULL
             ORDER BY project.proposed_at DESC LIMIT ?1
            """, limit
        ) { row in
            (
                id: Project.ID(rawValue: row.int(0)),
                project: PublicProject(
                    publicID: row.text(1), title: row.text(2), purpose: row.text(3), place: row.text(4),
                    happens: row.text(5), publicAt: row.instant(7),
                    changedAt: row.instant(6), shop: row.optionalText(8))
            )
        }
        let dates = try ProjectDate.all(of: found.map(\.id), forGuests: true, in: db)
        return found.map { id, project in
            var project = project
            project.dates = dates[id] ?? []
            return project
        }
    }

    /// Its dates and place, then its purpose.
    package func words(_ context: Context) -> String {
        let when = dates.sorted(by: ProjectDate.isEarlier).map { $0.words(context) }
        return ((when.isEmpty ? [happens] : when) + [place, purpose]).filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
