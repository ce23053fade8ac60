import Base
import SQLite
import Shell
import Shops

/// A consultation of shops inside a project: which of its scenarios they prefer. It runs until a date, with one vote
/// per shop. Not a vote under the statutes of the association.
package struct Consultation: Sendable, Equatable {
    /// The row id of a consultation. Addresses use `publicID`.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// What an answer may contain.
    package enum Mode: String, Sendable, CaseIterable {
        /// Any number of scenarios.
        case approve
        /// One scenario.
        case choose
    }

    let id: ID
    package let publicID: String
    let project: Project.ID
    let mode: Mode
    /// Results are hidden before the end.
    let isHidden: Bool
    let openedAt: Instant
    /// The first moment at which no answer is taken.
    let closesAt: Instant
    let cancelledAt: Instant?

    /// Whether answers are taken.
    func isOpen(at now: Instant) -> Bool { cancelledAt == nil && now < closesAt }

    /// Whether the results may be shown, to anyone: those of a hidden consultation after its end only, those of a
    /// cancelled one never.
    func showsResults(at now: Instant) -> Bool { cancelledAt == nil && (!isHidden || now >= closesAt) }

    /// The last day on which an answer is taken.
    var lastDay: Day { (closesAt - 1).local.day }
}

extension Consultation {
    private static let selection = """
        SELECT id, public_id, project_id, mode, is_hidden, opened_at, closes_at, cancelled_at FROM consultation
        """

    /// Nil for a mode of a newer program.
    init?(row: Row) {
        guard let mode = Mode(rawValue: row.text(3)) else { return nil }
        (id, publicID, project) = (ID(rawValue: row.int(0)), row.text(1), Project.ID(rawValue: row.int(2)))
        (self.mode, isHidden) = (mode, row.bool(4))
        (openedAt, closesAt) = (row.instant(5), row.instant(6))
        cancelledAt = row.optionalInstant(7)
    }

    /// The latest consultation of a project that is not cancelled. Index: `consultation_by_project`.
    package static func latest(of project: Project.ID, in db: Reader) throws -> Consultation? {
        try db.first(
            "\(selection) WHERE project_id = ?1 AND cancelled_at IS NULL ORDER BY id DESC LIMIT 1", project,
            decode: Consultation.init(row:)) ?? nil
    }

    /// The consultation of a project that takes answers now.
    static func open(of project: Project.ID, at now: Instant, in db: Reader) throws -> Consultation? {
        try latest(of: project, in: db).flatMap { $0.isOpen(at: now) ? $0 : nil }
    }

    /// The consultation of a project with this public id, cancelled or not; nil when there is none.
    package static func find(_ publicID: String, of project: Project.ID, in db: Reader) throws -> Consultation? {
        try db.first(
            "\(selection) WHERE public_id = ?1 AND project_id = ?2", publicID.lowercased(), project,
            decode: Consultation.init(row:)) ?? nil
    }

    /// The consultation with this public id, for its due work.
    static func find(_ publicID: String, in db: Reader) throws -> Consultation? {
        try db.first("\(selection) WHERE public_id = ?1", publicID, decode: Consultation.init(row:)) ?? nil
    }

    /// The scenarios it asks about, in the order of the page. One that was removed after its end is still named.
    package func options(in db: Reader) throws -> [Scenario] {
        let ids = try db.rows(
            """
            SELECT scenario_id FROM consultation_option JOIN scenario ON scenario.id = scenario_id
             WHERE consultation_id = ?1 ORDER BY scenario.number, scenario.id
            """, id
        ) { Scenario.ID(rawValue: $0.int(0)) }
        return try ids.compactMap { try Scenario.find($0, in: db) }
    }

    /// How many shops are asked, and how many have answered.
    func turnout(in db: Reader) throws -> (asked: Int, answered: Int) {
        try db.first(
            "SELECT count(*), count(answered_at) FROM consultation_shop WHERE consultation_id = ?1", id
        ) { ($0.int(0), $0.int(1)) } ?? (0, 0)
    }

    /// The votes for each scenario; nil while they are hidden.
    func results(at now: Instant, in db: Reader) throws -> [Scenario.ID: Int]? {
        guard showsResults(at: now) else { return nil }
        let rows = try db.rows(
            "SELECT scenario_id, count(*) FROM consultation_voice WHERE consultation_id = ?1 GROUP BY scenario_id", id
        ) { (Scenario.ID(rawValue: $0.int(0)), $0.int(1)) }
        return Dictionary(rows) { first, _ in first }
    }

    /// The answer of one shop; nil when the shop is not asked.
    func answer(of shop: Int, in db: Reader) throws -> Answer? {
        let asked = try db.first(
            "SELECT answered_at FROM consultation_shop WHERE consultation_id = ?1 AND shop_id = ?2", id, shop
        ) { $0.optionalInstant(0) }
        guard let asked else { return nil }
        let chosen = try db.rows(
            "SELECT scenario_id FROM consultation_voice WHERE consultation_id = ?1 AND shop_id = ?2", id, shop
        ) { Scenario.ID(rawValue: $0.int(0)) }
        return Answer(answeredAt: asked, chosen: Set(chosen))
    }

    /// What a shop has answered.
    struct Answer: Sendable, Equatable {
        /// Nil while it has not.
        let answeredAt: Instant?
        /// Empty once it has answered: none of them.
        let chosen: Set<Scenario.ID>
    }
}

extension Consultation.ID: Bindable {}
