import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

/// Each event loop answers the directory from a snapshot: it must show every change at the next request.
@Suite("The directory snapshot of each loop") struct DirectorySnapshotTests {
    /// A president and a guest on each of two loops of one site.
    private func readers(_ site: TestSite) throws -> [Browser] {
        let other = try site.site.makeLoop()
        return [TestSite.Person.president, .guest].flatMap { person in
            [Browser(site).hold(person), Browser(site, loop: other).hold(person)]
        }
    }

    /// Another process on the same file, such as `chaland import`.
    private func elsewhere(_ site: TestSite, _ body: @escaping @Sendable (Writer) throws -> Void) throws {
        let other = try Store.open(site.folder + "/association.sqlite")
        defer { other.close() }
        try other.writeNow(body)
    }

    private static let open = OpeningHours(intervals: [.init(weekday: 1, opens: 0, closes: 1_440)])

    /// A change of one shop by the function that owns it.
    enum Change: CaseIterable, Sendable {
        case renamed, moved, added, removed, opened, closed

        func make(_ id: Shop.ID, at now: Instant, in db: Writer) throws {
            guard let shop = try Shop.find("F10R", in: db) else { return }
            var details = shop.details
            switch self {
            case .renamed: details.name = "Aux Roses"
            case .moved: details.address = "1 quai Neuf"
            case .added:
                _ = try ShopDetails(name: "Le Four", trade: "Pizzeria").insert(
                    code: { "N3W0" }, by: .test(at: now), in: db)
                return
            case .removed: return try Shop.remove(id, at: now, in: db)
            case .opened: return try DirectorySnapshotTests.open.save(for: id, in: db)
            case .closed:
                var hours = DirectorySnapshotTests.open
                hours.closures = [.init(from: now.local.day, until: now.local.day.adding(days: 2))]
                return try hours.save(for: id, in: db)
            }
            try details.update(shop, by: .test(at: now), in: db)
        }

        /// What the directory then says.
        var sign: String {
            switch self {
            case .renamed: "href=\"/boutiques/aux-roses-f10r\">Aux Roses</a>"
            case .moved: "1 quai Neuf"
            case .added: "<option value=\"pizzeria\">Pizzeria</option>"
            case .removed: "<h1>1 boutique</h1>"
            case .opened: "status open"
            case .closed: "4\u{A0}mars"
            }
        }
    }

    @Test("a change of a shop shows at the next request on every loop", arguments: Change.allCases, [false, true])
    func changes(_ change: Change, _ isElsewhere: Bool) async throws {
        let site = try TestSite()
        let readers = try readers(site)
        for reader in readers { #expect(try await !reader.get("/boutiques").text.contains(change.sign)) }
        let (id, now) = (site.florist, site.now)
        if isElsewhere {
            try elsewhere(site) { try change.make(id, at: now, in: $0) }
        } else {
            try site.write { try change.make(id, at: now, in: $0) }
        }
        for reader in readers { #expect(try await reader.get("/boutiques").text.contains(change.sign)) }
    }

    @Test("a restored shop and an import show at the next request on every loop") func restoredAndImported()
        async throws
    {
        let site = try TestSite()
        let readers = try readers(site)
        let (id, now) = (site.florist, site.now)
        try site.write { try Shop.remove(id, at: now, in: $0) }
        for reader in readers { #expect(try await reader.get("/boutiques").text.contains("<h1>1 boutique</h1>")) }
        _ = try await site.as(.president).post("/boutiques/f10r/retablissement")
        for reader in readers { #expect(try await reader.get("/boutiques").text.contains("<h1>2 boutiques</h1>")) }
        let file = Array("Nom;Métier\nLe Four;Pizzeria\nLa Halle;Primeur\n".utf8)
        _ = try ShopImport.run(
            file, fileName: "a.csv", on: site.site.database, home: TestSite.home, dryRun: false)
        for reader in readers { #expect(try await reader.get("/boutiques").text.contains("<h1>4 boutiques</h1>")) }
    }

    @Test("a shop opens and closes on the minute without a write") func minutes() async throws {
        let site = try TestSite()
        let bakery = site.bakery
        // It is Monday, 10:00.
        try site.write { db in
            try OpeningHours(intervals: [.init(weekday: 1, opens: 601, closes: 602)]).save(for: bakery, in: db)
        }
        let readers = try readers(site)
        for expected in [false, true, false] {
            for reader in readers {
                let page = try await reader.get("/boutiques").text
                #expect(page.contains("status open") == expected)
                let found = try await reader.get("/boutiques?ouvert=1").text
                #expect(found.contains("<h1>1 boutique trouvée</h1>") == expected)
            }
            site.wait(60)
        }
    }

    @Test("an encounter or a session does not invalidate the directory snapshot") func valid() async throws {
        let site = try TestSite(limitsRate: false)
        func current() throws -> DirectorySnapshot {
            let request = Request(.get, "/boutiques")
            return try DirectorySnapshot.current(
                Context(
                    loop: site.loop, request: request, locale: site.loop.locale(of: request.head), parameters: .init(),
                    now: site.now, association: .inPreparation, member: nil, session: nil))
        }
        _ = try await site.as(.guest).get("/boutiques")
        let first = try current()
        try await site.visit(feeling: 5)
        _ = try await site.as(.baker).get("/accueil")
        #expect(try current() === first)
        site.wait(60)
        let second = try current()
        #expect(second !== first)
        try site.changeShops("UPDATE shop SET name = 'Aux Roses' WHERE code = 'F10R'")
        _ = try await site.as(.guest).get("/boutiques")
        #expect(try current() !== second)
    }

    @Test("each write of a shop, its hours or closures draws a new stamp", arguments: Change.allCases)
    func stamps(_ change: Change) throws {
        let site = try TestSite()
        let before = try DirectoryStamp.current(in: site.loop.reader)
        let (id, now) = (site.florist, site.now)
        try site.write { try change.make(id, at: now, in: $0) }
        #expect(try DirectoryStamp.current(in: site.loop.reader) != before)
    }
}
