import Base
import SQLite
import Shell

/// The list of members as CSV.
struct MemberTable: Sendable {
    private let language: Language
    private let titles: [[UInt8]]
    private let offices: [Office: String]
    private let categories: CategoryNames

    /// Reads the words of the reader's language once, for all lines.
    init(_ context: Context) throws {
        language = context.language
        titles = ["name", "email", "category", "offices", "visit", "access"].map {
            CSVWriter.cell(context.say("members.column.\($0)"))
        }
        categories = try CategoryNames(context)
        offices = Dictionary(uniqueKeysWithValues: Office.allCases.map { ($0, $0.label(context)) })
    }

    /// One line for each member of a query, over all pages; at most `SiteLimits.tableLines`.
    func csv(of query: MemberListQuery, at now: Instant, in db: Reader) throws -> [UInt8] {
        var csv = CSVWriter(language)
        csv.line(titles)
        for line in try MemberLine.find(query, offset: 0, limit: SiteLimits.tableLines, at: now, in: db) {
            csv.line(
                CSVWriter.cell(line.name), line.email.map(CSVWriter.cell) ?? [],
                line.category.map { CSVWriter.cell(categories[$0]) } ?? [],
                CSVWriter.cell(line.officesText { offices[$0] ?? "" }), day(line.signedInAt), day(line.endedAt))
        }
        return csv.bytes
    }

    private func day(_ moment: Instant?) -> [UInt8] { Array((moment?.local.day.description ?? "").utf8) }
}
