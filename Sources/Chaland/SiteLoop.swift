import HTMLTemplate
import Gzip
import HTTP
import SQLite
import Web

/// What one event loop owns: a reader of the store, a cache of pages, the association as last read. Confined to its loop;
/// what each request touches is therefore not checked for overlapping accesses while the program runs.
public final class SiteLoop {
    let site: Site
    let reader: Reader
    @exclusivity(unchecked) private(set) var resources: SiteResources
    /// The menus of the directory, as last read.
    let directoryMenus = DirectoryMenus()
    private let compressor = Gzip.Compressor(level: 1)
    @exclusivity(unchecked) private var cache = PageCache(bytes: SiteLimits.pageCacheBytes)
    @exclusivity(unchecked) private var workbench: Workbench?
    private let alive = Response.text("ok\n").secured()
    @exclusivity(unchecked) private var versionOfTurn = VersionOfTurn.unasked
    @exclusivity(unchecked) private var known: (version: Int, association: Association?)?

    init(_ site: Site) throws {
        self.site = site
        reader = try site.database.makeReader()
        resources = site.resources
        if site.configuration.isDevelopment { workbench = Workbench(home: site.configuration.home) }
    }

    var pages: PageSet { resources.pages }

    /// The association, read again when anybody has written since.
    func association() throws -> Association? { try association(at: try reader.dataVersion()) }

    private func association(at version: Int) throws -> Association? {
        if let known, known.version == version { return known.association }
        let association = try Association.current(in: reader)
        known = (version, association)
        return association
    }

    // MARK: What the server asks

    /// The largest body a request may have, in bytes: that of its route; 0 where none is read.
    public func bodyLimit(for head: RequestHead) -> Int {
        guard case .found(let route, _) = resources.router.match(head.method, Arrival.path(of: head)) else {
            return 0
        }
        return route.bodyLimit
    }

    /// Answers at once what needs no handler: a file, the sign of life, a page kept for guests. Nil for everything else.
    public func answerNow(_ request: Request) -> Response? {
        if request.head.hasPath("/up") { return .unlessRead(by: request.method) ?? alive }
        if workbench != nil, let problem = refresh() { return .text(problem + "\n", status: .internalServerError) }
        if let file = resources.assets.answer(request) { return file }
        guard request.method.isRead, isUnknown(request), let version = keptVersion() else { return nil }
        return cache.answer(request, locale: Arrival.language(of: request.head).rawValue, version: version)
    }

    /// In development: takes up what has changed. What is wrong with it, or nil.
    private func refresh() -> String? {
        do {
            guard let changed = try workbench?.changed() else { return nil }
            resources = changed
            cache.removeAll()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Answers everything else; never throws: what goes wrong becomes a page.
    public func answer(_ request: Request) async -> Response {
        let arrival = Arrival(request.head)
        do {
            guard request.method.isRead else {
                // What changes something asks nothing of the store before it writes; the association, once there, stays.
                let association = try known?.association ?? association()
                return finished(try await respond(to: request, arrival, association).0, for: request)
            }
            // Read before the data: a page made while somebody writes belongs to the version before.
            let state = try reader.dataVersion()
            let (version, association) = (version(of: state), try association(at: state))
            let (response, isCached) = try await respond(to: request, arrival, association)
            guard isCached, isUnknown(request) else { return finished(response, for: request) }
            let page = response.sealed(for: request, by: compressor)
            cache.store(page, for: request, locale: arrival.language.rawValue, version: version)
            return page.answer(to: request.head)
        } catch {
            let response = ErrorPages.response(to: error, request: request, arrival: arrival, loop: self)
            return finished(response, for: request)
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
        let version = (try? reader.dataVersion()).map(version(of:))
        if case .unread = versionOfTurn, let version { versionOfTurn = .read(version) }
        return version
    }

    /// What a kept page is valid for: the state of the store, and the minute, since pages say what is open now.
    private func version(of state: Int) -> Int { state &* 1_000_003 &+ site.clock.now().seconds / 60 }

    /// A page nobody keeps often has a secret in its address, which must not leave it.
    private func finished(_ response: Response, for request: Request) -> Response {
        response.finished(for: request, by: compressor, isSecret: response.isKeptByNobody)
    }

    /// The answer to a request the protocol refuses; the server closes after it.
    public func refused(_ error: ParseError, head: RequestHead?) -> Response {
        ErrorPages.response(to: error, head: head, loop: self)
    }

    // MARK: The way of a request

    /// The answer, and whether every guest would get the same.
    private func respond(
        to request: Request, _ arrival: Arrival, _ association: Association?
    ) async throws -> (Response, isCached: Bool) {
        let now = site.clock.now()
        let session = SessionCookie.secret(in: request)
        let member = try session.flatMap { try Session.member($0, at: now, in: reader) }
        func context(_ parameters: Parameters) -> Context {
            Context(
                loop: self, request: request, arrival: arrival, parameters: parameters, now: now,
                association: association ?? .inPreparation, member: member, session: session)
        }

        switch resources.router.match(request.method, arrival.pathBytes) {
        case .notFound:
            if association == nil { return (try PreparingPage.response(context(Parameters())), false) }
            throw Failure.notFound
        case .wrongMethod(let allowed):
            return (ErrorPages.wrongMethod(allowed, context(Parameters())), false)
        case .found(let route, let parameters):
            let context = context(parameters)
            if association == nil, !route.path.hasPrefix("/premiers-pas/"), route.path != "/readyz" {
                return (try PreparingPage.response(context), false)
            }
            guard CrossSite.allows(request, origins: site.origins) else { throw CrossSiteRefusal() }
            switch route.access {
            case .anyone: break
            case .member: _ = try context.requireMember()
            case .president: guard try context.requireMember().role == .president else { throw Failure.notFound }
            }
            return (try await route.answer(request, context), route.isCached)
        }
    }
}
