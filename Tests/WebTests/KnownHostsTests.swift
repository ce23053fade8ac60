import HTTP
import Testing
import Web

@Suite("hosts a site answers for") struct KnownHostsTests {
    private let hosts = KnownHosts(["rue.example:8443", "WWW.Rue.Example", "[::1]"])

    private func knows(_ host: String) -> Bool {
        hosts.knows(Request(.get, "/", fields: [("Host", host)]).head)
    }

    @Test(
        "its names in any case, with any port, with the dot of a full name",
        arguments: ["rue.example", "RUE.example:443", "www.rue.example", "rue.example.", "rue.example.:80", "[::1]:9"])
    func known(_ host: String) { #expect(knows(host)) }

    @Test(
        "nothing that only looks like one of them",
        arguments: [
            "rue.example.org", "xrue.example", "rue.exampl", "ue.example", "[::2]", "127.0.0.1",
        ])
    func unknown(_ host: String) { #expect(!knows(host)) }

    @Test("the host of an absolute target counts, not the field") func absolute() {
        func request(_ target: String, _ host: String) -> RequestHead {
            Request(.get, target, fields: [("Host", host)]).head
        }
        #expect(hosts.knows(request("http://rue.example/x", "evil.example")))
        #expect(!hosts.knows(request("http://evil.example/x", "rue.example")))
    }

    @Test("every host, when none is told") func all() {
        #expect(KnownHosts.all.knows(Request(.get, "/", fields: [("Host", "evil.example")]).head))
    }
}
