import HTTP
import SQLite
import Testing

@testable import Chaland
@testable import Shell

/// A file may contain any number: another program wrote it, or a backup was tampered with. No number may end the
/// process or break a page. One column at a time, against the pages and forms that touch its table.
@Suite("Any number in any column of the store") struct NumberSweepTests {
    @Test("breaks no page, and feelings are accepted", arguments: [Int.min, -1, Int.max])
    func everyColumn(_ number: Int) async throws {
        let street = try await FullStreet.made.value
        let columns = try street.columns()
        #expect(columns.count > 60)
        for column in columns {
            let steps = street.steps(touching: column.table)
            let site = try TestSite(storage: street.storage, limitsRate: false)
            guard try put(number, into: column, of: site) else { continue }
            // Read by nightly jobs, or only until the association is founded.
            if steps.isEmpty { try site.night() }
            for step in steps {
                let status = try await step.run(on: site)
                let isAnswered = step.mayFail || status.code < 500
                #expect(isAnswered, "\(column.table).\(column.name): \(step.person) \(step.path) \(status.code)")
            }
        }
    }

    /// Writes the number into every row, as another program would; false where SQLite refuses a broken reference.
    private func put(_ number: Int, into column: FullStreet.Column, of site: TestSite) throws -> Bool {
        let other = try Store.open(site.site.database.path)
        defer { other.close() }
        let value = number == .min ? "-9223372036854775807 - 1" : "\(number)"
        let change = "UPDATE OR IGNORE \(column.table) SET \(column.name) = \(value)"
        return (try? other.writeNow { try $0.execute("PRAGMA ignore_check_constraints = ON; " + change) }) != nil
    }
}
