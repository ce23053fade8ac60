import Base
import Encounters
import HTMLTemplate
import SQLite
import Shell
import Shops

/// The effect of a project: encounters in the weeks of its dates compared with as many weeks before, at the shops that
/// took part and at the others.
struct ProjectEffect: Sendable, Equatable {
    /// The encounters of some shops in both periods.
    struct Group: Sendable, Equatable {
        var shops = 0
        var before = 0
        var during = 0

        /// Whether the figures identify no shop and no visitor: at least five shops, and five encounters in each
        /// period.
        var isShown: Bool {
            shops >= SiteLimits.feelingThreshold && min(before, during) >= SiteLimits.feelingThreshold
        }
        /// The change in percent, rounded half up.
        var change: Int {
            guard before > 0 else { return 0 }
            let (halves, whole) = ((during - before) * 200 + before, before * 2)
            return halves >= 0 ? halves / whole : -((whole - 1 - halves) / whole)
        }
    }

    let participants: Group
    let others: Group
    /// The days compared.
    let weeks: ClosedRange<Day>

    /// The most weeks of a project that are compared.
    static let weeksAtMost = 8

    /// Nil for a project without a date, or before its last week is over.
    static func of(_ project: Project, at now: Instant, in db: Reader) throws -> ProjectEffect? {
        let dates = project.details.dates
        guard let first = dates.map(\.from).min()?.monday, let last = dates.map(\.lastShown).max() else { return nil }
        let weeks = min(weeksAtMost, (last.monday.daysSince1970 - first.daysSince1970) / 7 + 1)
        let end = first.adding(days: 7 * weeks - 1)
        guard end < now.local.day else { return nil }
        let during = try PeriodCounts.of(first...end, in: db)
        let before = try PeriodCounts.of(first.adding(days: -7 * weeks)...first.adding(days: -1), in: db)
        let joined = Set(try Participation.current(in: project.id, db).map(\.shop))
        var (participants, others) = (Group(), Group())
        for shop in Set(during.keys).union(before.keys) {
            let (was, became) = (before[shop] ?? 0, during[shop] ?? 0)
            if joined.contains(shop) { participants.add(was, became) } else { others.add(was, became) }
        }
        return ProjectEffect(participants: participants, others: others, weeks: first...end)
    }
}

extension ProjectEffect.Group {
    fileprivate mutating func add(_ before: Int, _ during: Int) {
        shops += 1
        self.before += before
        self.during += during
    }
}

/// The table with the effect of a project.
struct EffectTable: PageModel {
    let caption: String
    let rows: [Row]

    struct Row: PageModel {
        let name: String
        /// Empty where the figure could identify a shop or a visitor.
        let before: String
        let during: String
        let change: String

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("before") { $0.before }, .text("during") { $0.during },
            .text("change") { $0.change }, .flag("isShown") { !$0.change.isEmpty },
        ]
    }

    static let fields: [Field<EffectTable>] = [
        .text("caption") { $0.caption }, .list("rows") { $0.rows },
        .flag("isAnyShown") { $0.rows.contains { !$0.change.isEmpty } },
        .flag("isAnyHidden") { $0.rows.contains { $0.change.isEmpty } },
    ]

    init(_ effect: ProjectEffect, _ context: Context) {
        caption = context.say(
            "outcome.effect.caption",
            [
                "from": context.language.date(effect.weeks.lowerBound),
                "until": context.language.date(effect.weeks.upperBound),
            ])
        rows = [("outcome.effect.participants", effect.participants), ("outcome.effect.others", effect.others)].map {
            key, group in
            let isShown = group.isShown
            let sign = group.change > 0 ? "+" : group.change < 0 ? "−" : ""
            return Row(
                name: context.say(key, count: group.shops),
                before: isShown ? context.language.number(group.before) : "",
                during: isShown ? context.language.number(group.during) : "",
                change: isShown ? sign + context.say("outcome.effect.change", ["percent": "\(abs(group.change))"]) : "")
        }
    }
}
