import Base
import Glibc
import SQLite
import Shell

/// The way from one shop to another, on foot.
package struct Way: Sendable, Equatable {
    /// As the crow flies, to the next ten metres; nil unless both places are known.
    package let metres: Int?
    /// Whether both addresses are in one street.
    package let isSameStreet: Bool

    /// Minutes on foot: 70 m a minute, and a third more than as the crow flies.
    package var minutes: Int? { metres.map { max(1, ($0 * 4 / 3 + 69) / 70) } }
}

extension DirectorySnapshot {
    /// The way between two shops.
    package func way(from one: Line, to other: Line) -> Way {
        Way(
            metres: one.place.flatMap { start in other.place.map { (start.metres(to: $0) + 9) / 10 * 10 } },
            isSameStreet: one.streetChoice >= 0 && one.streetChoice == other.streetChoice)
    }

    /// The shops besides `own` where a visitor may find what these words name: those open now first, the nearest first.
    /// Searches the shops’ own texts and the goods of their trades; if nothing matches, with tolerance for typing
    /// errors.
    package func offering(_ words: String, besides own: Line, most: Int, in db: Reader) throws -> [Line] {
        var query = DirectoryQuery()
        query.words = Goods.wanted(words)
        guard !query.words.isEmpty else { return [] }
        let trades = Goods.trades(of: query.words)
        var found = Set(try find(query, in: db))
        for (position, line) in lines.enumerated()
        where !trades.isEmpty && trades.contains(TradeIcon(trade: line.trade, name: line.name)) {
            found.insert(position)
        }
        if found.isEmpty { found = Set(try findNear(query, in: db)) }
        let others = found.map { lines[$0] }.filter { $0.code != own.code }
        return Array(nearestFirst(others, from: own).prefix(most))
    }

    /// Sorts shops: those open now first; within both groups, the nearest first, then by name.
    private func nearestFirst(_ found: [Line], from own: Line) -> [Line] {
        func rank(_ line: Line) -> (Int, Int, String) {
            let way = way(from: own, to: line)
            return (line.isOpen ? 0 : 1, way.metres ?? (way.isSameStreet ? 200 : 100_000), line.nameKey)
        }
        return found.map { (rank($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

extension Shop.Place {
    /// Metres as the crow flies; the earth is flat enough for a town.
    func metres(to other: Shop.Place) -> Int {
        let metresADegree = 111_195.0
        let north = (other.latitude - latitude) * metresADegree
        let east = (other.longitude - longitude) * metresADegree * cos(latitude * .pi / 180)
        return Int((north * north + east * east).squareRoot())
    }
}
