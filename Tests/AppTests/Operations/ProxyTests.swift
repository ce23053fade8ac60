import HTTP
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("A proxy that is not declared") struct ProxyTests {
    private func send(_ site: TestSite, isForwarded: Bool, host: String = "rue.example") async -> Response {
        var request = Request(.get, "/connexion", fields: [("Host", host)])
        request.hasUntrustedForwarding = isForwarded
        if let response = site.loop.answerNow(request) { return response }
        return await site.loop.answer(request)
    }

    @Test("a warning is on the president's home, not on a shopkeeper's") func warned() async throws {
        let site = try TestSite()
        let words = "CHALAND_TRUSTED_PROXIES"
        _ = await send(site, isForwarded: false)
        #expect(try await !site.as(.president).get("/accueil").text.contains(words))
        _ = await send(site, isForwarded: true)
        #expect(try await site.as(.president).get("/accueil").text.contains(words))
        #expect(try await !site.as(.baker).get("/accueil").text.contains(words))
    }

    @Test(
        "with an https public address cookies are Secure; for a localhost host they follow the connection",
        arguments: [("rue.example", true), ("localhost:8080", false)])
    func secure(_ host: String, _ isSecure: Bool) async throws {
        let site = try TestSite(origin: "https://rue.example")
        let answer = try await site.as(.baker).post("/deconnexion", [("confirmed", "1")], fields: [("Host", host)])
        let line = try #require(answer.fields[.setCookie])
        #expect(line.contains("; Secure") == isSecure, "\(line)")
        #expect(line.hasPrefix("__Host-") == isSecure, "\(line)")
        #expect((answer.fields["Strict-Transport-Security"] != nil) == isSecure)
    }

    @Test("with an http public address cookies are not Secure") func plain() async throws {
        let site = try TestSite(origin: "http://rue.example")
        let answer = try await site.as(.baker).post(
            "/deconnexion", [("confirmed", "1")], fields: [("Host", "rue.example")])
        #expect(answer.fields[.setCookie]?.contains("Secure") == false)
    }
}
