import Shell

extension Project {
    /// Whether they may add a scenario: they speak for a shop or the association, or lead the project.
    func mayAddScenario(_ member: Member) -> Bool {
        withdrawal == nil && (ProjectForm.isOpen(to: member) || member.may(.leadProject, self))
    }

    /// Whether they may choose a scenario or consult the shops: they lead the project, or are on the board.
    func mayChoose(_ member: Member) -> Bool {
        withdrawal == nil && (member.may(.leadProject, self) || member.may(.chooseScenario, self))
    }
}

extension Scenario {
    /// Whether they may change and remove it: its writer, and those who lead the project.
    func isEditable(by member: Member, of project: Project) -> Bool {
        project.withdrawal == nil && (writer == member.id || member.may(.leadProject, project))
    }
}
