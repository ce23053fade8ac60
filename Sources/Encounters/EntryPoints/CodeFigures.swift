import Base
import SQLite
import Shell
import Shops

/// What printed codes brought in some days.
struct CodeFigures: Sendable, Equatable {
    /// How often they were opened.
    var opens = 0
    /// How often after they had ended: in no other figure.
    var endedOpens = 0
    /// Answers of visitors: one tap each, and one encounter.
    var answers = 0
    /// Answers after the end of their code: in no other figure.
    var endedAnswers = 0
    /// Answers with details.
    var detailed = 0
    /// Answers with a review.
    var reviews = 0

    static func + (one: CodeFigures, other: CodeFigures) -> CodeFigures {
        CodeFigures(
            opens: one.opens + other.opens, endedOpens: one.endedOpens + other.endedOpens,
            answers: one.answers + other.answers, endedAnswers: one.endedAnswers + other.endedAnswers,
            detailed: one.detailed + other.detailed, reviews: one.reviews + other.reviews)
    }
}

extension CodeFigures {
    /// Whose codes are counted.
    enum Extent: Sendable, Equatable {
        case all
        case shop(Shop.ID)
        case code(String)

        /// The condition on `entry_point`, and its value, ?2.
        fileprivate var condition: (sql: String, values: [any Bindable]) {
            switch self {
            case .all: ("1", [])
            case .shop(let shop): ("entry_point.shop_id = ?2", [shop])
            case .code(let code): ("entry_point.code = ?2", [code])
            }
        }
    }

    /// The figures of each code with any, by code, from the week of the Monday `first` on: openings up to the last minute, answers up to the
    /// last night.
    static func of(_ extent: Extent, since first: Day, in db: Reader) throws -> [String: CodeFigures] {
        let (condition, values) = extent.condition
        var figures: [String: CodeFigures] = [:]
        let opens = """
            SELECT entry_point.code, sum(opens), sum(ended_opens)
              FROM entry_point JOIN entry_point_opens AS counted ON counted.code = entry_point.code
             WHERE \(condition) AND counted.week_on >= ?1 GROUP BY entry_point.code
            """
        try db.forEach(opens, values: [first] + values) { row in
            figures[row.text(0)] = CodeFigures(opens: row.count(1), endedOpens: row.count(2))
        }
        let answers = """
            SELECT entry_point.code, sum(answers), sum(ended_answers), sum(detailed), sum(reviews)
              FROM entry_point JOIN entry_point_week AS counted ON counted.code = entry_point.code
             WHERE \(condition) AND counted.week_on >= ?1 GROUP BY entry_point.code
            """
        try db.forEach(answers, values: [first] + values) { row in
            var found = figures[row.text(0)] ?? CodeFigures()
            (found.answers, found.endedAnswers) = (row.count(1), row.count(2))
            (found.detailed, found.reviews) = (row.count(3), row.count(4))
            figures[row.text(0)] = found
        }
        return figures
    }
}
