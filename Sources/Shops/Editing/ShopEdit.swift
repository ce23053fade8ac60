import Base
import SQLite
import Shell

/// A submitted form of a shop, to be merged with what is stored when it is written.
struct ShopEdit: Sendable {
    /// Its code.
    let shop: String
    /// The fields as typed.
    let typed: [String: String]
    /// The fields as parsed.
    let details: ShopDetails
    let hours: OpeningHours
    let author: ShopAuthor

    /// The merge, and the shop after it.
    struct Outcome: Sendable {
        let merge: FormMerge
        let shop: Shop
        let hours: OpeningHours
    }

    /// Stores the fields that only this person changed. `notFound` when the shop was removed meanwhile.
    func save(in db: Writer) throws -> Outcome {
        guard let current = try Shop.find(shop, in: db) else { throw Failure.notFound }
        let stored = try OpeningHours.of(current.id, in: db)
        var merge = FormMerge(
            ShopForm.units, typed: typed, read: ShopForm.values(details, hours),
            stored: ShopForm.values(current.details, stored.announced(on: author.at.local.day)),
            isCurrent: typed["version"] == String(current.version))
        var week = stored.replacing(merge.mine, from: hours)
        if week.overlap != nil {
            merge.ask(about: (1...7).map(WeekForm.unit(of:)))
            week = stored.replacing(merge.mine, from: hours)
        }
        if merge.mine.isEmpty { return Outcome(merge: merge, shop: current, hours: stored) }

        var new = current.details
        for field in ShopFields.texts where merge.mine.contains(field.name) { new[field] = details[field] }
        new.movePlace(from: current.details)
        let others = OpeningHoursForm.units.map(\.name).filter(merge.mine.contains)
        try new.update(current, also: others, by: author, in: db)
        if !others.isEmpty { try week.save(for: current.id, in: db) }
        guard let written = try Shop.find(shop, in: db) else { throw Failure.notFound }
        return Outcome(merge: merge, shop: written, hours: week)
    }
}

extension OpeningHours {
    /// A copy with the closures and openings that are not over on `day`.
    package func announced(on day: Day) -> OpeningHours {
        var hours = self
        (hours.closures, hours.openings) = (closures(notOverOn: day), openings(notOverOn: day))
        return hours
    }

    /// A copy with some units of the form from `other`.
    fileprivate func replacing(_ units: Set<String>, from other: OpeningHours) -> OpeningHours {
        var hours = self
        hours.intervals = (1...7).flatMap { weekday in
            (units.contains(WeekForm.unit(of: weekday)) ? other : self).intervals(on: weekday)
        }
        if units.contains(OpeningHoursForm.closures.unit.name) { hours.closures = other.closures }
        if units.contains(OpeningHoursForm.openings.unit.name) { hours.openings = other.openings }
        if units.contains(OpeningHoursForm.holidays) { hours.holidays = other.holidays }
        return hours
    }
}
