import Base
import SQLite
import Shell
import Shops

/// The sentence under figures: when they were made and how many encounters were recorded since.
package enum FiguresNote {
    /// For the figures of the association.
    package static func association(_ context: Context, in db: Reader) throws -> String {
        try text(context, in: db) { try Figures.encounters(since: $0, in: db) }
    }

    /// For the figures of one shop.
    package static func shop(_ shop: Shop.ID, _ context: Context, in db: Reader) throws -> String {
        try text(context, in: db) { try Figures.encounters(at: shop, since: $0, in: db) }
    }

    private static func text(_ context: Context, in db: Reader, count: (Instant) throws -> Int) throws -> String {
        let figures = try Figures.current(in: db)
        let since = try count(figures.countedBefore)
        if figures.isEmpty {
            return since == 0 ? context.say("figures.first.none") : context.say("figures.first", count: since)
        }
        let values = ["day": context.language.date(figures.lastDay)]
        // «Cette nuit» is true until the next day could be counted.
        let isLastNight = figures.lastDay >= Figures.lastCountableDay(at: context.now)
        let key = isLastNight ? "figures.night" : "figures.day"
        return since == 0 ? context.say(key + ".none", values) : context.say(key, count: since, values)
    }
}
