import Base
import HTTP
import SQLite
import Web

/// The steps of one request: route, session, same origin, rights, handler.
struct RequestPipeline {
    let loop: SiteLoop
    let request: Request
    let locale: RequestLocale

    /// The answer with the label of its route, and whether all guests get the same.
    ///
    /// - Parameter association: nil before the association is founded: every page but the setup then says that the site
    ///   is in preparation.
    /// - Throws: `Failure` and the errors of the handler; `ErrorPages` turns them into pages.
    func run(_ association: Association?) async throws -> (response: Response, isCached: Bool) {
        let now = loop.site.clock.now()
        let session = SessionCookie.secret(in: request)
        let opened = try session.flatMap { try loop.session($0, at: now) }
        let member = opened?.member
        func context(_ parameters: Parameters, in extent: LanguageExtent = .complete) -> Context {
            Context(
                loop: loop, request: request,
                locale: locale.limited(to: extent, request.head, among: loop.resources.languages),
                parameters: parameters, now: now,
                association: association ?? .inPreparation, member: member, session: session)
        }

        switch loop.resources.router.match(request.method, locale.pathBytes) {
        case .notFound:
            if let redirect = redirect() { return (redirect, false) }
            if association == nil { return (try PreparingPage.response(context(Parameters())), false) }
            throw Failure.notFound
        case .wrongMethod(let allowed):
            return (ErrorPages.wrongMethod(allowed, context(Parameters())), false)
        case .found(let line, let parameters):
            let route = line.route
            if association == nil, !route.isOpenBeforeFounding {
                return (try PreparingPage.response(context(parameters)).labelled(line.label), false)
            }
            let context = context(parameters, in: route.languages)
            guard CrossSite.allows(request, origins: loop.address.origins) else { throw CrossSiteRefusal() }
            try allow(route, context)
            var response = try await route.answer(request, context).labelled(line.label)
            if let session, opened?.isUseDue(at: now) == true { await noteUse(of: session, on: &response, context) }
            return (response, route.isCached)
        }
    }

    /// Notes that a session is used, and renews its cookie unless the handler set another. A storage that takes no
    /// write must not refuse a page.
    private func noteUse(of session: Secret, on response: inout Response, _ context: Context) async {
        let now = context.now
        await context.writeIfPossible { try Session.noteUse(session, at: now, in: $0) }
        if !SessionCookie.isSet(on: response) { SessionCookie.set(session, on: &response, request: request) }
    }

    /// Throws unless the person may call this route at all.
    private func allow(_ route: Route, _ context: Context) throws {
        switch route.access {
        case .anyone: break
        case .member: _ = try context.requireMember()
        case .needs(let right):
            let member = try context.requireMember()
            if member.may(right) { return }
            throw member.isSecondFactorMissing ? Failure.secondFactorMissing : Failure.notFound
        }
    }

    /// The redirect for a path without a route that a feature maps to a page, such as a mistyped visit address; nil for
    /// any other.
    private func redirect() -> Response? {
        guard request.method.isRead, let link = loop.resources.map.redirect(locale.path),
            let address = LocalPath(locale.base + link.path)
        else { return nil }
        return .permanentRedirect(address)
    }
}

extension Response {
    /// The same response, counted as one of `route`, an index into `RouteNames.all`.
    package consuming func labelled(_ route: Int) -> Response {
        self.route = route
        return self
    }
}
