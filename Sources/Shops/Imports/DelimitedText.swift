/// One record of a file: its cells, and the line it begins on, counted from 1 as editors do.
struct FileRecord: Sendable, Equatable {
    let line: Int
    var cells: [String]
    /// Cells with text past those in `cells`.
    var extra = 0

    /// Whether a cell holds anything but white space.
    var hasText: Bool { extra > 0 || cells.contains(where: \.hasText) }
}

/// Reads delimited text (RFC 4180) with the deviations of real files: any delimiter, any line end, line breaks inside
/// quotes, rows of different lengths, and stray quotes, which cost a character and never the rest of the file.
struct DelimitedText {
    /// More records than the limit.
    struct TooManyLines: Error, Equatable {}

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private let columns: Int
    private var position = 0
    private var line = 1
    /// Quotes that never closed so far. Each costs a scan of the rest of the file, so only a few are tried.
    private var unclosed = 0

    private static let quote: UInt8 = 0x22

    /// The records of a text, and the delimiter between their cells.
    struct Table: Sendable {
        let records: [FileRecord]
        let delimiter: Delimiter
    }

    /// The table of `text`, lines without any text left out, as is a first line «sep=;». Cells past the first `columns`
    /// of a record are only counted: a file of delimiters alone would take hundreds of megabytes.
    /// - Parameters:
    ///   - chosen: the delimiter; nil to use that of the first line, else to guess it.
    ///   - isTitle: whether a cell is a known title, for the guess.
    /// - Throws: `TooManyLines` past `limit` records.
    static func table(
        of text: String, delimiter chosen: Delimiter? = nil, limit: Int, columns: Int = .max,
        isTitle: (String) -> Bool = { _ in false }
    ) throws(TooManyLines) -> Table {
        let bytes = Array(text.utf8)
        let first = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let named = Delimiter.named(by: first.prefix(20))
        let delimiter = chosen ?? named ?? Delimiter.guess(bytes, isTitle: isTitle)
        var reader = DelimitedText(bytes: bytes, delimiter: delimiter, columns: columns)
        if named != nil {
            reader.position = first.count
            reader.takeLineEnd()
        }
        var records: [FileRecord] = []
        while let record = reader.next() {
            guard record.hasText else { continue }
            guard records.count < limit else { throw TooManyLines() }
            records.append(record)
        }
        return Table(records: records, delimiter: delimiter)
    }

    /// The records of `text`.
    static func records(of text: String, limit: Int, columns: Int = .max) throws(TooManyLines) -> [FileRecord] {
        try table(of: text, limit: limit, columns: columns).records
    }

    /// The first records with text, without the last of a text that is cut off.
    static func sample(_ bytes: [UInt8], _ delimiter: Delimiter, limit: Int) -> [FileRecord] {
        var reader = DelimitedText(bytes: bytes, delimiter: delimiter, columns: 250)
        var records: [FileRecord] = []
        while records.count < limit, let record = reader.next() { if record.hasText { records.append(record) } }
        return records.count > 1 && reader.position == bytes.count && bytes.count == 128 * 1024
            ? Array(records.dropLast()) : records
    }

    private init(bytes: [UInt8], delimiter: Delimiter, columns: Int) {
        (self.bytes, self.delimiter, self.columns) = (bytes, delimiter.byte, columns)
    }

    private mutating func next() -> FileRecord? {
        guard position < bytes.count else { return nil }
        let first = line
        var record = FileRecord(line: first, cells: [cell()])
        while position < bytes.count, bytes[position] == delimiter {
            position += 1
            let text = cell()
            if record.cells.count < columns { record.cells.append(text) } else if text.hasText { record.extra += 1 }
        }
        takeLineEnd()
        return record
    }

    private mutating func cell() -> String {
        if position < bytes.count, bytes[position] == Self.quote, unclosed < 8 {
            if let text = quoted() { return text }
            unclosed += 1
        }
        let start = position
        while position < bytes.count, bytes[position] != delimiter, !isLineEnd(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// A quoted cell; nil, with nothing consumed, when it never closes. Only a quote before a delimiter, a line end or
    /// the end of the file closes it: some programs write `"Le "Petit" Bar"` without doubling the inner quotes.
    private mutating func quoted() -> String? {
        var text: [UInt8] = []
        var index = position + 1
        var breaks = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == Self.quote {
                if index + 1 < bytes.count, bytes[index + 1] == Self.quote {
                    index += 1
                } else if let end = cellEnd(after: index + 1) {
                    position = end
                    line += breaks
                    return String(decoding: text, as: UTF8.self)
                }
            } else if byte == 0x0A || byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A) {
                breaks += 1
            }
            text.append(byte)
            index += 1
        }
        return nil
    }

    /// The end of a cell that has only spaces before its delimiter or line end; nil otherwise.
    private func cellEnd(after start: Int) -> Int? {
        var index = start
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        return index == bytes.count || bytes[index] == delimiter || isLineEnd(bytes[index]) ? index : nil
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private mutating func takeLineEnd() {
        guard position < bytes.count else { return }
        let isPair = bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A
        position += isPair ? 2 : 1
        line += 1
    }
}

extension String {
    /// Whether it holds anything but white space; stops at the first letter.
    fileprivate var hasText: Bool { unicodeScalars.contains { !$0.properties.isWhitespace } }
}
