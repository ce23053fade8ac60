import Shell

extension SiteLimits {
    /// Scenarios of a project: more cannot be compared at a glance.
    package static let scenarios = 4
    /// Lines of the budget of a scenario.
    package static let budgetLines = 20
    /// Days a consultation may take answers.
    package static let consultationDays = 60
}
