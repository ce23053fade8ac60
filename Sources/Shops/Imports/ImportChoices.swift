import Web

/// The choices made for an import and the result of confirming it: `list_import.choices`.
package struct ImportChoices: Sendable, Codable, Equatable {
    /// How the file is read.
    package var reading = ImportReading()
    /// The columns as matched by hand; nil while they are guessed.
    var columns: ShopColumns?
    /// Corrected cells, by line and column.
    var corrections: [Int: [ShopColumn: String]] = [:]
    /// Lines taken or left out by hand, where the file suggests the other.
    package var taken: [Int: Bool] = [:]
    /// Answers to the questions of the preview.
    var answers = ImportAnswers()
    /// What confirming did.
    var result: Result?

    /// What confirming did.
    struct Result: Sendable, Codable, Equatable {
        var created = 0
        var updated = 0
        var unchanged = 0
        /// Rows that were missing in the list and are removed.
        var removed = 0
        /// Names of rows whose own people’s words stayed.
        var preserved: [String] = []
        /// Lines left out, without an answer to their question.
        var asked: [Int] = []
        /// Lines left out, to correct.
        var left: [Int] = []
        /// Names of shops that an undo left in place, because they have been used or changed since.
        var stayed: [String] = []
    }
}

/// How a file is read; what was not chosen is guessed.
package struct ImportReading: Sendable, Codable, Equatable {
    var encoding: TextEncoding?
    var delimiter: Delimiter?
    /// The line with the titles, counted from 1; 0 when the file has none.
    package var titlesLine: Int?
    /// Whether the file was a workbook: it is stored as text, whose encoding and delimiter are no question.
    var isWorkbook = false

    package init() {}
}

extension ImportReading {
    /// The reading that a form chooses; nil when it is as before. Only what differs from `file` is a choice.
    init?(_ form: Form, before: ImportReading, _ file: ImportFile) {
        self = before
        if let line = form["titles"].flatMap({ Int($0) }), line != file.reading.titlesLine { titlesLine = line }
        if let typed = form["delimiter"].flatMap(Delimiter.init(typed:)), typed != file.reading.delimiter {
            delimiter = typed
        }
        if let typed = form["encoding"].flatMap(TextEncoding.init(rawValue:)), typed != file.reading.encoding {
            encoding = typed
        }
        if self == before { return nil }
    }
}
