import Base
import SQLite
import Shell

/// What is stored about experts: in the record of the project, until its leads erase them or the project goes.
enum ExpertData {
    static let all = PersonalData(
        "experts", tables: ["project_expert", "expert_opinion"], basis: .legitimateInterest, persons: [.authors],
        recipients: [.members], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "expertsInvited", [.text("title"), .text("name"), .moment("when")],
                sql: """
                    SELECT project.title, project_expert.name, invited_at
                      FROM project_expert JOIN project ON project.id = project_id
                     WHERE invited_by = ?1 ORDER BY project_expert.id
                    """)
        ])

    /// Links that were ended or replaced, and experts that were erased since a backup do not come back when it is
    /// restored.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        try replaced.forEach("SELECT public_id, nonce, token_hash, expires_at, ended_at FROM project_expert") { row in
            let (publicID, hash) = (row.text(0), row.bytes(2))
            try db.run(
                """
                UPDATE project_expert SET nonce = ?2, token_hash = ?3, expires_at = ?4, ended_at = NULL
                 WHERE public_id = ?1 AND token_hash <> ?3 AND expires_at <= ?4
                """, publicID, row.bytes(1), hash, row.int(3))
            try db.run(
                "UPDATE project_expert SET ended_at = ?3 WHERE public_id = ?1 AND token_hash = ?2 AND ended_at IS NULL",
                publicID, hash, row.optionalInt(4))
        }
        try Erasure.repeated(.projectExpert, in: "project_expert", db)
    }
}
