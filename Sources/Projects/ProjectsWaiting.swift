import Base
import SQLite
import Shell
import Shops

/// The projects that wait for a member.
enum ProjectsWaiting {
    /// Days during which a new project is offered to the shops that have not answered.
    private static let days = 60

    /// Public projects with a change to approve.
    static func lines(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.publishProjects) == true else { return [] }
        let count = try ProjectSearch.waitingCount(in: db)
        guard count > 0 else { return [] }
        return [
            Waiting(
                .promised, context.say("waiting.projects", count: count), why: context.say("waiting.projects.why"),
                action: context.say("waiting.projects.read"), Link.projects.adding("voir", "a-relire"), context)
        ]
    }

    /// The two newest projects that a shop has neither joined nor left nor proposed.
    static func lines(at place: Workplace, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.represent, place) == true else { return [] }
        return try db.rows(
            """
            SELECT public_id, title,
                   (SELECT count(*) FROM participation WHERE project_id = project.id AND left_at IS NULL)
              FROM project INDEXED BY project_by_date
             WHERE withdrawn_at IS NULL AND proposed_at > ?2 AND proposed_for IS NOT ?1
               AND NOT EXISTS (SELECT 1 FROM participation INDEXED BY participation_by_shop
                                WHERE shop_id = ?1 AND project_id = project.id)
             ORDER BY proposed_at DESC LIMIT 2
            """, place.shop, context.now - .days(days)
        ) { row in
            let shops = row.int(2)
            return Waiting(
                .useful, row.text(1),
                why: shops == 0
                    ? context.say("waiting.project.none") : context.say("waiting.project.shops", count: shops),
                action: context.say("waiting.see"), .project(row.text(0)), context)
        }
    }
}
