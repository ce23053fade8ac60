import Base
import SQLite
import Shell
import Shops

/// The feelings of one shop by face, 1 to 5, as shown to everyone, its shopkeepers included: those given on phones, or
/// those given at its kiosk.
///
/// They are published from five answers up (twenty at a kiosk) and change only when at least as many were added or
/// removed, so that a person who watches both the page and the door cannot infer one visitor’s answer.
struct ShopFeelings: Sendable, Equatable {
    /// The number of answers by face, from 1 to 5.
    var counts = [0, 0, 0, 0, 0]
    /// How many of them were the first of their network at the shop that day.
    var networks = [0, 0, 0, 0, 0]

    /// The number of answers.
    var total: Int { counts.reduce(0, +) }

    /// The published feelings of a shop; all 0 when nothing is published.
    static func shown(
        of shop: Shop.ID, from source: Encounter.Source = .visitor, in db: Reader
    ) throws -> ShopFeelings {
        var feelings = ShopFeelings()
        try db.forEach(
            "SELECT feeling, shown, shown_networks FROM shop_feeling WHERE shop_id = ?1 AND source = ?2", shop, source
        ) { row in
            feelings.set(row.count(1), networks: row.count(2), face: row.int(0))
        }
        return feelings
    }

    /// The feelings to publish instead of these, given the sum of the counted days; nil to leave them unchanged.
    /// - Parameter least: the fewest answers that are shown, and that change what is shown.
    func next(counted: ShopFeelings, least: Int) -> ShopFeelings? {
        // Added and removed answers both count: one face more and another face less are two.
        func moved(_ values: KeyPath<ShopFeelings, [Int]>) -> Int {
            zip(self[keyPath: values], counted[keyPath: values]).reduce(0) { $0 + abs($1.0 - $1.1) }
        }
        guard moved(\.counts) >= least, moved(\.networks) >= least else { return nil }
        return counted.total >= least ? counted : ShopFeelings()
    }

    private mutating func set(_ count: Int, networks: Int, face: Int) {
        guard (1...counts.count).contains(face) else { return }
        counts[face - 1] = count
        self.networks[face - 1] = networks
    }
}

extension ShopFeelings {
    /// The encounters that the published feelings of a shop are computed from.
    struct Basis: Sendable {
        /// Exclusive upper bound of their `met_at`.
        let metBefore: Instant
        /// When the feelings were published: an encounter released later is not among them.
        let shownAt: Instant

        /// The basis of a shop; nil when nothing was ever published.
        package static func of(_ shop: Shop.ID, from source: Encounter.Source, in db: Reader) throws -> Basis? {
            try db.first(
                "SELECT met_before, shown_at FROM shop_feelings_shown WHERE shop_id = ?1 AND source = ?2", shop, source
            ) {
                Basis(metBefore: $0.instant(0), shownAt: $0.instant(1))
            }
        }
    }

    /// Publishes the counted feelings of each shop where they have changed enough.
    /// - Parameters:
    ///   - moment: exclusive upper bound of the counted encounters.
    ///   - now: when the night's run began: an encounter released later may not be counted.
    package static func show(metBefore moment: Instant, at now: Instant, in db: Writer) throws {
        struct Source: Hashable {
            let shop: Int
            let name: String
        }
        var sources: [Source: (shown: ShopFeelings, counted: ShopFeelings)] = [:]
        try db.forEach(
            "SELECT shop_id, source, feeling, shown, shown_networks, counted, networks FROM shop_feeling"
        ) { row in
            let source = Source(shop: row.int(0), name: row.text(1))
            var feelings = sources[source] ?? (ShopFeelings(), ShopFeelings())
            feelings.shown.set(row.count(3), networks: row.count(4), face: row.int(2))
            feelings.counted.set(row.count(5), networks: row.count(6), face: row.int(2))
            sources[source] = feelings
        }
        for (source, feelings) in sources {
            let least = (Encounter.Source(rawValue: source.name) ?? .visitor).threshold
            guard let next = feelings.shown.next(counted: feelings.counted, least: least) else { continue }
            for index in next.counts.indices {
                try db.run(
                    """
                    UPDATE shop_feeling SET shown = ?4, shown_networks = ?5
                     WHERE shop_id = ?1 AND source = ?2 AND feeling = ?3
                    """, source.shop, source.name, index + 1, next.counts[index], next.networks[index])
            }
            try db.run(
                """
                INSERT INTO shop_feelings_shown (shop_id, source, met_before, shown_at) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT DO UPDATE SET met_before = excluded.met_before, shown_at = excluded.shown_at
                """, source.shop, source.name, moment, now)
        }
    }
}
