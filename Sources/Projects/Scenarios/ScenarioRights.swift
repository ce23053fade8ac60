import Shell

extension Project {
    /// Whether they may add a scenario: who speaks for a shop or the association, and who leads the project.
    func mayAddScenario(_ member: Member) -> Bool {
        withdrawal == nil && (ProjectForm.isOpen(to: member) || member.may(.leadProject, self))
    }

    /// Whether they may choose a scenario or ask the members: those who lead the project, and the board.
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
