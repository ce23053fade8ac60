/// One record of a file: its cells, and the line it begins on, counted from 1 as editors do.
struct FileRecord: Sendable, Equatable {
    let line: Int
    var cells: [String]
    /// Cells with text past those in `cells`.
    var extra = 0
}

/// Reads delimited text (RFC 4180) with the deviations of real files: any of `;` `,` tab `|`, any line end, line breaks
/// inside quotes, rows of different lengths, and stray quotes, which cost a character and never the rest of the file.
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
    private static let delimiters: [UInt8] = [0x3B, 0x09, 0x2C, 0x7C]

    /// The records of `text`, lines without any text left out. Cells past the first `columns` of a record are only counted: a
    /// file of delimiters alone would take hundreds of megabytes.
    /// - Throws: `TooManyLines` past `limit` records.
    static func records(of text: String, limit: Int, columns: Int = .max) throws(TooManyLines) -> [FileRecord] {
        let bytes = Array(text.utf8)
        var reader = DelimitedText(bytes: bytes, delimiter: guess(bytes), columns: columns)
        var records: [FileRecord] = []
        while let record = reader.next() {
            guard record.extra > 0 || record.cells.contains(where: \.hasText) else { continue }
            guard records.count < limit else { throw TooManyLines() }
            records.append(record)
        }
        return records
    }

    private init(bytes: [UInt8], delimiter: UInt8, columns: Int) {
        (self.bytes, self.delimiter, self.columns) = (bytes, delimiter, columns)
    }

    /// The most frequent delimiter outside quotes in the first 64 KiB; the first of the list among equals.
    private static func guess(_ bytes: [UInt8]) -> UInt8 {
        var counts = [0, 0, 0, 0]
        var isQuoted = false
        for byte in bytes.prefix(64 * 1024) {
            if byte == quote {
                isQuoted.toggle()
            } else if !isQuoted, let index = delimiters.firstIndex(of: byte) {
                counts[index] += 1
            }
        }
        let most = counts.max() ?? 0
        return delimiters[counts.firstIndex(of: most) ?? 0]
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
