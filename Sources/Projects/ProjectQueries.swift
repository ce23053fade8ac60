import Base
import SQLite
import Shell
import Shops

extension Project {
    private static let selection = """
        SELECT project.id, project.public_id, project.title, project.purpose, project.happens, project.budget_cents,
               project.proposed_by, member.name, shop.name, shop.code, shop.removed_at IS NULL, project.proposed_at,
               project.public_at, project.withdrawn_at, project.withdrawn_by, project.version,
               other.state, other.title, other.purpose, other.happens, other.budget_cents, other.place,
               other.changed_at, project.place, project.changed_at
          FROM project JOIN member ON member.id = project.proposed_by LEFT JOIN shop ON shop.id = project.proposed_for
          LEFT JOIN project_version AS other ON other.project_id = project.id
        """

    /// Joins the approved text of a project with a change that waits, by primary key.
    static let joinApproved = """
        LEFT JOIN project_version AS approved ON approved.project_id = project.id AND approved.state = 'approved'
        """

    /// A column of the text that guests see, after `joinApproved`.
    static func publicText(_ column: String) -> String {
        "iif(approved.project_id IS NULL, project.\(column), approved.\(column))"
    }

    /// The `text` of the dates that guests or members see, after `joinApproved`.
    static func shownText(forGuests: Bool) -> String {
        forGuests ? "iif(approved.project_id IS NULL, 'own', 'other')" : "'own'"
    }

    package init(row: Row) throws {
        let shop = row.optionalText(8).map { name in
            ShopName(name: name, link: row.bool(10) ? .shop(name: name, code: row.text(9)) : nil)
        }
        let withdrawal = row.optionalInt(13).map { moment in
            Withdrawal(at: Instant(seconds: moment), by: Member.ID(rawValue: row.int(14)))
        }
        let other = row.optionalText(16).flatMap(ProjectVersion.State.init(rawValue:)).map { state in
            ProjectVersion(
                state: state,
                details: ProjectDetails(
                    title: row.text(17), purpose: row.text(18), happens: row.text(19), place: row.text(21),
                    budget: row.optionalInt(20).map(Money.init(cents:))),
                changedAt: row.instant(22))
        }
        self.init(
            id: ID(rawValue: row.int(0)), publicID: row.text(1),
            details: ProjectDetails(
                title: row.text(2), purpose: row.text(3), happens: row.text(4), place: row.text(23),
                budget: row.optionalInt(5).map(Money.init(cents:))),
            proposer: Proposer(member: Member.ID(rawValue: row.int(6)), name: row.text(7), shop: shop),
            proposedAt: row.instant(11), changedAt: row.instant(24),
            publicAt: row.optionalInstant(12),
            withdrawal: withdrawal, version: row.int(15), other: other)
    }

    /// The project of a public id; nil when it does not exist or this person may not see it.
    package static func find(_ publicID: String, visibleTo member: Member?, in db: Reader) throws -> Project? {
        let found = try db.first(
            "\(selection) WHERE project.public_id = ?1", publicID.lowercased(), decode: Project.init(row:))
        let project = try found?.withDates(in: db)
        return project.flatMap { $0.isVisible(to: member) ? $0.seen(by: member) : nil }
    }

    /// The same; nil when `member` may not edit it.
    package static func find(_ publicID: String, ownedBy member: Member, in db: Reader) throws -> Project? {
        try find(publicID, visibleTo: member, in: db).flatMap { $0.isEditable(by: member) ? $0 : nil }
    }

    /// The project of a row; nil when it does not exist.
    package static func find(_ id: ID, in db: Reader) throws -> Project? {
        try db.first("\(selection) WHERE project.id = ?1", id, decode: Project.init(row:))?.withDates(in: db)
    }

    /// The project with the dates of its texts.
    private func withDates(in db: Reader) throws -> Project {
        var project = self
        let dates = try ProjectDate.all(of: id, in: db)
        project.details.dates = dates[.own] ?? []
        project.other?.details.dates = dates[.other] ?? []
        return project
    }

    /// The pages of public projects, newest first; at most `limit`.
    package static func publicPages(limit: Int = 1_000, in db: Reader) throws -> [PublicPage] {
        try db.rows(
            """
            SELECT project.public_id, \(publicText("changed_at")) FROM project \(joinApproved)
             WHERE project.public_at IS NOT NULL AND project.withdrawn_at IS NULL
             ORDER BY project.proposed_at DESC LIMIT ?1
            """, limit
        ) { PublicPage(.project($0.text(0)), changedAt: $0.instant(1)) }
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
            SELECT \(ProjectSummary.columns(forGuests: false)), project.purpose
              FROM (SELECT rowid, rank AS distance FROM project_search
                     WHERE project_search MATCH ?2 AND rank MATCH 'bm25(10.0, 1.0)' ORDER BY rank LIMIT 30) AS found
              JOIN project ON project.id = found.rowid \(joinApproved)
             WHERE project.withdrawn_at IS NULL
             ORDER BY found.distance
            """, "[]", ProjectSearch.members(Similarity.expression(words))
        ) { row in (summary: ProjectSummary(row: row), purpose: row.text(ProjectSummary.columnCount)) }
        return Array(
            candidates.filter { Similarity.isClose(words, title: $0.summary.title, purpose: $0.purpose) }
                .map(\.summary).prefix(limit))
    }
}

extension Project.ID: Bindable {}
