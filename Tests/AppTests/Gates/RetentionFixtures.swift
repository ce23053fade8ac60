@testable import Base
@testable import Shell
import SQLite

@testable import Chaland

/// Rows to try the rules of retention on.
enum RetentionFixtures {
    /// For each rule, by its purpose: makes a row whose term begins at `moment`. `tag` keeps two rows apart.
    static let rows: [String: @Sendable (_ tag: Int, _ moment: Instant, Writer) throws -> Void] = [
        "keep a member signed in": { tag, moment, db in
            try db.run(
                "INSERT INTO session (token_hash, member_id, signed_in_at, expires_at) VALUES (?1, 1, ?2, ?3)",
                hash(tag), moment, moment + SiteLimits.session)
        },
        "sign a member in once": { tag, moment, db in
            try db.run(
                "INSERT INTO sign_in_link (token_hash, member_id, expires_at) VALUES (?1, 1, ?2)", hash(tag), moment)
        },
        "tell when a shop was invited": { tag, moment, db in
            try db.run(
                """
                INSERT INTO invitation (token_hash, shop_id, invited_by, invited_at, expires_at)
                VALUES (?1, 1, 1, ?2, ?3)
                """, hash(tag), moment - SiteLimits.invitation, moment)
        },
        "undo an import": { tag, moment, db in
            try db.run(
                "INSERT INTO shop_import (public_id, started_at, content) VALUES (?1, ?2, x'00')", "import\(tag)",
                moment)
        },
        "account for decisions about a review its author took back": { tag, moment, db in
            try review(tag, at: moment, in: db)
            try db.run("UPDATE review SET withdrawn_at = ?2 WHERE public_id = ?1", "review\(tag)", moment)
        },
        "let an author contest a refusal": { tag, moment, db in
            try review(tag, at: moment, in: db)
            try db.run(
                "UPDATE review SET refused_at = ?2, rejection_reason = 'x' WHERE public_id = ?1", "review\(tag)", moment
            )
        },
        "put a project back": { tag, moment, db in
            try project(tag, at: moment, in: db)
            try db.run(
                "UPDATE project SET withdrawn_at = ?2, withdrawn_by = 1 WHERE public_id = ?1", "project\(tag)", moment)
        },
        "put a comment back": { tag, moment, db in
            try project(tag, at: moment, in: db)
            try db.run(
                """
                INSERT INTO project_comment (public_id, project_id, member_id, text, written_at, removed_at, removed_by)
                SELECT 'comment' || ?1, id, 1, 'Oui', ?2, ?2, 1 FROM project WHERE public_id = 'project' || ?1
                """, tag, moment)
        },
    ]

    private static func hash(_ tag: Int) -> [UInt8] { [UInt8](repeating: UInt8(200 + tag), count: 32) }

    private static func review(_ tag: Int, at moment: Instant, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO review (public_id, shop_id, author_token_hash, pseudonym, email, text, experience_on,
                                submitted_at, consent_wording)
            VALUES (?1, 1, ?2, 'Rose', 'rose@example.org', 'Bon accueil.', '2026-03-01', ?3, '')
            """, "review\(tag)", hash(tag), moment)
    }

    private static func project(_ tag: Int, at moment: Instant, in db: Writer) throws {
        try db.run(
            "INSERT INTO project (public_id, title, purpose, proposed_by, proposed_at) VALUES (?1, 'x', 'x', 1, ?2)",
            "project\(tag)", moment)
    }
}
