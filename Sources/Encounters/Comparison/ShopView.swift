import Base
import SQLite
import Shell
import Shops

/// The part of one answer among all answers to a question.
struct Proportion: Sendable, Equatable {
    let count: Int
    let total: Int

    /// Nil below five answers: no part of them is shown.
    init?(_ count: Int, of total: Int) {
        guard total >= SiteLimits.feelingThreshold else { return nil }
        (self.count, self.total) = (count, total)
    }

    /// The nearest whole percent.
    var percent: Int { (count * 200 + total) / (total * 2) }

    /// As it is shown, in steps of five percent: one answer more or less cannot be read off.
    var shown: Int { (count * 40 + total) / (total * 2) * 5 }

    private var part: Double { Double(count) / Double(total) }

    /// How far another part is above this one, in standard errors of two proportions; 0 when all answers are the same.
    func deviation(to other: Proportion) -> Double {
        let pooled = Double(count + other.count) / Double(total + other.total)
        let error = (pooled * (1 - pooled) * (1 / Double(total) + 1 / Double(other.total))).squareRoot()
        return error > 0 ? (other.part - part) / error : 0
    }

    /// How many times as large another part is; nil when this one is 0.
    func times(_ other: Proportion) -> Double? { count > 0 ? other.part / part : nil }
}

/// What one source recorded at a shop in twelve weeks.
struct ShopView: Sendable, Equatable {
    private var counts: [WeekQuestion: [String: Int]] = [:]

    mutating func add(_ count: Int, _ question: WeekQuestion, _ answer: String) {
        counts[question, default: [:]][answer, default: 0] += count
    }

    /// The part of an answer among those to the question; nil below five of them.
    func proportion(_ question: WeekQuestion, _ answer: String) -> Proportion? {
        let answers = answers(to: question)
        return Proportion(answers[answer] ?? 0, of: answers.values.reduce(0, +))
    }

    /// The answers to a question, without encounters whose outcome is unknown.
    func answers(to question: WeekQuestion) -> [String: Int] {
        (counts[question] ?? [:]).filter { $0.key != Self.unsaid }
    }

    /// The outcome of an encounter without an answer about the purchase.
    fileprivate static let unsaid = "unsaid"
}

/// The published views of a shop.
struct ShopViews: Sendable {
    /// By source; empty until there are five answers.
    var views: [String: ShopView] = [:]
    /// Monday of the last of the twelve weeks of each question and source.
    var weeks: [Part: Day] = [:]
    /// The medians of the street, in percent, as `greeted yes`.
    var street: [String: Int] = [:]

    /// The answers of one source to one question: their figures are replaced together.
    struct Part: Hashable, Sendable {
        let source: String
        let question: WeekQuestion
    }

    /// Monday of the last week on the page; nil before five answers to a question.
    var newest: Day? { weeks.values.max() }

    /// The views of a shop with the medians of its street.
    static func of(_ shop: Shop, in db: Reader) throws -> ShopViews {
        var found = ShopViews()
        try db.forEach(
            "SELECT source, question, answer, encounters FROM shop_view WHERE shop_id = ?1", shop.id
        ) { row in
            guard let question = WeekQuestion(rawValue: row.text(1)) else { return }
            found.views[row.text(0), default: ShopView()].add(row.count(3), question, row.text(2))
        }
        try db.forEach("SELECT source, question, week_on FROM shop_view_shown WHERE shop_id = ?1", shop.id) { row in
            guard let question = WeekQuestion(rawValue: row.text(1)) else { return }
            found.weeks[Part(source: row.text(0), question: question)] = Day(row.text(2))
        }
        try db.forEach(
            """
            SELECT question, answer, percent FROM street_view
             WHERE street_key = (SELECT street_key FROM shop WHERE id = ?1)
            """, shop.id
        ) { found.street[$0.text(0) + " " + $0.text(1)] = $0.count(2) }
        return found
    }
}

extension ShopViews {
    private static let counter = Encounter.Source.salesperson.rawValue
    private static let phone = Encounter.Source.visitor.rawValue
    /// Questions shown to a shop. Feelings are published by another rule, closed doors only in figures of many shops.
    private static let questions: [WeekQuestion] = [.outcome, .reason, .greeted, .waited, .thanked]

    /// Publishes the twelve weeks that end with `last` for each question that the visitors of a shop have answered five
    /// more times since it was last published, and what its counter noted in the same weeks. Of a source with fewer new
    /// answers nothing is replaced: two versions of the page differ by five answers at least (twenty at a kiosk).
    /// Answers on phones decide when the notes of the counter are replaced; those at a kiosk only where there are none
    /// on phones.
    static func publish(upTo last: Day, in db: Writer) throws {
        var shown: [Shop.ID: [Part: Day]] = [:]
        try db.forEach("SELECT shop_id, source, question, week_on FROM shop_view_shown") { row in
            guard let question = WeekQuestion(rawValue: row.text(2)) else { return }
            let part = Part(source: row.text(1), question: question)
            shown[Shop.ID(rawValue: row.int(0)), default: [:]][part] = Day(row.text(3))
        }
        var views: [Shop.ID: [String: ShopView]] = [:]
        var newAnswers: [Shop.ID: [Part: Int]] = [:]
        try WeekAnswers.forEach(upTo: last, in: db) { count in
            guard questions.contains(count.question), count.answer != ShopView.unsaid else { return }
            let part = Part(source: count.source, question: count.question)
            if count.source != counter, shown[count.shop]?[part].map({ count.week > $0 }) ?? true {
                newAnswers[count.shop, default: [:]][part, default: 0] += count.encounters
            }
            views[count.shop, default: [:]][count.source, default: ShopView()].add(
                count.encounters, count.question, count.answer)
        }
        for (shop, newAnswers) in newAnswers {
            for question in questions {
                for source in dueSources(
                    question, newAnswers, hasPhone: shown[shop]?[Part(source: phone, question: question)] != nil)
                {
                    try replace(
                        views[shop]?[source], Part(source: source, question: question), of: shop, upTo: last, in: db)
                }
            }
        }
        try StreetView.make(in: db)
    }

    /// The sources whose figures for a question are replaced: those with enough new answers, and the counter together
    /// with the visitors.
    private static func dueSources(_ question: WeekQuestion, _ newAnswers: [Part: Int], hasPhone: Bool) -> [String] {
        let due = newAnswers.filter { part, count in
            let source = Encounter.Source(rawValue: part.source) ?? .visitor
            return part.question == question && count >= source.threshold
        }.map(\.key.source)
        let main = hasPhone || due.contains(phone) ? phone : due.first
        return main.map { due.contains($0) } == true ? due + [counter] : due
    }

    private static func replace(
        _ view: ShopView?, _ part: Part, of shop: Shop.ID, upTo last: Day, in db: Writer
    ) throws {
        let (source, question) = (part.source, part.question)
        try db.run(
            "DELETE FROM shop_view WHERE shop_id = ?1 AND source = ?2 AND question = ?3", shop, source,
            question.rawValue)
        for (answer, count) in view?.answers(to: question) ?? [:] {
            try db.run(
                "INSERT INTO shop_view (shop_id, source, question, answer, encounters) VALUES (?1, ?2, ?3, ?4, ?5)",
                shop, source, question.rawValue, answer, count)
        }
        try db.run(
            """
            INSERT INTO shop_view_shown (shop_id, source, question, week_on) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO UPDATE SET week_on = excluded.week_on
            """, shop, source, question.rawValue, last)
    }
}
