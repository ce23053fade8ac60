import Base
import SQLite
import Shell
import Shops

/// The encounters of a shop as CSV: the same rows and columns as its list.
struct EncounterTable: Sendable {
    private let language: Language
    private let titles: [[UInt8]]
    private let yes, no: [UInt8]
    private let faces: [[UInt8]]
    private let sources: [Encounter.Source: [UInt8]]
    private let reasons: [Encounter.NoPurchaseReason: [UInt8]]

    /// Encodes the words of the reader's language once, for up to `SiteLimits.tableLines` lines.
    init(_ context: Context) {
        func cell(_ key: String) -> [UInt8] { CSVWriter.cell(context.say(key)) }
        language = context.language
        titles = ["day", "source", "score", "feeling", "purchase", "reason", "words"].map {
            cell("encounter.table.\($0)")
        }
        (yes, no) = (cell("encounter.table.yes"), cell("encounter.table.no"))
        faces = (1...5).map { cell("face.\($0)") }
        func cells<Key: Hashable>(_ keys: [Key], _ name: (Key) -> String) -> [Key: [UInt8]] {
            Dictionary(uniqueKeysWithValues: keys.map { ($0, cell(name($0))) })
        }
        sources = cells(Encounter.Source.allCases) { "encounter.source.\($0.rawValue)" }
        reasons = cells(Encounter.NoPurchaseReason.allCases) { "encounter.reason.\($0.rawValue)" }
    }

    private struct Full: Error {}

    /// One line for each encounter that the shop's list shows to `member`, the newest day first; ends after `lines`
    /// lines, or with the line that reaches `bytes`.
    func csv(
        of shop: Shop.ID, seenBy member: Member.ID, lines: Int = SiteLimits.tableLines,
        bytes: Int = SiteLimits.tableBytes, in db: Reader
    ) throws -> [UInt8] {
        var csv = CSVWriter(language)
        csv.line(titles[0], titles[1], titles[2], titles[3], titles[4], titles[5], titles[6])
        do {
            try RecentEncounter.forEachDay(of: shop, seenBy: member, limit: lines, in: db) { day, encounters in
                let day = Array(day.description.utf8)
                for encounter in encounters {
                    guard csv.bytes.count < bytes else { throw Full() }
                    let face = encounter.feeling.flatMap { (1...faces.count).contains($0) ? $0 : nil }
                    csv.line(
                        day, encounter.source.flatMap { sources[$0] } ?? [],
                        face.map { [UInt8(ascii: "0") + UInt8($0)] } ?? [],
                        face.map { faces[$0 - 1] } ?? [], encounter.purchased.map { $0 ? yes : no } ?? [],
                        encounter.reason.flatMap { reasons[$0] } ?? [], encounter.note.map(CSVWriter.cell) ?? [])
                }
            }
        } catch is Full {}
        return csv.bytes
    }
}
