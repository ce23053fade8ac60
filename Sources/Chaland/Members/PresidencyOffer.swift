import Base
import SQLite
import Shell

/// The presidency offered by a president to another member, who accepts it within seven days on their own device. Until
/// then nothing changes.
struct PresidencyOffer: Sendable, Equatable {
    let id: Int
    let from: Member.ID
    let fromName: String
    let to: Member.ID
    let toName: String
    let toPublicID: String
    /// Whether the offering president stays president too.
    let stays: Bool
    let offeredAt: Instant

    var expiresAt: Instant { offeredAt + SiteLimits.presidencyOffer }
}

extension PresidencyOffer {
    /// Offers that were not accepted are stored for ninety days. Accepted ones stay: they show who became president
    /// when.
    static let personalData = PersonalData(
        "presidency", tables: ["presidency_offer"], basis: .legitimateInterest, persons: [.members],
        recipients: [.board],
        rules: [
            RetentionRule(
                "presidencyOffers", table: "presidency_offer", term: .days(90),
                sql: [
                    """
                    DELETE FROM presidency_offer
                     WHERE id IN (SELECT id FROM presidency_offer
                                   WHERE accepted_at IS NULL AND offered_at <= ?1 ORDER BY offered_at LIMIT ?2)
                    """
                ])
        ], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "presidency", [.moment("when"), .moment("accepted"), .moment("ended")],
                sql: """
                    SELECT offered_at, accepted_at, ended_at FROM presidency_offer
                     WHERE offered_by = ?1 OR offered_to = ?1 ORDER BY id
                    """)
        ],
        erasing: [
            """
            UPDATE presidency_offer SET ended_at = ?2
             WHERE (offered_by = ?1 OR offered_to = ?1) AND accepted_at IS NULL AND ended_at IS NULL
            """
        ])

    /// The offer that waits; nil when there is none.
    static func open(at now: Instant, in db: Reader) throws -> PresidencyOffer? {
        try db.first(
            """
            SELECT presidency_offer.id, offered_by, giver.name, offered_to, taker.name, taker.public_id, stays, offered_at
              FROM presidency_offer JOIN member AS giver ON giver.id = offered_by
              JOIN member AS taker ON taker.id = offered_to
             WHERE accepted_at IS NULL AND ended_at IS NULL AND offered_at > ?1
            """, now - SiteLimits.presidencyOffer
        ) { row in
            PresidencyOffer(
                id: row.int(0), from: Member.ID(rawValue: row.int(1)), fromName: row.text(2),
                to: Member.ID(rawValue: row.int(3)), toName: row.text(4), toPublicID: row.text(5), stays: row.bool(6),
                offeredAt: row.instant(7))
        }
    }

    /// Offers the presidency in place of any offer before.
    static func make(
        from giver: Member.ID, to taker: Member.ID, stays: Bool, at now: Instant, in db: Writer
    ) throws {
        try endAll(at: now, in: db)
        try db.run(
            "INSERT INTO presidency_offer (offered_by, offered_to, stays, offered_at) VALUES (?1, ?2, ?3, ?4)", giver,
            taker, stays, now)
    }

    /// Ends the offer that waits: it was declined, withdrawn or replaced. `offered_at > 0` is always true and lets
    /// SQLite use `presidency_offer_open`.
    static func endAll(at now: Instant, in db: Writer) throws {
        try db.run(
            """
            UPDATE presidency_offer SET ended_at = ?1
             WHERE accepted_at IS NULL AND ended_at IS NULL AND offered_at > 0
            """, now)
    }

    /// Gives the presidency to the member it is offered to, and ends that of the other unless they stay.
    /// - Throws: `Failure.gone` when the offer no longer waits, or the one who offered is no longer president.
    func accept(at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            "UPDATE presidency_offer SET accepted_at = ?2 WHERE id = ?1 AND accepted_at IS NULL AND ended_at IS NULL",
            id,
            now)
        guard changed == 1, try Member.find(from, in: db)?.may(.offerPresidency) == true else { throw Failure.gone }
        try Office.president.give(to: to, by: from, at: now, in: db)
        if !stays { try Office.president.end(of: from, by: to, at: now, in: db) }
    }

    /// When the presidency last changed, while the change is not declared yet; nil otherwise.
    static func undeclared(in db: Reader) throws -> Instant? {
        try db.first(
            """
            SELECT accepted_at FROM presidency_offer
             WHERE accepted_at > 0 AND declared_at IS NULL ORDER BY accepted_at LIMIT 1
            """
        ) { $0.instant(0) }
    }

    /// Notes that the changes were declared.
    static func declare(at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE presidency_offer SET declared_at = ?1 WHERE accepted_at > 0 AND declared_at IS NULL", now)
    }
}
