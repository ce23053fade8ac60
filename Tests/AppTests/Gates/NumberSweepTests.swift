@testable import Shell
import HTTP
import SQLite
import Testing

@testable import Chaland

/// A file may hold any number: another program has written it, or a backup was tampered with. No number ends the process or takes
/// a page away. One column at a time, against the pages and forms that touch its table.
@Suite("Any number in any column of the store") struct NumberSweepTests {
    @Test("gets a page, and a feeling is taken", arguments: [Int.min, -1, Int.max])
    func everyColumn(_ number: Int) async throws {
        let street = try await FullStreet.made.value
        let columns = try street.columns()
        #expect(columns.count > 60)
        for column in columns {
            let steps = street.steps(touching: column.table)
            let site = try TestSite(storage: street.storage, limitsRate: false)
            guard try put(number, into: column, of: site) else { continue }
            // Read by the work of the night, or only as long as there is no association.
            if steps.isEmpty { try site.night() }
            for step in steps {
                let status = try await step.run(on: site)
                let isAnswered = step.mayFail || status.code < 500
                #expect(isAnswered, "\(column.table).\(column.name): \(step.person) \(step.path) \(status.code)")
            }
        }
    }

    /// Writes the number into every row, as another program would; false where SQLite refuses it: what refers to nothing.
    private func put(_ number: Int, into column: FullStreet.Column, of site: TestSite) throws -> Bool {
        let other = try Store.open(site.site.database.path)
        defer { other.close() }
        let value = number == .min ? "-9223372036854775807 - 1" : "\(number)"
        let change = "UPDATE OR IGNORE \(column.table) SET \(column.name) = \(value)"
        return (try? other.writeNow { try $0.execute("PRAGMA ignore_check_constraints = ON; " + change) }) != nil
    }
}
