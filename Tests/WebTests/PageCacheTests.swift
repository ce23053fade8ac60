import Gzip
import HTTP
import Testing

@testable import Web

@Suite("Page cache") struct PageCacheTests {
    let compressor = Gzip.Compressor(level: 1)

    func request(_ target: String, gzip: Bool = false, isSecure: Bool = false, method: HTTP.Method = .get) -> Request {
        Request(method, target, fields: gzip ? [("Accept-Encoding", "gzip")] : [], isSecure: isSecure)
    }

    func page(_ count: Int, for request: Request, cache: CachePolicy = .shared) -> CachedPage {
        Response.page([UInt8](repeating: 65, count: count), cache: cache).cachedPage(for: request, by: compressor)
    }

    @Test("an equal request is a hit") func hit() throws {
        var cache = PageCache()
        let asked = request("/boutiques?page=2")
        #expect(cache.answer(asked, locale: 0, version: 1) == nil)
        cache.store(page(2_000, for: asked), for: asked, locale: 0, version: 1)
        let found = cache.answer(asked, locale: 0, version: 1)
        let answer = try #require(found)
        #expect(answer.status == .ok && answer.body.count == 2_000)
        #expect(cache.answer(request("/boutiques?page=2", method: .head), locale: 0, version: 1) != nil)
        for (other, locale) in [
            (request("/boutiques?page=3"), 0), (request("/boutiques"), 0), (request("/boutique?page=2"), 0), (asked, 1),
            (request("/boutiques?page=2", gzip: true), 0), (request("/boutiques?page=2", isSecure: true), 0),
            (request("/boutiques?page=2", method: .post), 0),
        ] {
            #expect(cache.answer(other, locale: locale, version: 1) == nil)
        }
        #expect(cache.hits == 2)
    }

    @Test("another host is a miss, because pages may contain the host") func hosts() {
        var cache = PageCache()
        let made = Request(.get, "/", fields: [("Host", "evil.example")])
        cache.store(page(2_000, for: made), for: made, locale: 0, version: 1)
        #expect(cache.answer(request("/"), locale: 0, version: 1) == nil)
        #expect(cache.answer(made, locale: 0, version: 1) != nil)
    }

    @Test("a client with a current copy gets 304") func notModified() throws {
        var cache = PageCache()
        let asked = request("/", gzip: true)
        let made = page(2_000, for: asked)
        cache.store(made, for: asked, locale: 0, version: 1)
        let tag = try #require(made.etag)
        let again = Request(.get, "/", fields: [("Accept-Encoding", "gzip"), ("If-None-Match", tag)])
        #expect(cache.answer(again, locale: 0, version: 1)?.status == .notModified)
        let direct = Response.page([UInt8](repeating: 65, count: 2_000), cache: .shared).finished(
            for: asked, by: compressor)
        #expect(direct.fields.bytes == made.full.fields.bytes)
    }

    @Test("a new data version empties the cache and rejects pages of the old one") func version() {
        var cache = PageCache()
        let asked = request("/")
        cache.store(page(100, for: asked), for: asked, locale: 0, version: 1)
        #expect(cache.answer(asked, locale: 0, version: 2) == nil)
        #expect(cache.count == 0 && cache.bytes == 0)
        cache.store(page(100, for: asked), for: asked, locale: 0, version: 1)
        #expect(cache.answer(asked, locale: 0, version: 2) == nil)
    }

    @Test("private responses are not cached") func personal() {
        var cache = PageCache()
        let asked = request("/")
        cache.store(page(100, for: asked, cache: .personal), for: asked, locale: 0, version: 1)
        cache.store(page(100, for: asked, cache: .never), for: asked, locale: 0, version: 1)
        let cookie = Response.page([65], cache: .shared).setting(SetCookie(name: "a", value: "b", secure: false))
        cache.store(cookie.cachedPage(for: asked, by: nil), for: asked, locale: 0, version: 1)
        let missing = Response.page([65], status: .notFound, cache: .shared)
        cache.store(missing.cachedPage(for: asked, by: nil), for: asked, locale: 0, version: 1)
        #expect(cache.count == 0)
    }

    @Test("the cache stays within its limit and evicts the least recently used pages") func bounded() {
        var cache = PageCache(bytes: 100_000)
        let favourite = request("/favourite")
        cache.store(page(5_000, for: favourite), for: favourite, locale: 0, version: 1)
        for number in 0..<500 {
            let asked = request("/?\(number)")
            cache.store(page(5_000, for: asked), for: asked, locale: 0, version: 1)
            #expect(cache.bytes <= 100_000)
            #expect(cache.answer(favourite, locale: 0, version: 1) != nil)
        }
        #expect(cache.answer(request("/?499"), locale: 0, version: 1) != nil)
        #expect(cache.answer(request("/?1"), locale: 0, version: 1) == nil)
        let huge = request("/huge")
        cache.store(page(50_000, for: huge), for: huge, locale: 0, version: 1)
        #expect(cache.answer(huge, locale: 0, version: 1) == nil)
    }

    @Test("storing a page again does not count its bytes twice") func again() {
        var cache = PageCache()
        let asked = request("/")
        cache.store(page(5_000, for: asked), for: asked, locale: 0, version: 1)
        let bytes = cache.bytes
        for _ in 0..<100 { cache.store(page(5_000, for: asked), for: asked, locale: 0, version: 1) }
        #expect(cache.bytes == bytes && cache.count == 1)
    }
}
