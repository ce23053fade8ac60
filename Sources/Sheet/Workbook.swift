/// Reads the first visible sheet of a workbook, XLSX (ECMA-376) or ODS (OpenDocument 1.2), as CSV.
///
/// For a process of its own: a hostile file may use all its memory and time. No Foundation, so that it starts in
/// milliseconds.
public enum Workbook {
    /// What is read at most.
    public struct Limits: Sendable {
        /// Rows with text.
        public var rows: Int
        /// Columns; text beyond them is written as one more cell.
        public var columns: Int
        /// Bytes of all parts that are read, unpacked.
        public var unpackedBytes: Int

        /// Limits.
        public init(rows: Int, columns: Int, unpackedBytes: Int) {
            (self.rows, self.columns, self.unpackedBytes) = (rows, columns, unpackedBytes)
        }
    }

    /// Why a workbook is not read. The raw values are exit statuses.
    public enum Problem: Int32, Error, Sendable {
        /// An archive without a workbook inside.
        case noWorkbook = 3
        /// Its parts contradict each other, are missing, or hold what no spreadsheet writes.
        case damaged = 4
        case tooManyRows = 5
        case tooLarge = 6
    }

    /// The rows as CSV: UTF-8, `;`, all cells in quotes. Row n of the sheet is line n; a line break inside a cell is
    /// U+2028. Cells hold what the sheet shows: numbers in their format, formulas by their stored value, dates as ISO
    /// 8601.
    public static func csv(_ bytes: [UInt8], _ limits: Limits) throws(Problem) -> [UInt8] {
        var archive = try Archive(bytes, limit: limits.unpackedBytes)
        var writer = RowWriter(limits)
        if archive.names.contains(XLSX.workbook) {
            try XLSX.read(&archive, &writer)
        } else if archive.names.contains(ODS.content), archive.names.contains("META-INF/manifest.xml") {
            try ODS.read(&archive, &writer)
        } else {
            throw .noWorkbook
        }
        return writer.bytes
    }
}

/// Writes rows as CSV.
struct RowWriter {
    private(set) var bytes: [UInt8] = []
    private let limits: Workbook.Limits
    private var line = 1
    private var rows = 0

    init(_ limits: Workbook.Limits) { self.limits = limits }

    /// The most rows of a sheet: those of Excel and LibreOffice.
    static let lastRow = 1_048_576

    /// The cells stored of a row: one more than the limit of columns, to detect that there are more.
    var width: Int { limits.columns + 1 }

    /// Writes a row; one without text only counts.
    /// - Throws: `damaged` for a row that is not below the last one; `tooManyRows`.
    mutating func row(_ number: Int, _ cells: [String]) throws(Workbook.Problem) {
        guard number >= line, number <= Self.lastRow else { throw .damaged }
        guard let last = cells.lastIndex(where: { !$0.isEmpty }) else { return }
        rows += 1
        guard rows <= limits.rows else { throw .tooManyRows }
        bytes += repeatElement(UInt8(ascii: "\n"), count: number - line)
        for (index, cell) in cells[...last].enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ";")) }
            write(cell)
        }
        bytes.append(UInt8(ascii: "\n"))
        line = number + 1
    }

    private mutating func write(_ cell: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += [byte, byte]
            case 0x0A: bytes += [0xE2, 0x80, 0xA8]
            case 0x0D, 0x00: continue
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
