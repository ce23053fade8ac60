import Base
import SQLite
import Shell
import Shops

/// A line of the comparison: the part of one answer in the two records of a shop.
struct ViewLine: Sendable, Equatable {
    let question: WeekQuestion
    let answer: String
    /// Of the visitors, on their phones.
    let phone: Proportion?
    /// Of the visitors, at the kiosk.
    let kiosk: Proportion?
    /// Of what the people of the shop noted.
    let noted: Proportion?
    /// The median of the street, in percent.
    let street: Int?
    /// Monday of the last week of each source.
    let weeks: [String: Day]

    /// Of the visitors: on their phones, or at the kiosk where no one answers on a phone.
    var visitors: Proportion? { phone ?? kiosk }

    /// Whether it has a figure in both records.
    var isCompared: Bool { visitors.map(isShown) == true && noted != nil }

    /// The lines with something to show: always the purchase and the welcome, and each reason that five visitors gave
    /// or five notes have.
    static func all(_ views: ShopViews) -> [ViewLine] {
        let least = SiteLimits.feelingThreshold
        return StreetView.compared.compactMap { question, answer in
            func share(_ source: String) -> Proportion? { views.views[source]?.proportion(question, answer) }
            let line = ViewLine(
                question: question, answer: answer, phone: share("visitor"), kiosk: share("kiosk"),
                noted: share(Encounter.Source.salesperson.rawValue),
                street: views.street["\(question.rawValue) \(answer)"],
                weeks: views.weeks.reduce(into: [:]) { weeks, part in
                    if part.key.question == question { weeks[part.key.source] = part.value }
                })
            guard question == .reason else { return line }
            return [line.phone, line.kiosk, line.noted].contains { ($0?.count ?? 0) >= least } ? line : nil
        }
    }

    /// Whether a part of the visitors’ answers may be shown: a reason is shown from five answers up.
    func isShown(_ share: Proportion) -> Bool { question != .reason || share.count >= SiteLimits.feelingThreshold }
}

/// What differs between the two records of a shop by more than chance.
struct ViewDifference: Sendable, Equatable {
    let line: ViewLine
    let visitors: Proportion
    let noted: Proportion

    /// Whether visitors report it more often than the counter notes it.
    var visitorsReportMore: Bool { visitors.percent > noted.percent }

    /// How many times as often, in everyday words.
    enum Times: String, Sendable { case some, two, three, many }

    var times: Times {
        let (less, more) = visitorsReportMore ? (noted, visitors) : (visitors, noted)
        guard let times = less.times(more) else { return .many }
        return times < 1.75 ? .some : times < 2.5 ? .two : times < 3.5 ? .three : .many
    }

    /// The smallest difference that is shown, in percentage points.
    static let points = 10

    /// The differences of at least ten points and two standard errors, the largest number of standard errors first.
    static func all(_ lines: [ViewLine]) -> [ViewDifference] {
        lines.compactMap { line -> (difference: ViewDifference, deviation: Double)? in
            // Leaving because of the wait is part of the line about waiting.
            guard line.answer != Encounter.NoPurchaseReason.waiting.rawValue, let visitors = line.visitors,
                let noted = line.noted, line.isShown(visitors)
            else { return nil }
            let deviation = abs(noted.deviation(to: visitors))
            guard deviation >= 2, abs(visitors.percent - noted.percent) >= points else { return nil }
            return (ViewDifference(line: line, visitors: visitors, noted: noted), deviation)
        }.sorted { $0.deviation > $1.deviation }.map(\.difference)
    }
}

extension ViewDifference {
    /// «Vos visiteurs disent avoir attendu deux fois plus souvent que vous ne le notez : 24 % contre 11 %.»
    func words(_ context: Context) -> String {
        let side = visitorsReportMore ? "theirs" : "yours"
        let (more, less) = visitorsReportMore ? (visitors, noted) : (noted, visitors)
        return context.say(
            "comparison.\(line.kind).\(side)",
            [
                "times": context.say("comparison.times.\(times.rawValue)"), "more": context.percent(more.shown),
                "less": context.percent(less.shown), "reason": line.reasonWords(context),
            ])
    }

    /// What to try, in one sentence.
    func advice(_ context: Context) -> String {
        context.say("comparison.\(line.kind).\(visitorsReportMore ? "theirs" : "yours").advice")
    }
}

extension ViewLine {
    /// The part of its messages: `bought`, `reason`, `greeted`…
    fileprivate var kind: String {
        switch question {
        case .outcome: "bought"
        case .reason, .closedOn, .feeling: "reason"
        case .greeted: "greeted"
        case .waited: "waited"
        case .thanked: "thanked"
        }
    }

    /// «Ont acheté»; of a reason its name.
    func label(_ context: Context) -> String {
        question == .reason ? context.say("encounter.reason.\(answer)") : context.say("comparison.line.\(kind)")
    }

    fileprivate func reasonWords(_ context: Context) -> String {
        guard question == .reason else { return "" }
        let words = context.say("encounter.reason.\(answer)")
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}

extension Context {
    /// «42 %».
    func percent(_ number: Int) -> String { say("key.percent", ["number": language.number(number)]) }
}
