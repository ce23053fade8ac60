import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// The directory as a list: columns and texts that an import reads without a change.
struct DirectoryTable: Sendable {
    private let language: Language

    init(_ language: Language) { self.language = language }

    /// The columns, in the order of the form; the hours of the week follow.
    static let columns = ShopFields.all.map { ShopColumn($0) }

    /// One line for each shop.
    func csv(_ shops: [Shop], _ weeks: [Shop.ID: OpeningHours]) -> [UInt8] {
        var csv = CSVWriter(language)
        let titles = Self.columns.map(\.label) + ["import.table.hours"]
        csv.line(titles.map { CSVWriter.cell(language.messages.text($0)) })
        for shop in shops {
            let texts =
                ShopFields.all.map { text(of: $0, shop.details) } + [WeekText.write(weeks[shop.id]?.intervals ?? [])]
            csv.line(texts.map(CSVWriter.cell))
        }
        return csv.bytes
    }

    private func text(of field: ShopField, _ details: ShopDetails) -> String {
        field.name == ShopFields.place.name
            ? details.placeText.replacing(" ", with: ", ") : field.words(details[field], language.messages)
    }
}

/// The directory as a file for a spreadsheet.
package enum DirectoryTableHandlers {
    /// The directory as a CSV file; 429 after many files in a short time.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.limitByMember(.tables)
        let table = DirectoryTable(context.language)
        let bytes = try await context.offload(.pages) { db in
            table.csv(try Shop.all(in: db).sortedByName, try OpeningHours.weeks(in: db))
        }
        context.record(.exported)
        let name = context.say("import.table.file", ["day": context.now.local.day.description])
        return .csv(bytes, named: name)
    }
}

extension [Shop] {
    fileprivate var sortedByName: [Shop] {
        map { ($0.name.folded, $0) }.sorted { ($0.0, $0.1.id.rawValue) < ($1.0, $1.1.id.rawValue) }.map(\.1)
    }
}
