import Base
import Encounters
import SQLite
import Shell
import Shops

/// Why visitors leave without a purchase, over many shops: what no shop can show alone.
package enum Demand {
    static let name = "demand"
    /// The fewest shops and answers of a figure, and the fewest shops by which two figures may differ.
    static let (shops, answers) = (3, SiteLimits.feelingThreshold)

    /// All shops, those of a street, or those of a trade.
    enum Scope: String, Sendable, CaseIterable { case all, street, trade }

    /// The shops that a figure is about.
    struct Group: Hashable, Sendable {
        let scope: Scope
        /// Empty for all shops.
        let key: String
    }

    /// The answers of some shops with one reason, in one period.
    struct Cell: Sendable, Equatable {
        let group: Group
        let name: String
        let reason: Encounter.NoPurchaseReason
        let shops: Int
        let answers: Int
        /// Those that were noted at a counter.
        let noted: Int
    }

    /// The answers of one shop.
    struct Tally: Sendable, Equatable {
        var answers = 0
        var noted = 0
    }

    /// The groups that may be shown: each has three shops and five answers at least, and no figure of one or two shops
    /// follows from two that are shown.
    /// - Parameter shops: the shops with an answer, by group.
    /// - Returns: the groups to show.
    static func shown(_ shops: [Group: [Shop.ID: Tally]]) -> Set<Group> {
        let order = shops.sorted { one, other in
            (other.value.count, one.key.scope.rawValue, one.key.key)
                < (one.value.count, other.key.scope.rawValue, other.key.key)
        }
        var shown: [(group: Group, shops: Set<Shop.ID>)] = []
        for (group, tallies) in order {
            let ids = Set(tallies.keys)
            guard ids.count >= self.shops, tallies.values.reduce(0, { $0 + $1.answers }) >= answers,
                shown.allSatisfy({ differs($0.shops, from: ids) })
            else { continue }
            shown.append((group, ids))
        }
        // All shops less the shown streets, or less the shown trades, are a figure too.
        let all = shown.first { $0.group.scope == .all }?.shops
        for scope in [Scope.street, .trade] {
            guard let all else { break }
            func rest() -> Set<Shop.ID> {
                shown.filter { $0.group.scope == scope }.reduce(all) { $0.subtracting($1.shops) }
            }
            while (1..<self.shops).contains(rest().count),
                let last = shown.lastIndex(where: { $0.group.scope == scope })
            {
                shown.remove(at: last)
            }
        }
        return Set(shown.map(\.group))
    }

    /// Whether neither set is the other without one or two shops.
    private static func differs(_ larger: Set<Shop.ID>, from smaller: Set<Shop.ID>) -> Bool {
        guard smaller.isSubset(of: larger) else { return true }
        let rest = larger.count - smaller.count
        return rest == 0 || rest >= shops
    }
}
