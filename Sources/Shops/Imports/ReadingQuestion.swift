/// A question about a file that only a person can answer.
enum ReadingQuestion: Sendable, Equatable {
    /// The only column of names holds surnames.
    case surname(String)
    /// No column holds the name.
    case noName
    /// The columns are guessed from the cells.
    case noTitles

    /// Whether nothing can be imported before it is answered. In the preview a person sees what was guessed.
    var isBlocking: Bool {
        switch self {
        case .surname, .noName: true
        case .noTitles: false
        }
    }

    /// The question as a message, with its values.
    var message: (key: String, values: [String: String]) {
        switch self {
        case .surname(let title): ("import.question.surname", ["column": title])
        case .noName: ("import.problem.noName", [:])
        case .noTitles: ("import.question.noTitles", [:])
        }
    }

    /// The message with the option of the command that answers it.
    var option: String {
        switch self {
        case .surname, .noName: "import.option.column"
        case .noTitles: "import.option.titles"
        }
    }
}
