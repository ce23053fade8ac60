import SQLite

extension NewEncounter {
    /// Records it at the shop of a code, and counts it; gives the code that may change it for ten minutes, or nil when no shop
    /// has that code.
    func insert(at code: String, at now: Instant, _ randomness: Randomness, in db: Writer) throws -> Secret? {
        let book = db.shared(EncounterBook.self)
        guard let shop = try book.shop(code, at: now, in: db) else { return nil }
        let (monday, week) = book.monday(of: now)
        let key = try book.key(at: now, randomness, in: db)
        try db.run(
            """
            INSERT INTO encounter (shop_id, source, met_at, week_on, feeling, came_for, purchased, no_purchase_reason,
                                   greeted, wait, listened, thanked, would_return, note, recorded_by, held_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
            """
        ) { statement in
            try statement.bind(shop.id.rawValue, at: 1)
            try statement.bind(source.rawValue, at: 2)
            try statement.bind(now.seconds, at: 3)
            try statement.bind(week, at: 4)
            try statement.bind(feeling, at: 5)
            try statement.bind(details.cameFor?.rawValue, at: 6)
            try statement.bind(details.purchased, at: 7)
            try statement.bind(details.reason?.rawValue, at: 8)
            try statement.bind(details.greeted, at: 9)
            try statement.bind(details.wait?.rawValue, at: 10)
            try statement.bind(details.listened, at: 11)
            try statement.bind(details.thanked, at: 12)
            try statement.bind(details.wouldReturn, at: 13)
            try statement.bind(details.note, at: 14)
            try statement.bind(recordedBy?.rawValue, at: 15)
            try statement.bind(isHeld ? now.seconds : nil, at: 16)
        }
        book.add(self, at: shop, now, week: monday)
        return ChangeCode.make(for: Int(db.lastInsertedID), key)
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
        guard let code, let (id, until) = try ChangeCode.find(code, at: now, in: db) else { return nil }
        return try db.first(
            """
            SELECT encounter.id, shop.id, shop.code, shop.name, encounter.feeling, came_for, encounter.purchased,
                   no_purchase_reason, greeted, wait, listened, thanked, would_return, note,
                   review.pseudonym, review.email, review.experience_on,
                   review.published_at IS NOT NULL OR review.refused_at IS NOT NULL
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
        feeling = row.int(4)
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
