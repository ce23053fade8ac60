import SQLite

/// What the encounters of one commit have in common: what they add to the counts of the street, the shops they are at, the key
/// of their codes. Looked up and written once, however many they are.
///
/// The counts of a shop are not among it: see `ShopCounts`. A shop taken off the street in the same commit may still get an
/// encounter, as if it had come a moment before.
final class EncounterBook: GroupWork {
    private struct StreetLine {
        let week: Day
        let outcome: Int
        var encounters = 0
    }

    /// A list: a commit knows a week or two and three outcomes.
    @exclusivity(unchecked) private var street: [StreetLine] = []
    @exclusivity(unchecked) private var held: [Shop.ID: Int] = [:]
    @exclusivity(unchecked) private var shops: KnownShops?
    @exclusivity(unchecked) private var keys: [ChangeKey] = []
    @exclusivity(unchecked) private var week: (moment: Instant, monday: Day, text: String)?

    init() {}

    /// Where the shop of a code stands, unless it has left the street; room is made for one more encounter at `moment`.
    func shop(_ code: String, at moment: Instant, in db: Writer) throws -> KnownShop? {
        let known = try shops ?? KnownShops.upToDate(in: db)
        shops = known
        return try known.shop(code, at: moment, in: db)
    }

    /// Counts an encounter that comes; triggers follow what happens to it afterwards.
    func add(_ encounter: NewEncounter, at shop: KnownShop, _ moment: Instant, week: Day, in db: Writer) throws {
        guard !encounter.isHeld else {
            held[shop.id, default: 0] += 1
            return
        }
        let line = encounter.line(week: week)
        if let known = street.firstIndex(where: { $0.outcome == line.outcome && $0.week == week }) {
            street[known].encounters += 1
        } else {
            street.append(StreetLine(week: week, outcome: line.outcome, encounters: 1))
        }
        if moment < shop.countedBefore { try ShopCounts.add(line, at: shop.id, in: db) }
    }

    /// The Monday of a moment, also as the store has it.
    func monday(of moment: Instant) -> (day: Day, text: String) {
        if let week, week.moment == moment { return (week.monday, week.text) }
        let monday = moment.local.day.monday
        let text = monday.description
        week = (moment, monday, text)
        return (monday, text)
    }

    /// The key of the codes of a moment.
    func key(at moment: Instant, _ randomness: Randomness, in db: Writer) throws -> ChangeKey {
        let slot = ChangeKey.slot(of: moment)
        if let known = keys.last(where: { $0.slot == slot }) { return known }
        let key = try ChangeKey.findOrMake(slot, randomness, in: db)
        keys.append(key)
        return key
    }

    /// Adds it all to the counts.
    func finish(in db: Writer) throws {
        for line in street {
            try db.run(
                """
                INSERT INTO street_week (week_on, outcome, encounters)
                VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
                """, line.week, line.outcome, line.encounters)
        }
        for (shop, count) in held {
            try db.run(
                """
                INSERT INTO shop_held (shop_id, encounters)
                VALUES (?1, ?2) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
                """, shop, count)
        }
    }
}

/// A shop that encounters are recorded at.
struct KnownShop: Sendable {
    let id: Shop.ID
    /// What met before is in the counts of the shop.
    var countedBefore: Instant
    /// Encounters that met since.
    var uncounted: Int
}

/// The shops that have had an encounter, from one commit to the next, while nobody else commits and no shop of the street changes.
private final class KnownShops: WriterMemory {
    @exclusivity(unchecked) private var byCode: [String: KnownShop] = [:]
    @exclusivity(unchecked) private var version: Int?
    @exclusivity(unchecked) private var stamp: Int?

    init() {}

    static func upToDate(in db: Writer) throws -> KnownShops {
        let shops = db.memory(KnownShops.self)
        let version = try db.dataVersion()
        let stamp = try db.first("SELECT stamp FROM directory_state WHERE id = 1") { $0.int(0) }
        if version != shops.version || stamp != shops.stamp { shops.byCode.removeAll(keepingCapacity: true) }
        (shops.version, shops.stamp) = (version, stamp)
        return shops
    }

    /// As `EncounterBook.shop`.
    func shop(_ code: String, at moment: Instant, in db: Writer) throws -> KnownShop? {
        guard var shop = try byCode[code] ?? find(code, in: db) else { return nil }
        if shop.uncounted >= SiteLimits.uncountedEncounters { shop = try ShopCounts.bringUpToDate(shop, in: db) }
        // One too many, where nothing is inserted after all, only has them added up a little earlier.
        if moment >= shop.countedBefore { shop.uncounted += 1 }
        byCode[code] = shop
        return shop
    }

    private func find(_ code: String, in db: Reader) throws -> KnownShop? {
        try db.first(
            """
            SELECT shop.id, ifnull(counted_before, 0),
                   (SELECT count(*) FROM encounter
                     WHERE encounter.shop_id = shop.id AND met_at >= ifnull(counted_before, 0))
              FROM shop LEFT JOIN shop_count ON shop_count.shop_id = shop.id
             WHERE code = ?1 AND removed_at IS NULL
            """, code
        ) {
            KnownShop(
                id: Shop.ID(rawValue: $0.int(0)), countedBefore: Instant(seconds: $0.int(1)), uncounted: $0.int(2))
        }
    }
}
