import HTMLTemplate
import Gzip
import HTTP
import SQLite
import Synchronization
import Web

/// What one event loop owns: a reader of the store, a cache of pages, what it has read last. Confined to its loop;
/// what each request touches is therefore not checked for overlapping accesses while the program runs.
public final class SiteLoop {
    let site: Site
    let reader: Reader
    @exclusivity(unchecked) private(set) var resources: SiteResources
    /// The menus of the directory, as last read.
    let directoryMenus = DirectoryMenus()
    @exclusivity(unchecked) private var languages = LanguageMemory()
    private let compressor = Gzip.Compressor(level: 1)
    @exclusivity(unchecked) private var cache = PageCache(bytes: SiteLimits.pageCacheBytes)
    @exclusivity(unchecked) private var workbench: Workbench?
    private let figures = LoopFigures()
    private let alive = Response.text("ok\n").secured().labelled(RouteNames.up)
    @exclusivity(unchecked) private var versionOfTurn = VersionOfTurn.unasked
    /// What was read of the store and still holds.
    @exclusivity(unchecked) var memory = LoopMemory()

    init(_ site: Site) throws {
        self.site = site
        reader = try site.database.makeReader()
        resources = site.resources
        site.loopFigures.withLock { [figures] in $0.append(figures) }
        if site.configuration.isDevelopment { workbench = Workbench(home: site.configuration.home, map: resources.map) }
    }

    var pages: PageSet { resources.pages }

    /// The association, as the store has it at this request.
    func association() throws -> Association? {
        if let known = memory.association { return known }
        let association = try Association.current(in: reader)
        memory.association = .some(association)
        return association
    }

    /// How many things wait for the president.
    func waiting() throws -> Int {
        if let known = memory.waiting { return known }
        let waiting = try resources.map.waiting(in: reader)
        memory.waiting = waiting
        return waiting
    }

    /// Makes sure that what is remembered of the directory is of its state now.
    func renewDirectory(at now: LocalTime) throws {
        let stamp: Int
        if let known = memory.directoryStamp {
            stamp = known
        } else {
            stamp = try reader.first("SELECT stamp FROM directory_state WHERE id = 1") { $0.int(0) } ?? 0
            memory.directoryStamp = stamp
        }
        memory.renewDirectory(stamp, at: now)
    }

    /// The member behind a cookie, or nil when it opens nothing any more.
    func member(_ secret: Secret, at now: Instant) throws -> Member? {
        let hash = secret.hash
        var session = memory.session(hash)
        if session == nil, let found = try Session.opened(hash, in: reader) {
            memory.keep(found, of: hash)
            session = found
        }
        guard let session, session.expiresAt > now else { return nil }
        return session.member
    }

    // MARK: What the server asks

    /// The largest body a request may have, in bytes: that of its route; 0 where none is read.
    public func bodyLimit(for head: RequestHead) -> Int {
        resources.router.target(head.method, Arrival.path(of: head))?.route.bodyLimit ?? 0
    }

    /// Another site, another site's form, a type no form of ours has: told before the body is sent.
    public func refuses(_ head: RequestHead, _ framing: BodyFraming, isSecure: Bool) -> Bool {
        let request = Request(head: head, isSecure: isSecure)
        if isMisdirected(request) { return true }
        let limit = bodyLimit(for: head)
        guard limit > 0, framing == .chunked || framing.isWithin(limit) else { return false }
        return !CrossSite.allows(request, origins: site.origins) || !Form.isReadable(head)
    }

    /// Answers at once what needs no handler: a file, the sign of life, a page kept for guests. Nil for everything else.
    public func answerNow(_ request: Request) -> Response? {
        if isMisdirected(request) { return misdirected(request).labelled(RouteNames.misdirected) }
        if request.head.hasPath("/up") {
            return request.method.isRead
                ? alive : Response.unlessRead(by: request.method)?.labelled(RouteNames.up)
        }
        if workbench != nil, let problem = refresh() { return .text(problem + "\n", status: .internalServerError) }
        if let file = resources.assets.answer(request) { return file.labelled(RouteNames.files) }
        if request.head.hasPath("/metrics"), let page = Metrics.answer(request, self) {
            return page.labelled(RouteNames.metrics)
        }
        guard request.method.isRead else { return nil }
        guard isUnknown(request), let version = keptVersion() else { return nil }
        let page = cache.answer(request, locale: languages.language(of: request.head).rawValue, version: version)
        figures.hits.store(cache.hits, ordering: .relaxed)
        figures.misses.store(cache.misses, ordering: .relaxed)
        return page
    }

    /// Whether it is for another site, or for this one over a connection that is encrypted and was not (RFC 9110 §7.4).
    private func isMisdirected(_ request: Request) -> Bool {
        !site.hosts.knows(request.head) || (request.head.asksForHTTPS && !request.isSecure)
    }

    /// 421 in a line: whoever reads it asked for another site.
    private func misdirected(_ request: Request) -> Response {
        let messages = resources.messages[Arrival.language(of: request.head).rawValue]
        let text = messages.text("error.misdirected", ["address": site.configuration.publicURL ?? ""])
        return .text(text + "\n", status: .misdirectedRequest).secured()
    }

    /// In development: takes up what has changed. What is wrong with it, or nil.
    private func refresh() -> String? {
        do {
            guard let changed = try workbench?.changed() else { return nil }
            resources = changed
            cache.removeAll()
            memory.forgetDirectory()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Answers everything else; never throws: what goes wrong becomes a page.
    public func answer(_ request: Request) async -> Response {
        let arrival = Arrival(request.head)
        do {
            if !request.method.isRead, isUnknown(request), let association = memory.lastAssociation {
                // A visitor who changes something asks nothing of the store before the write.
                return finished(try await respond(to: request, arrival, association).0, for: request)
            }
            // Read before the data: a page made while somebody writes belongs to the version before.
            let version = try version()
            memory.renew(version)
            let (response, isCached) = try await respond(to: request, arrival, try association())
            guard isCached, isUnknown(request) else { return finished(response, for: request) }
            let page = response.sealed(for: request, by: compressor)
            cache.store(page, for: request, locale: arrival.language.rawValue, version: version)
            figures.bytes.store(cache.bytes, ordering: .relaxed)
            return page.answer(to: request.head)
        } catch {
            let response = ErrorPages.response(to: error, request: request, arrival: arrival, loop: self)
            let line = resources.router.target(request.method, arrival.pathBytes)
            return finished(response.labelled(line?.label ?? RouteNames.none), for: request)
        }
    }

    /// Somebody without any cookie: what they see is what everybody without one sees.
    private func isUnknown(_ request: Request) -> Bool { !request.head.has(.cookie) }

    /// The loop has woken: what others wrote shows from now on.
    public func beginTurn() { versionOfTurn = .unread }

    private enum VersionOfTurn {
        case unasked, unread
        case read(Int)
    }

    /// The version for kept pages, asked of the store once a turn of the loop and not by each of its requests: asking takes
    /// two locks of the file. A request of the turn was under way before it was asked, so nobody is shown a page older
    /// than what they have seen saved. Without turns, each time.
    private func keptVersion() -> Int? {
        if case .read(let version) = versionOfTurn { return version }
        let version = try? version()
        if case .unread = versionOfTurn, let version { versionOfTurn = .read(version) }
        return version
    }

    /// What a kept page is valid for: the state of the store, and the minute, since pages say what is open now.
    private func version() throws -> Int { try reader.dataVersion() &* 1_000_003 &+ site.clock.now().seconds / 60 }

    /// A page nobody keeps often has a secret in its address, which must not leave it.
    private func finished(_ response: consuming Response, for request: Request) -> Response {
        let isSecret = response.isKeptByNobody
        return response.finished(for: request, by: compressor, isSecret: isSecret)
    }

    /// The answer to a request the protocol refuses; the server closes after it.
    public func refused(_ error: ParseError, head: RequestHead?, id: RequestID) -> Response {
        if let version = try? version() { memory.renew(version) } else { memory.forget() }
        return ErrorPages.response(to: error, head: head, id: id, loop: self)
    }

    // MARK: The way of a request

    /// The answer, labelled, and whether every guest would get the same.
    private func respond(
        to request: Request, _ arrival: Arrival, _ association: Association?
    ) async throws -> (Response, isCached: Bool) {
        let now = site.clock.now()
        let session = SessionCookie.secret(in: request)
        let member = try session.flatMap { try self.member($0, at: now) }
        func context(_ parameters: Parameters) -> Context {
            Context(
                loop: self, request: request, arrival: arrival, parameters: parameters, now: now,
                association: association ?? .inPreparation, member: member, session: session)
        }

        switch resources.router.match(request.method, arrival.pathBytes) {
        case .notFound:
            if association == nil { return (try PreparingPage.response(context(Parameters())), false) }
            if request.method.isRead, let path = resources.map.redirect(arrival.path),
                let address = LocalPath(arrival.base + path)
            {
                return (Response.permanentRedirect(address), false)
            }
            throw Failure.notFound
        case .wrongMethod(let allowed):
            return (ErrorPages.wrongMethod(allowed, context(Parameters())), false)
        case .found(let line, let parameters):
            let (route, context) = (line.route, context(parameters))
            if association == nil, !route.path.hasPrefix("/premiers-pas/"), route.path != "/readyz" {
                return (try PreparingPage.response(context).labelled(line.label), false)
            }
            guard CrossSite.allows(request, origins: site.origins) else { throw CrossSiteRefusal() }
            switch route.access {
            case .anyone: break
            case .member: _ = try context.requireMember()
            case .president: guard try context.requireMember().role == .president else { throw Failure.notFound }
            }
            return (try await route.answer(request, context).labelled(line.label), route.isCached)
        }
    }
}

extension Response {
    /// The same response, counted as one of `route`, an index into `RouteNames.all`.
    fileprivate consuming func labelled(_ route: Int) -> Response {
        self.route = route
        return self
    }
}
