import Dispatch
import Foundation
import HTTP
import SQLite
import Synchronization
import Web

@testable import Base
@testable import Chaland
@testable import ChalandDemo
@testable import Shell
@testable import Shops

/// A site for one test: its own folder and file, a clock that stands at 2026-03-02 10:00 in Paris (a Monday),
/// deterministic random bytes, and a fixed cast.
final class TestSite {
    let site: Site
    let loop: SiteLoop
    let folder: String
    private let time: Time
    private let cast: Cast
    /// Networks and browsers used so far.
    var visitors = 0
    var browsers = 0
    var bakery: Shop.ID { cast.bakery }
    var florist: Shop.ID { cast.florist }

    /// The people of every test.
    enum Person: String, CaseIterable {
        case president, vicePresident, treasurer, secretary, boardMember, baker, florist
        /// Works at the bakery.
        case staff
        case guest

        var name: String {
            switch self {
            case .president: "Camille Rey"
            case .vicePresident: "Nour Haddad"
            case .treasurer: "Odile Fabre"
            case .secretary: "Jean Morel"
            case .boardMember: "Lise Aubert"
            case .baker: "Paul Martin"
            case .florist: "Rose Petit"
            case .staff: "Théo Blanc"
            case .guest: ""
            }
        }

        /// Their session cookie; a guest has none.
        var cookie: Secret? { self == .guest ? nil : Secret(presented: rawValue.replacing("u", with: "v")) }
        var email: String? { self == .president ? "camille@example.org" : self == .baker ? "paul@example.org" : nil }
    }

    /// Members of the cast: all but the guest.
    static let memberCount = Person.allCases.count - 1

    private final class Time: Sendable {
        let seconds = Mutex(Cast.start.seconds)
    }

    /// The repository, found from this file.
    static let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Read once for all tests.
    private static let resources = Result { try SiteResources(home: home, map: siteMap, checksPages: true) }

    /// A site with the cast, with the empty storage of a first start, or with any other storage.
    init(
        founded: Bool = true, storage: PreparedStorage? = nil, resources: SiteResources? = nil, limitsRate: Bool = true,
        origin: String? = nil,
        otherHosts: [String] = [], metricsToken: String? = nil, dueJobs: [DueJob]? = nil,
        database: DatabaseConfiguration = .init(), log: StatementLog? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("chaland-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let storage = try storage ?? (founded ? PreparedStorage.founded : PreparedStorage.empty).get()
        cast = storage.cast
        var configuration = SiteConfiguration(home: TestSite.home, storage: folder)
        try storage.write(to: configuration.databasePath)
        configuration.limitsRate = limitsRate
        configuration.sheetProgram = Program.folder + "/chaland-sheet"
        configuration.publicURL = origin
        configuration.otherHosts = otherHosts
        configuration.metricsToken = metricsToken
        let time = Time()
        self.time = time
        let count = Mutex(UInt64(0))
        let randomness = Randomness { length in
            let start = count.withLock { value in
                value += 1
                return value
            }
            var generator = Dice(seed: start)
            return (0..<length).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 24) }
        }
        site = try Site(
            configuration, schema: Store.schema, resources: try resources ?? TestSite.resources.get(), dueJobs: dueJobs,
            clock: Clock { Instant(seconds: time.seconds.withLock { $0 }) },
            steadyClock: { time.seconds.withLock { UInt64($0) * 1_000_000_000 } }, randomness: randomness,
            database: database,
            statementLog: log)
        loop = try site.makeLoop()
    }

    deinit {
        site.database.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var now: Instant { Instant(seconds: time.seconds.withLock { $0 }) }

    /// Moves the clock forward.
    func wait(_ seconds: Int) { time.seconds.withLock { $0 += seconds } }

    /// Runs the due jobs, as the server does by itself.
    func runDueWork() throws { try DueWorkRunner(site).runAll() }

    /// Writes straight to the store.
    @discardableResult func write<T: Sendable>(_ body: @escaping @Sendable (Writer) throws -> T) throws -> T {
        try site.database.writeNow(body)
    }

    /// Changes shops, hours or closures by SQL, and renews the stamp as every function that writes them does.
    func changeShops(_ script: String) throws {
        try write { db in
            try db.execute(script)
            try DirectoryStamp.renew(in: db)
        }
    }

    /// Changes the details of a shop, as its form does.
    func edit(_ code: String, _ change: @escaping @Sendable (inout ShopDetails) -> Void) throws {
        let now = now
        try write { db in
            guard let shop = try Shop.find(code, in: db) else { throw Failure.notFound }
            var details = shop.details
            change(&details)
            try details.update(shop, by: .test(at: now), in: db)
        }
    }

    /// Takes a shop out of the directory.
    func remove(_ shop: Shop.ID) throws {
        let now = now
        try write { try Shop.remove(shop, at: now, in: $0) }
    }

    /// Reads straight from the store.
    func value(_ sql: String) throws -> Int { try loop.reader.first(sql) { $0.int(0) } ?? 0 }
    func text(_ sql: String) throws -> String? { try loop.reader.first(sql) { $0.optionalText(0) } ?? nil }
}

extension StorageSchema {
    /// The schema of the association's file with one more step.
    static func next(_ sql: String) -> StorageSchema {
        let step = Migration(version: Store.schema.version + 1, name: "next", sql: sql)
        return StorageSchema(
            applicationID: Store.schema.applicationID, retiredIDs: Store.schema.retiredIDs,
            migrations: Store.schema.migrations + [step])
    }
}

extension TestSite {
    /// The pools for work off the loops.
    enum Lane { case hash, knownHash, pages, imports }

    /// Runs `body` while every place of `lane`, running and waiting, is taken.
    func withFull<T>(_ lane: Lane, _ body: () async throws -> T) async throws -> T {
        let end = DispatchSemaphore(value: 0)
        let (pool, places) =
            switch lane {
            case .hash: (site.hashing, SiteLimits.hashesAtOnce + SiteLimits.hashesWaiting)
            case .knownHash: (site.knownHashing, SiteLimits.knownHashesAtOnce + SiteLimits.knownHashesWaiting)
            case .pages: (site.pageJobs, SiteLimits.jobsAtOnce + SiteLimits.jobsWaiting)
            case .imports: (site.importJobs, SiteLimits.importsAtOnce + SiteLimits.importsWaiting)
            }
        let taken = (0..<places).map { _ in Task { try await pool.run { end.wait() } } }
        while pool.jobs < places { await Task.yield() }
        let result: Result<T, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        for _ in taken { end.signal() }
        for job in taken { _ = try await job.value }
        return try result.get()
    }
}
