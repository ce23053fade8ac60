import Base
import Shell
import Shops
import SQLite

/// The feelings of one shop by face, 1 to 5, as everyone sees them, its shopkeepers too.
///
/// They are published from five answers up and move only when at least five have been added or removed, so that a person who
/// watches the page and the door cannot tell one visitor's answer.
struct ShopFeelings: Sendable, Equatable {
    /// How many chose each face, from 1 to 5.
    var counts = [0, 0, 0, 0, 0]

    /// How many answers in all.
    var total: Int { counts.reduce(0, +) }

    /// What is shown of a shop; all 0 when nothing is published.
    static func shown(of shop: Shop.ID, in db: Reader) throws -> ShopFeelings {
        var feelings = ShopFeelings()
        try db.forEach("SELECT feeling, shown FROM shop_feeling WHERE shop_id = ?1", shop) { row in
            feelings.set(row.count(1), face: row.int(0))
        }
        return feelings
    }

    /// What is to be shown in the place of this, when `counted` is what the counted days add up to; nil to leave it.
    func next(counted: ShopFeelings) -> ShopFeelings? {
        // What was added and what was removed: one face more and another one less are two answers.
        let moved = zip(counts, counted.counts).reduce(0) { $0 + abs($1.0 - $1.1) }
        guard moved >= SiteLimits.feelingThreshold else { return nil }
        return counted.total >= SiteLimits.feelingThreshold ? counted : ShopFeelings()
    }

    private mutating func set(_ count: Int, face: Int) {
        guard (1...counts.count).contains(face) else { return }
        counts[face - 1] = count
    }
}

extension ShopFeelings {
    /// Which encounters the shown feelings of a shop are made of.
    struct Basis: Sendable {
        /// They met before this moment.
        let metBefore: Instant
        /// They counted at this moment: none that was released later.
        let shownAt: Instant

        /// The basis of a shop; nil when nothing was ever shown.
        package static func of(_ shop: Shop.ID, in db: Reader) throws -> Basis? {
            try db.first("SELECT met_before, shown_at FROM shop_feelings_shown WHERE shop_id = ?1", shop) {
                Basis(metBefore: Instant(seconds: $0.int(0)), shownAt: Instant(seconds: $0.int(1)))
            }
        }
    }

    /// Shows the counted feelings of all shops where they have moved enough.
    /// - Parameters:
    ///   - moment: encounters that met before are counted.
    ///   - now: when the night's work began: an encounter released later may not be counted.
    package static func show(metBefore moment: Instant, at now: Instant, in db: Writer) throws {
        var shops: [Int: (shown: ShopFeelings, counted: ShopFeelings)] = [:]
        try db.forEach("SELECT shop_id, feeling, shown, counted FROM shop_feeling") { row in
            var shop = shops[row.int(0)] ?? (ShopFeelings(), ShopFeelings())
            shop.shown.set(row.count(2), face: row.int(1))
            shop.counted.set(row.count(3), face: row.int(1))
            shops[row.int(0)] = shop
        }
        for (id, shop) in shops {
            guard let next = shop.shown.next(counted: shop.counted) else { continue }
            for (index, count) in next.counts.enumerated() {
                try db.run(
                    "UPDATE shop_feeling SET shown = ?3 WHERE shop_id = ?1 AND feeling = ?2", id, index + 1, count)
            }
            try db.run(
                """
                INSERT INTO shop_feelings_shown (shop_id, met_before, shown_at) VALUES (?1, ?2, ?3)
                    ON CONFLICT DO UPDATE SET met_before = excluded.met_before, shown_at = excluded.shown_at
                """, id, moment, now)
        }
    }
}
