import Base
import SQLite
import Shell

/// A submitted form of a project, to be merged with what is stored when it is written.
struct ProjectEdit: Sendable {
    /// Its public id.
    let project: String
    /// The fields as typed.
    let typed: [String: String]
    /// The fields as parsed.
    let details: ProjectDetails

    /// Stores the fields that only this person changed. Returns the merge and the project after it; `notFound` when it
    /// was withdrawn meanwhile.
    func save(by member: Member, at now: Instant, in db: Writer) throws -> (FormMerge, Project) {
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
        if merge.mine.contains(ProjectForm.place.name) { new.place = details.place }
        if merge.mine.contains(ProjectDateForm.rows.unit.name) { new.dates = details.dates }
        if merge.mine.contains(ProjectForm.budget.name) { new.budget = details.budget }
        try current.change(to: new, by: member, at: now, in: db)
        return (merge, try find())
    }
}
