import Base
import SQLite
import Shell

extension ScenarioDetails {
    /// Inserts a scenario at the first free place of its project. The same title by the same member within ten minutes
    /// is a duplicate.
    /// - Returns: the public id of the scenario, or of the first one for a duplicate.
    /// - Throws: `notFound` when the project was withdrawn meanwhile, `conflict` when it has four scenarios, `over`
    ///   during a consultation.
    package func insert(
        publicID: String, of project: Project.ID, by member: Member.ID, at now: Instant, in db: Writer
    ) throws -> String {
        let duplicate = try db.first(
            """
            SELECT public_id FROM scenario
             WHERE project_id = ?1 AND written_by = ?2 AND title = ?3 AND written_at > ?4 AND removed_at IS NULL
            """, project, member, title, now - SiteLimits.sameProposal
        ) { $0.text(0) }
        if let duplicate { return duplicate }
        try Project.requirePresent(project, in: db)
        try Scenario.requireUnlocked(project, at: now, in: db)
        try db.run(
            """
            INSERT INTO scenario (public_id, project_id, number, title, what, held_on, happens, participants, written_by,
                                  written_at, changed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
            """, publicID, project, try Scenario.freeNumber(of: project, in: db), title, what, heldOn, happens,
            participants, member, now)
        try BudgetLine.replace(lines, of: Scenario.ID(rawValue: Int(db.lastInsertedID)), in: db)
        return publicID
    }
}

extension Scenario {
    /// The first free place of a project. Throws `conflict` when all four are taken.
    fileprivate static func freeNumber(of project: Project.ID, in db: Reader) throws -> Int {
        let taken = try db.rows("SELECT number FROM scenario WHERE project_id = ?1 AND removed_at IS NULL", project) {
            $0.int(0)
        }
        guard let free = (1...SiteLimits.scenarios).first(where: { !taken.contains($0) }) else {
            throw Failure.conflict
        }
        return free
    }

    /// Throws `over` during a consultation of the project: the scenarios it asks about cannot change.
    fileprivate static func requireUnlocked(_ project: Project.ID, at now: Instant, in db: Reader) throws {
        guard try Consultation.open(of: project, at: now, in: db) == nil else { throw Failure.over }
    }

    /// Throws `over` while a call for pledges to it is open, and after one that succeeded: shops pledged to its text.
    private func requireUnbound(in db: Reader) throws {
        guard try !PledgeCall.binds(id, in: db) else { throw Failure.over }
    }

    /// Replaces its details; `conflict` when it changed or was removed meanwhile, `over` during a consultation and when
    /// shops have pledged to it.
    package func update(_ new: ScenarioDetails, at now: Instant, in db: Writer) throws {
        try Scenario.requireUnlocked(project, at: now, in: db)
        try requireUnbound(in: db)
        let changed = try db.run(
            """
            UPDATE scenario SET title = ?3, what = ?4, held_on = ?5, happens = ?6, participants = ?7, changed_at = ?8,
                   version = version + 1
             WHERE id = ?1 AND version = ?2 AND removed_at IS NULL
            """, id, version, new.title, new.what, new.heldOn, new.happens, new.participants, now)
        guard changed == 1 else { throw Failure.conflict }
        try BudgetLine.replace(new.lines, of: id, in: db)
    }

    /// Removes it; no change if it is removed already. Throws `over` during a consultation and when shops have pledged
    /// to it.
    package func remove(by member: Member.ID, at now: Instant, in db: Writer) throws {
        try Scenario.requireUnlocked(project, at: now, in: db)
        try requireUnbound(in: db)
        try db.run(
            "UPDATE scenario SET removed_at = ?2, removed_by = ?3 WHERE id = ?1 AND removed_at IS NULL", id, now, member
        )
    }

    /// Puts it back at the first free place; no change if it is there. Throws `conflict` when all four are taken,
    /// `over` during a consultation.
    func restore(at now: Instant, in db: Writer) throws {
        guard removal != nil else { return }
        try Scenario.requireUnlocked(project, at: now, in: db)
        try db.run(
            "UPDATE scenario SET removed_at = NULL, removed_by = NULL, number = ?2 WHERE id = ?1", id,
            try Scenario.freeNumber(of: project, in: db))
    }

    /// Chooses it for its project; `member` nil: by a consultation. Throws `over` during a consultation.
    package func choose(by member: Member.ID?, reason: String, at now: Instant, in db: Writer) throws {
        try Scenario.requireUnlocked(project, at: now, in: db)
        try db.run(
            """
            INSERT INTO scenario_choice (project_id, scenario_id, chosen_at, chosen_by, reason)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """, project, id, now, member, reason)
    }
}

extension ScenarioChoice {
    /// Undoes the choice: the previous one applies again.
    func undo(at now: Instant, in db: Writer) throws {
        try db.run("UPDATE scenario_choice SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL", row, now)
    }
}
