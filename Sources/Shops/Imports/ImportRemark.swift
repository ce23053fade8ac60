import HTMLTemplate

/// A remark about a line. A line with an error is left out until it is corrected.
enum ImportRemark: Sendable, Equatable {
    case noName
    case tooLong(ShopColumn)
    case tradeMissing
    /// An invalid text of a column.
    case unknown(ShopColumn, String)
    case siteCut(String)
    case postcodeCompleted(String)
    case sameAsLine(Int)
    case tooManyCells(Int)
    /// Written in another encoding than most lines.
    case otherEncoding
    /// Counts or sums the lines above.
    case total

    /// Whether the line is left out.
    var isError: Bool {
        switch self {
        case .noName, .tooLong: true
        case .tradeMissing, .unknown, .siteCut, .postcodeCompleted, .sameAsLine, .tooManyCells, .otherEncoding, .total:
            false
        }
    }

    /// The column to correct, for an error.
    var column: ShopColumn? {
        switch self {
        case .noName: .name
        case .tooLong(let column): column
        case .tradeMissing, .unknown, .siteCut, .postcodeCompleted, .sameAsLine, .tooManyCells, .otherEncoding, .total:
            nil
        }
    }

    /// The remark as a sentence in the language of `messages`.
    func said(in messages: Messages) -> String {
        func text(_ key: String, _ values: [String: String]) -> String { messages.text(key, values) }
        func quoted(_ value: String) -> String { value.count > 60 ? value.prefix(60) + "…" : value }
        switch self {
        case .noName: return text("import.remark.noName", [:])
        case .tooLong(let column):
            let name = text(column.label, [:])
            return text("import.remark.tooLong", ["column": name, "limit": messages.format(column.limit)])
        case .tradeMissing: return text("import.remark.tradeMissing", [:])
        case .unknown(let column, let value):
            return text("import.remark.unknown", ["column": text(column.label, [:]), "value": quoted(value)])
        case .siteCut(let value): return text("import.remark.siteCut", ["value": quoted(value)])
        case .postcodeCompleted(let value): return text("import.remark.postcodeCompleted", ["value": value])
        case .sameAsLine(let line): return text("import.remark.sameAsLine", ["line": String(line)])
        case .otherEncoding: return text("import.remark.otherEncoding", [:])
        case .total: return text("import.remark.total", [:])
        case .tooManyCells(let count): return text("import.remark.tooManyCells", ["cells": messages.format(count)])
        }
    }
}
