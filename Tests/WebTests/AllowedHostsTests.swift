import HTTP
import Testing
import Web

@Suite("Allowed hosts") struct AllowedHostsTests {
    private let hosts = AllowedHosts(["rue.example:8443", "WWW.Rue.Example", "[::1]"])

    private func allows(_ host: String) -> Bool {
        hosts.allows(Request(.get, "/", fields: [("Host", host)]).head)
    }

    @Test(
        "accepts its names in any case, with any port, with a trailing dot",
        arguments: ["rue.example", "RUE.example:443", "www.rue.example", "rue.example.", "rue.example.:80", "[::1]:9"])
    func known(_ host: String) { #expect(allows(host)) }

    @Test(
        "rejects similar names",
        arguments: [
            "rue.example.org", "xrue.example", "rue.exampl", "ue.example", "[::2]", "127.0.0.1",
        ])
    func unknown(_ host: String) { #expect(!allows(host)) }

    @Test("an absolute target takes precedence over the Host field") func absolute() {
        func request(_ target: String, _ host: String) -> RequestHead {
            Request(.get, target, fields: [("Host", host)]).head
        }
        #expect(hosts.allows(request("http://rue.example/x", "evil.example")))
        #expect(!hosts.allows(request("http://evil.example/x", "rue.example")))
    }

    @Test("an empty list accepts any host") func all() {
        #expect(AllowedHosts.all.allows(Request(.get, "/", fields: [("Host", "evil.example")]).head))
    }
}
