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
        let (cells, week) = try context.read { db in
            (try Cell.all(of: group, in: db), try WeeklyFigures.made(name, in: db))
        }
        guard let week, let cell = cells[""]?.first(where: { $0.reason == reason }) else { return [:] }
        let weekday = weekday(cell, cells)
        let values = [
            "place": cell.place(context), "weeks": context.weeks(upTo: week, WeekAnswers.weeks),
            "shops": context.language.number(cell.shops), "reason": context.say("encounter.reason.\(reason.rawValue)"),
            "weekday": weekday.map { context.language.name(weekday: $0.weekday) } ?? "",
        ]
        let purpose = [
            context.say("demand.project.visitors", count: cell.answers, values),
            weekday.map { context.say("demand.project.weekday", count: $0.answers, values) },
            context.say("demand.project.ask"),
        ].compactMap { $0 }.joined(separator: " ")
        let title = weekday == nil ? reason.rawValue : "closed.day"
        return [
            ProjectForm.title.name: context.say("demand.project.title.\(title)", values),
            ProjectForm.purpose.name: purpose,
        ]
    }

    /// For closed doors: the weekday with the most answers, when it has more than its share.
    static func weekday(_ cell: Cell, _ cells: [String: [Cell]]) -> (weekday: Int, answers: Int)? {
        guard cell.reason == .closed else { return nil }
        let days = (1...7).compactMap { day in cells[String(day)]?.first.map { (weekday: day, answers: $0.answers) } }
        guard let most = days.max(by: { $0.answers < $1.answers }), most.answers * 7 >= cell.answers * 2 else {
            return nil
        }
        return most
    }
}

extension Demand.Cell {
    /// «Rue Basse : » or «Librairie : » at the beginning of a sentence; empty for all shops.
    fileprivate func place(_ context: Context) -> String {
        guard group.scope != .all else { return "" }
        return context.say("demand.place", ["name": name.prefix(1).uppercased() + name.dropFirst()])
    }
}
