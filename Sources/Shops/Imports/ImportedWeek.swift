import Base
import SQLite

/// The opening hours of a week as an import writes them: with a new shop. The hours of a stored shop are its own.
struct ImportedWeek: Sendable, Equatable {
    /// The name of the hours among the texts of a line.
    static let field = ShopColumn.hours.rawValue

    let intervals: [OpeningHours.Interval]

    init(_ intervals: [OpeningHours.Interval]) { self.intervals = intervals }

    /// The week of a text of `text`; no hours for an empty one.
    init(text: String) {
        intervals = text.split(separator: " ").compactMap { word in
            let numbers = word.split(separator: "-").compactMap { Int($0) }
            return numbers.count == 2 ? OpeningHours.Interval(opens: numbers[0], closes: numbers[1]) : nil
        }
    }

    /// «540-750 870-1140»: minutes of the week.
    var text: String { intervals.map { "\($0.opens)-\($0.closes)" }.joined(separator: " ") }

    /// Writes them to a shop that has none.
    func save(for shop: Shop.ID, in db: Writer) throws {
        try OpeningHours(intervals: intervals).save(for: shop, in: db)
    }
}
