import HTTP

/// Finished pages that do not depend on the person, kept by one event loop while the data stands as it was.
///
/// Key: target, host, locale, whether gzip is accepted, whether the connection is secure. The host is among them
/// because full addresses in a page may be made of it: nobody's made-up `Host` reaches another visitor.
/// Whoever asks checks the rights first. Bounded in bytes: the pages not asked for the longest go first. Not shared between threads.
public struct PageCache {
    /// A class, so that finding one counts one reference and noting its use copies nothing.
    private final class Page {
        let target: [UInt8]
        let host: [UInt8]
        let finished: FinishedPage
        @exclusivity(unchecked) var usedAt: Int

        init(_ finished: FinishedPage, for head: RequestHead, usedAt: Int) {
            (target, host) = head.withTargetAndHost { ($0.copied, $1.copied) }
            self.finished = finished
            self.usedAt = usedAt
        }

        /// Whether it was made for this target and host.
        func isFor(_ target: Span<UInt8>, _ host: Span<UInt8>) -> Bool {
            target.isEqual(to: self.target) && host.isEqual(to: self.host)
        }

        /// What keeping it costs, in bytes.
        var cost: Int { finished.cost + target.count + host.count }
    }

    private let limit: Int
    private let seed = UInt64.random(in: 0...UInt64.max)
    private var pages: [UInt64: Page] = [:]
    private var version: Int?
    private var ticks = 0

    /// How many bytes the pages take.
    public private(set) var bytes = 0
    /// How often a page was there.
    public private(set) var hits = 0
    /// How often none was.
    public private(set) var misses = 0

    /// An empty cache of at most `bytes`. 8 MB: all directory pages of 2,000 shops in two languages.
    public init(bytes: Int = 8 << 20) { limit = bytes }

    /// How many pages there are.
    public var count: Int { pages.count }

    /// The page for `request`, or its 304; nil when it is not here, or was made of other data than `version` says.
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
        return page.finished.answer(to: request.head)
    }

    /// Keeps a page made of the data of `version`. Not kept: an answer that sets a cookie, is not 200, or is for the person
    /// alone; a page larger than an eighth of the cache; one whose data changed while it was made.
    public mutating func store(_ page: FinishedPage, for request: Request, locale: Int, version: Int) {
        guard page.full.status == .ok, page.full.fields.valueBytes(.setCookie) == nil,
            let policy = page.full.fields.valueBytes(.cacheControl), policy.starts(with: "public".utf8)
        else { return }
        if self.version == nil { self.version = version }
        guard self.version == version, page.cost <= limit / 8 else { return }
        ticks += 1
        let start = start(request, locale)
        let key = request.head.withTargetAndHost { Self.key($0, $1, start) }
        if let old = pages[key] { bytes -= old.cost }
        let kept = Page(page, for: request.head, usedAt: ticks)
        pages[key] = kept
        bytes += kept.cost
        if bytes > limit { makeRoom() }
    }

    /// Forgets everything.
    public mutating func removeAll() {
        pages.removeAll(keepingCapacity: true)
        bytes = 0
    }

    /// Down to three quarters at once, so that a full cache does not look for its oldest page at every request.
    private mutating func makeRoom() {
        for (key, page) in pages.sorted(by: { $0.value.usedAt < $1.value.usedAt }) {
            if bytes <= limit / 4 * 3 { return }
            bytes -= page.cost
            pages[key] = nil
        }
    }

    /// What the hash begins with. Seeded, so that nobody outside can choose two addresses that push each other out.
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
