import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("A note that a phone stored") struct OfflineCounterTests {
    private let key = "00112233445566778899aabbccddeeff"

    /// What the script of a member's page sends with each note.
    private func mark(_ person: TestSite.Person, on site: TestSite) async throws -> [(String, String)] {
        let page = try await site.as(person).get("/comptoir/7kq2").text
        return [("script", "1"), ("mark", String(try #require(page.firstMatch(of: #/data-mark="([^"]+)"/#)?.1)))]
    }

    private func send(
        _ fields: [(String, String)], by person: TestSite.Person = .staff, to site: TestSite
    ) async throws -> Status {
        let sent = [("key", key), ("revision", "1")] + fields + (try await mark(person, on: site))
        return try await site.as(person).post("/comptoir/7kq2", sent).status
    }

    @Test("is not sent under the name of another member of the shop, and stays on the phone") func shared()
        async throws
    {
        let site = try TestSite()
        let note = [("key", key), ("revision", "1"), ("purchased", "yes")] + (try await mark(.staff, on: site))
        #expect(try await site.as(.baker).post("/comptoir/7kq2", note).status == .forbidden)
        #expect(try site.value("SELECT count(*) FROM encounter") == 0)
        #expect(try await site.as(.staff).post("/comptoir/7kq2", note).status == .noContent)
        let mark = try await mark(.staff, on: site)[1].1
        #expect(try await site.as(.staff).get("/comptoir/7kq2/hors-ligne").text.contains("data-mark=\"\(mark)\""))
    }

    @Test("is recorded once, for the member who sends it") func once() async throws {
        let site = try TestSite()
        for _ in 1...3 { #expect(try await send([("purchased", "no"), ("reason", "price")], to: site) == .noContent) }
        #expect(try site.value("SELECT count(*) FROM encounter WHERE source = 'salesperson' AND feeling IS NULL") == 1)
        #expect(try site.text("SELECT no_purchase_reason FROM encounter WHERE purchased = 0") == "price")
        #expect(try await site.as(.staff).get("/comptoir/7kq2").text.contains("1 visite notée"))
        #expect(try await site.as(.baker).get("/comptoir/7kq2").text.contains("1 visite notée"))
        #expect(try await !site.as(.baker).get("/comptoir/7kq2").text.contains("name=\"encounter\""))
    }

    @Test("is taken back before and after it arrived, also when the phone had no network for long") func takenBack()
        async throws
    {
        let site = try TestSite()
        #expect(try await send([("purchased", "yes")], to: site) == .noContent)
        let taken = [("key", key), ("revision", "2"), ("withdrawn", "1"), ("purchased", "yes")]
        let back = taken + (try await mark(.staff, on: site))
        #expect(try await site.as(.staff).post("/comptoir/7kq2", back).status == .noContent)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE withdrawn_at IS NULL") == 0)
        let other = try TestSite()
        #expect(try await send([("purchased", "yes")], to: other) == .noContent)
        other.wait(SiteLimits.changeCode)
        let late = taken + (try await mark(.staff, on: other))
        #expect(try await other.as(.staff).post("/comptoir/7kq2", late).status == .noContent)
        #expect(try other.value("SELECT count(*) FROM encounter WHERE withdrawn_at IS NULL") == 0)
    }

    @Test("taken back before it arrived, it counts towards the limit of the day") func takenBackPlaces() async throws {
        let site = try TestSite(limitsRate: false)
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            for _ in 1..<SiteLimits.notesADay {
                _ = try NewEncounter(source: .salesperson, feeling: nil).insert(at: bakery, at: now, in: db)
            }
        }
        let more = [("revision", "2"), ("purchased", "yes"), ("withdrawn", "1")] + (try await mark(.staff, on: site))
        func takeBack() async throws -> Status {
            try await site.as(.staff).post("/comptoir/7kq2", [("key", site.deviceKey())] + more).status
        }
        #expect(try await takeBack() == .noContent)
        #expect(try await takeBack() == .tooManyRequests)
        #expect(try site.value("SELECT count(*) FROM received_key") == 1)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE withdrawn_at IS NOT NULL") == 1)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE recorded_by IS NOT NULL") == 0)
    }

    @Test(
        "with a face, without an outcome or with a reason that is not one of the counter is a 422",
        arguments: [
            [("purchased", "yes"), ("feeling", "5")], [], [("purchased", "no"), ("reason", "closed")],
            [("purchased", "no"), ("reason", "x")],
        ])
    func refused(_ fields: [(String, String)]) async throws {
        let site = try TestSite()
        #expect(try await send(fields, to: site) == .unprocessableContent)
        #expect(try site.value("SELECT count(*) FROM encounter") == 0)
    }

    @Test("for another shop, or without a session, is not recorded") func foreign() async throws {
        let site = try TestSite()
        let form = [("key", key), ("revision", "1"), ("purchased", "yes")]
        #expect(try await site.as(.staff).post("/comptoir/f10r", form).status == .notFound)
        _ = try await site.as(.guest).post("/comptoir/7kq2", form)
        #expect(try site.value("SELECT count(*) FROM encounter") == 0)
    }
}

@Suite("What a phone stores of the counter") struct StoredCounterTests {
    @Test("the page has the buttons of the shop, and nothing of its reader") func page() async throws {
        let site = try TestSite()
        _ = try await site.as(.baker).post("/comptoir/7kq2", [("purchased", "yes")])
        let page = try await site.as(.baker).get("/comptoir/7kq2/hors-ligne").text
        #expect(page.contains("action=\"/comptoir/7kq2\"") && page.contains("name=\"reason\" value=\"waiting\""))
        // A key that the phone stores would make one visit of all.
        #expect(!page.contains("name=\"key\""))
        #expect(!page.contains(TestSite.Person.baker.name) && !page.contains("Aujourd’hui"))
        #expect(try await site.as(.florist).get("/comptoir/7kq2/hors-ligne").status == .notFound)
    }

    @Test("a member of several shops has a list of them, and each stored page leads to the others") func several()
        async throws
    {
        let site = try TestSite()
        #expect(try await !site.as(.baker).get("/comptoir/7kq2/hors-ligne").text.contains("class=\"filters\""))
        try site.giveSecondShop()
        let list = try await site.as(.baker).get("/comptoir/hors-ligne").text
        #expect(list.contains("Sans réseau"))
        let page = try await site.as(.baker).get("/comptoir/p0rt/hors-ligne").text
        for text in [list, page] { #expect(text.contains("\"/comptoir/7kq2\"") && text.contains("\"/comptoir/p0rt\"")) }
        #expect(page.contains("href=\"/comptoir/p0rt\" aria-current=\"true\""))
        let online = try await site.as(.baker).get("/comptoir/7kq2").text
        #expect(online.contains("data-offline-list=\"/comptoir/hors-ligne\""))
    }

    @Test("the worker is revalidated, and may serve the counter of every language") func worker() async throws {
        let answer = try await TestSite().as(.guest).get("/comptoir/sw.js")
        #expect(answer.fields["Service-Worker-Allowed"] == "/")
        #expect(answer.fields[.cacheControl]?.contains("no-cache") == true)
        #expect(answer.fields[.contentType]?.hasPrefix("text/javascript") == true)
    }

    @Test("the app of the counter opens it") func manifest() async throws {
        let site = try TestSite()
        let manifest = try await site.as(.guest).get("/fr/comptoir/manifest.webmanifest").text
        #expect(manifest.contains("\"start_url\":\"/fr/comptoir\"") && manifest.contains("\"display\":\"standalone\""))
        let page = try await site.as(.baker).get("/comptoir/7kq2").text
        #expect(page.contains("rel=\"manifest\" href=\"/comptoir/manifest.webmanifest\""))
        #expect(try await site.as(.baker).get("/accueil").text.contains("href=\"/manifest.webmanifest\""))
    }
}
