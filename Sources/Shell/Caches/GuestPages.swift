import HTTP
import Synchronization
import Web

/// Finished pages that are the same for every guest, cached by one event loop for one data version.
struct GuestPages {
    private var cache = PageCache(bytes: SiteLimits.pageCacheBytes)
    private let figures: LoopFigures
    /// The data version, read once a loop turn rather than at each request, because reading it may lock the file. It is
    /// read after the requests of the turn have arrived, so that no visitor gets a page older than one they have seen.
    private var version: Int?

    init(_ figures: LoopFigures) { self.figures = figures }

    /// Drops the version: the next page reads it.
    mutating func beginTurn() { version = nil }

    /// The page for `request`, or its 304; nil when none is cached or the version cannot be read.
    mutating func answer(
        _ request: Request, among languages: Languages, readVersion: () throws -> Int
    ) -> Response? {
        guard let version = version ?? (try? readVersion()) else { return nil }
        self.version = version
        let locale = RequestLocale.cacheKey(of: request.head, among: languages)
        let page = cache.answer(request, locale: locale, version: version)
        figures.hits.store(cache.hits, ordering: .relaxed)
        figures.misses.store(cache.misses, ordering: .relaxed)
        return page
    }

    /// Stores a page made from the data of `version`.
    mutating func store(_ page: CachedPage, for request: Request, among languages: Languages, version: Int) {
        let locale = RequestLocale.cacheKey(of: request.head, among: languages)
        cache.store(page, for: request, locale: locale, version: version)
        figures.bytes.store(cache.bytes, ordering: .relaxed)
    }

    /// Drops all pages.
    mutating func removeAll() { cache.removeAll() }
}
