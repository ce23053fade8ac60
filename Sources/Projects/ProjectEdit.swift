import Shell
import SQLite

/// What a person sent by the form of a project, to be merged with what is stored by the time it is written.
struct ProjectEdit: Sendable {
    /// Its name in addresses.
    let project: String
    /// As it was typed.
    let typed: [String: String]
    /// As it was understood.
    let details: ProjectDetails

    /// Stores what only this person changed; the rest stays. The merge, and the project as it is afterwards; `notFound` when
    /// it was withdrawn meanwhile.
    func save(by member: Member, in db: Writer) throws -> (FormMerge, Project) {
        func find() throws -> Project {
            guard let found = try Project.find(project, ownedBy: member, in: db), found.withdrawal == nil else {
                throw Failure.notFound
            }
            return found
        }
        let current = try find()
        let merge = FormMerge(
            ProjectForm.units, typed: typed, read: ProjectForm.values(details),
            stored: ProjectForm.values(current.details), isCurrent: typed["version"] == String(current.version))
        if merge.mine.isEmpty { return (merge, current) }
        var new = current.details
        if merge.mine.contains(ProjectForm.title.name) { new.title = details.title }
        if merge.mine.contains(ProjectForm.purpose.name) { new.purpose = details.purpose }
        if merge.mine.contains(ProjectForm.happens.name) { new.happens = details.happens }
        if merge.mine.contains(ProjectForm.budget.name) { new.budget = details.budget }
        try new.update(current.id, version: current.version, in: db)
        return (merge, try find())
    }
}
