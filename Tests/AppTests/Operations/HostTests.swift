import HTTP
import SQLite
import Testing
import Web

@testable import Chaland
@testable import Shell

@Suite("The Host of a request") struct HostTests {
    private func ask(_ site: TestSite, _ target: String, _ host: String) async throws -> Answer {
        try await site.as(.guest).get(target, fields: [("Host", host)])
    }

    @Test(
        "a foreign host gets 421 on every path",
        arguments: [
            "/", "/boutiques", "/up", "/readyz", "/metrics", "/public/chaland.css", "/nowhere", "http://evil.example/",
        ])
    func misdirected(_ target: String) async throws {
        let site = try TestSite(origin: "https://rue.example")
        let answer = try await ask(site, target, "evil.example")
        #expect(answer.status == .misdirectedRequest)
        #expect(answer.text.contains("https://rue.example"))
        #expect(answer.fields[.cacheControl] == "no-store")
    }

    @Test("a foreign host gets no cached page and cannot post") func cached() async throws {
        let site = try TestSite(origin: "https://rue.example")
        for _ in 0..<2 { #expect(try await ask(site, "/boutiques", "rue.example").status == .ok) }
        #expect(try await ask(site, "/boutiques", "evil.example").status == .misdirectedRequest)
        #expect(try await ask(site, "http://evil.example/boutiques", "rue.example").status == .misdirectedRequest)
        let before = try site.loop.reader.dataVersion()
        let posted = try await site.as(.guest).post("/b/7KQ2", [("feeling", "4")], fields: [("Host", "evil.example")])
        #expect(posted.status == .misdirectedRequest)
        #expect(try site.loop.reader.dataVersion() == before)
    }

    @Test(
        "the public address, other configured names and this machine are accepted",
        arguments: ["rue.example", "RUE.example:443", "www.rue.example", "localhost:8080", "127.0.0.1", "[::1]:8080"])
    func known(_ host: String) async throws {
        let site = try TestSite(origin: "https://rue.example", otherHosts: ["www.rue.example"])
        #expect(try await ask(site, "/boutiques", host).status == .ok)
        #expect(try await ask(site, "/readyz", host).status == .ok)
    }

    @Test("without a public address every host is accepted") func open() async throws {
        #expect(try await ask(TestSite(), "/boutiques", "anything.example").status == .ok)
    }

    @Test("the text of the 421 is in the person’s language") func languages() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let browser = site.as(.guest)
        browser.language = "en"
        #expect(
            try await browser.get("/", fields: [("Host", "evil.example")]).text.contains("does not belong to this site")
        )
        #expect(try await ask(site, "/", "evil.example").text.contains("pas celle de ce site"))
    }
}
