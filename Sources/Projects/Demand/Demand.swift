import Base
import Encounters
import SQLite
import Shell
import Shops

/// Why visitors leave without a purchase, summed over many shops.
package enum Demand {
    static let name = "demand"
    /// The fewest shops and answers of a figure, and of the difference of two figures.
    static let (shops, answers) = (3, SiteLimits.feelingThreshold)
    /// The largest part of one shop, in percent: above it the figure is that shop's.
    static let largestPart = 60

    /// All shops, those of a street, or those of a trade.
    enum Scope: String, Sendable, CaseIterable { case all, street, trade }

    /// The shops that a figure is about.
    struct Group: Hashable, Sendable {
        let scope: Scope
        /// Empty for all shops.
        let key: String
    }

    /// A reason in one of the two records: what visitors answer, or what is noted at counters. The two are never
    /// summed.
    struct Record: Hashable, Sendable {
        let reason: Encounter.NoPurchaseReason
        let isNoted: Bool
    }

    /// The answers, or notes, of some shops with one reason, in twelve weeks.
    struct Cell: Sendable, Equatable {
        let group: Group
        let name: String
        let record: Record
        let shops: Int
        let answers: Int
        /// For closed doors: the weekday with the most answers, 1 (Monday) to 7, when it has more than its share.
        let weekday: Int?
        /// Monday of the last of the weeks.
        let week: Day
    }

    /// The groups that may be shown: each has enough shops and answers, and so has the difference of each two of them.
    /// - Parameter answers: the answers of each shop, by group.
    /// - Returns: the groups to show.
    static func shown(_ answers: [Group: [Shop.ID: Int]]) -> Set<Group> {
        let order = answers.sorted { one, other in
            (other.value.count, one.key.scope.rawValue, one.key.key)
                < (one.value.count, other.key.scope.rawValue, other.key.key)
        }
        var shown: [(group: Group, answers: [Shop.ID: Int])] = []
        for (group, answers) in order
        where isEnough(answers) && shown.allSatisfy({ isSafe($0.answers, beside: answers) }) {
            shown.append((group, answers))
        }
        // All shops less the shown streets, or less the shown trades, are a figure too.
        guard let all = shown.first(where: { $0.group.scope == .all })?.answers else { return Set(shown.map(\.group)) }
        for scope in [Scope.street, .trade] {
            func rest() -> [Shop.ID: Int] {
                shown.filter { $0.group.scope == scope }.reduce(all) { rest, group in
                    rest.filter { group.answers[$0.key] == nil }
                }
            }
            while true {
                let rest = rest()
                guard !rest.isEmpty, !isEnough(rest), let last = shown.lastIndex(where: { $0.group.scope == scope })
                else { break }
                shown.remove(at: last)
            }
        }
        return Set(shown.map(\.group))
    }

    /// Whether no visitor and no shop can be read off a figure of these answers.
    private static func isEnough(_ answers: [Shop.ID: Int]) -> Bool {
        let sum = answers.values.reduce(0, +)
        return answers.count >= shops && sum >= self.answers
            && (answers.values.max() ?? 0) * 100 <= sum * largestPart
    }

    /// Whether the difference of two figures of the same weeks may be known.
    private static func isSafe(_ larger: [Shop.ID: Int], beside smaller: [Shop.ID: Int]) -> Bool {
        guard smaller.keys.allSatisfy({ larger[$0] != nil }) else { return true }
        let rest = larger.filter { smaller[$0.key] == nil }
        return rest.isEmpty || isEnough(rest)
    }
}
