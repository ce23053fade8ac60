import SQLite

/// What the encounters of one commit have in common: what they add to the counts, the shops they are at, the key of their
/// codes. Looked up and written once, however many they are.
///
/// A shop taken off the street in the same commit may still get an encounter, as if it had come a moment before.
final class EncounterBook: GroupWork {
    /// One line of the counts by week.
    private struct Line: Hashable {
        let shop: Shop.ID
        /// The Monday, in days since 1970.
        let week: Int
        let source: Encounter.Source
        let outcome: Int
        let feeling: Int
    }

    private struct StreetLine: Hashable {
        let week: Int
        let outcome: Int
    }

    private struct FeelingLine: Hashable {
        let shop: Shop.ID
        let feeling: Int
    }

    private var lines: [Line: Int] = [:]
    private var held: [Shop.ID: Int] = [:]
    private var shops: [String: Shop.ID] = [:]
    private var keys: [ChangeKey] = []
    private var week: (moment: Instant, monday: Day)?

    init() {}

    /// Counts an encounter that comes; `encounter_recounts` follows what happens to it afterwards.
    func add(_ encounter: NewEncounter, at shop: Shop.ID, week: Day) {
        if encounter.isHeld { return held[shop, default: 0] += 1 }
        let outcome = encounter.details.purchased.map { $0 ? 1 : 0 } ?? 2
        let line = Line(
            shop: shop, week: week.daysSince1970, source: encounter.source, outcome: outcome,
            feeling: encounter.feeling ?? 0)
        lines[line, default: 0] += 1
    }

    /// The shop of a code, unless it has left the street.
    func shop(_ code: String, in db: Reader) throws -> Shop.ID? {
        if let known = shops[code] { return known }
        let found = try db.first("SELECT id FROM shop WHERE code = ?1 AND removed_at IS NULL", code) { $0.int(0) }
        shops[code] = found.map(Shop.ID.init)
        return shops[code]
    }

    /// The Monday of a moment.
    func monday(of moment: Instant) -> Day {
        if let week, week.moment == moment { return week.monday }
        let monday = moment.local.day.monday
        week = (moment, monday)
        return monday
    }

    /// The key of the codes of a moment.
    func key(at moment: Instant, _ randomness: Randomness, in db: Writer) throws -> ChangeKey {
        let slot = ChangeKey.slot(of: moment)
        if let known = keys.first(where: { $0.slot == slot }) { return known }
        let key = try ChangeKey.findOrMake(slot, randomness, in: db)
        keys.append(key)
        return key
    }

    /// Adds it all to the counts.
    func finish(in db: Writer) throws {
        var street: [StreetLine: Int] = [:]
        var feelings: [FeelingLine: Int] = [:]
        for (line, count) in lines {
            street[StreetLine(week: line.week, outcome: line.outcome), default: 0] += count
            feelings[FeelingLine(shop: line.shop, feeling: line.feeling), default: 0] += count
            try db.run(
                """
                INSERT INTO shop_week (shop_id, week_on, source, outcome, feeling, encounters)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
                """, line.shop, Day(daysSince1970: line.week), line.source, line.outcome, line.feeling, count)
        }
        for (line, count) in street {
            try db.run(
                """
                INSERT INTO street_week (week_on, outcome, encounters)
                VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
                """, Day(daysSince1970: line.week), line.outcome, count)
        }
        for (line, count) in feelings {
            try db.run(
                """
                INSERT INTO shop_feeling (shop_id, feeling, encounters)
                VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET encounters = encounters + excluded.encounters
                """, line.shop, line.feeling, count)
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
