import Base
import Shell

/// A file of shops, read: its records, and which column is which.
package struct ImportFile: Sendable {
    /// Why a file cannot be read at all.
    enum Problem: String, Error, Sendable {
        /// A workbook, a picture, a PDF.
        case notText
        case noLines
        case tooManyLines
        /// A quote that closes far from where it should, or something that is no list.
        case longCell

        /// The message that says it.
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
            records = try DelimitedText.records(of: FileText.decode(bytes), limit: SiteLimits.importLines + 1)
        } catch { throw .tooManyLines }
        guard records.allSatisfy({ $0.cells.allSatisfy { $0.utf8.count <= SiteLimits.importCellBytes } }) else {
            throw .longCell
        }
        guessed = ShopColumns.guess(records)
        guard records.count > (guessed.hasHeader ? 1 : 0) else { throw .noLines }
    }

    /// The columns as somebody matched them, else as guessed.
    func columns(_ choices: ImportChoices) -> ShopColumns {
        guard let columns = choices.columns, columns.matched.count == guessed.matched.count else { return guessed }
        return columns
    }

    /// The lines, cleaned and corrected.
    func lines(_ choices: ImportChoices) -> [ImportLine] {
        ImportLine.all(records, columns(choices), corrections: choices.corrections)
    }

    /// How a column calls itself; empty without a header.
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

    /// The titles of the columns that hold something and are not used.
    func unused(_ columns: ShopColumns) -> [String] {
        columns.matched.indices.compactMap { index in
            guard columns.matched[index] == nil, !example(ofColumn: index).isEmpty else { return nil }
            let title = title(ofColumn: index)
            return title.isEmpty ? String(index + 1) : title
        }
    }
}

/// What somebody decided about an import, and what came of it: `shop_import.choices`.
package struct ImportChoices: Sendable, Codable, Equatable {
    /// The columns as matched by hand; nil while they are guessed.
    var columns: ShopColumns?
    /// What was typed in place of cells, by line and column.
    var corrections: [Int: [ShopColumn: String]] = [:]
    /// What confirming did.
    var result: Result?

    /// What confirming did.
    struct Result: Sendable, Codable, Equatable {
        var created = 0
        var updated = 0
        var unchanged = 0
        /// Lines left out, to correct.
        var left: [Int] = []
        /// Shops that undoing had to leave, because somebody has used or changed them since.
        var keptByUndo: [String] = []
    }
}
