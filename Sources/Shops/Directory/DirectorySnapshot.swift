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
        package let name: String
        fileprivate let nameKey: String
        package let trade: String
        package let address: String
        /// A position in the menu of trades.
        fileprivate let tradeChoice: Int32
        /// A position in the menu of streets; -1 without a street.
        let streetChoice: Int32
        /// A position in `states`.
        fileprivate let state: Int32
        package let isOpen: Bool
        /// When it opens next, in minutes since the midnight before the snapshot; -1 if it is open or no opening is
        /// known.
        fileprivate let opens: Int32
    }

    /// The shops by name.
    package let lines: [Line]
    package let trades: DirectoryMenu
    package let streets: DirectoryMenu
    /// Whether any shop has said when it opens.
    package let hasHours: Bool
    /// The day it was made on.
    let today: Day
    /// The distinct opening states, a few dozen, worded once for each language.
    private let states: [OpenState]
    private var words: [Language: [String?]] = [:]
    /// The last segments of the shops’ addresses, made when first shown: fifty of thousands are. Empty before.
    private var slugs: [String]
    private let positions: [Shop.ID: Int]

    /// Reads the directory: one query for each table, whatever the number of shops.
    package init(in db: Reader, at now: LocalTime, _ calendar: HolidayCalendar) throws {
        let shops = try DirectoryShop.all(in: db)
        let hours = try OpeningHours.all(on: now.day, in: db)
        let (trades, streets) = (
            DirectoryMenu(shops.lazy.map { ($0.tradeKey, $0.trade) }),
            DirectoryMenu(shops.lazy.filter { !$0.streetKey.isEmpty }.map { ($0.streetKey, $0.street) })
        )
        var states: [OpenState] = []
        var known: [OpenState: Int32] = [:]
        var hasHours = false
        lines = shops.map { shop in
            var week = hours[shop.id] ?? OpeningHours()
            (week.holidays, week.absentUntil) = (shop.holidays, shop.absentUntil)
            if week.isKnown { hasHours = true }
            let state = week.state(at: now, calendar)
            let position = known[state] ?? Int32(states.count)
            if known.updateValue(position, forKey: state) == nil { states.append(state) }
            return Line(
                code: shop.code, name: shop.name, nameKey: shop.nameKey, trade: shop.trade, address: shop.address,
                tradeChoice: Int32(trades.position(ofKey: shop.tradeKey) ?? -1),
                streetChoice: Int32(streets.position(ofKey: shop.streetKey) ?? -1), state: position,
                isOpen: state.isOpen, opens: Self.opens(week, state, now, calendar))
        }
        positions = Dictionary(uniqueKeysWithValues: shops.enumerated().map { ($1.id, $0) })
        (self.trades, self.streets, self.states, today) = (trades, streets, states, now.day)
        self.hasHours = hasHours
        slugs = [String](repeating: "", count: shops.count)
    }

    /// `Line.opens` of a shop in this state.
    private static func opens(
        _ hours: OpeningHours, _ state: OpenState, _ now: LocalTime, _ calendar: HolidayCalendar
    ) -> Int32 {
        let next: LocalTime? =
            switch state {
            case .unknown, .open, .closed(nil, _): nil
            case .closed(let day?, let minute): LocalTime(day: day, minute: minute)
            case .away, .back, .holiday: hours.firstOpening(after: now, calendar)
            }
        guard let next else { return -1 }
        return Int32(clamping: (next.day.daysSince1970 - now.day.daysSince1970) * OpeningHours.day + next.minute)
    }

    /// The shop of `positions` that opens first, and when; nil when none of them does.
    package func first(of positions: [Int]) -> (position: Int, at: LocalTime)? {
        let opening = positions.lazy.filter { self.lines[$0].opens >= 0 }
        guard let first = opening.min(by: { self.lines[$0].opens < self.lines[$1].opens }) else { return nil }
        let (days, minute) = Int(lines[first].opens).quotientAndRemainder(dividingBy: OpeningHours.day)
        return (first, LocalTime(day: today.adding(days: days), minute: minute))
    }

    /// The last segment of a shop’s address.
    package func slug(of position: Int) -> String {
        if slugs[position].isEmpty {
            slugs[position] = Shop.slug(name: lines[position].nameKey, code: lines[position].code)
        }
        return slugs[position]
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

    /// The shops of a street, or of all streets when none has this slug, in the order of the street.
    package func shops(onStreet slug: String) -> [Line] {
        let street = streets.position(of: slug)
        return lines.filter { street == nil || $0.streetChoice == street.map(Int32.init) }.inStreetOrder { line in
            (line.streetChoice < 0 ? "" : streets.choices[Int(line.streetChoice)].key, line.address)
        }
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
