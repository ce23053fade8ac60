import Base
import Gzip
import HTMLTemplate
import HTTP
import SQLite
import Synchronization
import Web

/// Answers the requests of one event loop: the server's handler. Owns a reader of the store and the loop's caches.
/// Confined to its loop.
package final class SiteLoop {
    /// The site, shared by all loops.
    package let site: Site
    /// This loop’s connection to the store; it cannot write.
    package let reader: Reader
    /// Templates, messages and routes; in development, as the files are now.
    package private(set) var resources: SiteResources
    /// Sessions and the association, cached.
    package var memory = LoopMemory()
    /// Values cached by features.
    package var cache = LoopCache()
    /// The public address, as last read.
    var address: SiteAddress
    /// The page openings that this loop counted since they were last written.
    let opens = PageOpens()
    /// The label of the route whose openings are counted.
    let countedLabel: Int?
    private var guestPages: GuestPages
    private var reloader: TemplateReloader?
    private let compressor = Gzip.Compressor(level: 1)
    private let alive = Response.text("ok\n").secured().labelled(RouteNames.up)

    package init(_ site: Site) throws {
        self.site = site
        reader = try site.database.makeReader()
        resources = site.resources
        address = SiteAddress(
            site.configuration, stored: try Association.current(in: reader)?.publicAddress ?? "")
        let figures = LoopFigures()
        guestPages = GuestPages(figures)
        site.loopFigures.withLock { $0.append(figures) }
        let map = site.resources.map
        countedLabel = map.countedRoute.flatMap { map.names.all.firstIndex(of: $0.path) }
        site.pageOpens.withLock { [opens] in $0.append(opens) }
        if site.configuration.isDevelopment {
            reloader = TemplateReloader(home: site.configuration.home, map: resources.map)
        }
    }

    /// The bound templates.
    package var pages: PageSet { resources.pages }

    /// The locale of a request before its route is known.
    package func locale(of head: RequestHead) -> RequestLocale { RequestLocale(head, among: resources.languages) }

    /// The largest body the route of a request takes, in bytes; 0 when it reads none.
    package func bodyLimit(for head: RequestHead) -> Int {
        resources.router.target(head.method, RequestLocale.path(of: head, among: resources.languages))?.route.bodyLimit
            ?? 0
    }

    /// Whether a request is refused before its body is read: it is for another host, comes from a form of another site,
    /// has a media type that is not a form's, or has a large body and a sender who may not call the route.
    package func refuses(_ head: RequestHead, _ framing: BodyFraming, isSecure: Bool) -> Bool {
        let request = asVisitorSent(Request(head: head, isSecure: isSecure))
        if isMisdirected(request) { return true }
        guard let route = route(of: head), route.bodyLimit > 0,
            framing == .chunked || framing.isWithin(route.bodyLimit)
        else { return false }
        if !CrossSite.allows(request, origins: address.origins) || !Form.isReadable(head) { return true }
        // A form of ordinary size is read, to be sent again after signing in.
        return !framing.isWithin(SiteLimits.formBytes) && isDenied(route, to: request)
    }

    private func route(of head: RequestHead) -> Route? {
        resources.router.target(head.method, RequestLocale.path(of: head, among: resources.languages))?.route
    }

    /// Whether the sender may not call the route at all; false when the storage cannot be read.
    private func isDenied(_ route: Route, to request: Request) -> Bool {
        do {
            memory.renew(try version())
            let session = SessionCookie.secret(in: request)
            return !route.access.admits(try session.flatMap { try member($0, at: site.clock.now()) })
        } catch {
            return false
        }
    }

    /// Called at the start of each loop turn; drops the cached data version.
    package func beginTurn() { guestPages.beginTurn() }

    /// The answer to a request that needs no handler: a static file, `/up`, a cached page. Nil for everything else.
    package func answerNow(_ request: Request) -> Response? {
        if request.hasUntrustedForwarding { site.unknownProxy.notice() }
        let request = asVisitorSent(request)
        if isMisdirected(request) { return misdirected(request).labelled(RouteNames.misdirected) }
        if request.head.hasPath(UnroutedPath.up) {
            return request.method.isRead
                ? alive : Response.readOnlyRefusal(of: request.method)?.labelled(RouteNames.up)
        }
        if reloader != nil, let problem = reload() { return .text(problem + "\n", status: .internalServerError) }
        if let file = resources.assets.answer(request) { return file.labelled(RouteNames.files) }
        if request.head.hasPath(UnroutedPath.metrics), let page = Metrics.answer(request, self) {
            return page.labelled(RouteNames.metrics)
        }
        guard request.method.isRead, !request.hasCookie else { return nil }
        guard let page = guestPages.answer(request, among: resources.languages, readVersion: { try version() }) else {
            return nil
        }
        countOpening(request, page)
        return page
    }

    /// Answers everything else. Never throws: an error becomes a page.
    package func answer(_ sent: Request) async -> Response {
        let request = asVisitorSent(sent)
        let pipeline = RequestPipeline(loop: self, request: request, locale: locale(of: request.head))
        do {
            if !request.method.isRead, !request.hasCookie, let association = memory.lastAssociation {
                // A guest's form needs no read before its write.
                return finished(try await pipeline.run(association).response, for: request)
            }
            // Read before the data: a page made during a write belongs to the version before.
            let version = try version()
            memory.renew(version)
            let (known, association) = (address, try association())
            // Another loop has changed the public address: the host and the scheme are judged again.
            if known !== address { return isMisdirected(sent) ? misdirected(request) : await answer(sent) }
            let (response, isCached) = try await pipeline.run(association)
            countOpening(request, response)
            guard isCached, !request.hasCookie else { return finished(response, for: request) }
            let page = response.cachedPage(for: request, by: compressor)
            guestPages.store(page, for: request, among: resources.languages, version: version)
            return page.answer(to: request.head)
        } catch {
            let response = ErrorPages.response(to: error, request: request, locale: pipeline.locale, loop: self)
            let line = resources.router.target(request.method, pipeline.locale.pathBytes)
            return finished(response.labelled(line?.label ?? RouteNames.none), for: request)
        }
    }

    /// The answer to a request that breaks the protocol; the server closes the connection after it.
    package func refused(_ error: ParseError, head: RequestHead?, id: RequestID) -> Response {
        if let version = try? version() { memory.renew(version) } else { memory.forget() }
        return ErrorPages.response(to: error, head: head, id: id, loop: self)
    }

    /// What cached pages and rows are valid for: the data version, and the minute, since pages show which shops are
    /// open.
    func version() throws -> Int { try reader.dataVersion() &* 1_000_003 &+ site.clock.now().seconds / 60 }

    /// Pages that may not be stored, and answers to forms, often have a secret in their address: they send no
    /// `Referer`.
    private func finished(_ response: consuming Response, for request: Request) -> Response {
        let isSecret = response.isNoStore || !request.method.isRead
        return response.finished(for: request, by: compressor, isSecret: isSecret)
    }

    /// In development: reloads changed templates, messages and files. Returns the error text, or nil.
    private func reload() -> String? {
        do {
            guard let changed = try reloader?.changed() else { return nil }
            resources = changed
            guestPages.removeAll()
            cache.removeAll()
            return nil
        } catch {
            return "\(error)"
        }
    }
}

extension Request {
    /// Requests without a cookie are from guests, who all get the same page.
    fileprivate var hasCookie: Bool { head.has(.cookie) }
}
