import Base
import Shell

/// One way to carry out a project, with its budget: one to four stand side by side.
package struct Scenario: Sendable, Equatable {
    /// The row id of a scenario. Addresses use `publicID`.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    package let id: ID
    package let publicID: String
    package let project: Project.ID
    /// Its place on the page, from 1.
    package let number: Int
    package internal(set) var details: ScenarioDetails
    package let writer: Member.ID
    package let writerName: String
    package let writtenAt: Instant
    package let changedAt: Instant
    /// When it was removed, and by whom.
    let removal: Project.Withdrawal?
    /// Incremented by each change; detects two people editing at once.
    package let version: Int

    /// The sums of its budget.
    package var totals: BudgetTotals { BudgetTotals(details.lines) }
}

/// The text of a scenario, as people write it.
package struct ScenarioDetails: Sendable, Equatable {
    package var title: String
    /// What would be done, in a few sentences.
    package var what = ""
    /// The day it takes place, if it is known.
    package var heldOn: Day?
    /// When, in free words.
    package var happens = ""
    /// Who takes part, in free words: «les boutiques de la rue Royale».
    package var participants = ""
    /// In the order of their numbers.
    package var lines: [BudgetLine] = []

    package init(
        title: String, what: String = "", heldOn: Day? = nil, happens: String = "", participants: String = "",
        lines: [BudgetLine] = []
    ) {
        (self.title, self.what, self.heldOn, self.happens) = (title, what, heldOn, happens)
        (self.participants, self.lines) = (participants, lines)
    }
}
