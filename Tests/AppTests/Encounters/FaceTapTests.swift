import Foundation
import HTTP
import SQLite
import Synchronization
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("POST /b/:code, one tap is one answer") struct FaceTapTests {
    private let number = "0123456789abcdef0123456789abcdef"
    private let phone = [("User-Agent", "Mozilla/5.0 (iPhone)")]

    private func tap(
        _ feeling: Int, page: String? = nil, on site: TestSite, fields: [(String, String)]? = nil,
        from address: String = "192.0.2.7"
    ) async throws -> String {
        let browser = site.as(.guest)
        browser.address = address
        let form = [("feeling", String(feeling))] + (page.map { [("page", $0)] } ?? [])
        let answer = try await browser.post("/b/7KQ2", form, fields: fields ?? phone)
        #expect(answer.status == .seeOther)
        #expect(answer.fields.all(.setCookie).isEmpty)
        return try #require(answer.location)
    }

    @Test("the same face within thirty seconds is the same tap: a double tap, a reload, a form sent twice")
    func same() async throws {
        let site = try TestSite()
        let first = try await tap(4, on: site)
        for _ in 0..<3 {
            site.wait(9)
            #expect(try await tap(4, on: site) == first)
        }
        #expect(try site.value("SELECT count(*) FROM encounter") == 1)
    }

    @Test("two equal phones on the shop's Wi-Fi, forty seconds apart, give two answers") func equalPhones() async throws
    {
        let site = try TestSite()
        let first = try await tap(4, on: site)
        site.wait(40)
        #expect(try await tap(4, on: site) != first)
        #expect(try site.value("SELECT count(*) FROM encounter") == 2)
    }

    @Test("another face, browser, network or shop is another answer") func others() async throws {
        let site = try TestSite()
        let first = try await tap(4, on: site)
        #expect(try await tap(2, on: site) != first)
        #expect(try await tap(4, on: site, fields: [("User-Agent", "Mozilla/5.0 (Android)")]) != first)
        #expect(try await tap(4, on: site, from: "192.0.2.8") != first)
        _ = try await site.as(.guest).post("/b/F10R", [("feeling", "4")], fields: phone)
        #expect(try site.value("SELECT count(*) FROM encounter") == 5)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE feeling = 4") == 4)
    }

    @Test("after Back another face from the same page changes its answer, as often as wanted") func back() async throws
    {
        let site = try TestSite()
        let first = try await tap(4, page: number, on: site)
        for feeling in [2, 4, 4, 5] {
            site.wait(5)
            #expect(try await tap(feeling, page: number, on: site) == first)
            #expect(try site.value("SELECT feeling FROM encounter") == feeling)
        }
        site.wait(.minutes(5))
        #expect(try await tap(1, page: number, on: site) == first)
        #expect(try site.value("SELECT count(*) FROM encounter") == 1)
    }

    @Test(
        "a tap without the page's own number never changes its answer",
        arguments: [nil, "", "1", "fedcba9876543210fedcba9876543210", "0123456789ABCDEF0123456789ABCDEF"])
    func stands(_ page: String?) async throws {
        let site = try TestSite()
        let first = try await tap(4, page: number, on: site)
        #expect(try await tap(1, page: page, on: site) != first)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE feeling = 4") == 1)
        #expect(try site.value("SELECT count(*) FROM encounter") == 2)
    }

    @Test(
        "an equal phone on the same network never receives the change code of another’s answer",
        arguments: [nil, "fedcba9876543210fedcba9876543210"])
    func neighbour(_ page: String?) async throws {
        let site = try TestSite()
        let first = try await tap(4, page: number, on: site)
        #expect(try await tap(4, page: page, on: site) != first)
        #expect(try site.value("SELECT count(*) FROM encounter") == 2)
        #expect(try await tap(4, page: number, on: site) == first)
    }

    @Test("after the face was changed with the code, a tap on the first page changes the same answer back")
    func changesBack() async throws {
        let site = try TestSite()
        let first = try await tap(4, page: number, on: site)
        _ = try await site.as(.guest).post(first, [("feeling", "2")], fields: phone)
        #expect(try await tap(4, page: number, on: site) == first)
        #expect(try site.value("SELECT feeling FROM encounter") == 4)
        #expect(try site.value("SELECT count(*) FROM encounter") == 1)
    }

    @Test("the page's number changes nothing at another shop, and ends with the change code") func ends() async throws {
        let site = try TestSite()
        _ = try await tap(4, page: number, on: site)
        _ = try await site.as(.guest).post("/b/F10R", [("feeling", "1"), ("page", number)])
        #expect(try site.value("SELECT count(*) FROM encounter WHERE feeling = 4") == 1)
        site.wait(SiteLimits.changeCode)
        _ = try await tap(1, page: number, on: site)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE shop_id = 1 AND feeling = 4") == 1)
        #expect(try site.value("SELECT count(*) FROM encounter") == 3)
    }

    @Test("a withdrawn answer can be given again at once") func withdrawn() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let first = try await tap(4, page: number, on: site)
        _ = try await guest.post(first + "/retrait", [], fields: phone)
        let second = try await tap(4, page: number, on: site)
        #expect(second != first)
        #expect(try await guest.get(second).status == .ok)
        #expect(try site.counted() == 1)
    }

    @Test("after the face was changed with the code, a tap on the first face is a new answer") func changedByCode()
        async throws
    {
        let site = try TestSite()
        let first = try await tap(4, on: site)
        _ = try await site.as(.guest).post(first, [("feeling", "2")], fields: phone)
        #expect(try await tap(4, on: site) != first)
        #expect(try site.counted("feeling = 2") == 1 && site.counted("feeling = 4") == 1)
    }

    @Test("the page after the tap shows the five faces again, and a tap on one changes the answer") func faces()
        async throws
    {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(feeling: 4, by: guest)
        let page = try await guest.get(path).text
        #expect(page.matches(of: #/<button type="submit" name="feeling" value="[1-5]"/#).count == 5)
        #expect(page.contains("value=\"4\" aria-pressed=\"true\""))
        #expect(try await guest.post(path, [("feeling", "2"), ("note", "Trop cher")]).status == .seeOther)
        #expect(try site.text("SELECT feeling || note FROM encounter") == "2Trop cher")
    }

    @Test("everybody gets the same page, without a cookie or a number") func onePage() async throws {
        let site = try TestSite()
        let first = try await site.newVisitor().get("/b/7KQ2")
        let second = try await site.newVisitor().get("/b/7KQ2")
        #expect(first.bytes == second.bytes)
        #expect(first.text.contains("<input type=\"hidden\" name=\"page\">"))
        #expect(first.fields.all(.setCookie).isEmpty)
    }

    @Test("sixteen equal taps at once on several loops are one answer") func atOnce() throws {
        let server = try SiteServer(TestSite())
        defer { server.stop() }
        let request = """
            POST /b/7KQ2 HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
            Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\nConnection: close\r\n\r\nfeeling=4
            """
        let locations = Mutex<Set<String>>([])
        let port = server.port
        DispatchQueue.concurrentPerform(iterations: 16) { _ in
            let answer = try? Answered(request, port: port)
            locations.withLock {
                _ = $0.insert(
                    answer?.text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("location: /rencontre/") }
                        .map(String.init) ?? "none")
            }
        }
        #expect(locations.withLock { $0.count } == 1)
        #expect(try server.site.value("SELECT count(*) FROM encounter") == 1)
    }
}

@Suite("The table of recent taps") struct RecentTapsTests {
    @Test("holds no more than its capacity, and forgets the oldest first") func bounded() {
        var table = ExpiringTable<Int>(seconds: 30, capacity: 100)
        for key in 0..<10_000 {
            table.set(key, key, at: UInt64(key))
            #expect(table.count <= 100)
        }
        #expect(table.value(9_999, at: 10_000) == 9_999)
        #expect(table.value(9_950, at: 10_000) == 9_950)
        #expect(table.value(9_000, at: 10_000) == nil)
    }

    @Test("forgets a value after its time, in both generations") func expires() {
        var table = ExpiringTable<String>(seconds: 30, capacity: 100)
        let second: UInt64 = 1_000_000_000
        table.set("a", 1, at: 0)
        table.set("b", 2, at: 29 * second)
        #expect(table.value(1, at: 30 * second - 1) == "a")
        #expect(table.value(1, at: 30 * second) == nil)
        table.set("c", 3, at: 31 * second)
        #expect(table.value(2, at: 58 * second) == "b")
        table.change(2) { $0 = "d" }
        #expect(table.value(2, at: 58 * second) == "d")
        #expect(table.value(2, at: 59 * second) == nil)
        table.remove(3)
        #expect(table.value(3, at: 32 * second) == nil)
    }
}
