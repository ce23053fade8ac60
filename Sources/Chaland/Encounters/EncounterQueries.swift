import SQLite

extension NewEncounter {
    /// Records it at the shop of a code, with the secret that may change it for ten minutes; false when no shop has that
    /// code. Counts follow by trigger. Codes past their time go along, a few at each write, so that no write pays for all.
    func insert(at code: String, changedBy secret: Secret, at now: Instant, in db: Writer) throws -> Bool {
        let added = try db.run(
            """
            INSERT INTO encounter (shop_id, source, met_at, week_on, feeling, came_for, purchased, no_purchase_reason,
                                   greeted, wait, listened, thanked, would_return, note, recorded_by, held_at)
            SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16
              FROM shop WHERE code = ?1 AND removed_at IS NULL
            """, code, source, now, now.local.day.monday, feeling, details.cameFor, details.purchased, details.reason,
            details.greeted, details.wait, details.listened, details.thanked, details.wouldReturn, details.note,
            recordedBy, isHeld ? now : nil)
        guard added == 1 else { return false }
        try db.run(
            "INSERT INTO change_code (code_hash, encounter_id, until_at) VALUES (?1, ?2, ?3)", secret.hash,
            db.lastInsertedID, now + SiteLimits.changeCode)
        try db.run(
            """
            DELETE FROM change_code
             WHERE code_hash IN (SELECT code_hash FROM change_code WHERE until_at <= ?1 LIMIT 4)
            """, now)
        return true
    }
}

/// An encounter its visitor may still change.
struct OpenEncounter: Sendable, Equatable {
    let id: Encounter.ID
    let shop: Shop.ID
    let shopCode: String
    let shopName: String
    let feeling: Int
    let details: EncounterDetails
    let until: Instant
    let review: SentReview?

    /// The review that came with it, unless withdrawn.
    struct SentReview: Sendable, Equatable {
        let pseudonym: String
        let email: String
        let experienceOn: Day?
        let isDecided: Bool
    }

    /// What a code opens; nil when it is over, withdrawn, or was never one.
    static func find(_ code: Secret?, at now: Instant, in db: Reader) throws -> OpenEncounter? {
        guard let code else { return nil }
        return try db.first(
            """
            SELECT encounter.id, shop.id, shop.code, shop.name, encounter.feeling, came_for, encounter.purchased,
                   no_purchase_reason, greeted, wait, listened, thanked, would_return, note, until_at,
                   review.pseudonym, review.email, review.experience_on,
                   review.published_at IS NOT NULL OR review.refused_at IS NOT NULL
              FROM change_code
              JOIN encounter ON encounter.id = change_code.encounter_id
              JOIN shop ON shop.id = encounter.shop_id
              LEFT JOIN review ON review.encounter_id = encounter.id AND review.withdrawn_at IS NULL
             WHERE code_hash = ?1 AND until_at > ?2 AND source = 'visitor' AND encounter.withdrawn_at IS NULL
               AND shop.removed_at IS NULL
            """, code.hash, now, decode: OpenEncounter.init(row:))
    }

    private init(row: Row) throws {
        id = Encounter.ID(rawValue: row.int(0))
        shop = Shop.ID(rawValue: row.int(1))
        shopCode = row.text(2)
        shopName = row.text(3)
        feeling = row.int(4)
        details = EncounterDetails(
            cameFor: row.optionalText(5).flatMap(Encounter.CameFor.init), purchased: row.optionalBool(6),
            reason: row.optionalText(7).flatMap(Encounter.NoPurchaseReason.init), greeted: row.optionalBool(8),
            wait: row.optionalText(9).flatMap(Encounter.Wait.init), listened: row.optionalBool(10),
            thanked: row.optionalBool(11), wouldReturn: row.optionalBool(12), note: row.optionalText(13))
        until = Instant(seconds: row.int(14))
        review = row.optionalText(15).map { pseudonym in
            SentReview(
                pseudonym: pseudonym, email: row.text(16), experienceOn: Day(row.text(17)), isDecided: row.bool(18))
        }
    }

    /// Writes the details over those it had. Posting the same twice changes nothing.
    func update(_ feeling: Feeling?, _ details: EncounterDetails, in db: Writer) throws {
        try db.run(
            """
            UPDATE encounter
               SET came_for = ?2, purchased = ?3, no_purchase_reason = ?4, greeted = ?5, wait = ?6, listened = ?7,
                   thanked = ?8, would_return = ?9, note = ?10, feeling = coalesce(?11, feeling)
             WHERE id = ?1
            """, id, details.cameFor, details.purchased, details.reason, details.greeted, details.wait,
            details.listened, details.thanked, details.wouldReturn, details.note, feeling?.rawValue)
    }

    /// Takes it back, with its review unless that is published: it counts no more, and its words are gone. It waits no more
    /// either: nothing the president decides of held ones brings it back.
    func withdraw(at now: Instant, in db: Writer) throws {
        try db.run("UPDATE encounter SET withdrawn_at = ?2, held_at = NULL, note = NULL WHERE id = ?1", id, now)
        try Review.withdrawUnpublished(of: id, at: now, in: db)
    }
}

extension Shop {
    /// The name of the shop a code names, nothing else: what the visitor's page needs.
    static func name(code: String, in db: Reader) throws -> String? {
        try db.first("SELECT name FROM shop WHERE code = ?1 AND removed_at IS NULL", code) { $0.text(0) }
    }
}
