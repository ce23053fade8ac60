import Gzip
import HTTP
import Testing

@testable import Web

@Suite("Finished pages") struct CachedPageTests {
    let compressor = Gzip.Compressor(level: 1)
    let html = Array(String(repeating: "<p>Boulangerie</p>\n", count: 200).utf8)

    func request(_ fields: [(String, String)] = [], method: HTTP.Method = .get) -> Request {
        Request(method, "/boutiques", fields: fields)
    }

    func bytes(_ response: Response) -> [UInt8] {
        switch response.body {
        case .empty: []
        case .bytes(let bytes): bytes
        case .slice(let bytes, let range): Array(bytes[range])
        }
    }

    @Test("a page has an entity tag, security headers and Vary") func plain() throws {
        let answer = Response.page(html, language: "fr").finished(for: request(), by: compressor)
        #expect(bytes(answer) == html)
        #expect(answer.fields[.contentType] == "text/html; charset=utf-8")
        #expect(answer.fields[.contentLanguage] == "fr")
        #expect(answer.fields[.cacheControl] == "private, no-cache")
        #expect(answer.fields[.vary] == "Accept-Encoding, Accept-Language, Cookie")
        #expect(answer.fields[.contentEncoding] == nil)
        #expect(answer.fields["Content-Security-Policy"] != nil)
        #expect(try #require(answer.fields[.etag]).wholeMatch(of: /"[0-9a-f]{16}-[0-9a-f]+"/) != nil)
    }

    @Test("a compressed page has its own entity tag") func gzip() throws {
        let plain = Response.page(html).finished(for: request(), by: compressor)
        let packed = Response.page(html).finished(for: request([("Accept-Encoding", "gzip")]), by: compressor)
        #expect(packed.fields[.contentEncoding] == "gzip")
        #expect(Gzip.decompress(bytes(packed)) == html)
        #expect(packed.fields[.etag] != plain.fields[.etag])
        let refused = Response.page(html).finished(for: request([("Accept-Encoding", "gzip;q=0, *")]), by: compressor)
        #expect(refused.fields[.contentEncoding] == nil)
        let without = Response.page(html).finished(for: request([("Accept-Encoding", "gzip")]), by: nil)
        #expect(without.fields[.contentEncoding] == nil)
        #expect(without.fields[.etag] == plain.fields[.etag])
    }

    @Test("short pages, images and bodies that would grow are not compressed") func notCompressed() {
        let asks = request([("Accept-Encoding", "gzip")])
        let noise = (0..<2_000).map { _ in UInt8.random(in: 0...255) }
        for response in [
            Response.page(Array(html.prefix(1_023))), .data(html, type: "image/png"), .data(noise, type: "text/plain"),
        ] {
            let answer = response.finished(for: asks, by: compressor)
            #expect(answer.fields[.contentEncoding] == nil)
            #expect(answer.body.count == response.body.count)
        }
        #expect(
            Response.data(html, type: "text/csv").finished(for: asks, by: compressor).fields[.vary] == "Accept-Encoding"
        )
    }

    @Test("a current copy is answered 304", arguments: [false, true])
    func notModified(_ gzip: Bool) throws {
        let accepts = gzip ? [("Accept-Encoding", "gzip")] : []
        let page = Response.page(html, language: "fr").setting(SetCookie(name: "a", value: "b", secure: false))
        let first = page.finished(for: request(accepts), by: compressor)
        let tag = try #require(first.fields[.etag])
        for asked in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
            let again = page.finished(for: request(accepts + [("If-None-Match", asked)]), by: compressor)
            #expect(again.status == .notModified)
            #expect(again.body.count == 0)
            #expect(again.fields[.etag] == tag)
            #expect(again.fields[.vary] != nil && again.fields[.cacheControl] != nil && again.fields[.setCookie] != nil)
            #expect(again.fields["Content-Security-Policy"] != nil)
            #expect(again.fields[.contentType] == nil && again.fields[.contentEncoding] == nil)
            #expect(again.fields[.contentLanguage] == nil)
        }
        #expect(page.finished(for: request(accepts + [("If-None-Match", "\"x\"")]), by: compressor).status == .ok)
        let stale = page.finished(for: request(accepts + [("If-Match", "\"x\"")]), by: compressor)
        #expect(stale.status == .preconditionFailed)
        #expect(stale.fields["Content-Security-Policy"] != nil)
    }

    @Test("one changed byte changes the entity tag") func changed() {
        var other = html
        other[7] ^= 1
        #expect(
            Response.page(html).finished(for: request(), by: nil).fields[.etag]
                != Response.page(other).finished(for: request(), by: nil).fields[.etag])
    }

    @Test("errors, forms and secrets have no entity tag") func untagged() {
        #expect(Response.page(html, status: .notFound).finished(for: request(), by: nil).fields[.etag] == nil)
        #expect(Response.page(html).finished(for: request(method: .post), by: nil).fields[.etag] == nil)
        let secret = Response.page(html, cache: .never).finished(for: request(), by: nil, isSecret: true)
        #expect(secret.fields[.etag] == nil)
        #expect(secret.fields["Referrer-Policy"] == "no-referrer")
        let notFound = Response.page(html, status: .notFound)
            .finished(for: request([("Accept-Encoding", "gzip")]), by: compressor)
        #expect(notFound.fields[.contentEncoding] == "gzip")
    }

    @Test("HEAD has the headers of GET") func head() {
        let accepts = [("Accept-Encoding", "gzip")]
        let get = Response.page(html).finished(for: request(accepts), by: compressor)
        let head = Response.page(html).finished(for: request(accepts, method: .head), by: compressor)
        #expect(get.fields.bytes == head.fields.bytes)
        #expect(get.body.count == head.body.count)
    }

    @Test("redirects, 405 and 503 have their required headers") func others() {
        #expect(Response.options([.get, .head]).fields[.allow] == "GET, HEAD")
        #expect(Response.text("x", status: .tooManyRequests).retrying(after: 0).fields[.retryAfter] == "1")
        let file = Response.data([], type: "text/csv", fileName: "Été \"1\"\r\n.csv")
        #expect(
            file.fields["Content-Disposition"]
                == "attachment; filename=\"__t____1___.csv\"; filename*=UTF-8''%C3%89t%C3%A9%20%221%22%0D%0A.csv")
        #expect(Response.seeOther("/a").fields[.cacheControl] == "no-store")
    }

    @Test("HSTS is sent over TLS") func strictTransport() {
        let secure = Request(.get, "/", isSecure: true)
        #expect(Response.page(html).finished(for: secure, by: nil).fields["Strict-Transport-Security"] != nil)
        #expect(Response.page(html).finished(for: request(), by: nil).fields["Strict-Transport-Security"] == nil)
    }
}
