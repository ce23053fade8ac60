import Base
import SQLite
import Shell
import Shops

extension Burst {
    private static let columns = """
        SELECT burst.id, burst.public_id, burst.shop_id, shop.name, met_at, day_part, answers, held, minutes, burst.outcome,
               member.name, burst_decision.decided_at, burst.source
          FROM burst JOIN shop ON shop.id = burst.shop_id
          LEFT JOIN burst_decision
            ON burst.outcome IS NOT NULL
           AND burst_decision.id = (SELECT max(id) FROM burst_decision WHERE burst_id = burst.id)
          LEFT JOIN member ON member.id = burst_decision.decided_by
        """

    private init(row: Row) {
        let decision = row.optionalText(9).flatMap(Outcome.init).map {
            Decision(outcome: $0, by: row.optionalText(10) ?? "", at: Instant(seconds: row.optionalInt(11) ?? 0))
        }
        self.init(
            id: ID(rawValue: row.int(0)), publicID: row.text(1), shop: Shop.ID(rawValue: row.int(2)),
            shopName: row.text(3), source: Encounter.Source(rawValue: row.text(12)),
            day: row.instant(4).local.day,
            part: DayPart(rawValue: row.text(5)) ?? .morning, answers: row.count(6), held: row.count(7),
            minutes: row.count(8), decision: decision)
    }

    /// The bursts that wait for a decision, the newest day first.
    static func waiting(limit: Int = 100, in db: Reader) throws -> [Burst] {
        try db.rows(
            columns + " WHERE burst.outcome IS NULL ORDER BY met_at DESC, shop.name_key, burst.id LIMIT ?1", limit,
            decode: Burst.init(row:))
    }

    /// The decided bursts, the newest day first.
    static func decided(limit: Int = 50, in db: Reader) throws -> [Burst] {
        try db.rows(
            columns + " WHERE burst.outcome IS NOT NULL ORDER BY met_at DESC, burst.id LIMIT ?1", limit,
            decode: Burst.init(row:))
    }

    /// The burst of a public id.
    static func find(_ publicID: String, in db: Reader) throws -> Burst? {
        try db.first(columns + " WHERE burst.public_id = ?1", publicID, decode: Burst.init(row:))
    }

    /// Inserts a burst without answers.
    static func insert(
        _ publicID: String, at shop: Shop.ID, from source: String, on midnight: Instant, _ part: DayPart, in db: Writer
    ) throws -> ID {
        try db.run(
            """
            INSERT INTO burst (public_id, shop_id, source, met_at, day_part, answers, held, minutes)
            VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0)
            """, publicID, shop, source, midnight, part)
        return ID(rawValue: Int(db.lastInsertedID))
    }

    /// Counts its answers, or sets them aside, from now on; recorded with the moderator and the time.
    /// - Throws: `notFound`; `forbidden` for the moderator's own shop while another moderator can decide; `conflict`
    ///   when it was decided meanwhile.
    static func decide(_ outcome: Outcome, _ publicID: String, by member: Member.ID, at now: Instant, in db: Writer)
        throws
    {
        let burst = try decidable(publicID, by: member, in: db)
        guard burst.decision == nil else { throw Failure.conflict }
        switch outcome {
        case .counted:
            try db.run(
                "UPDATE encounter SET held_at = NULL, released_at = ?2 WHERE burst_id = ?1 AND held_at IS NOT NULL",
                burst.id, now)
        case .setAside: try db.run("UPDATE encounter SET withdrawn_at = ?2 WHERE burst_id = ?1", burst.id, now)
        }
        try burst.record(outcome.rawValue, as: outcome, by: member, at: now, in: db)
    }

    /// Undoes the decision: held answers are held again, counted ones count again.
    /// - Throws: as `decide`; `conflict` when nothing is decided.
    static func undo(_ publicID: String, by member: Member.ID, at now: Instant, in db: Writer) throws {
        let burst = try decidable(publicID, by: member, in: db)
        guard burst.decision != nil else { throw Failure.conflict }
        // An answer that its visitor withdrew never belongs to a burst.
        try db.run(
            """
            UPDATE encounter
               SET held_at = CASE WHEN released_at IS NULL THEN held_at ELSE met_at END, released_at = NULL,
                   withdrawn_at = NULL
             WHERE burst_id = ?1
            """, burst.id)
        try burst.record("undone", as: nil, by: member, at: now, in: db)
    }

    private static func decidable(_ publicID: String, by member: Member.ID, in db: Reader) throws -> Burst {
        guard let burst = try find(publicID, in: db) else { throw Failure.notFound }
        if try Moderation.hasConflictOfInterest(member, at: burst.shop, in: db) { throw Failure.forbidden }
        return burst
    }

    private func record(
        _ decision: String, as outcome: Outcome?, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try db.run("UPDATE burst SET outcome = ?2 WHERE id = ?1", id, outcome)
        try db.run(
            "INSERT INTO burst_decision (burst_id, decided_at, decided_by, outcome) VALUES (?1, ?2, ?3, ?4)", id, now,
            member, decision)
        if day < now.local.day { try Figures.mark(day, in: db) }
    }
}

/// The personal data of answers, and the terms of bursts and of answers that do not count.
enum AnswerData {
    private static let uncountedTerm = Int.days(30)
    private static let uncountedIDs = """
        SELECT id FROM encounter INDEXED BY encounter_uncounted
         WHERE (held_at IS NOT NULL OR withdrawn_at IS NOT NULL) AND met_at <= ?1
         ORDER BY met_at LIMIT ?2
        """

    /// Held, set aside or withdrawn answers. Those set aside or withdrawn are recorded in `erasure`, because an older
    /// backup may contain them as counted.
    static let uncounted = RetentionRule(
        "uncountedAnswers", table: "encounter", term: uncountedTerm,
        sql: [
            Erasure.noting(
                .encounter, in: "encounter", code: ErasedEncounters.code,
                ids: "SELECT id FROM encounter WHERE withdrawn_at IS NOT NULL AND id IN (\(uncountedIDs))",
                term: uncountedTerm),
            "DELETE FROM encounter WHERE id IN (\(uncountedIDs))",
        ])

    /// Bursts, with their decisions.
    static let bursts = RetentionRule(
        "bursts", table: "burst", term: .days(30),
        sql: [
            """
            DELETE FROM burst
             WHERE id IN (SELECT id FROM burst WHERE met_at <= ?1 ORDER BY met_at LIMIT ?2)
            """
        ])

    /// Answers of visitors and notes of salespeople, with the decisions about many answers at once.
    static let all = PersonalData(
        "answers", tables: ["encounter", "burst", "burst_decision"], basis: .legitimateInterest,
        persons: [.visitors, .members], recipients: [.shop, .presidency], rules: [uncounted, bursts],
        hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "encounters", [.text("shop"), .moment("when"), .text("text")],
                sql: """
                    SELECT shop.name, met_at, note FROM encounter JOIN shop ON shop.id = shop_id
                     WHERE recorded_by = ?1 ORDER BY met_at
                    """),
            CopiedRows(
                "burstDecisions", [.moment("when"), .word("outcome", "copy.word.")],
                sql: "SELECT decided_at, outcome FROM burst_decision WHERE decided_by = ?1 ORDER BY id"),
        ])
}
