import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The public address in the settings") struct PublicAddressTests {
    /// Starts the trial of an address; the path of the code to scan.
    private func trial(_ site: TestSite, of typed: String = "rue-du-marche.fr") async throws -> String {
        let president = site.as(.president)
        let answer = try await president.post("/reglages/adresse", [("address", typed)])
        try #require(answer.status == .seeOther, "\(answer.text)")
        let page = try await president.get("/reglages/adresse").text
        return String(try #require(page.firstMatch(of: /<figcaption id="link">https:\/\/[^\/]+(\/[^<]+)</)).1)
    }

    /// A request of a phone, by this host.
    private func visit(
        _ site: TestSite, _ path: String, _ method: HTTP.Method = .get, host: String = "rue-du-marche.fr",
        isSecure: Bool = true
    ) async -> Answer {
        var request = Request(method, path, fields: [("Host", host), ("Accept-Language", "fr")])
        request.isSecure = isSecure
        if let answer = site.loop.answerNow(request) { return Answer(answer) }
        return Answer(await site.loop.answer(request))
    }

    private func confirm(_ site: TestSite, _ typed: String = "rue-du-marche.fr") async throws {
        let path = try await trial(site, of: typed)
        #expect(await visit(site, path, .post, host: typed).status == .seeOther)
    }

    @Test("is confirmed by a visit over https; then hosts, links, cookies and robots use it") func confirmed()
        async throws
    {
        let site = try TestSite()
        let path = try await trial(site, of: "http://Rue-du-marche.fr/boutiques?page=2")
        let page = await visit(site, path)
        #expect(page.status == .ok && page.text.contains("https://rue-du-marche.fr mène bien au site"))
        #expect(try site.text("SELECT public_address FROM association") == "", "opening the link changes nothing")
        #expect(await visit(site, path, .post).location == "/")
        #expect(await visit(site, path, .post).location == "/", "a double tap")

        #expect(await visit(site, "/boutiques", host: "evil.example").status == .misdirectedRequest)
        #expect(await visit(site, "/boutiques", host: "localhost:8080").status == .ok)
        let directory = await visit(site, "/boutiques")
        #expect(directory.text.contains("<link rel=\"canonical\" href=\"https://rue-du-marche.fr/fr/boutiques\">"))
        #expect(directory.text.contains("hreflang=\"en\" href=\"https://rue-du-marche.fr/en/boutiques\""))
        #expect(await visit(site, "/sitemap.xml").text.contains("<loc>https://rue-du-marche.fr/fr/boutiques</loc>"))
        // The proxy is not declared: cookies are Secure all the same.
        let signedOut = await visit(site, "/deconnexion", .post, isSecure: false)
        #expect(signedOut.fields[.setCookie]?.contains("; Secure") == true)
        let settings = try await site.as(.president).get("/reglages/adresse", fields: [("Host", "localhost")])
        #expect(settings.text.contains("<strong>https://rue-du-marche.fr</strong>"))
        #expect(!settings.text.contains("id=\"trial\""))
    }

    @Test("until the visit, accepted hosts and links stay as they are; also while another address is used") func waits()
        async throws
    {
        let site = try TestSite()
        _ = try await trial(site, of: "rue-du-marhce.fr")
        #expect(await visit(site, "/boutiques", host: "anything.example").status == .ok)
        #expect(await visit(site, "/boutiques").text.contains("<link rel=\"canonical\" href=\"/fr/boutiques\">"))
        try await confirm(site)
        let other = try await trial(site, of: "vitrines.fr")
        #expect(await visit(site, "/boutiques", host: "vitrines.fr").status == .misdirectedRequest)
        #expect(await visit(site, "/boutiques").status == .ok)
        #expect(await visit(site, other, host: "vitrines.fr").text.contains("mène bien"))
        #expect(await visit(site, other, .post, host: "vitrines.fr").status == .seeOther)
        #expect(await visit(site, "/boutiques", host: "vitrines.fr").status == .ok)
        #expect(await visit(site, "/boutiques").status == .misdirectedRequest)
    }

    @Test("a visit by another host, over plain http, or after an hour confirms nothing") func refused() async throws {
        let site = try TestSite()
        let path = try await trial(site)
        #expect(await visit(site, path, host: "localhost").text.contains("à une autre adresse"))
        #expect(await visit(site, path, .post, host: "localhost").status == .conflict)
        #expect(await visit(site, path, isSecure: false).text.contains("CHALAND_TRUSTED_PROXIES"))
        #expect(await visit(site, path, .post, isSecure: false).status == .conflict)
        let replaced = try await trial(site)
        #expect(await visit(site, path, .post).status == .gone)
        site.wait(SiteLimits.addressTrial)
        #expect(await visit(site, replaced, .post).status == .gone)
        #expect(try site.text("SELECT public_address FROM association") == "")
        #expect(try await !site.as(.president).get("/reglages/adresse").text.contains("id=\"trial\""))
    }

    @Test(
        "an address that visitors cannot open is refused, and stays as typed",
        arguments: [
            ("", "Écrivez l’adresse du site."), ("192.168.1.20", "s’écrit comme"), ("rue du marché", "s’écrit comme"),
            ("serveur.local", "que sur votre réseau"), ("machine.lan:8080", "que sur votre réseau"),
            ("marché.fr", "sans accents"),
        ]) func invalid(_ typed: String, _ message: String) async throws
    {
        let site = try TestSite()
        let answer = try await site.as(.president).post("/reglages/adresse", [("address", typed)])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(message), "\(answer.text)")
        #expect(answer.text.contains("value=\"\(typed)\""))
        #expect(try site.value("SELECT count(*) FROM address_trial") == 0)
    }

    @Test("the address of the machine wins, and is shown as set there") func machine() async throws {
        let site = try TestSite(origin: "http://localhost:8080")
        let president = site.as(.president)
        let page = try await president.get("/reglages/adresse", fields: [("Host", "localhost")]).text
        #expect(page.contains("L’adresse http://localhost:8080 ne s’ouvre peut-être pas"))
        #expect(page.contains("--public-url") && !page.contains("name=\"address\""))
        let answer = try await president.post(
            "/reglages/adresse", [("address", "rue.fr")], fields: [("Host", "localhost")])
        #expect(answer.status == .forbidden)
        try site.write { try Association.use(WebOrigin("https://rue-du-marche.fr"), in: $0) }
        #expect(await visit(site, "/boutiques").status == .misdirectedRequest)
    }

    @Test("a demonstration takes no public address") func demonstration() async throws {
        let site = try TestSite()
        try site.write { try $0.run("UPDATE association SET demo = 1") }
        let president = site.as(.president)
        #expect(try await president.get("/reglages/adresse").text.contains("connus de tous"))
        #expect(try await president.post("/reglages/adresse", [("address", "rue.fr")]).status == .forbidden)
    }

    @Test("it can be removed: links are relative again and every host is accepted") func removed() async throws {
        let site = try TestSite()
        try await confirm(site)
        let president = site.as(.president)
        let answer = try await president.post("/reglages/adresse/retrait", fields: [("Host", "localhost")])
        #expect(answer.status == .seeOther)
        #expect(await visit(site, "/boutiques", host: "anything.example").status == .ok)
        #expect(await visit(site, "/boutiques").text.contains("<link rel=\"canonical\" href=\"/fr/boutiques\">"))
    }

    @Test("a loop that has not seen the change judges the host again") func otherLoop() async throws {
        let site = try TestSite()
        let other = try site.site.makeLoop()
        #expect(
            Answer(await other.answer(Request(.get, "/boutiques", fields: [("Host", "evil.example")]))).status == .ok)
        try await confirm(site)
        let answer = await other.answer(Request(.get, "/boutiques", fields: [("Host", "evil.example")]))
        #expect(answer.status == .misdirectedRequest)
        let late = try site.site.makeLoop()
        #expect(late.answerNow(Request(.get, "/up", fields: [("Host", "evil.example")]))?.status == .misdirectedRequest)
    }

    @Test("without one, no page makes an address of the request's host: the change code, the author's link") func host()
        async throws
    {
        let site = try TestSite()
        let author = try await site.review()
        let code = try await site.as(.guest).post("/b/7kq2", [("feeling", "4")], fields: [("Host", "evil.example")])
        for path in [author, try #require(code.location)] {
            let page = try await site.as(.guest).get(path, fields: [("Host", "evil.example")])
            #expect(page.status == .ok && !page.text.contains("evil.example"), "\(path)")
        }
        try site.write { try Association.use(WebOrigin("https://rue-du-marche.fr"), in: $0) }
        #expect(await visit(site, author).text.contains(">https://rue-du-marche.fr\(author)</a>"))
        #expect(await visit(site, try #require(code.location)).text.contains("sur rue-du-marche.fr/rencontre"))
    }
}

@Suite("An address of a site") struct WebOriginTests {
    @Test(
        "is private when it does not reach the site from elsewhere",
        arguments: [
            "http://localhost:8080", "https://a.localhost", "http://127.0.0.1", "https://[::1]:8080",
            "https://10.0.0.1",
            "https://172.16.0.1", "https://172.31.255.255", "https://192.168.1.20:8443", "https://169.254.1.1",
            "https://100.64.0.1", "https://0.0.0.0", "https://serveur", "https://serveur.local", "https://nas.lan.",
            "https://box.home.arpa", "https://x.internal", "https://[fd00::1]", "https://[fe80::1]", "https://127.1",
            "https://2130706433", "https://0x7f.0.0.1",
        ]) func isPrivate(_ text: String) throws
    { #expect(try #require(WebOrigin(text)).isPrivate) }

    @Test(arguments: [
        "https://rue-du-marche.fr", "https://www.rue.example:8443", "https://172.32.0.1", "https://192.169.0.1",
        "https://8.8.8.8", "https://[2001:db8::1]", "https://localhost.fr", "https://10.rue.fr", "https://locale.fr",
    ]) func isPublic(_ text: String) throws { #expect(try !#require(WebOrigin(text)).isPrivate) }

    @Test(arguments: [
        ("rue.fr", "https://rue.fr"), (" HTTP://Rue.fr/ ", "https://rue.fr"), ("rue.fr:443/a?b#c", "https://rue.fr"),
        ("https://rue.fr:8443", "https://rue.fr:8443"),
    ]) func typed(_ text: String, _ origin: String) { #expect(WebOrigin(typed: text)?.description == origin) }
}
