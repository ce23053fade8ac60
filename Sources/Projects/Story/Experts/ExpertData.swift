import Base
import Shell

/// What is stored about experts: in the record of the project, until its leads erase them or the project goes.
enum ExpertData {
    static let all = PersonalData(
        "experts", tables: ["project_expert", "expert_opinion"], basis: .legitimateInterest, persons: [.authors],
        recipients: [.members], isKept: true,
        copies: [
            CopiedRows(
                "expertsInvited", [.text("title"), .text("name"), .moment("when")],
                sql: """
                    SELECT project.title, project_expert.name, invited_at
                      FROM project_expert JOIN project ON project.id = project_id
                     WHERE invited_by = ?1 ORDER BY project_expert.id
                    """)
        ])
}
