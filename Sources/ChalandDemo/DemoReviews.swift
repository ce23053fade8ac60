import Base
import SQLite

extension DemoStreet {
    /// Reviews of a usual street: one for every shop or so, 25 and more on a street of forty, at most 400.
    var plannedReviews: Int { min(400, shops.isEmpty ? 0 : max(5, size.shops * 5 / 8)) }

    /// What became of a review.
    private enum Fate {
        case answered, published, waiting, refused, withdrawn
    }

    private static let fates: [Fate] = [
        .answered, .published, .waiting, .answered, .published, .refused, .answered, .waiting, .answered, .withdrawn,
    ]

    /// Inserts reviews in every state, each with the encounter it is about.
    mutating func insertReviews(atMost count: Int, in db: Writer) throws {
        for number in 0..<count {
            let fate = Self.fates[number % Self.fates.count]
            // The first ones at the shop everybody looks at, and answered ones where somebody can answer.
            let choices = fate == .answered && !kept.isEmpty ? kept.map(\.shop) : shops
            let shop = number < 4 ? shops[0] : dice.pick(choices)
            try insertReview(number, fate, at: shop, in: db)
        }
    }

    private mutating func insertReview(_ number: Int, _ fate: Fate, at shop: Settled, in db: Writer) throws {
        let (text, feeling, purchased) = DemoTexts.reviews[number % DemoTexts.reviews.count]
        let age = fate == .waiting ? dice.below(4) + 1 : dice.below(120) + 8
        let met = DemoStreet.moment(now.local.day.adding(days: -age), 600 + dice.below(480))
        let submitted = met + 600 + dice.below(.hours(3))
        let decided = submitted + .hours(20) + dice.below(.hours(30))
        try db.run(
            """
            INSERT INTO encounter (shop_id, source, met_at, feeling, purchased, note)
            VALUES (?1, 'visitor', ?2, ?3, ?4, ?5)
            """, shop.id, met, feeling, purchased, text)
        let encounter = db.lastInsertedID
        let isOut = fate == .answered || fate == .published || fate == .withdrawn
        let reason = fate == .refused ? dice.pick(DemoTexts.rejections) : nil
        try db.run(
            """
            INSERT INTO review (public_id, shop_id, encounter_id, author_token_hash, pseudonym, email, text, purchased,
                                experience_on, submitted_at, consent_wording, published_at, refused_at, rejection_reason,
                                withdrawn_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """, dice.letters(16).lowercased(), shop.id, encounter, randomness.secret().hash,
            DemoTexts.pseudonyms[number % DemoTexts.pseudonyms.count], "visiteur\(number + 1)@visites.example", text,
            purchased, met.local.day, submitted, DemoTexts.consent, isOut ? decided : nil,
            fate == .refused ? decided : nil, reason, fate == .withdrawn ? decided + .days(2) : nil)
        let review = db.lastInsertedID
        guard fate != .waiting else { return }
        try db.run(
            "INSERT INTO review_decision (review_id, decided_at, decided_by, outcome, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
            review, decided, president, fate == .refused ? "refused" : "published", reason)
        guard fate == .answered, let keeper = shop.keeper else { return }
        try db.run(
            "INSERT INTO shop_reply (review_id, member_id, text, replied_at) VALUES (?1, ?2, ?3, ?4)", review, keeper,
            feeling >= 4 ? dice.pick(DemoTexts.thanks) : dice.pick(DemoTexts.apologies),
            decided + .hours(dice.below(60) + 2))
    }

    /// How many encounters wait because too many came at once.
    static let heldCount = 4

    /// A burst at one shop, held until the president has looked.
    mutating func insertHeld(in db: Writer) throws {
        guard let shop = shops.dropFirst(3).first ?? shops.first else { return }
        for number in 0..<Self.heldCount {
            let met = now - .hours(2) + 3 * number
            try db.run(
                """
                INSERT INTO encounter (shop_id, source, met_at, feeling, held_at)
                VALUES (?1, 'visitor', ?2, 1, ?2)
                """, shop.id, met)
        }
    }
}
