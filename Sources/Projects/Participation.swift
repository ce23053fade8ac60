import Base
import SQLite
import Shell
import Shops

/// Participations of shops in projects. Leaving sets `left_at`; joining again adds a new row.
package enum Participation {
    /// A shop that currently takes part.
    struct Participant: Sendable, Equatable {
        let shop: Shop.ID
        let name: Project.ShopName
    }

    /// The participants, in the order they joined. Removed shops are left out.
    static func current(in project: Project.ID, _ db: Reader) throws -> [Participant] {
        try db.rows(
            """
            SELECT shop.id, shop.name, shop.code
              FROM participation JOIN shop ON shop.id = participation.shop_id
             WHERE participation.project_id = ?1 AND participation.left_at IS NULL AND shop.removed_at IS NULL
             ORDER BY participation.joined_at, participation.id
            """, project
        ) { row in
            Participant(
                shop: Shop.ID(rawValue: row.int(0)),
                name: Project.ShopName(name: row.text(1), link: .shop(name: row.text(1), code: row.text(2))))
        }
    }

    /// Adds the shop; no change if it takes part already (index `participation_current`).
    /// - Throws: `notFound` if the project was withdrawn meanwhile.
    package static func join(
        _ project: Project.ID, _ shop: Shop.ID, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try Project.requirePresent(project, in: db)
        try db.run(
            """
            INSERT INTO participation (project_id, shop_id, member_id, joined_at) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO NOTHING
            """, project, shop, member, now)
    }

    /// Ends the participation; no change if the shop does not take part.
    package static func leave(_ project: Project.ID, _ shop: Shop.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE participation SET left_at = ?3 WHERE project_id = ?1 AND shop_id = ?2 AND left_at IS NULL", project,
            shop, now)
    }
}
