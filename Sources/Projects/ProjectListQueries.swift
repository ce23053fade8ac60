import Base
import SQLite
import Shell
import Shops

extension ProjectSummary {
    static let columnCount = 13
    /// The columns `init(row:)` reads, after `Project.joinApproved`. `?1` is a JSON list of shops; `isJoined` says
    /// whether one of them takes part. Indexes: `participation_current`, `project_comment_by_project`,
    /// `picture_by_project`.
    static func columns(forGuests: Bool) -> String {
        let texts = ["title", "purpose", "happens", "place"].map {
            forGuests ? Project.publicText($0) : "project." + $0
        }
        return """
            project.id, project.public_id, \(texts[3]), \(texts[0]), substr(\(texts[1]), 1, 400), \(texts[2]),
            (SELECT count(*) FROM participation JOIN shop ON shop.id = participation.shop_id
              WHERE participation.project_id = project.id AND participation.left_at IS NULL
                AND shop.removed_at IS NULL),
            (SELECT count(*) FROM project_comment
              WHERE project_comment.project_id = project.id AND project_comment.removed_at IS NULL),
            project.public_at IS NOT NULL, approved.project_id IS NOT NULL AND project.public_at IS NOT NULL,
            EXISTS (SELECT 1 FROM participation
                     WHERE participation.project_id = project.id AND participation.left_at IS NULL
                       AND participation.shop_id IN (SELECT value FROM json_each(?1))),
            (SELECT name FROM picture JOIN rendition ON rendition.picture_id = picture.id AND use = 'thumb'
              WHERE picture.project_id = project.id AND kind = 'photo' LIMIT 1),
            project.category
            """
    }

    init(row: Row) {
        self.init(
            id: Project.ID(rawValue: row.int(0)), publicID: row.text(1), title: row.text(3),
            beginning: row.text(4).excerpt, happens: row.text(5), place: row.text(2), participants: row.int(6),
            comments: row.int(7), isPublic: row.bool(8), isWaiting: row.bool(9), isJoined: row.bool(10),
            picture: row.optionalText(11).map(Link.picture),
            category: row.optionalText(12).flatMap(ProjectCategory.init))
    }
}

extension ProjectSearch {
    /// How many projects match.
    func count(in db: Reader) throws -> Int {
        let (rest, values) = selection
        // ?1 is named in both statements, so that one list of values binds to both.
        return try db.first("SELECT count(*), ?1 \(rest)", values: values) { $0.int(0) } ?? 0
    }

    /// One page of the list, newest first.
    func projects(_ rows: Range<Int>, at now: Instant, in db: Reader) throws -> [ProjectSummary] {
        let (rest, values) = selection
        var found = try db.rows(
            """
            SELECT \(ProjectSummary.columns(forGuests: isForGuests)) \(rest)
             ORDER BY project.proposed_at DESC, project.id DESC
             LIMIT ? OFFSET ?
            """, values: values + [rows.count, rows.lowerBound], decode: ProjectSummary.init(row:))
        let dates = try ProjectDate.all(of: found.map(\.id), forGuests: isForGuests, in: db)
        let stories = try ProjectStory.all(of: found.map(\.id), at: now, in: db)
        for index in found.indices {
            found[index].dates = dates[found[index].id] ?? []
            found[index].stage = stories[found[index].id]?.now ?? .idea
        }
        return found
    }

    /// `FROM … WHERE …` and its values; the first is the list of shops.
    private var selection: (sql: String, values: [any Bindable]) {
        var conditions = ["project.withdrawn_at IS NULL"]
        var values: [any Bindable] = ["[" + shops.map { String($0.rawValue) }.joined(separator: ",") + "]"]
        switch scope {
        case .all: break
        case .shownPublicly: conditions.append("project.public_at IS NOT NULL")
        case .waiting: conditions.append("project.public_at IS NOT NULL AND approved.project_id IS NOT NULL")
        case .joined:
            conditions.append(
                """
                project.id IN (SELECT project_id FROM participation WHERE left_at IS NULL
                                  AND shop_id IN (SELECT value FROM json_each(?1)))
                """)
        }
        if let category {
            values.append(category.rawValue)
            conditions.append("project.category = ?\(values.count)")
        }
        if let expression = words.searchExpression {
            values.append(isForGuests ? ProjectSearch.guests(expression) : ProjectSearch.members(expression))
            conditions.append(
                "project.id IN (SELECT rowid FROM project_search WHERE project_search MATCH ?\(values.count))")
        }
        return ("FROM project \(Project.joinApproved) WHERE " + conditions.joined(separator: " AND "), values)
    }

    /// An FTS5 expression over the texts of the rows.
    static func members(_ expression: String) -> String { "{title purpose} : (\(expression))" }

    /// An FTS5 expression over the public texts.
    private static func guests(_ expression: String) -> String { "{public_title public_purpose} : (\(expression))" }

    /// The number of public projects with a change that waits for approval. Index: `project_version_by_state`.
    package static func waitingCount(in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM project_version JOIN project ON project.id = project_version.project_id
             WHERE project_version.state = 'approved' AND project.public_at IS NOT NULL AND project.withdrawn_at IS NULL
            """
        ) { $0.int(0) } ?? 0
    }
}
