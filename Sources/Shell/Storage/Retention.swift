import SQLite

/// Nothing is kept longer than the privacy page says. A few rows go at each sign-in and at each write to a review, so that
/// no write pays for all and nothing has to run by itself.
enum Retention {
    /// Deletes what is past its time: reviews taken back or refused, projects and comments taken back, invitations and
    /// sign-in links long over.
    static func sweep(at now: Instant, in db: Writer) throws {
        try db.run(
            """
            DELETE FROM review
             WHERE id IN (SELECT id FROM review WHERE withdrawn_at IS NOT NULL AND withdrawn_at <= ?1 LIMIT ?2)
            """, now - SiteLimits.withdrawnReview, SiteLimits.sweptAtOnce)
        try db.run(
            """
            DELETE FROM review
             WHERE id IN (SELECT id FROM review
                           WHERE refused_at IS NOT NULL AND refused_at <= ?1 AND withdrawn_at IS NULL LIMIT ?2)
            """, now - SiteLimits.refusedReview, SiteLimits.sweptAtOnce)
        let projects = try db.rows(
            "SELECT id FROM project WHERE withdrawn_at IS NOT NULL AND withdrawn_at <= ?1 LIMIT ?2",
            now - SiteLimits.withdrawnProject, SiteLimits.sweptAtOnce
        ) { $0.int(0) }
        for project in projects {
            try db.run("DELETE FROM project_search WHERE rowid = ?1", project)
            try db.run("DELETE FROM project WHERE id = ?1", project)
        }
        try db.run(
            """
            DELETE FROM project_comment
             WHERE id IN (SELECT id FROM project_comment WHERE removed_at IS NOT NULL AND removed_at <= ?1 LIMIT ?2)
            """, now - SiteLimits.withdrawnProject, SiteLimits.sweptAtOnce)
        try db.run(
            "DELETE FROM invitation WHERE id IN (SELECT id FROM invitation WHERE expires_at <= ?1 LIMIT ?2)",
            now - SiteLimits.pastInvitation, SiteLimits.sweptAtOnce)
        try db.run("DELETE FROM sign_in_link WHERE expires_at <= ?1", now)
    }
}
