import Base
import Shell
import SQLite

extension DemoStreet {
    /// Inserts projects with those who take part and what they say.
    mutating func insertProjects(in db: Writer) throws {
        guard !kept.isEmpty else { return }
        for number in 0..<size.projects { try insertProject(number, in: db) }
    }

    private mutating func insertProject(_ number: Int, in db: Writer) throws {
        let idea = DemoTexts.projects[number % DemoTexts.projects.count]
        let round = number / DemoTexts.projects.count
        let title = idea.title + (round > 0 ? " (\(round + 1)ᵉ édition)" : "")
        let proposer = dice.pick(kept)
        let proposed = now - .days(7 + dice.below(130))
        // The association shows two out of three to everybody.
        let shown = number % 3 == 2 ? nil : proposed + .days(3)
        try db.run(
            """
            INSERT INTO project (public_id, title, purpose, happens, budget_cents, proposed_by, proposed_for, proposed_at,
                                 public_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, dice.letters(16).lowercased(), title, idea.purpose, idea.happens, idea.budget, proposer.keeper,
            proposer.shop.id, proposed, shown)
        let project = db.lastInsertedID
        try db.run(
            "INSERT INTO project_search (rowid, title, purpose) VALUES (?1, ?2, ?3)", project, title.folded,
            idea.purpose.folded)
        var others = kept
        others.shuffle(using: &dice)
        try insertParticipations(others, in: project, since: proposed, in: db)
        try insertComments(others, in: project, since: proposed, in: db)
    }

    private mutating func insertParticipations(
        _ candidates: [(shop: Settled, keeper: Member.ID)], in project: Int64, since: Instant, in db: Writer
    ) throws {
        for (shop, keeper) in candidates.prefix(dice.below(min(14, candidates.count)) + 1) {
            let joined = since + .hours(dice.below(90) + 1)
            // Now and then somebody leaves again.
            let left = dice.chance(10) ? joined + .days(1) : nil
            try db.run(
                "INSERT INTO participation (project_id, shop_id, member_id, joined_at, left_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                project, shop.id, keeper, joined, left)
        }
    }

    private mutating func insertComments(
        _ candidates: [(shop: Settled, keeper: Member.ID)], in project: Int64, since: Instant, in db: Writer
    ) throws {
        var written = since
        for (shop, keeper) in candidates.suffix(dice.below(min(5, candidates.count) + 1)) {
            written = written + .hours(dice.below(20) + 1)
            // Nobody writes at night: it waits for eight o'clock.
            let hour = written.local.minute / 60
            if !(8..<22).contains(hour) { written = written + .hours((32 - hour) % 24) }
            try db.run(
                """
                INSERT INTO project_comment (public_id, project_id, member_id, shop_id, text, written_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """, dice.letters(16).lowercased(), project, keeper, shop.id, dice.pick(DemoTexts.comments), written)
        }
    }
}
