import HTTP

/// Caches pages that do not depend on the user, for one event loop, as long as the data version does not change.
///
/// Key: target, host, locale, whether gzip is accepted, whether the connection is secure. The host is part of the key
/// because absolute URLs in a page may contain it: a forged `Host` must not reach another visitor. The caller checks
/// access rights first. Bounded in bytes; evicts the least recently used pages. Not thread-safe.
public struct PageCache {
    /// A class, so that a hit costs one reference count and recording its use copies nothing.
    private final class Page {
        let target: [UInt8]
        let host: [UInt8]
        let response: CachedPage
        @exclusivity(unchecked) var usedAt: Int

        init(_ response: CachedPage, for head: RequestHead, usedAt: Int) {
            (target, host) = head.withTargetAndHost { ($0.copied, $1.copied) }
            self.response = response
            self.usedAt = usedAt
        }

        /// Whether this is the page of the target and host.
        func isFor(_ target: Span<UInt8>, _ host: Span<UInt8>) -> Bool {
            target.isEqual(to: self.target) && host.isEqual(to: self.host)
        }

        /// Memory use in bytes.
        var cost: Int { response.cost + target.count + host.count }
    }

    private let limit: Int
    private let seed = UInt64.random(in: 0...UInt64.max)
    private var pages: [UInt64: Page] = [:]
    private var version: Int?
    private var ticks = 0

    /// Memory use of all pages in bytes.
    public private(set) var bytes = 0
    /// Number of hits.
    public private(set) var hits = 0
    /// Number of misses.
    public private(set) var misses = 0

    /// An empty cache of at most `bytes`. The default of 8 MB holds all directory pages of 2,000 shops in two
    /// languages.
    public init(bytes: Int = 8 << 20) { limit = bytes }

    /// Number of pages.
    public var count: Int { pages.count }

    /// The cached page for `request`, or its 304; nil for a miss. Empties the cache when `version` has changed.
    public mutating func answer(_ request: Request, locale: Int, version: Int) -> Response? {
        guard request.method.isRead else { return nil }
        if self.version != version {
            removeAll()
            self.version = version
        }
        let start = start(request, locale)
        let found = request.head.withTargetAndHost { target, host -> Page? in
            guard let page = pages[Self.key(target, host, start)], page.isFor(target, host) else { return nil }
            return page
        }
        guard let page = found else {
            misses += 1
            return nil
        }
        hits += 1
        ticks += 1
        page.usedAt = ticks
        return page.response.answer(to: request.head)
    }

    /// Caches a page rendered from the data of `version`. Not cached: a response that sets a cookie, is not 200 or not
    /// `public`; a page larger than an eighth of the cache; a page whose data changed while it was rendered.
    public mutating func store(_ page: CachedPage, for request: Request, locale: Int, version: Int) {
        guard page.full.status == .ok, page.full.fields.valueBytes(.setCookie) == nil,
            let policy = page.full.fields.valueBytes(.cacheControl), policy.starts(with: "public".utf8)
        else { return }
        if self.version == nil { self.version = version }
        guard self.version == version, page.cost <= limit / 8 else { return }
        ticks += 1
        let start = start(request, locale)
        let key = request.head.withTargetAndHost { Self.key($0, $1, start) }
        if let old = pages[key] { bytes -= old.cost }
        let new = Page(page, for: request.head, usedAt: ticks)
        pages[key] = new
        bytes += new.cost
        if bytes > limit { evict() }
    }

    /// Empties the cache.
    public mutating func removeAll() {
        pages.removeAll(keepingCapacity: true)
        bytes = 0
    }

    /// Evicts down to three quarters at once, so that a full cache does not sort its pages at every request.
    private mutating func evict() {
        for (key, page) in pages.sorted(by: { $0.value.usedAt < $1.value.usedAt }) {
            if bytes <= limit / 4 * 3 { return }
            bytes -= page.cost
            pages[key] = nil
        }
    }

    /// The initial value of the hash, with a random seed, so that clients cannot construct colliding URLs.
    private func start(_ request: Request, _ locale: Int) -> UInt64 {
        let gzip: UInt64 = Negotiation.acceptsGzip(request.head) ? 1 : 0
        let secure: UInt64 = request.isSecure ? 2 : 0
        return seed ^ (gzip | secure | UInt64(locale) << 2)
    }

    private static func key(_ target: Span<UInt8>, _ host: Span<UInt8>, _ start: UInt64) -> UInt64 {
        ContentHash.of(host, seed: ContentHash.of(target, seed: start))
    }
}

extension Span<UInt8> {
    fileprivate var copied: [UInt8] { withUnsafeBufferPointer { Array($0) } }
}
