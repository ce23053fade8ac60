import Base
import Shell
import Shops
import SQLite

extension Project {
    private static let selection = """
        SELECT project.id, project.public_id, project.title, project.purpose, project.happens, project.budget_cents,
               project.proposed_by, member.name, shop.name, shop.code, shop.removed_at IS NULL, project.proposed_at,
               project.public_at, project.withdrawn_at, project.withdrawn_by, project.version
          FROM project JOIN member ON member.id = project.proposed_by LEFT JOIN shop ON shop.id = project.proposed_for
        """

    package init(row: Row) throws {
        let shop = row.optionalText(8).map { name in
            ShopName(name: name, link: row.bool(10) ? .shop(name: name, code: row.text(9)) : nil)
        }
        let withdrawal = row.optionalInt(13).map { moment in
            Withdrawal(at: Instant(seconds: moment), by: Member.ID(rawValue: row.int(14)))
        }
        self.init(
            id: ID(rawValue: row.int(0)), publicID: row.text(1),
            details: ProjectDetails(
                title: row.text(2), purpose: row.text(3), happens: row.text(4),
                budget: row.optionalInt(5).map(Money.init(cents:))),
            proposer: Proposer(member: Member.ID(rawValue: row.int(6)), name: row.text(7), shop: shop),
            proposedAt: Instant(seconds: row.int(11)), publicAt: row.optionalInt(12).map(Instant.init(seconds:)),
            withdrawal: withdrawal, version: row.int(15))
    }

    /// The project of a public id; nil when it does not exist or this person may not see it.
    package static func find(_ publicID: String, visibleTo member: Member?, in db: Reader) throws -> Project? {
        let project = try db.first(
            "\(selection) WHERE project.public_id = ?1", publicID.lowercased(), decode: Project.init(row:))
        return project.flatMap { $0.isVisible(to: member) ? $0 : nil }
    }

    /// The same; nil when `member` may not edit it.
    package static func find(_ publicID: String, ownedBy member: Member, in db: Reader) throws -> Project? {
        try find(publicID, visibleTo: member, in: db).flatMap { $0.isEditable(by: member) ? $0 : nil }
    }

    /// The number of public projects.
    package static func publicCount(in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM project WHERE public_at IS NOT NULL AND withdrawn_at IS NULL") { $0.int(0) }
            ?? 0
    }

    /// The links of public projects, newest first; at most `limit`.
    package static func publicLinks(limit: Int = 1_000, in db: Reader) throws -> [Link] {
        try db.rows(
            """
            SELECT public_id FROM project WHERE public_at IS NOT NULL AND withdrawn_at IS NULL
             ORDER BY proposed_at DESC LIMIT ?1
            """, limit
        ) { .project($0.text(0)) }
    }

    /// The public id of a project that this member proposed in the same words since `then`: a button pressed twice.
    static func duplicate(of details: ProjectDetails, by member: Member.ID, since then: Instant, in db: Reader) throws
        -> String?
    {
        try db.first(
            """
            SELECT public_id FROM project
             WHERE proposed_by = ?1 AND proposed_at > ?2 AND title = ?3 AND purpose = ?4 AND withdrawn_at IS NULL
             LIMIT 1
            """, member, then, details.title, details.purpose
        ) { $0.text(0) }
    }

    /// Projects similar to a title, the closest first.
    static func similar(toTitle title: String, limit: Int = 3, in db: Reader) throws -> [ProjectSummary] {
        let words = Similarity.words(of: title)
        guard !words.isEmpty else { return [] }
        let candidates = try db.rows(
            """
            SELECT \(ProjectSummary.columns), project.purpose
              FROM (SELECT rowid, rank AS distance FROM project_search
                     WHERE project_search MATCH ?2 AND rank MATCH 'bm25(10.0, 1.0)' ORDER BY rank LIMIT 30) AS found
              JOIN project ON project.id = found.rowid
             WHERE project.withdrawn_at IS NULL
             ORDER BY found.distance
            """, "[]", Similarity.expression(words)
        ) { row in (summary: ProjectSummary(row: row), purpose: row.text(ProjectSummary.columnCount)) }
        return Array(
            candidates.filter { Similarity.isClose(words, title: $0.summary.title, purpose: $0.purpose) }
                .map(\.summary).prefix(limit))
    }
}

extension ProjectSummary {
    static let columnCount = 8
    /// `?1` is a JSON list of shops; `isJoined` says whether one of them takes part. Indexes: `participation_current`,
    /// `project_comment_by_project`.
    package static let columns = """
        project.public_id, project.title, substr(project.purpose, 1, 400), project.happens,
        (SELECT count(*) FROM participation JOIN shop ON shop.id = participation.shop_id
          WHERE participation.project_id = project.id AND participation.left_at IS NULL AND shop.removed_at IS NULL),
        (SELECT count(*) FROM project_comment
          WHERE project_comment.project_id = project.id AND project_comment.removed_at IS NULL),
        project.public_at IS NOT NULL,
        EXISTS (SELECT 1 FROM participation
                 WHERE participation.project_id = project.id AND participation.left_at IS NULL
                   AND participation.shop_id IN (SELECT value FROM json_each(?1)))
        """

    init(row: Row) {
        self.init(
            publicID: row.text(0), title: row.text(1), beginning: row.text(2).excerpt,
            happens: row.text(3), participants: row.int(4), comments: row.int(5), isPublic: row.bool(6),
            isJoined: row.bool(7))
    }
}

extension ProjectSearch {
    /// How many projects match.
    package func count(in db: Reader) throws -> Int {
        let (rest, values) = selection
        // ?1 is named in both statements, so that one list of values binds to both.
        return try db.first("SELECT count(*), ?1 \(rest)", values: values) { $0.int(0) } ?? 0
    }

    /// One page of the list, newest first.
    package func projects(_ rows: Range<Int>, in db: Reader) throws -> [ProjectSummary] {
        let (rest, values) = selection
        return try db.rows(
            """
            SELECT \(ProjectSummary.columns) \(rest)
             ORDER BY project.proposed_at DESC, project.id DESC
             LIMIT ? OFFSET ?
            """, values: values + [rows.count, rows.lowerBound], decode: ProjectSummary.init(row:))
    }

    /// `FROM … WHERE …` and its values; the first is the list of shops.
    private var selection: (sql: String, values: [any Bindable]) {
        var conditions = ["project.withdrawn_at IS NULL"]
        var values: [any Bindable] = ["[" + shops.map { String($0.rawValue) }.joined(separator: ",") + "]"]
        switch scope {
        case .all: break
        case .shownPublicly: conditions.append("project.public_at IS NOT NULL")
        case .joined:
            conditions.append(
                """
                project.id IN (SELECT project_id FROM participation WHERE left_at IS NULL
                                  AND shop_id IN (SELECT value FROM json_each(?1)))
                """)
        }
        if let expression = words.searchExpression {
            values.append(expression)
            conditions.append(
                "project.id IN (SELECT rowid FROM project_search WHERE project_search MATCH ?\(values.count))")
        }
        return ("FROM project WHERE " + conditions.joined(separator: " AND "), values)
    }
}

extension Project.ID: Bindable {}
