import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

/// A project of the baker with one scenario of 1,000 €, and seven shops: those of the cast and A to E.
struct SharedStreet {
    let site: TestSite
    /// Its path.
    let project: String
    let publicID: String
    let scenario: String
    var sharing: String { "\(project)/scenarios/\(scenario)/repartition" }
    var pledges: String { project + "/engagements" }
    /// The codes of the five other shops, in the order of their names.
    static let codes = ["AA11", "BB22", "CC33", "DD44", "EE55"]

    init(_ site: TestSite, cents: Int = 100_000) throws {
        self.site = site
        project = try site.project()
        publicID = String(project.dropFirst("/projets/".count))
        scenario = site.site.randomness.publicID()
        let (id, scenario, now) = (publicID, scenario, site.now)
        let (baker, line) = (try site.member(.baker), BudgetLine(1, .animation, "Orchestre", low: Money(cents: cents)))
        try site.write { db in
            for code in Self.codes { try Cast.addShop(code, "Boutique \(code.prefix(1))", "Café", at: now, in: db) }
            let project = try #require(try Project.all(id, in: db))
            _ = try ScenarioDetails(title: "Sobre", lines: [line]).insert(
                publicID: scenario, of: project.id, by: baker, at: now, in: db)
        }
    }

    func row() throws -> Project { try #require(try Project.all(publicID, in: site.loop.reader)) }

    func scenarioID() throws -> Scenario.ID {
        try #require(try Scenario.find(scenario, of: row().id, in: site.loop.reader)).id
    }

    func key() throws -> ScenarioKey { try #require(try ScenarioKey.of(scenarioID(), in: site.loop.reader)) }

    /// Chooses a key as its form does; all shops are asked.
    func choose(_ fields: [(String, String)]) async throws -> Answer {
        let version = try ScenarioKey.of(scenarioID(), in: site.loop.reader)?.version ?? 0
        return try await site.as(.baker).post(
            sharing + "/modifier", [("version", "\(version)"), ("asked", "all")] + fields)
    }

    /// Chooses a key and opens a call until Monday 9 March 2026 at 20 h.
    func open(_ key: [(String, String)] = [("basis", "equal")], _ call: [(String, String)] = []) async throws {
        #expect(try await choose(key).status == .seeOther)
        let form = [("scenario", scenario), ("until", "2026-03-09"), ("hour", "20:00")] + call
        #expect(try await site.as(.baker).post(pledges + "/nouveau", form).status == .seeOther)
    }

    /// Pledges for a shop, as a person of it does.
    func pledge(_ code: String, least: Int? = nil, most: Int? = nil, gift: Int = 0) throws {
        let (now, baker) = (site.now, try site.member(.baker))
        let call = try #require(try PledgeCall.latest(of: row().id, in: site.loop.reader))
        try site.write { db in
            let shop = try #require(try Shop.find(code, in: db))
            try call.pledge(
                PledgeTerms(leastShops: least, mostCents: most, gift: gift), for: shop.id, by: baker, at: now, in: db)
        }
    }

    func state() throws -> CallState { try #require(try CallState.latest(of: row().id, in: site.loop.reader)) }

    /// What each owes, by code; empty before the deadline.
    func owed() throws -> [String: Int] {
        let division = try Division.latest(of: state().call.id, in: site.loop.reader)
        return Dictionary(uniqueKeysWithValues: (division?.shares ?? []).map { ($0.code, $0.cents) })
    }

    /// Moves the clock to a moment and runs the due work.
    func pass(to moment: Instant) throws {
        site.wait(moment.seconds - site.now.seconds)
        try site.runDueWork()
    }

    func passDeadline() throws { try pass(to: try state().call.closesAt) }
}

extension Project {
    /// The project with this public id, public or not.
    fileprivate static func all(_ publicID: String, in db: Reader) throws -> Project? {
        try db.first("SELECT id FROM project WHERE public_id = ?1", publicID) { ID(rawValue: $0.int(0)) }
            .flatMap { try find($0, in: db) }
    }
}

extension Answer {
    /// Its text, with ordinary spaces in amounts and quotes.
    var plain: String { text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") }
}
