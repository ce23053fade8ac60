import Base
import Encounters
import SQLite
import Shell
import Shops

extension Demand {
    /// Computes the cells, unless they include the last complete week already.
    ///
    /// A cell that is shown is replaced only when the answers since its last week could be shown as a figure of their
    /// own, and so could the differences with those of other groups: two Mondays differ by at least five answers at
    /// three shops. After twelve weeks without enough answers it is deleted.
    package static func make(in db: Writer) throws {
        guard let last = try WeeklyFigures.due(name, in: db) else { return }
        try db.run("DELETE FROM demand_cell WHERE week_on <= ?1", last.adding(days: -7 * WeekAnswers.weeks))
        let (groups, shown) = (try groups(in: db), try shownWeeks(in: db))
        for (record, answers) in try answers(upTo: last, in: db) {
            for cell in cells(answers, record, groups, shown: shown[record] ?? [:], upTo: last) {
                try replace(cell, in: db)
            }
        }
        try WeeklyFigures.setMade(name, last, in: db)
    }

    /// The answers of one record.
    struct Answers: Sendable {
        var weeks: [Day: [Shop.ID: Int]] = [:]
        /// For the reason «closed», by weekday.
        var weekdays: [Int: [Shop.ID: Int]] = [:]

        /// The sums of the weeks after one; of all weeks without it.
        func since(_ week: Day? = nil) -> [Shop.ID: Int] {
            weeks.filter { entry in week.map { entry.key > $0 } ?? true }.values.reduce(into: [Shop.ID: Int]()) {
                $0.merge($1, uniquingKeysWith: +)
            }
        }
    }

    private static func answers(upTo last: Day, in db: Reader) throws -> [Record: Answers] {
        var records: [Record: Answers] = [:]
        try WeekAnswers.forEach(upTo: last, in: db) { count in
            let isNoted = count.source == Encounter.Source.salesperson.rawValue
            switch count.question {
            case .reason:
                guard let reason = Encounter.NoPurchaseReason(rawValue: count.answer) else { return }
                let record = Record(reason: reason, isNoted: isNoted)
                records[record, default: Answers()].weeks[count.week, default: [:]][count.shop, default: 0] +=
                    count.encounters
            case .closedOn:
                guard let weekday = Int(count.answer), (1...7).contains(weekday) else { return }
                let record = Record(reason: .closed, isNoted: isNoted)
                records[record, default: Answers()].weekdays[weekday, default: [:]][count.shop, default: 0] +=
                    count.encounters
            case .outcome, .greeted, .waited, .thanked, .feeling: break
            }
        }
        return records
    }

    /// The cells of a record that are new or replaced.
    /// - Parameter shown: the last week of each cell that is shown.
    static func cells(
        _ answers: Answers, _ record: Record, _ groups: [Shop.ID: [Group: String]], shown: [Group: Day], upTo last: Day
    ) -> [Cell] {
        let all = grouped(answers.since(), groups)
        var replaceable = self.shown(all)
        for week in Set(shown.values) {
            let added = self.shown(grouped(answers.since(week), groups))
            replaceable = replaceable.filter { shown[$0] != week || added.contains($0) }
        }
        let names = groups.values.reduce(into: [Group: String]()) { $0.merge($1, uniquingKeysWith: max) }
        let weekdays = weekdays(answers, groups)
        return replaceable.map { group in
            let tallies = all[group] ?? [:]
            let sum = tallies.values.reduce(0, +)
            let weekday = weekdays[group].flatMap { $0.answers * 7 >= sum * 2 ? $0.weekday : nil }
            return Cell(
                group: group, name: names[group] ?? "", record: record, shops: tallies.count, answers: sum,
                weekday: weekday, week: last)
        }
    }

    /// The weekday with the most answers of each group, where it and the other days together may be shown.
    private static func weekdays(
        _ answers: Answers, _ groups: [Shop.ID: [Group: String]]
    ) -> [Group: (weekday: Int, answers: Int)] {
        var most: [Group: (weekday: Int, answers: Int)] = [:]
        for (weekday, tallies) in answers.weekdays.sorted(by: { $0.key < $1.key }) {
            for (group, tallies) in grouped(tallies, groups) {
                let sum = tallies.values.reduce(0, +)
                if sum > most[group]?.answers ?? 0 { most[group] = (weekday, sum) }
            }
        }
        for weekday in Set(most.values.map(\.weekday)) {
            let others = answers.weekdays.filter { $0.key != weekday }.values.reduce(into: [Shop.ID: Int]()) {
                $0.merge($1, uniquingKeysWith: +)
            }
            let day = shown(grouped(answers.weekdays[weekday] ?? [:], groups))
            let rest = grouped(others, groups)
            let shownRest = shown(rest)
            most = most.filter { group, found in
                found.weekday != weekday || day.contains(group) && (rest[group] == nil || shownRest.contains(group))
            }
        }
        return most
    }

    private static func grouped(
        _ answers: [Shop.ID: Int], _ groups: [Shop.ID: [Group: String]]
    ) -> [Group: [Shop.ID: Int]] {
        var grouped: [Group: [Shop.ID: Int]] = [:]
        for (shop, count) in answers {
            for group in (groups[shop] ?? [:]).keys { grouped[group, default: [:]][shop] = count }
        }
        return grouped
    }

    /// The groups of each shop of the directory, with their names.
    private static func groups(in db: Reader) throws -> [Shop.ID: [Group: String]] {
        let rows = try db.rows(
            "SELECT id, street_key, street, trade_key, trade FROM shop WHERE removed_at IS NULL ORDER BY id"
        ) { row in
            var groups = [Group(scope: .all, key: ""): "", Group(scope: .trade, key: row.text(3)): row.text(4)]
            if !row.text(1).isEmpty { groups[Group(scope: .street, key: row.text(1))] = row.text(2) }
            return (Shop.ID(rawValue: row.int(0)), groups)
        }
        return Dictionary(rows) { first, _ in first }
    }
}
