import Base
import SQLite
import Shell

extension Feature {
    /// Tasks of projects, their reports, and their next editions.
    package static let doing = Feature(
        pages: [
            TaskListPage.self, TaskFormPage.self, ReportPage.self, ReportFormPage.self, PortfolioPage.self,
            ProjectPosterPage.self,
        ],
        fields: TaskForm.fields + ReportForm.fields + AnswerForm.fields,
        waiting: { try ProjectTask.waiting($0, in: $1) + ProjectReport.waiting($0, in: $1) },
        waitingAt: { try ReportSection.waiting(at: $0, $1, in: $2) },
        dueJobs: [
            .daily("lateTasks", hour: 8, minute: 0) { run in
                try run.writeRepeatedly { try ProjectTask.tellLate(at: run.now, in: $0) }
            }
        ],
        personalData: [ProjectTask.personalData, ProjectReport.personalData], withoutPersons: ["report_line"],
        removed: { try ProjectTask.inBin($0, $1, in: $2) },
        projectLink: { row, member, db in
            guard let project = try Project.find(Project.ID(rawValue: row), in: db) else { return nil }
            return try Project.find(project.publicID, visibleTo: member, in: db).map(Link.project)
        })
}

extension ProjectTask {
    /// Tasks belong to their project; removed ones are stored for a year, as comments are.
    static let personalData = PersonalData(
        "tasks", tables: ["task"], basis: .legitimateInterest, persons: [.members], recipients: [.members],
        rules: [
            RetentionRule(
                "tasks", table: "task", term: ProjectData.term,
                sql: [
                    """
                    DELETE FROM task
                     WHERE id IN (SELECT id FROM task WHERE removed_at IS NOT NULL AND removed_at <= ?1
                                   ORDER BY removed_at LIMIT ?2)
                    """
                ])
        ], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "tasks", [.text("title"), .day("due"), .moment("when"), .moment("done")],
                sql: """
                    SELECT title, due_on, added_at, done_at FROM task
                     WHERE member_id = ?1 OR added_by = ?1 OR done_by = ?1 OR removed_by = ?1 ORDER BY id
                    """)
        ],
        erasing: ["UPDATE task SET member_id = NULL WHERE member_id = ?1"])

    /// The removed tasks of the projects that a member leads or helps with, the latest first.
    static func inBin(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        let found = try db.rows(
            """
            SELECT task.public_id, task.title, removed_at, member.name, project.public_id
              FROM task JOIN member ON member.id = removed_by JOIN project ON project.id = project_id
             WHERE removed_at IS NOT NULL AND project.withdrawn_at IS NULL ORDER BY removed_at DESC LIMIT ?1
            """, SiteLimits.binRows
        ) { (publicID: $0.text(0), title: $0.text(1), at: $0.int(2), name: $0.text(3), project: $0.text(4)) }
        return try found.compactMap { row in
            guard let project = try Project.find(row.project, visibleTo: member, in: db),
                try project.isHelped(by: member, in: db)
            else { return nil }
            let moment = Instant(seconds: row.at)
            return Removed(
                context.say("bin.task"), row.title, removedAt: moment, by: row.name, until: moment + ProjectData.term,
                restore: .restoreTask(row.publicID, of: project))
        }
    }
}

extension ProjectReport {
    /// Reports belong to their project.
    static let personalData = PersonalData(
        "outcomes", tables: ["project_report", "report_answer", "project_edition"], basis: .legitimateInterest,
        persons: [.members], recipients: [.members, .everyone], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "outcomes", [.text("title"), .text("text"), .moment("when")],
                sql: """
                    SELECT project.title, project_report.summary, project_report.changed_at
                      FROM project_report JOIN project ON project.id = project_id
                     WHERE project_report.changed_by = ?1 ORDER BY project_id
                    """),
            CopiedRows(
                "outcomeAnswers", [.text("title"), .text("shop"), .text("text"), .moment("when")],
                sql: """
                    SELECT project.title, shop.name, report_answer.word, report_answer.answered_at
                      FROM report_answer JOIN project ON project.id = project_id JOIN shop ON shop.id = shop_id
                     WHERE member_id = ?1 ORDER BY answered_at
                    """),
            CopiedRows(
                "editions", [.text("title"), .moment("when")],
                sql: """
                    SELECT project.title, made_at FROM project_edition
                      JOIN project ON project.id = project_edition.project_id WHERE made_by = ?1 ORDER BY made_at
                    """),
        ])

    /// Summaries to be read, for those who publish projects: lines of their home.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.publishProjects) == true else { return [] }
        return try unread(in: db).map { project in
            Waiting(
                .promised, context.say("waiting.summary"),
                why: context.say("waiting.summary.why", ["project": project.title]),
                action: context.say("waiting.projects.read"), .report(of: project.publicID), context)
        }
    }
}
