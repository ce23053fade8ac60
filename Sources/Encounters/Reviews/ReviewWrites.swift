import Base
import SQLite
import Shell
import Shops

/// A review submitted with an encounter.
package struct NewReview: Sendable {
    /// The outcome of a submission.
    enum Outcome: Sendable {
        /// Stored under the secret of its form.
        case sent
        /// An earlier review of the encounter was changed; its URL stays the same.
        case changed
        /// An earlier review is published or refused: only its own page changes it.
        case decidedAlready
    }

    let publicID: String
    let author: Secret
    let draft: ReviewDraft
    let consentWording: String

    package init(publicID: String, author: Secret, draft: ReviewDraft, consentWording: String) {
        (self.publicID, self.author, self.draft, self.consentWording) = (publicID, author, draft, consentWording)
    }

    /// Inserts it, or changes the review of this encounter while that waits for a decision.
    func save(for encounter: OpenEncounter, at now: Instant, in db: Writer) throws -> Outcome {
        let existing = try db.first(
            """
            SELECT id, author_token_hash, published_at IS NOT NULL OR refused_at IS NOT NULL
              FROM review WHERE encounter_id = ?1
            """, encounter.id
        ) { row in (id: row.int(0), hash: row.bytes(1), isDecided: row.bool(2)) }
        guard let existing else {
            try insert(at: encounter.shop, about: encounter.id, at: now, in: db)
            return .sent
        }
        let isSameForm = existing.hash == author.hash
        if existing.isDecided { return isSameForm ? .sent : .decidedAlready }
        try draft.overwrite(Review.ID(rawValue: existing.id), consent: consentWording, at: now, in: db)
        return isSameForm ? .sent : .changed
    }

    /// Inserts the review of an encounter that has none; it waits to be read. `conflict` when the secret has a review
    /// already.
    package func insert(at shop: Shop.ID, about encounter: Encounter.ID, at now: Instant, in db: Writer) throws {
        // The secret comes from the browser: a form must never overwrite another person's review.
        guard try Review.find(author: author, in: db) == nil else { throw Failure.conflict }
        try db.run(
            """
            INSERT INTO review (public_id, shop_id, encounter_id, author_token_hash, pseudonym, email, text, purchased,
                                experience_on, submitted_at, consent_wording, consented_at, consent_version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?10, ?12)
            """, publicID, shop, encounter, author.hash, draft.pseudonym, draft.email.text, draft.text,
            draft.purchased, draft.experienceOn, now, consentWording, Consent.version(of: consentWording))
    }
}

extension ReviewDraft {
    /// Overwrites a review that is not published and lets it wait for a decision again. Past decisions stay recorded.
    func overwrite(_ id: Review.ID, consent: String, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE review
               SET pseudonym = ?2, email = ?3, text = ?4, purchased = ?5, experience_on = ?6, submitted_at = ?7,
                   consent_wording = ?8, consent_version = ?9, consented_at = ?7, refused_at = NULL, rejection_reason = NULL,
                   withdrawn_at = NULL, version = version + 1
             WHERE id = ?1 AND published_at IS NULL AND erased_at IS NULL
            """, id, pseudonym, email.text, text, purchased, experienceOn, now, consent,
            Consent.version(of: consent))
        guard changed == 1 else { throw Failure.conflict }
    }
}

extension Review {
    /// Withdraws the review of an encounter unless it is published.
    static func withdrawUnpublished(of encounter: Encounter.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            """
            UPDATE review SET withdrawn_at = ?2, version = version + 1
             WHERE encounter_id = ?1 AND published_at IS NULL AND withdrawn_at IS NULL
            """, encounter, now)
    }

    /// Withdraws it for its author, published or not.
    package func withdraw(at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE review SET withdrawn_at = ?2, version = version + 1 WHERE id = ?1 AND withdrawn_at IS NULL", id, now
        )
    }

    /// Inserts or replaces the shop's reply. `seen` is the time of the reply that the form showed; throws `conflict`
    /// when it changed.
    package func reply(_ text: String, by member: Member.ID, replacing seen: Instant?, at now: Instant, in db: Writer)
        throws
    {
        guard let current = try Review.find(publicID, in: db), case .published = current.state else {
            throw Failure.conflict
        }
        if current.reply?.text == text { return }
        guard current.reply?.repliedAt == seen else { throw Failure.conflict }
        try db.run(
            """
            INSERT INTO shop_reply (review_id, member_id, text, replied_at) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (review_id) DO UPDATE SET member_id = ?2, text = ?3, replied_at = ?4
            """, id, member, text, now)
    }
}
