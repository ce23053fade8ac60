import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("How many answers a kiosk takes") struct TabletBoundTests {
    private func answers(_ site: TestSite, _ condition: String = "1") throws -> Int {
        try site.value("SELECT count(*) FROM encounter WHERE source = 'kiosk' AND \(condition)")
    }

    @Test("300 answers of a day count, 300 more are held, then the tablet keeps them until the next day") func bound()
        async throws
    {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let guest = site.as(.guest)
        func tap() async throws -> Answer {
            try await guest.post(tablet, [("key", site.deviceKey()), ("feeling", "5"), ("script", "1")])
        }
        for _ in 0..<600 {
            #expect(try await tap().status == .noContent)
            site.wait(2)
        }
        let refused = try await tap()
        #expect(refused.status == .tooManyRequests)
        #expect(refused.fields[.retryAfter] == "3600")
        #expect(try answers(site, "held_at IS NULL") == 300)
        #expect(try answers(site, "held_at IS NOT NULL") == 300)
        #expect(try await site.visit(feeling: 4).isEmpty == false, "phones have a share of their own")
        site.wait(.days(1))
        #expect(try await tap().status == .noContent)
        #expect(try answers(site, "held_at IS NULL") == 301)
    }

    @Test("answers taken back before they arrive count towards the limit too") func withdrawn() async throws {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        func undo() async throws -> Status {
            let fields = [("key", site.deviceKey()), ("feeling", "5"), ("withdrawn", "1"), ("script", "1")]
            return try await site.as(.guest).post(tablet, fields).status
        }
        for _ in 0..<600 {
            #expect(try await undo() == .noContent)
            site.wait(2)
        }
        #expect(try await undo() == .tooManyRequests)
        #expect(try site.value("SELECT count(*) FROM received_key") == 600)
    }

    @Test("a copied address cannot fill the day in a minute, and the tablet is told when to send again") func flood()
        async throws
    {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        func send(_ more: [(String, String)] = [("script", "1")]) async throws -> Answer {
            try await site.newVisitor().post(tablet, [("key", site.deviceKey()), ("feeling", "1")] + more)
        }
        for _ in 0..<30 { #expect(try await send().status == .noContent) }
        let refused = try await send()
        #expect(refused.status == .tooManyRequests && refused.fields[.retryAfter] == "2")
        let page = try await send([])
        #expect(page.status == .tooManyRequests && page.fields[.retryAfter] == "2")
        #expect(page.text.contains("Trop de réponses arrivent en même temps"))
        #expect(page.text.contains("name=\"feeling\" value=\"5\"") && !page.text.contains("/connexion"))
        site.wait(2)
        #expect(try await send().status == .noContent)
        #expect(try answers(site) == 31)
        let other = try await site.kiosk("Sortie").tablet
        let elsewhere = [("key", site.deviceKey()), ("feeling", "5"), ("script", "1")]
        #expect(try await site.newVisitor().post(other, elsewhere).status == .noContent)
    }

    @Test("answers held at kiosks and answers held on phones have separate limits") func apart()
        async throws
    {
        let site = try TestSite()
        let (tablet, _) = try await site.kiosk()
        let (bakery, now) = (site.bakery, site.now)
        func hold(_ count: Int, _ source: Encounter.Source) throws {
            try site.write { db in
                for _ in 0..<count {
                    _ = try NewEncounter(source: source, feeling: 1, isHeld: true).insert(at: bakery, at: now, in: db)
                }
            }
        }
        func tap() async throws -> Status {
            site.wait(2)
            let fields = [("key", site.deviceKey()), ("feeling", "5"), ("script", "1")]
            return try await site.newVisitor().post(tablet, fields).status
        }
        for _ in 0..<SiteLimits.kioskAnswers { #expect(try await tap() == .noContent) }
        try hold(SiteLimits.heldTaps, .visitor)
        #expect(try await tap() == .noContent, "held")
        try hold(SiteLimits.kioskHeldAtShop - 1, .kiosk)
        #expect(try await tap() == .tooManyRequests)
        let held = try Encounter.heldTaps(in: site.loop.reader)
        #expect(held == [bakery.rawValue: SiteLimits.heldTaps])
    }
}
