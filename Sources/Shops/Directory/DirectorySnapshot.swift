import Base
import Shell
import SQLite

/// The directory as it stands in one minute: the shops by name with their opening states, and the menus. An event loop
/// makes one at most once a minute, or after a shop has changed, and answers every page of the directory from it.
///
/// About 400 bytes a shop, at most `SiteLimits.directoryShops`. Confined to its loop.
package final class DirectorySnapshot {
    /// A shop as a line of the directory.
    package struct Line {
        package let code: String
        /// The last segment of its address.
        package let slug: String
        package let name: String
        package let trade: String
        package let address: String
        /// A position in the menu of trades.
        fileprivate let tradeChoice: Int32
        /// A position in the menu of streets; -1 without a street.
        fileprivate let streetChoice: Int32
        /// A position in `states`.
        fileprivate let state: Int32
        package let isOpen: Bool
    }

    /// The shops by name.
    package let lines: [Line]
    package let trades: DirectoryMenu
    package let streets: DirectoryMenu
    private let today: Day
    /// The distinct opening states, a few dozen, worded once for each language.
    private let states: [OpenState]
    private var words: [Language: [String?]] = [:]
    private let positions: [Shop.ID: Int]

    /// Reads the directory: one query for the shops, one for their hours, one for their closures.
    package init(in db: Reader, at now: LocalTime, _ calendar: HolidayCalendar) throws {
        let shops = try DirectoryShop.all(in: db)
        let hours = try OpeningHours.all(on: now.day, in: db)
        let (trades, streets) = (
            DirectoryMenu(shops.lazy.map { ($0.tradeKey, $0.trade) }),
            DirectoryMenu(shops.lazy.filter { !$0.streetKey.isEmpty }.map { ($0.streetKey, $0.street) })
        )
        var states: [OpenState] = []
        var known: [OpenState: Int32] = [:]
        lines = shops.map { shop in
            var week = hours[shop.id] ?? OpeningHours()
            (week.holidays, week.absentUntil) = (shop.holidays, shop.absentUntil)
            let state = week.state(at: now, calendar)
            let position = known[state] ?? Int32(states.count)
            if known.updateValue(position, forKey: state) == nil { states.append(state) }
            return Line(
                code: shop.code, slug: shop.slug, name: shop.name, trade: shop.trade, address: shop.address,
                tradeChoice: Int32(trades.position(ofKey: shop.tradeKey) ?? -1),
                streetChoice: Int32(streets.position(ofKey: shop.streetKey) ?? -1), state: position,
                isOpen: state.isOpen)
        }
        positions = Dictionary(uniqueKeysWithValues: shops.enumerated().map { ($1.id, $0) })
        (self.trades, self.streets, self.states, today) = (trades, streets, states, now.day)
    }

    /// The positions of the shops that match a query, by name. Text is searched in the store.
    package func find(_ query: DirectoryQuery, in db: Reader) throws -> [Int] {
        let (trade, street) = (trades.position(of: query.trade), streets.position(of: query.street))
        if trade == nil, !query.trade.isEmpty { return [] }
        if street == nil, !query.street.isEmpty { return [] }
        var found = Array(lines.indices)
        if !query.words.isEmpty {
            found = try DirectoryShop.search(query.words, in: db).compactMap { positions[$0] }.sorted()
        }
        guard trade != nil || street != nil || query.openNow else { return found }
        return found.filter { position in
            let line = lines[position]
            return (trade == nil || trade == Int(line.tradeChoice))
                && (street == nil || street == Int(line.streetChoice)) && (line.isOpen || !query.openNow)
        }
    }

    /// The shops of a street by name; all of them when no street has this slug.
    package func shops(onStreet slug: String) -> [Line] {
        guard let street = streets.position(of: slug) else { return lines }
        return lines.filter { $0.streetChoice == Int32(street) }
    }

    /// The states of shops in the words of the page's language; nil for hours that are not known.
    package func statuses(_ context: Context) -> (Line) -> String? {
        let made = words[context.language] ?? states.map { $0.words(today: today, context) }
        words[context.language] = made
        return { made[Int($0.state)] }
    }
}

extension DirectorySnapshot {
    private struct Moment: Equatable {
        let stamp: DirectoryStamp
        let minute: LocalTime
        let calendar: HolidayCalendar
    }

    /// The current snapshot of this loop, remade when a shop has changed or a new minute has begun.
    package static func current(_ context: Context) throws -> DirectorySnapshot {
        let (loop, now, calendar) = (context.loop, context.now.local, context.association.calendar)
        // Read before the shops: a shop written in between then makes the snapshot once more, and a stale snapshot
        // never stays.
        let stamp = try loop.cachedUntilWrite(DirectoryStamp.self) { try DirectoryStamp.current(in: loop.reader) }
        return try loop.cached(DirectorySnapshot.self, validFor: Moment(stamp: stamp, minute: now, calendar: calendar))
        {
            try context.read { try DirectorySnapshot(in: $0, at: now, calendar) }
        }
    }
}
