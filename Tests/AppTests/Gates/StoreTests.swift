import Foundation
import HTTP
import SQLite
import TestSupport
import Testing

@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("The store under the site") struct StoreTests {
    @Test("a full write queue: 503 with Retry-After, reads go on, and the queued writes are stored") func queueFull()
        async throws
    {
        let site = try TestSite(limitsRate: false)
        let guest = site.as(.guest)
        let (database, latch) = (site.site.database, Latch())
        let holding = Task { try await database.write { _ in latch.wait() } }
        try #require(await eventually { latch.isReached })
        let (bakery, now, limit) = (site.bakery, site.now, DatabaseConfiguration().queueLimit)
        let waiting = Task {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for _ in 0..<limit {
                    tasks.addTask {
                        _ = try await database.write { db in
                            try NewEncounter(source: .visitor, feeling: 3).insert(at: bakery, at: now, in: db)
                        }
                    }
                }
                try await tasks.waitForAll()
            }
        }
        try #require(await eventually { database.statistics.queueDepth == limit })
        let refused = try await guest.post("/b/7KQ2", [("feeling", "5")])
        #expect(refused.status == .serviceUnavailable)
        #expect(refused.fields[.retryAfter] != nil)
        #expect(try await guest.get("/boutiques").status == .ok)
        latch.open()
        try await holding.value
        try await waiting.value
        #expect(try await guest.post("/b/7KQ2", [("feeling", "5")]).status == .seeOther)
        #expect(try site.counted() == limit + 1)
    }

    @Test("a storage that accepts no writes: 503, reads continue; ready again as soon as it accepts one")
    func readiness()
        async throws
    {
        let site = try TestSite()
        let guest = site.as(.guest)
        let (file, away) = (site.site.database.path, site.site.database.path + ".away")
        #expect(try await guest.get("/readyz").status == .ok)
        try FileManager.default.moveItem(atPath: file, toPath: away)
        let refused = try await guest.post("/b/7KQ2", [("feeling", "5")])
        #expect(refused.status == .serviceUnavailable)
        #expect(refused.fields[.retryAfter] != nil)
        #expect(try await guest.get("/readyz").status == .serviceUnavailable)
        #expect(try await guest.get("/boutiques").status == .ok)
        try FileManager.default.moveItem(atPath: away, toPath: file)
        #expect(try await guest.get("/readyz").status == .ok)
        #expect(try await guest.post("/b/7KQ2", [("feeling", "5")]).status == .seeOther)
    }
}
