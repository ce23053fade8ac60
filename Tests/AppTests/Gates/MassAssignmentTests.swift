import HTTP
import SQLite
import Schema
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Every form") struct MassAssignmentTests {
    private static let planted = "987654321"
    private let site: TestSite
    private let examples: RouteExamples
    private let clean: String

    init() async throws {
        site = try TestSite(limitsRate: false)
        examples = try await RouteExamples(site)
        clean = site.folder + "/clean.sqlite"
        try Backup.copy(from: site.site.database.path, to: clean)
    }

    /// The columns of all tables, without those that a form declares as its fields.
    private func columns() throws -> [String] {
        let tables = try site.loop.reader.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) }
        let all = try tables.flatMap { table in
            try site.loop.reader.rows("SELECT name FROM pragma_table_info(?1)", table) { $0.text(0) }
        }
        let declared = siteMap.features.flatMap(\.fields)
        return Set(all).filter { column in !declared.contains { $0.matches(column) } }.sorted()
    }

    /// The cells that have the planted value, as «table.column».
    private func plantedCells() throws -> [String] {
        let reader = site.loop.reader
        let tables = try reader.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_search_*'"
        ) { $0.text(0) }
        return try tables.flatMap { table in
            try reader.rows("SELECT name FROM pragma_table_info(?1)", table) { $0.text(0) }.filter { column in
                try reader.first(
                    "SELECT 1 FROM \"\(table)\" WHERE CAST(\"\(column)\" AS TEXT) = '\(Self.planted)' LIMIT 1"
                ) { _ in true } == true
            }.map { "\(table).\($0)" }
        }
    }

    @Test(
        "writes only its own fields: the name of any other column, sent with it, is ignored",
        arguments: [TestSite.Person.president, .baker, .guest])
    func ignored(_ person: TestSite.Person) async throws {
        let columns = try columns()
        #expect(columns.contains("disabled_at") && columns.contains("shop_id") && columns.contains("published_at"))
        let form = [
            ("feeling", "4"), ("title", "Noël"), ("purpose", "Des lumières"), ("name", "Le Four"), ("trade", "Café"),
            ("text", "Merci"), ("version", "1"), ("confirmed", "1"), ("sure", "1"), ("kind", "access"),
            ("contact", "a@example.org"), ("office", "treasurer"), ("until", "2026-03-20"), ("reason", "Hors sujet"),
        ]
        let typed = form + columns.map { ($0, Self.planted) }
        var writes = 0
        for route in siteMap.routes where route.method == .post {
            let target = try #require(examples.target(route.path, .bakery))
            let before = try site.loop.reader.dataVersion()
            let answer = try await site.as(person).post(target, typed)
            #expect(answer.status.code < 500, "\(route.path): \(answer.status.code)")
            guard try site.loop.reader.dataVersion() != before else { continue }
            writes += 1
            #expect(try plantedCells() == [], "\(route.path)")
            try Backup.restore(from: clean, into: site.site.database.path, schema: Schema.association)
        }
        #expect(writes > (person == .guest ? 1 : 10))
    }
}

@Suite("Every id of an address") struct ForeignObjectTests {
    @Test("belongs to the object before it: one’s own shop with the id of another shop’s object is refused")
    func foreign() async throws {
        let site = try TestSite(limitsRate: false)
        let examples = try await RouteExamples(site)
        var tried = 0
        for route in siteMap.routes {
            let pattern = route.path.split(separator: "/")
            let own = try #require(examples.target(route.path, .bakery)).split(separator: "/")
            let other = try #require(examples.target(route.path, .florist)).split(separator: "/")
            let parameters = pattern.indices.filter { pattern[$0].hasPrefix(":") && own[$0] != other[$0] }
            guard parameters.count > 1, let first = parameters.first else { continue }
            tried += 1
            let path = "/" + pattern.indices.map { String($0 == first ? own[$0] : other[$0]) }.joined(separator: "/")
            for person in [TestSite.Person.baker, .president] {
                let before = try site.loop.reader.dataVersion()
                let browser = site.as(person)
                let form = [("text", "Merci"), ("version", "1"), ("until", "2026-03-20"), ("extent", "shop")]
                let answer = route.method == .get ? try await browser.get(path) : try await browser.post(path, form)
                #expect(answer.status.code == 404 || answer.status.code == 410, "\(path): \(answer.status.code)")
                #expect(try site.loop.reader.dataVersion() == before, "\(path) wrote")
            }
        }
        #expect(tried > 10)
    }
}

@Suite("Every CSV file") struct FormulaTests {
    @Test("has no cell that a spreadsheet runs as a formula") func formulas() async throws {
        let site = try TestSite(limitsRate: false)
        let formula = "=HYPERLINK(\"http://x\")"
        try site.edit("7KQ2") { shop in
            (shop.name, shop.trade, shop.description, shop.remark) = (formula, "@SUM(1)", "+1", "-1")
        }
        _ = try await site.as(.baker).post("/compte", [("name", formula), ("email", "paul@example.org")])
        _ = try await site.as(.baker).post("/boutiques/7kq2/absence", [("all", "1")])
        _ = try await site.as(.president).post("/comptoir/7kq2", [("purchased", "0"), ("note", formula)])
        site.wait(.days(2))
        try site.runDueWork()
        let routes = siteMap.routes.filter { $0.path.hasSuffix(".csv") }
        #expect(routes.count >= 4)
        for route in routes {
            let path = "/fr" + route.path.replacing(":shop", with: "7kq2")
            let text = try await site.as(.president).get(path).text
            #expect(text.contains("HYPERLINK") || route.path.contains("rencontres"), "\(path)")
            for line in text.dropFirst().split(whereSeparator: \.isNewline) {
                for cell in line.split(separator: ";") {
                    #expect(!cell.contains(/^"?[=+@\-\t]/), "\(path): \(cell)")
                }
            }
        }
    }
}
