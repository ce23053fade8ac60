import Base
import SQLite

/// What was paid or received, beside what was planned.
package struct ReportLine: Sendable, Equatable {
    /// Rows of the form: costs first, then incomes.
    static let costs = 1...20
    static let incomes = 21...40

    /// Its row in the form.
    package let number: Int
    package let kind: BudgetKind
    /// What it is for: «Affiches».
    package let label: String
    /// Nil for what was not planned.
    package let planned: Money?
    /// What was paid or received.
    package let actual: Money

    package init(_ number: Int, _ kind: BudgetKind, _ label: String, planned: Money?, actual: Money) {
        (self.number, self.kind, self.label, self.planned, self.actual) = (number, kind, label, planned, actual)
    }

    /// A row of the form before its amount is typed.
    struct Planned: Sendable, Equatable {
        let number: Int
        let kind: BudgetKind
        let label: String
        let planned: Money?
    }

    /// The lines of a project, costs first.
    static func all(of project: Project.ID, in db: Reader) throws -> [ReportLine] {
        try db.rows(
            """
            SELECT number, kind, label, planned_cents, actual_cents FROM report_line WHERE project_id = ?1
             ORDER BY number
            """, project
        ) { row in
            ReportLine(
                row.int(0), BudgetKind(rawValue: row.text(1)) ?? .other, row.text(2),
                planned: row.optionalInt(3).map(Money.init(cents:)), actual: Money(cents: row.int(4)))
        }
    }

    static func replace(_ lines: [ReportLine], of project: Project.ID, in db: Writer) throws {
        try db.run("DELETE FROM report_line WHERE project_id = ?1", project)
        for line in lines {
            try db.run(
                """
                INSERT INTO report_line (project_id, number, kind, label, planned_cents, actual_cents)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """, project, line.number, line.kind.rawValue, line.label, line.planned, line.actual)
        }
    }

    /// The rows of the form: the stored lines, else those of the chosen scenario, else the budget of the project.
    static func planned(for project: Project, _ report: ProjectReport, in db: Reader) throws -> [Planned] {
        let stored = report.details.lines.map {
            Planned(number: $0.number, kind: $0.kind, label: $0.label, planned: $0.planned)
        }
        // A scenario that was chosen after a first report adds nothing: its lines would come twice.
        if !stored.isEmpty { return stored }
        if let choice = try ScenarioChoice.current(of: project.id, in: db),
            let scenario = try Scenario.find(choice.scenario, in: db), !scenario.details.lines.isEmpty
        {
            return rows(of: scenario.details.lines)
        }
        guard let budget = project.details.budget else { return [] }
        return [Planned(number: 1, kind: .other, label: project.details.title, planned: budget)]
    }

    private static func rows(of lines: [BudgetLine]) -> [Planned] {
        let groups = [(costs, lines.filter { !$0.kind.isIncome }), (incomes, lines.filter(\.kind.isIncome))]
        return groups.flatMap { range, lines in
            zip(range, lines).map { number, line in
                Planned(
                    number: number, kind: line.kind, label: line.label, planned: Money(cents: line.paid.high))
            }
        }
    }
}

extension [ReportLine] {
    /// What was paid, and what was received.
    var paid: Int { filter { !$0.kind.isIncome }.reduce(0) { $0 + $1.actual.cents } }
    var received: Int { filter(\.kind.isIncome).reduce(0) { $0 + $1.actual.cents } }
    /// What remained for the shops.
    var forShops: Money { Money(cents: paid - received) }
}
