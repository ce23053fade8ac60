import Base
import SQLite
import Shell
import Shops

/// The answer of a shop to «Le referiez-vous à ce prix ?».
package struct ReportAnswer: Sendable, Equatable {
    /// Stored as the raw value; one that is not listed here is read as `otherwise`.
    package enum Choice: String, Sendable, CaseIterable {
        case yes, no, otherwise

        func words(_ context: Context) -> String { context.say("outcome.answer.\(rawValue)") }
    }

    let shop: Shop.ID
    let shopName: String
    let choice: Choice
    let word: String

    /// The answers about a project, the latest first. Removed shops are left out.
    static func all(about project: Project.ID, in db: Reader) throws -> [ReportAnswer] {
        try db.rows(
            """
            SELECT shop.id, shop.name, report_answer.answer, report_answer.word
              FROM report_answer JOIN shop ON shop.id = report_answer.shop_id
             WHERE report_answer.project_id = ?1 AND shop.removed_at IS NULL
             ORDER BY report_answer.answered_at DESC, shop.id
            """, project
        ) { row in
            ReportAnswer(
                shop: Shop.ID(rawValue: row.int(0)), shopName: row.text(1),
                choice: Choice(rawValue: row.text(2)) ?? .otherwise, word: row.text(3))
        }
    }

    /// Stores the answer of a shop; a second one replaces the first.
    package static func store(
        _ choice: Choice, word: String, of shop: Shop.ID, about project: Project.ID, by member: Member.ID,
        at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO report_answer (project_id, shop_id, member_id, answer, word, answered_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT DO UPDATE SET member_id = excluded.member_id, answer = excluded.answer,
                   word = excluded.word, answered_at = excluded.answered_at
            """, project, shop, member, choice.rawValue, word, now)
    }
}

extension Project {
    /// The shops that a member speaks for and that take part.
    func ownShops(of member: Member, in db: Reader) throws -> [Workplace] {
        let joined = Set(try Participation.current(in: id, db).map(\.shop))
        return member.workplaces(may: .represent).filter { joined.contains($0.shop) }
    }
}
