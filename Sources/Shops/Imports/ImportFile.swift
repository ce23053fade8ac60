import Base
import Shell

/// A parsed file of shops: its records, and what its columns hold.
package struct ImportFile: Sendable {
    /// Why a file cannot be parsed.
    enum Problem: Error, Sendable, Equatable {
        /// A file of another kind.
        case notList(FileKind)
        /// A workbook that cannot be read.
        case workbook(WorkbookProblem)
        case noLines
        case tooManyLines
        /// A cell that is too long: a misplaced quote, or a file that is not a list.
        case longCell

        /// The message to show.
        var key: String {
            switch self {
            case .notList(let kind): "import.problem.\(kind.rawValue)"
            case .workbook(let problem): "import.problem.workbook.\(problem.rawValue)"
            case .noLines: "import.problem.noLines"
            case .tooManyLines: "import.problem.tooManyLines"
            case .longCell: "import.problem.longCell"
            }
        }
    }

    let records: [FileRecord]
    /// How it was read: as chosen, the rest as guessed.
    let reading: ImportReading
    let guessed: ShopColumns
    /// The record with the titles.
    let titles: FileRecord?
    /// Lines in another encoding than most.
    let otherEncoding: Set<Int>

    /// Reads a list, guessing what was not chosen.
    init(_ bytes: [UInt8], _ chosen: ImportReading = ImportReading()) throws(Problem) {
        if let kind = FileKind.binary(bytes) { throw .notList(kind) }
        let file = FileText(bytes, as: chosen.encoding)
        if let kind = FileKind.text(file.text) { throw .notList(kind) }
        guard !file.text.utf8.contains(0) else { throw .notList(.binary) }
        let table: DelimitedText.Table
        do {
            table = try DelimitedText.table(
                of: file.text, delimiter: chosen.delimiter, limit: SiteLimits.importLines + Self.around,
                columns: SiteLimits.importColumns, isTitle: { ShopColumn(header: $0) != nil })
        } catch { throw .tooManyLines }
        let titles = Self.titles(of: table.records, chosen.titlesLine)
        guessed = ShopColumns.guess(table.records, titles: titles)
        records = try Self.cut(table, used: guessed)
        self.titles = titles
        otherEncoding = Set(file.otherLines)
        var reading = chosen
        (reading.encoding, reading.delimiter, reading.titlesLine) = (file.encoding, table.delimiter, titles?.line ?? 0)
        self.reading = reading
        guard !data.isEmpty else { throw .noLines }
        guard data.count <= SiteLimits.importLines else { throw .tooManyLines }
    }

    /// Records beside the shops that a file may have: titles and what stands above them.
    static let around = 20

    private static func titles(of records: [FileRecord], _ chosen: Int?) -> FileRecord? {
        switch chosen {
        case 0: nil
        case let line?: records.first { $0.line == line } ?? ShopColumns.titles(of: records)
        case nil: ShopColumns.titles(of: records)
        }
    }

    /// The records with long cells cut. Unused columns may hold anything, such as the outline of a place.
    /// - Throws: `longCell` for one in a used column, and for one that holds other lines of the list.
    private static func cut(_ table: DelimitedText.Table, used: ShopColumns) throws(Problem) -> [FileRecord] {
        var records = table.records
        for (row, record) in records.enumerated() {
            for (index, cell) in record.cells.enumerated() where cell.utf8.count > SiteLimits.importCellBytes {
                let isUsed = used.matched.indices.contains(index) && used.matched[index] != nil
                guard !isUsed, !holdsLines(cell, table.delimiter, of: record.cells.count) else { throw .longCell }
                records[row].cells[index] = String(
                    decoding: cell.utf8.prefix(SiteLimits.importCellBytes), as: UTF8.self)
            }
        }
        return records
    }

    /// Whether most lines of a cell have as many delimiters as half of a record: a quote is at a wrong place.
    private static func holdsLines(_ cell: String, _ delimiter: Delimiter, of cells: Int) -> Bool {
        let lines = cell.utf8.split(separator: 0x0A)
        let most = lines.count { line in line.count { $0 == delimiter.byte } * 2 >= max(1, cells - 1) }
        return lines.count > 2 && most * 2 > lines.count
    }

    // MARK: Contents

    /// The records below the titles.
    var data: ArraySlice<FileRecord> {
        guard let titles else { return records[...] }
        return records.drop { $0.line <= titles.line }
    }

    /// The lines above the titles.
    var above: [Int] { titles.map { titles in records.map(\.line).filter { $0 < titles.line } } ?? [] }

    /// The columns as matched by hand, else as guessed.
    func columns(_ choices: ImportChoices) -> ShopColumns {
        guard let columns = choices.columns, columns.matched.count == guessed.matched.count else { return guessed }
        return columns
    }

    /// The lines, cleaned and corrected.
    func lines(_ choices: ImportChoices) -> [ImportLine] { ImportLine.all(self, columns(choices), choices) }

    /// The title of a column; empty without titles.
    func title(ofColumn index: Int) -> String {
        guard let titles, titles.cells.indices.contains(index) else { return "" }
        return String(titles.cells[index].oneLine.prefix(60))
    }

    /// The first text of a column below its title.
    func example(ofColumn index: Int) -> String {
        let cells = data.prefix(200).lazy
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

    /// What a person has to answer before the import; nil when nothing is open.
    func question(_ choices: ImportChoices) -> ReadingQuestion? {
        let columns = columns(choices)
        if !columns.matched.contains(.name) {
            return guessed.surname.map { .surname(title(ofColumn: $0)) } ?? .noName
        }
        let isGuess = choices.columns == nil && choices.reading.titlesLine == nil
        return isGuess && titles == nil && columns.matched.count > 1 ? .noTitles : nil
    }
}
