import Base
import Shell

/// A parsed file of shops: its records, and what its columns hold.
package struct ImportFile: Sendable {
    /// Why a file cannot be parsed.
    enum Problem: String, Error, Sendable {
        /// A workbook, a picture, a PDF.
        case notText
        case noLines
        case tooManyLines
        /// A cell that is too long: a misplaced quote, or a file that is not a list.
        case longCell

        /// The message to show.
        var key: String { "import.problem.\(rawValue)" }
    }

    let records: [FileRecord]
    let guessed: ShopColumns

    init(_ bytes: [UInt8]) throws(Problem) {
        let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        guard !bytes.starts(with: Array("PK".utf8) + [3, 4]), !bytes.starts(with: Array("%PDF".utf8)),
            isWide || !bytes.contains(0)
        else { throw .notText }
        do {
            // The header is a record too.
            records = try DelimitedText.records(
                of: FileText.decode(bytes), limit: SiteLimits.importLines + 1, columns: SiteLimits.importColumns)
        } catch { throw .tooManyLines }
        guard records.allSatisfy({ $0.cells.allSatisfy { $0.utf8.count <= SiteLimits.importCellBytes } }) else {
            throw .longCell
        }
        guessed = ShopColumns.guess(records)
        guard records.count > (guessed.hasHeader ? 1 : 0) else { throw .noLines }
    }

    /// The columns as matched by hand, else as guessed.
    func columns(_ choices: ImportChoices) -> ShopColumns {
        guard let columns = choices.columns, columns.matched.count == guessed.matched.count else { return guessed }
        return columns
    }

    /// The lines, cleaned and corrected.
    func lines(_ choices: ImportChoices) -> [ImportLine] {
        ImportLine.all(records, columns(choices), corrections: choices.corrections)
    }

    /// The title of a column; empty without a header.
    func title(ofColumn index: Int) -> String {
        guard guessed.hasHeader, let header = records.first, header.cells.indices.contains(index) else { return "" }
        return String(header.cells[index].trimmed.prefix(60))
    }

    /// The first text of a column below its title.
    func example(ofColumn index: Int) -> String {
        let cells = records.dropFirst(guessed.hasHeader ? 1 : 0).prefix(200).lazy
            .compactMap { $0.cells.indices.contains(index) ? $0.cells[index].trimmed : nil }
        guard let first = cells.first(where: { !$0.isEmpty }) else { return "" }
        return first.count > 40 ? first.prefix(40) + "…" : first
    }

    /// The titles of unused columns that hold text.
    func unused(_ columns: ShopColumns) -> [String] {
        columns.matched.indices.compactMap { index in
            guard columns.matched[index] == nil, !example(ofColumn: index).isEmpty else { return nil }
            let title = title(ofColumn: index)
            return title.isEmpty ? String(index + 1) : title
        }
    }
}

/// The choices made for an import and the result of confirming it: `list_import.choices`.
package struct ImportChoices: Sendable, Codable, Equatable {
    /// The columns as matched by hand; nil while they are guessed.
    var columns: ShopColumns?
    /// Corrected cells, by line and column.
    var corrections: [Int: [ShopColumn: String]] = [:]
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
