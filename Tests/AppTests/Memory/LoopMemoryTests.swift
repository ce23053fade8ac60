import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

/// A loop caches rows: no page may show a stale one.
@Suite("Rows cached by a loop") struct LoopMemoryTests {
    /// Another process on the same file, such as `chaland user`.
    private func elsewhere(_ site: TestSite, _ body: @escaping @Sendable (Writer) throws -> Void) throws {
        let other = try Store.open(site.folder + "/association.sqlite")
        defer { other.close() }
        try other.writeNow(body)
    }

    @Test("an office ended or given by another process counts at the next request") func officeElsewhere() async throws
    {
        let site = try TestSite()
        let (president, florist, now) = (site.as(.president), site.as(.florist), site.now)
        let (camille, rose) = (try site.member(.president), try site.member(.florist))
        for _ in 0..<2 {
            #expect(try await president.get("/moderation").status == .ok)
            #expect(try await florist.get("/moderation").status == .notFound)
        }
        try elsewhere(site) { db in
            try Office.president.end(of: camille, at: now, in: db)
            try Office.treasurer.give(to: rose, at: now, in: db)
        }
        #expect(try await president.get("/moderation").status == .seeOther)
        #expect(try await !president.get("/boutiques").text.contains("/moderation"))
        #expect(try await florist.get("/moderation").status == .ok)
    }

    @Test("an office given in this process counts at the next request") func officeHere() async throws {
        let site = try TestSite()
        let (florist, bakery, now, rose) = (site.as(.florist), site.bakery, site.now, try site.member(.florist))
        for _ in 0..<2 { #expect(try await florist.get("/boutiques/7kq2/rencontres").status == .notFound) }
        try site.write { db in try Office.staff.give(to: rose, for: bakery.scope, at: now, in: db) }
        #expect(try await florist.get("/boutiques/7kq2/rencontres").status == .ok)
    }

    @Test("a member whose access has ended is a guest at the next request") func accessEnded() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        for _ in 0..<2 { #expect(try await baker.get("/accueil").status == .ok) }
        let (now, member) = (site.now, try site.member(.baker))
        try site.write { db in try Member.endAccess(of: member, by: nil, at: now, in: db) }
        #expect(try await baker.get("/accueil").status == .seeOther)
    }

    @Test("a session closed on another browser is closed here") func signedOut() async throws {
        let site = try TestSite()
        let (one, other) = (site.as(.baker), site.as(.baker))
        for browser in [one, other] { #expect(try await browser.get("/accueil").status == .ok) }
        _ = try await one.post("/deconnexion", [("confirmed", "1")])
        #expect(try await other.get("/accueil").status == .seeOther)
    }

    @Test("a session ends at its exact second, without a write") func expires() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        for _ in 0..<2 { #expect(try await baker.get("/accueil").status == .ok) }
        site.wait(SiteLimits.session)
        #expect(try await baker.get("/accueil").status == .seeOther)
    }

    @Test("each language gets its own words, each member their own menu") func languages() async throws {
        let site = try TestSite()
        let bakery = site.bakery
        try site.write { db in
            let hours = OpeningHours(intervals: [.init(weekday: 1, opens: 480, closes: 780)], closures: [])
            try hours.save(for: bakery, in: db)
        }
        let (president, baker) = (site.as(.president), site.as(.baker))
        for _ in 0..<2 {
            #expect(try await president.get("/fr/boutiques").text.contains("Ouvert jusqu’à 13\u{A0}h"))
            let english = try await baker.get("/en/boutiques").text
            #expect(english.contains("13:00") && !english.contains("Ouvert"))
            #expect(!english.contains("/boutiques/importer"))
            #expect(try await president.get("/boutiques").text.contains("/boutiques/importer"))
        }
    }

    @Test("the count of pending decisions includes one added since the last request") func waiting() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        #expect(try await !president.get("/boutiques").text.contains("class=\"count\""))
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            _ = try NewEncounter(source: .visitor, feeling: 3, isHeld: true).insert(at: bakery, at: now, in: db)
            try EncounterTimes.reduceAll(at: now + .minutes(20), .system, in: db)
        }
        #expect(try await president.get("/boutiques").text.contains("class=\"count\">1<"))
    }

    @Test("cached sessions are dropped above the limit and after a write") func bounded() throws {
        var memory = LoopMemory()
        memory.renew(1)
        let member = Member(
            id: Member.ID(rawValue: 1), name: "A", email: nil, hasPassword: false)
        for index in 0..<1_000 {
            let moment = Instant(seconds: index)
            memory.store(
                Session.Opened(member: member, isOwn: true, isByLink: false, signedInAt: moment, seenAt: moment),
                of: [UInt8(index % 256), UInt8(index / 256)])
        }
        #expect(memory.session([231, 3])?.seenAt.seconds == 999)
        #expect(memory.session([0, 0]) == nil)
        memory.renew(2)
        #expect(memory.session([231, 3]) == nil)
    }

    @Test("one value of each type is cached while its key is the same") func cache() {
        var cache = LoopCache()
        cache.store("menu", validFor: 1)
        cache.store(7, validFor: "a")
        #expect(cache.value(String.self, validFor: 1) == "menu")
        #expect(cache.value(Int.self, validFor: "a") == 7)
        #expect(cache.value(String.self, validFor: 2) == nil)
        #expect(cache.value(String.self, validFor: "1") == nil)
        cache.store("new menu", validFor: 2)
        #expect(cache.value(String.self, validFor: 1) == nil)
        #expect(cache.value(String.self, validFor: 2) == "new menu")
        cache.removeAll()
        #expect(cache.value(Int.self, validFor: "a") == nil)
    }
}
