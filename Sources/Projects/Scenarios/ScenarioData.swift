import Base
import SQLite
import Shell

/// What is stored about the people of scenarios.
enum ScenarioData {
    private static let removed = """
        SELECT id FROM scenario
         WHERE removed_at IS NOT NULL AND removed_at <= ?1
           AND NOT EXISTS (SELECT 1 FROM pledge_call WHERE scenario_id = scenario.id AND reached = 1)
         ORDER BY removed_at, id LIMIT ?2
        """

    /// Scenarios belong to their project and are deleted with it. Removed ones: a year, as projects,
    /// unless shops owe something for one.
    static let all = PersonalData(
        "scenarios", tables: ["scenario", "scenario_choice"], basis: .legitimateInterest, persons: [.members],
        recipients: [.members],
        rules: [
            RetentionRule(
                "scenarios", table: "scenario", term: ProjectData.term,
                sql: [
                    Erasure.noting(.scenario, in: "scenario", ids: removed, term: ProjectData.term),
                    "DELETE FROM scenario WHERE id IN (\(removed))",
                ])
        ], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "scenarios", [.text("title"), .text("text"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT title, what, written_at, removed_at FROM scenario
                     WHERE written_by = ?1 OR removed_by = ?1 ORDER BY id
                    """),
            CopiedRows(
                "choices", [.text("title"), .text("text"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT title, reason, chosen_at, undone_at
                      FROM scenario_choice JOIN scenario ON scenario.id = scenario_id
                     WHERE chosen_by = ?1 ORDER BY scenario_choice.id
                    """),
        ])

    /// Scenarios that were removed or deleted since a backup do not come back when it is restored.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        try replaced.forEach(
            "SELECT public_id, removed_at, removed_by FROM scenario WHERE removed_at IS NOT NULL"
        ) { row in
            // If the backup lacks the member who removed it, its first member is recorded instead.
            try db.run(
                """
                UPDATE scenario
                   SET removed_at = ?2,
                       removed_by = ifnull((SELECT id FROM member WHERE id = ?3), (SELECT min(id) FROM member))
                 WHERE public_id = ?1 AND removed_at IS NULL
                """, row.text(0), row.int(1), row.int(2))
        }
        try Erasure.repeated(.scenario, in: "scenario", db)
    }
}

extension ScenarioData {
    /// Removed scenarios that a member may put back, the latest first.
    static func removed(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        let found = try db.rows(
            """
            SELECT scenario.id, project.public_id, member.name
              FROM scenario JOIN member ON member.id = removed_by JOIN project ON project.id = project_id
             WHERE removed_at IS NOT NULL AND project.withdrawn_at IS NULL ORDER BY removed_at DESC LIMIT ?1
            """, SiteLimits.binRows
        ) { (id: Scenario.ID(rawValue: $0.int(0)), project: $0.text(1), by: $0.text(2)) }
        return try found.compactMap { row in
            guard let project = try Project.find(row.project, visibleTo: member, in: db),
                let scenario = try Scenario.find(row.id, in: db), let removal = scenario.removal,
                scenario.isEditable(by: member, of: project)
            else { return nil }
            return Removed(
                context.say("bin.scenario"), scenario.details.title, removedAt: removal.at, by: row.by,
                until: removal.at + ProjectData.term,
                restore: .restoreScenario(scenario.publicID, of: project.publicID))
        }
    }
}
