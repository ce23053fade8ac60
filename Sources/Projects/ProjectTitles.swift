import SQLite

extension Project {
    /// The titles of the latest projects, with their public ids, to choose one from.
    package static func titles(limit: Int, in db: Reader) throws -> [(publicID: String, title: String)] {
        try db.rows(
            "SELECT public_id, title FROM project WHERE withdrawn_at IS NULL ORDER BY proposed_at DESC LIMIT ?1", limit
        ) { ($0.text(0), $0.text(1)) }
    }
}
