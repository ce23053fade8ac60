import Base
import SQLite
import Shell

extension Scenario {
    private static let selection = """
        SELECT scenario.id, scenario.public_id, scenario.project_id, scenario.number, scenario.title, scenario.what,
               scenario.held_on, scenario.happens, scenario.participants, scenario.written_by, member.name,
               scenario.written_at, scenario.changed_at, scenario.removed_at, scenario.removed_by, scenario.version
          FROM scenario JOIN member ON member.id = scenario.written_by
        """

    init(row: Row) {
        self.init(
            id: ID(rawValue: row.int(0)), publicID: row.text(1), project: Project.ID(rawValue: row.int(2)),
            number: row.int(3),
            details: ScenarioDetails(
                title: row.text(4), what: row.text(5), heldOn: row.optionalText(6).flatMap { Day($0) },
                happens: row.text(7), participants: row.text(8)),
            writer: Member.ID(rawValue: row.int(9)), writerName: row.text(10),
            writtenAt: row.instant(11), changedAt: row.instant(12),
            removal: row.optionalInt(13).map {
                Project.Withdrawal(at: Instant(seconds: $0), by: Member.ID(rawValue: row.int(14)))
            }, version: row.int(15))
    }

    /// The scenarios of a project that are not removed, in the order of the page, with their lines.
    package static func all(of project: Project.ID, in db: Reader) throws -> [Scenario] {
        var found = try db.rows(
            "\(selection) WHERE scenario.project_id = ?1 AND scenario.removed_at IS NULL ORDER BY scenario.number",
            project, decode: Scenario.init(row:))
        for index in found.indices { try found[index].readLines(in: db) }
        return found
    }

    /// The scenario of a project with this public id, removed or not; nil when there is none.
    package static func find(_ publicID: String, of project: Project.ID, in db: Reader) throws -> Scenario? {
        var found = try db.first(
            "\(selection) WHERE scenario.public_id = ?1 AND scenario.project_id = ?2", publicID.lowercased(), project,
            decode: Scenario.init(row:))
        try found?.readLines(in: db)
        return found
    }

    /// The scenario of a row; nil when it does not exist.
    package static func find(_ id: ID, in db: Reader) throws -> Scenario? {
        var found = try db.first("\(selection) WHERE scenario.id = ?1", id, decode: Scenario.init(row:))
        try found?.readLines(in: db)
        return found
    }

    private mutating func readLines(in db: Reader) throws {
        details.lines = try db.rows(
            "SELECT \(BudgetLine.columns) FROM budget_line WHERE scenario_id = ?1 ORDER BY number", id
        ) { BudgetLine(row: $0, at: 0) }
    }
}

/// Which scenario of a project was chosen.
package struct ScenarioChoice: Sendable, Equatable {
    let row: Int
    package let scenario: Scenario.ID
    package let chosenAt: Instant
    /// Nil when a consultation chose it.
    let chooser: String?
    let reason: String

    /// The current choice; nil when there is none or its scenario is removed. Index: `scenario_choice_by_project`.
    package static func current(of project: Project.ID, in db: Reader) throws -> ScenarioChoice? {
        try db.first(
            """
            SELECT scenario_choice.id, scenario_choice.scenario_id, chosen_at, member.name, reason
              FROM scenario_choice LEFT JOIN member ON member.id = chosen_by
              JOIN scenario ON scenario.id = scenario_choice.scenario_id AND scenario.removed_at IS NULL
             WHERE scenario_choice.project_id = ?1 AND undone_at IS NULL ORDER BY scenario_choice.id DESC LIMIT 1
            """, project
        ) { row in
            ScenarioChoice(
                row: row.int(0), scenario: Scenario.ID(rawValue: row.int(1)),
                chosenAt: row.instant(2), chooser: row.optionalText(3), reason: row.text(4))
        }
    }
}

extension Scenario.ID: Bindable {}
