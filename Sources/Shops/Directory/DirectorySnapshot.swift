import Base
import HTMLTemplate
import SQLite
import Shell

/// The directory as it stands in one minute: the shops by name with their opening states, and the menus. An event loop
/// makes one at most once a minute, or after a shop has changed, and answers every page of the directory from it.
///
/// About 900 bytes a shop, and as much again once it was shown, at most `SiteLimits.directoryShops`. Confined to its
/// loop.
package final class DirectorySnapshot {
    /// The shops by name.
    package let lines: [Line]
    /// The menus of trades and of streets.
    package let trades: DirectoryMenu
    package let streets: DirectoryMenu
    /// Whether any shop has said when it opens.
    package let hasHours: Bool
    /// The days of the coming week that differ from the others.
    package let specialDays: [SpecialDay]
    /// Whether any shop has a place, to be sorted by distance.
    let hasPlaces: Bool
    /// How many are open now.
    package let openCount: Int
    /// The trades with the most shops, as chips.
    package let chips: [DirectoryChip]
    /// The day it was made on.
    let today: Day
    /// The distinct opening states, a few dozen, worded once for each language.
    private let states: [OpenState]
    /// The seasonal decoration of façades today.
    let season: FacadeSeason
    private var words: [Language: [String?]] = [:]
    /// The last segments of the shops’ addresses, made when first shown: fifty of thousands are. Empty before.
    private var slugs: [String]
    /// The drawings of the shops for each `Facade.Sign`, and the links to maps, likewise.
    private var drawings: [[HTML?]]
    private var maps: [String?]
    let positions: [Shop.ID: Int]
    /// The answers about streets that look alike, and the pairs without an answer, as positions in `streets`.
    let streetAnswers: [StreetAnswer]
    lazy var similarStreets = streets.similar(except: streetAnswers)
    /// Made for the first search without results.
    lazy var vocabulary = DirectoryWords(
        lines.lazy.flatMap { [$0.nameKey, $0.city.folded] } + (trades.choices + streets.choices).map(\.key))

    /// The line of a shop; nil once it is removed.
    package func line(_ shop: Shop.ID) -> Line? { positions[shop].map { lines[$0] } }

    /// Reads the directory: one query for each table, whatever the number of shops.
    package init(
        in db: Reader, at now: LocalTime, _ calendar: HolidayCalendar, _ season: FacadeSeason = .none
    ) throws {
        let shops = try DirectoryShop.all(in: db)
        let (hours, photos) = (try OpeningHours.all(on: now.day, in: db), try OwnPictures.firstOfShops(in: db))
        streetAnswers = try StreetAnswer.all(in: db)
        let same = SameStreets(streetAnswers)
        let (trades, streets) = (
            DirectoryMenu(shops.lazy.map { ($0.tradeKey, $0.trade) }),
            DirectoryMenu(
                shops.lazy.filter { !$0.streetKey.isEmpty }.map { (same.key(of: $0.streetKey), $0.street) },
                alsoNamed: same.keys)
        )
        var (states, known, hasHours) = ([OpenState](), [OpenState: Int32](), false)
        var special = SpecialDays(from: now.day, calendar)
        lines = shops.enumerated().map { number, shop in
            var week = hours[shop.id] ?? OpeningHours()
            (week.holidays, week.absentUntil) = (shop.holidays, shop.absentUntil)
            if week.isKnown { hasHours = true }
            special.add(number, week)
            let state = week.state(at: now, calendar)
            let position = known[state] ?? Int32(states.count)
            if known.updateValue(position, forKey: state) == nil { states.append(state) }
            return Line(
                shop, tradeChoice: trades.position(ofKey: shop.tradeKey),
                streetChoice: streets.position(ofKey: same.key(of: shop.streetKey)), state: position,
                isOpen: state.isOpen, photo: photos[shop.id.rawValue] ?? [:],
                opens: Self.opens(week, state, now, calendar))
        }
        positions = Dictionary(uniqueKeysWithValues: shops.enumerated().map { ($1.id, $0) })
        (self.trades, self.streets, self.states, today) = (trades, streets, states, now.day)
        (self.hasHours, self.season) = (hasHours, season)
        specialDays = special.found
        hasPlaces = lines.contains { $0.place != nil }
        openCount = lines.count(where: \.isOpen)
        chips = trades.chips(SiteLimits.tradeChips)
        slugs = [String](repeating: "", count: shops.count)
        maps = [String?](repeating: nil, count: shops.count)
        drawings = [[HTML?]](repeating: [HTML?](repeating: nil, count: shops.count), count: 2)
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

    /// The façade of a shop as it stands now.
    package func drawing(of position: Int, sign: Facade.Sign) -> HTML {
        if let made = drawings[sign.rawValue][position] { return made }
        let (line, state) = (lines[position], facadeState(of: position))
        let facade = Facade(name: line.name, trade: line.trade, code: line.code)
        let drawing = line.photo(state, sign) ?? facade.html(state, season, sign: sign)
        drawings[sign.rawValue][position] = drawing
        return drawing
    }

    /// Whether the façade of a shop is lit, half-lit, shuttered or plain.
    package func facadeState(of position: Int) -> FacadeState { states[Int(lines[position].state)].facade }

    /// The link to a shop on a map; empty without a place and an address.
    package func map(of position: Int) -> String {
        if let made = maps[position] { return made }
        let line = lines[position]
        let link = MapLink.of(line.place, address: line.address, city: line.city) ?? ""
        maps[position] = link
        return link
    }

    /// The position of a shop.
    package func position(of shop: Shop.ID) -> Int? { positions[shop] }

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
        let season: FacadeSeason
    }

    /// The current snapshot of this loop, remade when a shop has changed or a new minute has begun.
    package static func current(_ context: Context) throws -> DirectorySnapshot {
        let (loop, now, calendar) = (context.loop, context.now.local, context.association.calendar)
        let season = context.facadeSeason
        // Read before the shops: a shop written in between then makes the snapshot once more, and a stale snapshot
        // never stays.
        let stamp = try loop.cachedUntilWrite(DirectoryStamp.self) { try DirectoryStamp.current(in: loop.reader) }
        let moment = Moment(stamp: stamp, minute: now, calendar: calendar, season: season)
        return try loop.cached(DirectorySnapshot.self, validFor: moment) {
            try context.read { try DirectorySnapshot(in: $0, at: now, calendar, season) }
        }
    }
}
