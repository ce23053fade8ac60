import Base
import Encounters
import Shell
import Web

extension Demand {
    /// The fields of the query that name a figure, on the page and in the form of a project.
    static let (reasonField, placeField) = ("demande", "lieu")

    /// The group that a query names; all shops for any other value.
    static func group(_ context: Context) -> Group {
        let parts = (context.query[placeField] ?? "").split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let scope = Scope(rawValue: String(parts[0])), scope != .all else {
            return Group(scope: .all, key: "")
        }
        return Group(scope: scope, key: String(parts[1]))
    }

    /// The value of `placeField` for a group; empty for all shops.
    static func value(_ group: Group) -> String { group.scope == .all ? "" : "\(group.scope.rawValue):\(group.key)" }

    /// The values of the form of a project about the figure that the query names; none when there is no such figure.
    static func projectValues(_ context: Context) throws -> [String: String] {
        guard let reason = context.query[reasonField].flatMap(Encounter.NoPurchaseReason.init) else { return [:] }
        let group = group(context)
        let cells = try context.read { try Cell.all(of: group, in: $0) }
        // Visitors' own answers come first.
        guard let cell = cells.first(where: { $0.record.reason == reason }) else { return [:] }
        let values = [
            "place": cell.place(context), "weeks": context.weeks(upTo: cell.week, WeekAnswers.weeks),
            "shops": context.language.number(cell.shops), "reason": context.say("encounter.reason.\(reason.rawValue)"),
            "weekday": cell.weekday.map { context.language.name(weekday: $0) } ?? "",
        ]
        let people = cell.record.isNoted ? "notes" : "visitors"
        let purpose = [
            context.say("demand.project.\(people)", count: cell.answers, values).capitalisedFirst,
            cell.weekday.map { _ in context.say("demand.project.weekday", values) },
            context.say("demand.project.ask"),
        ].compactMap { $0 }.joined(separator: " ")
        let title = cell.weekday == nil ? reason.rawValue : "closed.day"
        return [
            ProjectForm.title.name: context.say("demand.project.title.\(title)", values),
            ProjectForm.purpose.name: purpose,
        ]
    }
}

extension Demand.Cell {
    /// «Rue Basse : » or «Librairie : » at the beginning of a sentence; empty for all shops.
    fileprivate func place(_ context: Context) -> String {
        guard group.scope != .all else { return "" }
        return context.say("demand.place", ["name": name.capitalisedFirst])
    }
}
