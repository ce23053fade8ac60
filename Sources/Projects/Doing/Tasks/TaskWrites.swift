import Base
import SQLite
import Shell

extension ProjectTask.Details {
    /// Adds it to a project. The same title again within ten minutes is a duplicate.
    /// - Returns: the public id of the task, or of the first one for a duplicate; nil when the project has as many as
    ///   it may.
    package func insert(
        publicID: String, to project: Project.ID, by member: Member.ID, at now: Instant, in db: Writer
    ) throws -> String? {
        let duplicate = try db.first(
            """
            SELECT public_id FROM task
             WHERE project_id = ?1 AND added_by = ?2 AND title = ?3 AND added_at > ?4 AND removed_at IS NULL LIMIT 1
            """, project, member, title, now - SiteLimits.sameProposal
        ) { $0.text(0) }
        if let duplicate { return duplicate }
        let count = try db.first("SELECT count(*) FROM task WHERE project_id = ?1 AND removed_at IS NULL", project) {
            $0.int(0)
        }
        guard (count ?? 0) < SiteLimits.tasksOfProject else { return nil }
        try db.run(
            """
            INSERT INTO task (public_id, project_id, title, member_id, due_on, added_by, added_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, publicID, project, title, person, dueOn, member, now)
        return publicID
    }
}

extension ProjectTask {
    /// Replaces its fields. With a new last day, the person is told again when that day has passed.
    func change(to new: Details, in db: Writer) throws {
        try db.run(
            """
            UPDATE task SET title = ?2, member_id = ?3, late_told_at = iif(due_on IS ?4, late_told_at, NULL), due_on = ?4
             WHERE public_id = ?1
            """, publicID, new.title, new.person, new.dueOn)
    }

    /// A member takes it, when it is free: returns whether they have it now.
    func take(by member: Member.ID, in db: Writer) throws -> Bool {
        try db.run(
            "UPDATE task SET member_id = ?2 WHERE public_id = ?1 AND ifnull(member_id, ?2) = ?2 AND done_at IS NULL",
            publicID, member) == 1
    }

    /// Marks it done; no change when it is.
    package func finish(by member: Member.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE task SET done_at = ?2, done_by = ?3 WHERE public_id = ?1 AND done_at IS NULL", publicID, now,
            member)
    }

    /// Marks it as still to do.
    func reopen(in db: Writer) throws {
        try db.run("UPDATE task SET done_at = NULL, done_by = NULL WHERE public_id = ?1", publicID)
    }

    func remove(by member: Member.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE task SET removed_at = ?2, removed_by = ?3 WHERE public_id = ?1 AND removed_at IS NULL", publicID,
            now, member)
    }

    func restore(in db: Writer) throws {
        try db.run("UPDATE task SET removed_at = NULL, removed_by = NULL WHERE public_id = ?1", publicID)
    }

    /// Sends one notice for each task whose last day has passed: to the person who does it, or to the leads of the
    /// project while no person has taken it.
    /// - Returns: whether more notices are to be sent.
    static func tellLate(at now: Instant, in db: Writer) throws -> Bool {
        let atOnce = 100
        let late = try db.rows(
            """
            SELECT task.public_id, task.member_id, project.id
              FROM task INDEXED BY task_late JOIN project ON project.id = task.project_id
             WHERE task.due_on < ?1 AND task.done_at IS NULL AND task.removed_at IS NULL AND task.late_told_at IS NULL
             ORDER BY task.due_on LIMIT ?2
            """, now.local.day, atOnce
        ) { ($0.text(0), $0.optionalInt(1).map(Member.ID.init(rawValue:)), Project.ID(rawValue: $0.int(2))) }
        for (task, person, project) in late {
            try db.run("UPDATE task SET late_told_at = ?2 WHERE public_id = ?1", task, now)
            guard let project = try Project.find(project, in: db), project.withdrawal == nil else { continue }
            try Notice.add(
                .taskLate, about: project.details.title, .tasks(of: project), object: "project " + project.publicID,
                to: try person.map { [$0] } ?? project.leads(in: db), at: now, in: db)
        }
        return late.count == atOnce
    }
}
