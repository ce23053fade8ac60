import Synchronization
import HTTP
import Web

/// Finished pages that are the same for every guest, kept by one event loop while the version of the data stands.
struct GuestPages {
    private var cache = PageCache(bytes: SiteLimits.pageCacheBytes)
    private let figures: LoopFigures
    /// The version of the data, read once a loop turn and not at each request: reading it may lock the file. Every request of
    /// the turn had arrived before it was read, so that no visitor gets a page older than one they have seen.
    private var version: Int?

    init(_ figures: LoopFigures) { self.figures = figures }

    /// Drops the version: the next page asks for it again.
    mutating func beginTurn() { version = nil }

    /// The page for `request`, or its 304; nil when none is kept or the version cannot be read.
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

    /// Keeps a page made from the data of `version`.
    mutating func store(_ page: CachedPage, for request: Request, among languages: Languages, version: Int) {
        let locale = RequestLocale.cacheKey(of: request.head, among: languages)
        cache.store(page, for: request, locale: locale, version: version)
        figures.bytes.store(cache.bytes, ordering: .relaxed)
    }

    /// Drops all pages.
    mutating func removeAll() { cache.removeAll() }
}
