import Base
import SQLite
import Shell
import Shops

/// Figures of printed codes over some weeks.
struct CodeFigures: Sendable, Equatable {
    /// Scans, typed addresses included.
    var opens = 0
    /// Scans after the end of their code: in no other figure.
    var endedOpens = 0
    /// Answers of visitors: one tap each, and one encounter.
    var answers = 0
    /// Answers after the end of their code: in no other figure.
    var endedAnswers = 0
    /// Answers with details.
    var detailed = 0
    /// The sum of the feelings of the answers, 1 to 5 each.
    var feelingSum = 0
    /// Published reviews.
    var reviews = 0

    static func + (one: CodeFigures, other: CodeFigures) -> CodeFigures {
        CodeFigures(
            opens: one.opens + other.opens, endedOpens: one.endedOpens + other.endedOpens,
            answers: one.answers + other.answers, endedAnswers: one.endedAnswers + other.endedAnswers,
            detailed: one.detailed + other.detailed, feelingSum: one.feelingSum + other.feelingSum,
            reviews: one.reviews + other.reviews)
    }
}

extension CodeFigures {
    /// A count of answers as pages show it; nil below five, zero included: a code handed to one person must not reveal
    /// whether they answered.
    static func shown(_ count: Int) -> Int? { count < SiteLimits.feelingThreshold ? nil : count }

    /// The sum of several codes: all scans, but answers, details and reviews only of the codes that show theirs. A code
    /// is part of several sums (by medium, shop and project): if one included a hidden count, subtracting the others
    /// would reveal it.
    static func sum(of codes: [CodeFigures]) -> CodeFigures {
        var sum = codes.reduce(CodeFigures(), +)
        sum.answers = total(codes, \.answers)
        sum.feelingSum = codes.filter { shown($0.answers) != nil }.reduce(0) { $0 + $1.feelingSum }
        sum.detailed = total(codes, \.detailed)
        sum.reviews = total(codes, \.reviews)
        sum.endedAnswers = total(codes, \.endedAnswers)
        return sum
    }

    /// The sum of a count over the codes that show it.
    private static func total(_ codes: [CodeFigures], _ count: KeyPath<CodeFigures, Int>) -> Int {
        codes.reduce(0) { $0 + (shown($1[keyPath: count]) ?? 0) }
    }

    /// The scans alone.
    var onlyOpens: CodeFigures { CodeFigures(opens: opens, endedOpens: endedOpens) }

    /// Whether there is nothing to show yet.
    var hasNothingToShow: Bool {
        opens + endedOpens == 0 && [answers, reviews, endedAnswers].allSatisfy { Self.shown($0) == nil }
    }
}

extension CodeFigures {
    /// The codes to count.
    enum Extent: Sendable, Equatable {
        case all
        case shop(Shop.ID)
        case code(String)

        /// The condition on `entry_point`, and its value, ?3.
        fileprivate var condition: (sql: String, values: [any Bindable]) {
            switch self {
            case .all: ("1", [])
            case .shop(let shop): ("entry_point.shop_id = ?3", [shop])
            case .code(let code): ("entry_point.code = ?3", [code])
            }
        }

        /// The index of `review` that finds its reviews, with the condition on `review`.
        fileprivate var reviews: (index: String, sql: String) {
            switch self {
            case .all: ("review_by_publication", "1")
            case .shop: ("review_published", "review.shop_id = ?3")
            case .code: ("review_published", "review.shop_id = (SELECT shop_id FROM entry_point WHERE code = ?3)")
            }
        }
    }

    /// The figures in these weeks, by code, of each code that has any: scans up to the last minute, answers up to the
    /// last night, reviews by their publication.
    static func of(_ extent: Extent, in weeks: CodeWeeks, _ db: Reader) throws -> [String: CodeFigures] {
        let condition = extent.condition.sql
        let values: [any Bindable] = [weeks.first, weeks.last] + extent.condition.values
        var figures: [String: CodeFigures] = [:]
        let opens = """
            SELECT entry_point.code, sum(opens), sum(ended_opens)
              FROM entry_point JOIN entry_point_opens AS counted ON counted.code = entry_point.code
             WHERE \(condition) AND counted.week_on BETWEEN ?1 AND ?2 GROUP BY entry_point.code
            """
        try db.forEach(opens, values: values) { row in
            figures[row.text(0)] = CodeFigures(opens: row.count(1), endedOpens: row.count(2))
        }
        let answers = """
            SELECT entry_point.code, sum(answers), sum(ended_answers), sum(detailed), sum(faces)
              FROM entry_point JOIN entry_point_week AS counted ON counted.code = entry_point.code
             WHERE \(condition) AND counted.week_on BETWEEN ?1 AND ?2 GROUP BY entry_point.code
            """
        try db.forEach(answers, values: values) { row in
            var found = figures[row.text(0)] ?? CodeFigures()
            (found.answers, found.endedAnswers) = (row.count(1), row.count(2))
            (found.detailed, found.feelingSum) = (row.count(3), row.count(4))
            figures[row.text(0)] = found
        }
        for (code, reviews) in try publishedReviews(of: extent, in: weeks, db) {
            figures[code, default: CodeFigures()].reviews = reviews
        }
        return figures
    }

    /// The number of reviews published in these weeks, by the code they came from. Counted from the reviews themselves,
    /// which are few and change with each decision.
    private static func publishedReviews(
        of extent: Extent, in weeks: CodeWeeks, _ db: Reader
    ) throws -> [(String, Int)] {
        let (condition, values) = extent.condition
        let days: [any Bindable] = [weeks.first, weeks.last.adding(days: 7)].map {
            LocalTime(day: $0, minute: 0).instant
        }
        return try db.rows(
            """
            SELECT entry_code, count(*)
              FROM review INDEXED BY \(extent.reviews.index)
             CROSS JOIN encounter ON encounter.id = review.encounter_id
             CROSS JOIN entry_point ON entry_point.code = entry_code
             WHERE \(extent.reviews.sql) AND \(condition) AND published_at >= ?1 AND published_at < ?2
               AND review.withdrawn_at IS NULL
               AND (ended_at IS NULL OR met_at <= ended_at)
             GROUP BY entry_code
            """, values: days + values
        ) { ($0.text(0), $0.count(1)) }
    }
}
