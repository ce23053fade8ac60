@testable import Shops

/// Imported tables: lines are in order, cells are not larger than the file, and a table written by RFC 4180 is read
/// back unchanged.
enum CSVTarget {
    static func check(_ bytes: [UInt8]) throws {
        let text = FileText(bytes).text
        let count = text.utf8.count
        guard let records = try? DelimitedText.records(of: text, limit: 1000) else { return }
        var last = 0
        var cells = 0
        for record in records {
            try require(record.line > last, "line \(record.line) after \(last)")
            last = record.line
            cells += record.cells.count
            try require(record.cells.reduce(0) { $0 + $1.utf8.count } <= count, "cells larger than their file")
        }
        try require(last <= text.utf8.count { $0 == 0x0A || $0 == 0x0D } + 1, "line \(last) does not exist")
        try require(cells <= count + 1, "\(cells) cells out of \(count) bytes")

        // Two columns, so that the delimiter is known, and a first line that is never empty.
        let rows = [["a", "b"]] + records.map { ["x" + $0.cells[0], $0.cells.last ?? ""] }
        let delimiters = ";,\t|^~#:!*$".utf8.map { mark in text.utf8.count { $0 == mark } }
        guard delimiters.allSatisfy({ $0 == 0 }) else { return }
        let written = rows.map { $0.map(quoted).joined(separator: ";") }.joined(separator: "\r\n")
        let again = try DelimitedText.records(of: written, limit: 2000).map(\.cells)
        try require(
            again.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } }, "\(rows) became \(again)"
        )
    }

    private static func quoted(_ cell: String) -> String {
        "\"" + String(decoding: cell.utf8.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }, as: UTF8.self) + "\""
    }
}
