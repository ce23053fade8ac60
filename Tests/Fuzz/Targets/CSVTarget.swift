@testable import Shops
@testable import Chaland

/// A list of shops out of any bytes: lines in order, nothing out of nothing, and what a program wrote by RFC 4180 comes back.
enum CSVTarget {
    static func check(_ bytes: [UInt8]) throws {
        let text = FileText.decode(bytes)
        let count = text.utf8.count
        guard let records = try? DelimitedText.records(of: text, limit: 1000) else { return }
        var last = 0
        var cells = 0
        for record in records {
            try promise(record.line > last, "line \(record.line) after \(last)")
            last = record.line
            cells += record.cells.count
            try promise(record.cells.reduce(0) { $0 + $1.utf8.count } <= count, "cells larger than their file")
        }
        try promise(last <= text.utf8.count { $0 == 0x0A || $0 == 0x0D } + 1, "line \(last) does not exist")
        try promise(cells <= count + 1, "\(cells) cells out of \(count) bytes")

        // Two columns, so that the delimiter is known, and a first line that is never empty.
        let rows = [["a", "b"]] + records.map { ["x" + $0.cells[0], $0.cells.last ?? ""] }
        let delimiters = ";,\t|".utf8.map { mark in text.utf8.count { $0 == mark } }
        guard delimiters.allSatisfy({ $0 == 0 }) else { return }
        let written = rows.map { $0.map(quoted).joined(separator: ";") }.joined(separator: "\r\n")
        let again = try DelimitedText.records(of: written, limit: 2000).map(\.cells)
        try promise(
            again.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } }, "\(rows) became \(again)"
        )
    }

    private static func quoted(_ cell: String) -> String {
        "\"" + String(decoding: cell.utf8.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }, as: UTF8.self) + "\""
    }
}
