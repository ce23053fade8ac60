import Base
import SQLite
import Shell

/// A submitted form of a season, to be merged with what is stored when it is written.
struct SeasonEdit: Sendable {
    /// The code of the shop.
    let shop: String
    let number: SeasonNumber
    /// The fields as typed.
    let typed: [String: String]
    let author: ShopAuthor

    enum Outcome: Sendable {
        case saved(Season)
        /// The season has days of this other one.
        case overlaps(Season)
        case full
        /// Another person changed the same part since the form was loaded; the season as it is stored now.
        case conflict(FormMerge, Season, version: Int)
    }

    /// Stores the parts that only this person changed. The same new season sent twice is added once.
    /// - Throws: `notFound` when shop or season were removed meanwhile.
    func save(_ season: Season, in db: Writer) throws -> Outcome {
        guard let current = try Shop.find(shop, in: db) else { throw Failure.notFound }
        var hours = try OpeningHours.of(current.id, in: db)
        var (new, merge) = (season, FormMerge?.none)
        switch number {
        case .new:
            if let same = hours.seasons.first(where: { $0.isSame(as: season) }) { return .saved(same) }
            let used = hours.seasons.map(\.number)
            guard let free = (1...SeasonForm.seasonsAtMost).first(where: { !used.contains($0) }) else { return .full }
            new.number = free
        case .number(let number):
            guard let stored = hours.seasons.first(where: { $0.number == number }) else { throw Failure.notFound }
            let merged = FormMerge(
                SeasonForm.units, typed: typed, read: SeasonForm.values(season), stored: SeasonForm.values(stored),
                isCurrent: typed["version"] == String(current.version))
            new = stored
            if merged.mine.contains(SeasonForm.units[0].name) { (new.from, new.until) = (season.from, season.until) }
            if merged.mine.contains(SeasonForm.units[1].name) { new.intervals = season.intervals }
            merge = merged
        }
        hours.seasons.removeAll { $0.number == new.number }
        if let other = hours.seasons.first(where: { $0.overlaps(new) }) { return .overlaps(other) }
        hours.seasons.append(new)
        if merge?.mine.isEmpty != true { try write(hours, current, in: db) }
        if let merge, !merge.conflicts.isEmpty {
            let written = try Shop.find(shop, in: db) ?? current
            return .conflict(merge, new, version: written.version)
        }
        return .saved(new)
    }

    /// Removes the season and returns it; nil when it was removed already.
    func remove(in db: Writer) throws -> Season? {
        guard let current = try Shop.find(shop, in: db) else { throw Failure.notFound }
        var hours = try OpeningHours.of(current.id, in: db)
        guard let index = hours.seasons.firstIndex(where: { number == .number($0.number) }) else { return nil }
        let season = hours.seasons.remove(at: index)
        try write(hours, current, in: db)
        return season
    }

    private func write(_ hours: OpeningHours, _ current: Shop, in db: Writer) throws {
        try current.details.update(current, also: ["seasons"], by: author, in: db)
        try hours.save(for: current.id, in: db)
    }
}

extension Season {
    /// Whether another season has the same days and hours.
    fileprivate func isSame(as other: Season) -> Bool {
        from == other.from && until == other.until && Set(intervals) == Set(other.intervals)
    }
}
