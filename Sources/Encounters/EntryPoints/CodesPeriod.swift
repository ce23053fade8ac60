import Base
import Shell
import Web

/// Whole weeks, by the Mondays of the first and the last one: scans are counted by week.
struct CodeWeeks: Sendable, Equatable {
    let first, last: Day

    /// The days that people may type, to the year 9000.
    static let days = Day(daysSince1970: 0)...Day(daysSince1970: 2_567_759)
    /// All weeks.
    static let all = CodeWeeks(first: days.lowerBound, last: days.upperBound.monday)
}

/// The weeks that are compared: the last ones (`?depuis=52`, `?depuis=tout`), or those of the days that the reader
/// chose (`?du=2026-03-02&au=2026-03-29`, one of them or both).
struct CodesPeriod: Sendable {
    /// Weeks to choose from; nil for all since the start.
    private static let choices: [Int?] = [4, 12, 52, nil]
    private static let standard = 12
    static let from = TextField("du", .date, label: "code.from", limit: nil, autocomplete: nil, isShort: true)
    static let until = TextField("au", .date, label: "code.until", limit: nil, autocomplete: nil, isShort: true)
    static let texts = [from, until]
    static let fields = texts.map(AnyField.init)

    /// The two days as typed, in their order.
    let form: FormState
    let weeks: CodeWeeks
    /// The number of the last weeks; nil for all, and for chosen days.
    private let count: Int?
    /// Whether days were chosen. Then only scans are shown: two choices of days may differ by a single week, whose
    /// answers may be those of one person.
    let hasDays: Bool
    /// Whether no chosen week has begun.
    private let isAhead: Bool
    /// Whether the last day was typed first.
    private let isReversed: Bool

    init(_ context: Context) {
        var form = FormState(context.query, fields: Self.fields, context)
        var days = Self.texts.map { EntryPointForm.day($0, &form) }
        isReversed = days[0].flatMap { first in days[1].map { $0 < first } } ?? false
        if isReversed {
            days.reverse()
            form = FormState(
                [Self.from.name: days[0]?.description ?? "", Self.until.name: days[1]?.description ?? ""], context)
        }
        hasDays = form.isValid && days.contains { $0 != nil }
        let since = context.query["depuis"] ?? ""
        let typed = Self.choices.compactMap(\.self).first { String($0) == since } ?? Self.standard
        count = hasDays || since == "tout" ? nil : typed
        let start = count.map { context.now.local.day.monday.adding(days: 7 * (1 - $0)) } ?? CodeWeeks.all.first
        weeks =
            hasDays
            ? CodeWeeks(first: days[0]?.monday ?? CodeWeeks.all.first, last: days[1]?.monday ?? CodeWeeks.all.last)
            : CodeWeeks(first: start, last: CodeWeeks.all.last)
        isAhead = hasDays && weeks.first > context.now.local.day
        self.form = form
    }

    /// The parameters of its links: days as typed, also invalid ones.
    var parameters: [(name: String, value: String)] {
        if hasDays || !form.isValid { return Self.texts.map { (name: $0.name, value: form[$0]) } }
        return Self.parameters(count)
    }

    private static func parameters(_ count: Int?) -> [(name: String, value: String)] {
        [(name: "depuis", value: count == standard ? "" : count.map(String.init) ?? "tout")]
    }

    /// The last weeks to choose from, with their links.
    func tabs(_ context: Context, link: ([(name: String, value: String)]) -> Link) -> [CodeTab] {
        Self.choices.map { other in
            CodeTab(
                title: other.map { context.say("code.weeks", count: $0) } ?? context.say("code.always"),
                link: context.link(link(Self.parameters(other))), isCurrent: !hasDays && form.isValid && other == count)
        }
    }

    /// «Les scans sont comptés par semaines entières : du 2 mars 2026 au 29 mars 2026.», and further remarks on chosen
    /// days; nil without them.
    func words(_ context: Context) -> String? {
        let (from, until) = (
            form[Self.from].isEmpty ? nil : weeks.first, form[Self.until].isEmpty ? nil : weeks.last.adding(days: 6)
        )
        guard hasDays, let days = CodeWords(context).days(from, until) else { return nil }
        var sentences = isReversed ? [context.say("code.period.reversed")] : []
        if isAhead { sentences.append(context.say("code.period.ahead")) }
        sentences.append(context.say("code.period.weeks", ["days": days]))
        sentences.append(context.say("code.period.scans"))
        return sentences.joined(separator: " ")
    }
}
