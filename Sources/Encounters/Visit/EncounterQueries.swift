import Base
import SQLite
import Shell
import Shops

extension NewEncounter {
    /// A shop to record at, and the key of its change codes if there is one already.
    struct Place {
        let shop: Shop.ID
        private let slot: Int
        private let key: ChangeKey?

        private init(row: Row, slot: Int) {
            shop = Shop.ID(rawValue: row.int(0))
            self.slot = slot
            key = row.optionalBytes(1).map { ChangeKey(slot: slot, bytes: $0) }
        }

        /// The shop of a printed code; nil when the code leads to no listed shop.
        static func find(_ code: String, at now: Instant, in db: Reader) throws -> Place? {
            let slot = ChangeKey.slot(of: now)
            return try db.first(
                """
                SELECT shop.id, (SELECT key FROM change_key WHERE slot = ?2)
                  FROM entry_point JOIN shop ON shop.id = entry_point.shop_id
                 WHERE entry_point.code = ?1 AND shop.removed_at IS NULL
                """, code, slot
            ) { Place(row: $0, slot: slot) }
        }

        fileprivate func changeKey(_ randomness: Randomness, in db: Writer) throws -> ChangeKey {
            try key ?? ChangeKey.make(slot, randomness, in: db)
        }
    }

    /// Records it at a shop.
    /// - Returns: its change code.
    func insert(at place: Place, at now: Instant, _ randomness: Randomness, in db: Writer) throws -> Secret {
        let key = try place.changeKey(randomness, in: db)
        return ChangeCode.make(for: try insert(at: place.shop, at: now, in: db).rawValue, key)
    }

    /// Records it at a shop, without a change code.
    /// - Returns: its id.
    package func insert(at shop: Shop.ID, at now: Instant, in db: Writer) throws -> Encounter.ID {
        try db.run(
            """
            INSERT INTO encounter (shop_id, source, met_at, feeling, came_for, purchased, no_purchase_reason, greeted,
                                   wait, listened, thanked, would_return, note, recorded_by, held_at, is_first,
                                   entry_code)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            """
        ) { statement in
            try statement.bind(shop.rawValue, at: 1)
            try statement.bind(source.rawValue, at: 2)
            try statement.bind(now.seconds, at: 3)
            try statement.bind(feeling, at: 4)
            try statement.bind(details.cameFor?.rawValue, at: 5)
            try statement.bind(details.purchased, at: 6)
            try statement.bind(details.reason?.rawValue, at: 7)
            try statement.bind(details.greeted, at: 8)
            try statement.bind(details.wait?.rawValue, at: 9)
            try statement.bind(details.listened, at: 10)
            try statement.bind(details.thanked, at: 11)
            try statement.bind(details.wouldReturn, at: 12)
            try statement.bind(details.note, at: 13)
            try statement.bind(recordedBy?.rawValue, at: 14)
            try statement.bind(isHeld ? now.seconds : nil, at: 15)
            try statement.bind(firstOfNetwork, at: 16)
            try statement.bind(entryCode, at: 17)
        }
        return Encounter.ID(rawValue: Int(db.lastInsertedID))
    }

    /// The column `is_first`. The visitors of a kiosk share its network.
    private var firstOfNetwork: Bool? {
        switch source {
        case .visitor: isFirst
        case .kiosk: true
        case .salesperson: nil
        }
    }
}

/// An answer whose change code has not ended.
struct OpenEncounter: Sendable, Equatable {
    let id: Encounter.ID
    let shop: Shop.ID
    let shopCode: String
    let shopName: String
    let shopTrade: String
    let metAt: Instant
    let feeling: Int
    let details: EncounterDetails
    let until: Instant
    /// It waits for a decision and can have no words, which bounds the size of a held row.
    let isHeld: Bool
    let mayQuote: Bool
    let review: SentReview?

    /// The review sent with it, unless withdrawn.
    struct SentReview: Sendable, Equatable {
        let pseudonym: String
        let email: String
        let experienceOn: Day?
        let isDecided: Bool
    }

    /// The answer of a change code; nil when the code is unknown or has ended, or the answer is withdrawn.
    static func find(_ code: Secret?, at now: Instant, in db: Reader) throws -> OpenEncounter? {
        guard let code, let (id, until) = try ChangeCode.find(code, at: now, in: db) else { return nil }
        return try db.first(
            """
            SELECT encounter.id, shop.id, ifnull(\(EntryPoint.counterSQL(of: "shop.id")), shop.code), shop.name,
                   encounter.feeling, came_for, encounter.purchased, no_purchase_reason, greeted, wait, listened, thanked, would_return, note,
                   review.pseudonym, review.email, review.experience_on,
                   review.published_at IS NOT NULL OR review.refused_at IS NOT NULL, encounter.met_at, held_at,
                   EXISTS (SELECT 1 FROM allowed_words WHERE encounter_id = encounter.id), shop.trade
              FROM encounter
              JOIN shop ON shop.id = encounter.shop_id
              LEFT JOIN review ON review.encounter_id = encounter.id AND review.withdrawn_at IS NULL
             WHERE encounter.id = ?1 AND source = 'visitor' AND encounter.withdrawn_at IS NULL
               AND shop.removed_at IS NULL
            """, id
        ) { OpenEncounter(row: $0, until: until) }
    }

    private init(row: Row, until: Instant) {
        self.until = until
        id = Encounter.ID(rawValue: row.int(0))
        shop = Shop.ID(rawValue: row.int(1))
        shopCode = row.text(2)
        shopName = row.text(3)
        shopTrade = row.text(21)
        metAt = row.instant(18)
        feeling = row.int(4)
        isHeld = !row.isNull(19)
        mayQuote = row.bool(20)
        details = EncounterDetails(
            cameFor: row.optionalText(5).flatMap(Encounter.CameFor.init), purchased: row.optionalBool(6),
            reason: row.optionalText(7).flatMap(Encounter.NoPurchaseReason.init), greeted: row.optionalBool(8),
            wait: row.optionalText(9).flatMap(Encounter.Wait.init), listened: row.optionalBool(10),
            thanked: row.optionalBool(11), wouldReturn: row.optionalBool(12), note: row.optionalText(13))
        review = row.optionalText(14).map { pseudonym in
            SentReview(
                pseudonym: pseudonym, email: row.text(15), experienceOn: Day(row.text(16)), isDecided: row.bool(17))
        }
    }

    /// Replaces the details. Idempotent.
    func update(_ feeling: Feeling?, _ details: EncounterDetails, at now: Instant, in db: Writer) throws {
        try Figures.markChanged(metAt, at: now, in: db)
        try db.run(
            """
            UPDATE encounter
               SET came_for = ?2, purchased = ?3, no_purchase_reason = ?4, greeted = ?5, wait = ?6, listened = ?7,
                   thanked = ?8, would_return = ?9, note = iif(held_at IS NULL, ?10, NULL), feeling = coalesce(?11, feeling)
             WHERE id = ?1
            """, id, details.cameFor, details.purchased, details.reason, details.greeted, details.wait,
            details.listened, details.thanked, details.wouldReturn, details.note, feeling?.rawValue)
    }

    /// Changes the face alone.
    func change(to feeling: Feeling, at now: Instant, in db: Writer) throws {
        guard feeling.rawValue != self.feeling else { return }
        try Figures.markChanged(metAt, at: now, in: db)
        try db.run("UPDATE encounter SET feeling = ?2 WHERE id = ?1", id, feeling.rawValue)
    }

    /// Withdraws it, with its review unless that is published: it is no longer counted or held, and its words are
    /// erased.
    func withdraw(at now: Instant, in db: Writer) throws {
        try Figures.markChanged(metAt, at: now, in: db)
        try db.run("UPDATE encounter SET withdrawn_at = ?2, held_at = NULL, note = NULL WHERE id = ?1", id, now)
        try AllowedWords.allow(id, wording: nil, in: db)
        try Review.withdrawUnpublished(of: id, at: now, in: db)
    }
}
