import HTTP
import Testing

@Suite("Content negotiation") struct NegotiationTests {
    @Test(
        "gzip or not (RFC 9110 §12.5.3)",
        arguments: [
            (nil, false), ("", false), ("gzip", true), ("GZIP", true), ("x-gzip", true), ("gzip, deflate, br", true),
            ("br", false), ("*", true), ("gzip;q=0", false), ("gzip; q=0.000", false), ("gzip ; q=0.001", true),
            ("*;q=0", false), ("gzip;q=0, *", false), ("gzip;q=1, *;q=0", true), ("identity", false),
            ("identity;q=1, gzip;q=0.5", false), ("identity;q=0.5, gzip;q=1", true), ("identity, gzip", true),
            ("gzip;q=2", false), ("gzip;q=x", false), ("gzip;q=", false), ("gzip;q=0.1234", false), ("gzip;Q=1", true),
            ("gzip;q=1.000", true), ("gzip;q=1.001", false), ("gzipped", false), ("gzip;level=9", true),
        ] as [(String?, Bool)])
    func gzip(_ field: String?, _ accepts: Bool) {
        let request = Request(.get, "/", fields: field.map { [("Accept-Encoding", $0)] } ?? [])
        #expect(Negotiation.acceptsGzip(request.head) == accepts)
    }

    @Test("gzip listed in a second field") func gzipInTwoFields() {
        let request = Request(.get, "/", fields: [("Accept-Encoding", "br"), ("accept-encoding", "gzip")])
        #expect(Negotiation.acceptsGzip(request.head))
    }

    @Test(
        "the preferred one of two languages (RFC 9110 §12.5.4, RFC 4647 §3)",
        arguments: [
            (nil, nil), ("fr", 0), ("en", 1), ("en, fr", 1), ("fr, en", 0), ("en;q=0.8, fr;q=0.9", 0), ("de", nil),
            ("de, en;q=0.1", 1), ("fr-CA, en;q=0.9", 0), ("fr-CA;q=0.5, en;q=0.9", 1), ("EN-us", 1), ("*", 0),
            ("en;q=0.5, *", 0), ("fr;q=0, *", 1), ("fr;q=0, en;q=0", nil), ("fr;q=0", 1), ("en;q=0", 0),
            ("de, fr;q=0", 1), ("french", nil), ("f", nil),
            ("de-DE, de;q=0.9, en-GB;q=0.8, fr;q=0.7", 1), ("fr-CA;q=0, fr", 0), ("fr-BE;q=0, en;q=0.1", 1),
            ("fr-FR, en;q=0.7, fr;q=0.3", 0), ("fr;q=0.3, fr-FR;q=0.9, en;q=0.5", 0),
            ("en-US;q=0.2, en;q=0.9, fr;q=0.5", 1), ("en-ZA;q=0.1, en-GB;q=0.9, fr;q=0.5", 1),
            ("en-GB, en;q=0, fr;q=0.1", 0), ("en;q=0, en-GB, fr;q=0.1", 0), ("fr;q=abc, en;q=0.1", 1), (", ,fr", 0),
        ] as [(String?, Int?)])
    func language(_ field: String?, _ best: Int?) {
        let request = Request(.get, "/", fields: field.map { [("Accept-Language", $0)] } ?? [])
        #expect(Negotiation.language(request.head, among: ["fr", "en"]) == best)
    }

    @Test("a range matches longer tags") func longTags() {
        let request = Request(.get, "/", fields: [("Accept-Language", "en, fr;q=0.5")])
        #expect(Negotiation.language(request.head, among: ["fr-FR", "en-GB"]) == 1)
        #expect(Negotiation.language(request.head, among: []) == nil)
    }

    @Test(
        "the preferred media type (RFC 9110 §12.5.1)",
        arguments: [
            (nil, 0), ("*/*", 0), ("application/json", 1), ("text/*", 0), ("application/*, text/html;q=0.9", 1),
            ("text/html;q=0.5, application/json;q=0.4", 0), ("image/png", nil), ("text/html;q=0, */*", 1),
            ("TEXT/HTML", 0), ("text/html;level=1;q=0.1, application/json", 1), ("text/htm", nil), ("text/html5", nil),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 0),
        ] as [(String?, Int?)])
    func mediaType(_ field: String?, _ best: Int?) {
        let request = Request(.get, "/", fields: field.map { [("Accept", $0)] } ?? [])
        #expect(Negotiation.mediaType(request.head, among: ["text/html", "application/json"]) == best)
    }
}
