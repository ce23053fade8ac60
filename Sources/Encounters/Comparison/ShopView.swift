import Base
import SQLite
import Shell
import Shops

/// A part of some answers.
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

    private var part: Double { Double(count) / Double(total) }

    /// How far another part is above this one, in standard errors of two proportions; 0 when both are all or nothing.
    func deviation(to other: Proportion) -> Double {
        let pooled = Double(count + other.count) / Double(total + other.total)
        let error = (pooled * (1 - pooled) * (1 / Double(total) + 1 / Double(other.total))).squareRoot()
        return error > 0 ? (other.part - part) / error : 0
    }

    /// How many times as large another part is; nil when this one is nothing.
    func times(_ other: Proportion) -> Double? { count > 0 ? other.part / part : nil }
}

/// What one source recorded at a shop in twelve weeks.
struct ShopView: Sendable, Equatable {
    private var counts: [WeekQuestion: [String: Int]] = [:]

    mutating func add(_ count: Int, _ question: WeekQuestion, _ answer: String) {
        counts[question, default: [:]][answer, default: 0] += count
    }

    /// The part of an answer in those that say something; nil below five of them.
    func share(_ question: WeekQuestion, _ answer: String) -> Proportion? {
        let said = (counts[question] ?? [:]).filter { $0.key != "unsaid" }
        return Proportion(said[answer] ?? 0, of: said.values.reduce(0, +))
    }

    /// All answers to all questions.
    var all: [(question: WeekQuestion, answer: String, count: Int)] {
        counts.flatMap { question, answers in answers.map { (question: question, answer: $0.key, count: $0.value) } }
    }

    /// The encounters.
    var encounters: Int { counts[.outcome]?.values.reduce(0, +) ?? 0 }
}

/// The published views of a shop.
struct ShopViews: Sendable {
    /// By source; empty until there are five answers.
    var views: [String: ShopView] = [:]
    /// Monday of the last of the twelve weeks of each source.
    var weeks: [String: Day] = [:]
    /// The medians of the street, in percent, as `greeted yes`.
    var street: [String: Int] = [:]

    /// The views of a shop with the medians of its street.
    static func of(_ shop: Shop, in db: Reader) throws -> ShopViews {
        var found = ShopViews()
        try db.forEach(
            "SELECT source, question, answer, encounters FROM shop_view WHERE shop_id = ?1", shop.id
        ) { row in
            guard let question = WeekQuestion(rawValue: row.text(1)) else { return }
            found.views[row.text(0), default: ShopView()].add(row.count(3), question, row.text(2))
        }
        try db.forEach("SELECT source, week_on FROM shop_view_shown WHERE shop_id = ?1", shop.id) { row in
            found.weeks[row.text(0)] = Day(row.text(1))
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
    /// Questions shown to a shop. Feelings are published by another rule, closed doors only for many shops.
    private static func isShown(_ question: WeekQuestion) -> Bool {
        switch question {
        case .outcome, .reason, .greeted, .waited, .thanked: true
        case .closedOn, .feeling: false
        }
    }

    /// Publishes the twelve weeks that end with `last` for each shop whose visitors gave five more answers since, and
    /// what its counter noted in the same weeks. A source with fewer new answers stays as it is: whoever compares two
    /// versions of the page finds five persons at least. Answers on phones decide the weeks of the counter; those of a
    /// kiosk only where there are none.
    static func publish(upTo last: Day, in db: Writer) throws {
        var shown: [Shop.ID: [String: Day]] = [:]
        try db.forEach("SELECT shop_id, source, week_on FROM shop_view_shown") { row in
            shown[Shop.ID(rawValue: row.int(0)), default: [:]][row.text(1)] = Day(row.text(2))
        }
        var views: [Shop.ID: [String: ShopView]] = [:]
        var gains: [Shop.ID: [String: Int]] = [:]
        try WeekAnswers.forEach(upTo: last, in: db) { count in
            if count.question == .outcome, count.source != counter,
                shown[count.shop]?[count.source].map({ count.week > $0 }) ?? true
            {
                gains[count.shop, default: [:]][count.source, default: 0] += count.encounters
            }
            guard isShown(count.question) else { return }
            views[count.shop, default: [:]][count.source, default: ShopView()].add(
                count.encounters, count.question, count.answer)
        }
        for (shop, gains) in gains {
            let due = gains.filter { $0.value >= SiteLimits.feelingThreshold }.map(\.key)
            let main = shown[shop]?[phone] != nil || due.contains(phone) ? phone : due.first
            for source in due + (main.map { due.contains($0) } == true ? [counter] : []) {
                try replace(views[shop]?[source], source, of: shop, upTo: last, in: db)
            }
        }
        try StreetView.make(in: db)
    }

    private static func replace(
        _ view: ShopView?, _ source: String, of shop: Shop.ID, upTo last: Day, in db: Writer
    ) throws {
        try db.run("DELETE FROM shop_view WHERE shop_id = ?1 AND source = ?2", shop, source)
        for (question, answer, count) in view?.all ?? [] {
            try db.run(
                "INSERT INTO shop_view (shop_id, source, question, answer, encounters) VALUES (?1, ?2, ?3, ?4, ?5)",
                shop, source, question.rawValue, answer, count)
        }
        try db.run(
            """
            INSERT INTO shop_view_shown (shop_id, source, week_on) VALUES (?1, ?2, ?3)
                ON CONFLICT DO UPDATE SET week_on = excluded.week_on
            """, shop, source, last)
    }
}

/// The medians of the shops of each street.
enum StreetView {
    /// The fewest shops of a median.
    static let shops = 5
    /// Medians are rounded to this many percent: the middle one of five shops is the figure of one of them.
    static let step = 5

    /// Makes them from the published answers on phones.
    static func make(in db: Writer) throws {
        var streets: [String: [Int: ShopView]] = [:]
        try db.forEach(
            """
            SELECT street_key, shop_id, question, answer, encounters FROM shop_view JOIN shop ON shop.id = shop_id
             WHERE source = ?1 AND street_key <> '' AND removed_at IS NULL
            """, Encounter.Source.visitor.rawValue
        ) { row in
            guard let question = WeekQuestion(rawValue: row.text(2)) else { return }
            streets[row.text(0), default: [:]][row.int(1), default: ShopView()].add(
                row.count(4), question, row.text(3))
        }
        try db.run("DELETE FROM street_view")
        for (street, views) in streets {
            for (question, answer) in compared {
                let parts = views.values.compactMap { $0.share(question, answer)?.percent }
                guard let percent = median(parts) else { continue }
                try db.run(
                    """
                    INSERT INTO street_view (street_key, question, answer, percent, shops) VALUES (?1, ?2, ?3, ?4, ?5)
                    """, street, question.rawValue, answer, percent, parts.count)
            }
        }
    }

    /// The answers whose part is compared.
    static let compared: [(question: WeekQuestion, answer: String)] =
        [
            (question: WeekQuestion.outcome, answer: "bought"), (question: .greeted, answer: "yes"),
            (question: .waited, answer: "yes"), (question: .thanked, answer: "yes"),
        ] + Encounter.NoPurchaseReason.allCases.map { (question: WeekQuestion.reason, answer: $0.rawValue) }

    /// The middle of the percentages, rounded; nil for fewer than five shops.
    static func median(_ percents: [Int]) -> Int? {
        guard percents.count >= shops else { return nil }
        let sorted = percents.sorted()
        let twice = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
        return (twice + step) / (2 * step) * step
    }
}
