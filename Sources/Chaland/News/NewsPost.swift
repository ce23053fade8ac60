import Base
import SQLite
import Shell

/// A news post of the association, shown until its last day.
package struct NewsPost: Sendable, Equatable {
    /// The fields that people write.
    package struct Details: Sendable, Equatable {
        var title: String
        var text: String
        /// Its last day.
        var until: Day

        package init(title: String, text: String, until: Day) {
            (self.title, self.text, self.until) = (title, text, until)
        }

        fileprivate var endsAt: Instant { LocalTime(day: until.adding(days: 1), minute: 0).instant }
    }

    private let id: Int
    let publicID: String
    let details: Details
    let publishedAt: Instant
    let changedAt: Instant
    /// Incremented by each change; detects two people editing at once.
    let version: Int
    let isRemoved: Bool

    var pictures: PictureOwner { .newsPost(id) }

    /// Whether everyone sees it.
    func isShown(at now: Instant) -> Bool { !isRemoved && now < details.endsAt }
}

extension NewsPost {
    private static let selection = """
        SELECT id, public_id, title, text, ends_at, published_at, changed_at, version, removed_at IS NOT NULL
          FROM news_post
        """

    private init(row: Row) {
        let last = row.instant(4) - 1
        self.init(
            id: row.int(0), publicID: row.text(1),
            details: Details(title: row.text(2), text: row.text(3), until: last.local.day),
            publishedAt: row.instant(5), changedAt: row.instant(6), version: row.int(7),
            isRemoved: row.bool(8))
    }

    /// The posts that everyone sees, the newest first. Index: `news_post_by_end`.
    static func shown(at now: Instant, limit: Int = SiteLimits.newsShown, in db: Reader) throws -> [NewsPost] {
        try db.rows(
            """
            \(selection) WHERE ends_at > ?1 AND removed_at IS NULL ORDER BY published_at DESC, id DESC LIMIT ?2
            """, now, limit, decode: NewsPost.init(row:))
    }

    /// The posts whose last day has passed, the latest first: for members who may show them again.
    static func over(at now: Instant, in db: Reader) throws -> [NewsPost] {
        try db.rows(
            """
            \(selection) WHERE ends_at <= ?1 AND removed_at IS NULL ORDER BY ends_at DESC, id DESC LIMIT ?2
            """, now, SiteLimits.newsShown, decode: NewsPost.init(row:))
    }

    static func find(_ publicID: String, in db: Reader) throws -> NewsPost? {
        try db.first("\(selection) WHERE public_id = ?1", publicID.lowercased(), decode: NewsPost.init(row:))
    }

    /// The public id of a post that this member published in the same words since `then`: a button pressed twice.
    static func duplicate(
        of details: Details, by member: Member.ID, since then: Instant, in db: Reader
    ) throws -> String? {
        try db.first(
            """
            SELECT public_id FROM news_post
             WHERE published_by = ?1 AND published_at > ?2 AND title = ?3 AND text = ?4 AND removed_at IS NULL LIMIT 1
            """, member, then, details.title, details.text
        ) { $0.text(0) }
    }

    /// Replaces its details; `conflict` when it changed or was removed meanwhile.
    func change(to new: Details, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE news_post SET title = ?3, text = ?4, ends_at = ?5, changed_at = ?6, version = version + 1
             WHERE public_id = ?1 AND version = ?2 AND removed_at IS NULL
            """, publicID, version, new.title, new.text, new.endsAt, now)
        guard changed == 1 else { throw Failure.conflict }
    }

    static func remove(_ publicID: String, by member: Member.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE news_post SET removed_at = ?2, removed_by = ?3 WHERE public_id = ?1 AND removed_at IS NULL",
            publicID, now, member)
    }

    static func restore(_ publicID: String, in db: Writer) throws {
        try db.run("UPDATE news_post SET removed_at = NULL, removed_by = NULL WHERE public_id = ?1", publicID)
    }

    /// Posts removed since a backup stay removed when it is restored.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        try Erasure.repeated(.newsPost, in: "news_post", db)
        try replaced.forEach("SELECT public_id, removed_at, removed_by FROM news_post WHERE removed_at IS NOT NULL") {
            row in
            // If the backup lacks the member who removed it, its first member is recorded instead.
            try db.run(
                """
                UPDATE news_post
                   SET removed_at = ?2,
                       removed_by = ifnull((SELECT id FROM member WHERE id = ?3), (SELECT min(id) FROM member))
                 WHERE public_id = ?1 AND removed_at IS NULL
                """, row.text(0), row.int(1), row.int(2))
        }
    }
}

extension NewsPost.Details {
    /// Publishes it.
    package func insert(publicID: String, by member: Member.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO news_post (public_id, title, text, ends_at, published_by, published_at, changed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
            """, publicID, title, text, endsAt, member, now)
    }
}
