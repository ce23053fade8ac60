import Base
import SQLite
import Shell

/// A second text of a project, besides the one in its own row: a row of `project_version`.
struct ProjectVersion: Sendable, Equatable {
    enum State: String, Sendable {
        /// The project has changed since it was made public. Guests see this text until the change is approved.
        case approved
        /// A change that was not approved, preserved for its author and for undo.
        case refused
    }

    let state: State
    var details: ProjectDetails
    /// When this text last changed.
    let changedAt: Instant
}

extension Project {
    /// Whether a change of the public project waits for approval.
    var isWaiting: Bool { publicAt != nil && other?.state == .approved }

    /// The project as this person sees it: guests see the approved text.
    func seen(by member: Member?) -> Project {
        guard member == nil, isWaiting, let other else { return self }
        var project = self
        (project.details, project.changedAt, project.other) = (other.details, other.changedAt, nil)
        return project
    }

    /// Changes the details. A change of a public project by a member who may not publish waits for approval.
    /// `conflict` when the project changed meanwhile.
    package func change(to new: ProjectDetails, by member: Member, at now: Instant, in db: Writer) throws {
        if publicAt != nil, !member.may(.publishProjects) {
            let approved = isWaiting ? other?.details ?? details : details
            if new == approved {
                try removeOther(in: db)
            } else if !isWaiting {
                try store(.approved, in: db)
            }
        } else if other?.state == .refused {
            try removeOther(in: db)
        }
        try update(new, at: now, in: db)
    }

    /// Makes the text of the row public, for the first time or in place of the approved one.
    package func publish(at now: Instant, in db: Writer) throws {
        try removeOther(in: db)
        try db.run(
            """
            UPDATE project SET public_at = ifnull(public_at, ?2), changed_at = ?2
             WHERE id = ?1 AND withdrawn_at IS NULL
            """, id, now)
        try Project.index(id, in: db)
    }

    /// Makes it visible to members only, with the text of its row.
    func unpublish(in db: Writer) throws {
        if isWaiting { try removeOther(in: db) }
        try db.run("UPDATE project SET public_at = NULL WHERE id = ?1", id)
        try Project.index(id, in: db)
    }

    /// Refuses the waiting change: the row gets the approved text back. `conflict` when none waits.
    func refuseChange(at now: Instant, in db: Writer) throws {
        guard isWaiting, let other else { throw Failure.conflict }
        try store(.refused, in: db)
        try update(other.details, at: now, in: db)
    }

    /// Undoes `refuseChange`: the change waits again. `conflict` when it cannot.
    func restoreChange(at now: Instant, in db: Writer) throws {
        guard publicAt != nil, let other, other.state == .refused else { throw Failure.conflict }
        try store(.approved, in: db)
        try update(other.details, at: now, in: db)
    }

    /// Stores the text of the row as its other text.
    private func store(_ state: ProjectVersion.State, in db: Writer) throws {
        try db.run(
            """
            INSERT OR REPLACE INTO project_version (project_id, state, title, purpose, happens, place, budget_cents,
                                                    changed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, id, state.rawValue, details.title, details.purpose, details.happens, details.place, details.budget,
            changedAt)
        try ProjectDate.replace(details.dates, of: id, .other, in: db)
    }

    private func removeOther(in db: Writer) throws {
        try ProjectDate.replace([], of: id, .other, in: db)
        try db.run("DELETE FROM project_version WHERE project_id = ?1", id)
    }
}
