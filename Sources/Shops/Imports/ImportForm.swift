import HTMLTemplate
import Shell
import Web

/// A question about a line: is it a stored row, or a new one?
struct ImportQuestion: PageModel {
    let line: Int
    /// «Tabac du Bourg, le bourg, 01990 Chanessy».
    let title: String
    let options: [FormOption]
    /// What the answer changes.
    let remarks: [String]
    /// Whether only one stored row is possible.
    let isDefinite: Bool

    static let fields: [Field<ImportQuestion>] = [
        .plainNumber("line") { $0.line }, .text("title") { $0.title }, .list("options") { $0.options },
        .list("remarks") { $0.remarks },
        .text("name") { ImportForm.answer(to: $0.line) },
    ]
}

/// The form of a preview: what the columns are, cells to correct, answers to questions.
enum ImportForm {
    static let fields: [AnyField] =
        [
            .choice("columns"), .choice("column-*"), .words("line-*"), .choice("answer-*"),
            .choice("answers"), .choice("settings"), .choice(ownWords), .choice(doubles), .choice("missing"),
            .choice("removed"),
        ] + ReadingForm.inputs
    static let ownWords = "own-words"
    static let doubles = "doubles"

    /// The question about a line.
    static func answer(to line: Int) -> String { "answer-\(line)" }

    /// A cell to correct in place: as it was written, hence without a limit.
    static func cell(_ column: ShopColumn, ofLine number: Int) -> TextField {
        TextField(
            "line-\(number)-\(column.rawValue)", column == .description ? .lines(4) : .line, label: column.label,
            limit: nil, presence: .conditional, autocomplete: nil)
    }
}
