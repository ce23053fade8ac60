import SQLite

/// What the encounters of one commit have in common: what they add to the counts of the street, the shops they are at, the key
/// of their codes. Looked up and written once, however many they are.
///
/// The counts of a shop are among it only where an encounter comes late: see `ShopCounts`. A shop taken off the street in the
/// same commit may still get an encounter, as if it had come a moment before.
final class EncounterBook: GroupWork {
    private struct StreetLine {
        let week: Day
        let outcome: Int
        var encounters = 0
    }

    /// A list: a commit knows a week or two and three outcomes.
    @exclusivity(unchecked) private var street: [StreetLine] = []
    /// What met before the moment of its shop.
    @exclusivity(unchecked) private var late: [Shop.ID: ShopCounts.Tally] = [:]
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
    func add(_ encounter: NewEncounter, at shop: KnownShop, _ moment: Instant, week: Day) {
        let line = encounter.isHeld ? nil : encounter.line(week: week)
        shop.met(line, at: moment)
        guard let line else {
            held[shop.id, default: 0] += 1
            return
        }
        if let known = street.firstIndex(where: { $0.outcome == line.outcome && $0.week == week }) {
            street[known].encounters += 1
        } else {
            street.append(StreetLine(week: week, outcome: line.outcome, encounters: 1))
        }
        if moment < shop.countedBefore { late[shop.id, default: ShopCounts.Tally()].add(line) }
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
                    WHERE encounters BETWEEN -1000000000000 AND 1000000000000
                """, line.week, line.outcome, line.encounters)
        }
        for (shop, tally) in late { try ShopCounts.add(tally, at: shop, in: db) }
        for (shop, count) in held {
            try db.run(
                """
                INSERT INTO shop_held (shop_id, encounters)
                VALUES (?1, ?2) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
                    WHERE encounters BETWEEN -1000000000000 AND 1000000000000
                """, shop, count)
        }
    }
}
