import Base
import Encounters
import SQLite
import Shell
import Shops

extension DemoStreet {
    /// Inserts what the shops of the accounts noted a year ago, in the weeks that their counters compare with this one
    /// and the next two. Returns how many notes these are.
    func insertNotesOfLastYear(in db: Writer) throws -> Int {
        var dice = Dice(seed: size.seed ^ 0x6C61_7374)
        var notes = 0
        for offset in -7..<21 {
            let day = now.local.day.adding(days: offset - 364)
            for (shop, owner) in owned.prefix(3)
            where shop.hours.week.contains(where: { $0.weekday == day.weekday }) && dice.chance(60) {
                let bought = dice.chance(50)
                let details = EncounterDetails(purchased: bought, reason: bought ? nil : dice.pick(shop.reasons))
                let note = NewEncounter(source: .salesperson, feeling: nil, details: details, recordedBy: owner)
                _ = try note.insert(at: shop.id, at: DemoStreet.moment(day, 0), in: db)
                notes += 1
            }
        }
        return notes
    }

    /// Inserts the slips that the shops of the accounts gave for their neighbours and received, over the days that the
    /// counter counts.
    func insertSlips(in db: Writer) throws {
        var dice = Dice(seed: size.seed ^ 0x736C_6970)
        let givers = owned.prefix(3).map(\.shop)
        guard shops.count > givers.count else { return }
        for offset in 0..<NeighbourSlip.days where dice.chance(80) {
            let day = DemoStreet.moment(now.local.day.adding(days: -offset), 0)
            let (one, other) = (dice.pick(givers), dice.pick(Array(shops.dropFirst(givers.count))))
            let (from, to) = dice.chance(60) ? (one, other) : (other, one)
            try NeighbourSlip.add(from: from.id, to: to.id, on: day, in: db)
        }
    }
}
