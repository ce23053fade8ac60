import Base
import SQLite
import Shell
import Shops

/// The medians of the shops of each street.
enum StreetView {
    /// The fewest shops of a median.
    static let shops = 5
    /// Medians are rounded to this many percent: the median of five shops is otherwise the figure of one of them.
    static let step = 5

    /// Computes them from the published answers on phones.
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
                let parts = views.values.compactMap { $0.proportion(question, answer)?.percent }
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
