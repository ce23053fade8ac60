import HTMLTemplate
import Gzip
import HTTP
import SQLite
import Web

/// What one event loop owns: a reader of the store, a cache of pages, the association as last read. Confined to its loop.
public final class SiteLoop {
    let site: Site
    let reader: Reader
    let pages: PageSet
    /// The menus of the directory, as last read.
    let directoryMenus = DirectoryMenus()
    private let compressor = Gzip.Compressor(level: 1)
    private var cache = PageCache(bytes: SiteLimits.pageCacheBytes)
    private var known: (version: Int, association: Association?)?

    init(_ site: Site) throws {
        self.site = site
        reader = try site.database.makeReader()
        pages = site.resources.pages
    }

    /// The association, read again when anybody has written since.
    func association() throws -> Association? {
        let version = try reader.dataVersion()
        if let known, known.version == version { return known.association }
        let association = try Association.current(in: reader)
        known = (version, association)
        return association
    }

    // MARK: What the server asks

    /// The largest body a request may have, in bytes: that of its route.
    public func bodyLimit(for head: RequestHead) -> Int {
        let arrival = Arrival(head)
        guard case .found(let route, _) = site.resources.router.match(head.method, Array(arrival.path.utf8)[...]) else {
            return SiteLimits.formBytes
        }
        return route.bodyLimit
    }

    /// Answers at once what needs no handler: a file, the sign of life, a page kept for guests. Nil for everything else.
    public func answerNow(_ request: Request) -> Response? {
        guard request.method == .get || request.method == .head else { return nil }
        let path = request.head.pathBytes
        if path.elementsEqual(Self.up) { return .text("ok\n") }
        if let file = site.resources.assets.answer(request) { return file }
        return nil
    }

    private static let up = Array("/up".utf8)

    /// Answers everything else; never throws: what goes wrong becomes a page.
    public func answer(_ request: Request) async -> Response {
        let arrival = Arrival(request.head)
        var response: Response
        do { response = try await respond(to: request, arrival) } catch {
            response = ErrorPages.response(to: error, request: request, arrival: arrival, loop: self)
        }
        return response.finished(for: request, by: compressor)
    }

    /// The answer to a request the protocol refuses; the server closes after it.
    public func refused(_ error: ParseError, head: RequestHead?) -> Response {
        ErrorPages.response(to: error, head: head, loop: self)
    }

    // MARK: The way of a request

    private func respond(to request: Request, _ arrival: Arrival) async throws -> Response {
        let now = site.clock.now()
        let association = try association()
        let session = SessionCookie.secret(in: request)
        let member = try session.flatMap { try Session.member($0, at: now, in: reader) }
        func context(_ parameters: Parameters) -> Context {
            Context(
                loop: self, request: request, arrival: arrival, parameters: parameters, now: now,
                association: association ?? .inPreparation, member: member, session: session)
        }

        switch site.resources.router.match(request.method, Array(arrival.path.utf8)[...]) {
        case .notFound:
            if association == nil { return try PreparingPage.response(context(Parameters())) }
            throw Failure.notFound
        case .wrongMethod(let allowed):
            return try ErrorPages.wrongMethod(allowed, context(Parameters()))
        case .found(let route, let parameters):
            let context = context(parameters)
            if association == nil, !route.path.hasPrefix("/premiers-pas/"), route.path != "/readyz" {
                return try PreparingPage.response(context)
            }
            guard route.method == .get || CrossSite.allows(request) else { throw CrossSiteRefusal() }
            switch route.access {
            case .anyone: break
            case .member: _ = try context.requireMember()
            case .president: guard try context.requireMember().role == .president else { throw Failure.notFound }
            }
            return try await route.answer(request, context)
        }
    }
}
