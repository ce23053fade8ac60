import Base
import SQLite
import Shell

/// The words of a visitor that the association may quote to its members, without the shop and the day.
///
/// The visitor allows it with their details; a moderator publishes or refuses it once the answer can no longer change.
/// Words that were withdrawn with their answer, or whose answer does not count, are neither read nor shown.
package struct AllowedWords: Sendable {
    package let publicID: String
    package let text: String
    /// Why nothing was bought; nil without an answer.
    package let reason: Encounter.NoPurchaseReason?

    /// The decision of a moderator.
    package enum Outcome: String, Sendable {
        case published, refused
    }

    /// The most words shown at once: those that wait, to moderators, and published ones, to members. The next ones that
    /// wait are shown once these are decided.
    static let (mostWaiting, mostPublished) = (10, 12)

    /// `CROSS JOIN`: the words first. SQLite would begin with all encounters before a day.
    private static let columns = """
        SELECT public_id, note, no_purchase_reason FROM allowed_words CROSS JOIN encounter ON encounter.id = encounter_id
         WHERE note IS NOT NULL AND held_at IS NULL AND encounter.withdrawn_at IS NULL
        """

    private init(row: Row) {
        (publicID, text) = (row.text(0), row.text(1))
        reason = row.optionalText(2).flatMap(Encounter.NoPurchaseReason.init)
    }

    /// Stores the version of the wording that a visitor agreed to (RGPD, art. 7(1)); nil takes the consent back.
    package static func allow(_ encounter: Encounter.ID, wording: String?, in db: Writer) throws {
        guard let wording else {
            try db.run("DELETE FROM allowed_words WHERE encounter_id = ?1", encounter.rawValue)
            return
        }
        try db.run(
            """
            INSERT INTO allowed_words (encounter_id, consent_version) VALUES (?1, ?2)
                ON CONFLICT (encounter_id) DO UPDATE SET consent_version = excluded.consent_version
            """, encounter.rawValue, Consent.version(of: wording))
    }

    /// The words that wait for a moderator, in random order; only those of counted days, which no longer change.
    package static func waiting(in db: Reader) throws -> [AllowedWords] {
        let end = try Figures.current(in: db).countedBefore
        return try db.rows(
            columns + " AND outcome IS NULL AND met_at < ?1 ORDER BY public_id LIMIT ?2", end, mostWaiting,
            decode: AllowedWords.init(row:))
    }

    /// How many words wait; at most 99.
    package static func waitingCount(in db: Reader) throws -> Int {
        try db.rows(
            columns + " AND outcome IS NULL AND met_at < ?1 ORDER BY public_id LIMIT 99",
            try Figures.current(in: db).countedBefore
        ) { $0.text(0) }.count
    }

    /// The published words, the latest decision first.
    package static func published(in db: Reader) throws -> [AllowedWords] {
        try db.rows(
            columns + " AND outcome = 'published' ORDER BY decided_at DESC, public_id LIMIT ?1", mostPublished,
            decode: AllowedWords.init(row:))
    }

    /// Publishes or refuses words; nil undoes a decision.
    /// - Returns: false when there are no such words, or they were decided meanwhile.
    package static func decide(
        _ outcome: Outcome?, _ publicID: String, by member: Member.ID, at now: Instant, in db: Writer
    ) throws -> Bool {
        let changed = try db.run(
            """
            UPDATE allowed_words
               SET outcome = ?2, decided_at = iif(?2 IS NULL, NULL, ?3), decided_by = iif(?2 IS NULL, NULL, ?4)
             WHERE public_id = ?1 AND (outcome IS NULL) = (?2 IS NOT NULL)
            """, publicID, outcome?.rawValue, now, member)
        guard changed > 0 else { return false }
        let action: AuditAction =
            switch outcome {
            case .published: .wordsPublished
            case .refused: .wordsRefused
            case nil: .wordsUndone
            }
        try Audit.record(action, publicID, by: member, at: now, in: db)
        return true
    }

    /// Whether there are words with this public id.
    package static func exists(_ publicID: String, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM allowed_words WHERE public_id = ?1", publicID) { _ in true } ?? false
    }
}

extension Feature {
    /// Words that visitors let the association quote.
    package static let words = Feature(
        personalData: [
            PersonalData(
                "words", tables: ["allowed_words"], basis: .consent, persons: [.visitors, .members],
                recipients: [.members, .presidency], hasNoFixedTerm: true,
                copies: [
                    CopiedRows(
                        "wordDecisions", [.moment("when"), .word("outcome", "copy.word.")],
                        sql: "SELECT decided_at, outcome FROM allowed_words WHERE decided_by = ?1 ORDER BY decided_at")
                ])
        ])
}
