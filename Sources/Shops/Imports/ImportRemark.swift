/// Something a person should know about a line. `isError`: the line is left out until it is corrected.
enum ImportRemark: Sendable, Equatable {
    case noName
    case tooLong(ShopColumn)
    case tradeMissing
    case siteUnknown(String)
    case siteCut(String)
    case phoneUnknown(String)
    case postcodeUnknown(String)
    case postcodeCompleted(String)
    case placeUnknown(String)
    case sameAsLine(Int)
    case nameElsewhere
    case tooManyCells(Int)

    /// Whether it keeps the line out.
    var isError: Bool {
        switch self {
        case .noName, .tooLong: true
        default: false
        }
    }

    /// The column to correct, for an error.
    var column: ShopColumn? {
        switch self {
        case .noName: .name
        case .tooLong(let column): column
        default: nil
        }
    }

    /// The sentence of `language` that says it; `text` gives a message of that language its values.
    func said(in language: Language, _ text: (String, [String: String]) -> String) -> String {
        func quoted(_ value: String) -> String { value.count > 60 ? value.prefix(60) + "…" : value }
        switch self {
        case .noName: return text("import.remark.noName", [:])
        case .tooLong(let column):
            let name = text("import.column.\(column.rawValue)", [:])
            return text("import.remark.tooLong", ["column": name, "limit": language.number(column.limit)])
        case .tradeMissing: return text("import.remark.tradeMissing", [:])
        case .siteUnknown(let value): return text("import.remark.siteUnknown", ["value": quoted(value)])
        case .siteCut(let value): return text("import.remark.siteCut", ["value": quoted(value)])
        case .phoneUnknown(let value): return text("import.remark.phoneUnknown", ["value": quoted(value)])
        case .postcodeUnknown(let value): return text("import.remark.postcodeUnknown", ["value": quoted(value)])
        case .postcodeCompleted(let value): return text("import.remark.postcodeCompleted", ["value": value])
        case .placeUnknown(let value): return text("import.remark.placeUnknown", ["value": quoted(value)])
        case .sameAsLine(let line): return text("import.remark.sameAsLine", ["line": String(line)])
        case .nameElsewhere: return text("import.remark.nameElsewhere", [:])
        case .tooManyCells(let count): return text("import.remark.tooManyCells", ["cells": language.number(count)])
        }
    }
}
