import Base
import HTMLTemplate
import HTTP
import Logging
import SQLite
import Web

/// A form or action sent by a page of another site.
struct CrossSiteRefusal: Error {}

/// The one place where errors become answers.
enum ErrorPages {
    /// The sentences of a page: the keys `error.KIND.title` and `error.KIND.advice`.
    private enum Kind: String {
        case notFound, forbidden, gone, over, conflict, tooMany, crossSite, wrongMethod, badRequest, tooLarge,
            pictureTooLarge, unsupported
        case timeout, slow, unavailable, broken
    }

    /// The answer to an error of a handler.
    static func response(to error: any Error, request: Request, locale: RequestLocale, loop: SiteLoop) -> Response {
        if let error = error as? SQLiteError, error.isCorrupt { loop.site.database.noteDamage() }
        // Monitors read this page, above all when the storage cannot be read.
        if locale.path == Link.readiness.path, error is SQLiteError || error is DatabaseError {
            return Readiness.unavailable("the storage cannot be read")
        }
        let context = context(of: request, locale, loop)
        if let event = event(of: error, context) { context.record(event) }
        switch error {
        case Failure.signInRequired where request.method == .post: return interrupted(context)
        case Failure.signInRequired:
            return context.seeOther(.signIn(then: request.method.isRead ? context.locale.link : .memberHome))
        case Failure.secondFactorMissing: return context.seeOther(.secondFactor)
        case Failure.notFound: return page(.notFound, .notFound, context)
        case Failure.forbidden: return page(.forbidden, .forbidden, context)
        case Failure.gone: return page(.gone, .gone, context)
        case Failure.over: return page(.over, .gone, context)
        case Failure.conflict: return page(.conflict, .conflict, context)
        case Failure.busy(let seconds): return page(.tooMany, .serviceUnavailable, context, retryAfter: seconds)
        case Failure.tooMany(let seconds): return page(.tooMany, .tooManyRequests, context, retryAfter: seconds)
        case is CrossSiteRefusal: return page(.crossSite, .forbidden, context)
        case let error as FormError: return page(kind(of: error.status, context), error.status, context)
        case _ where isOfStorage(error):
            log("log.storage", request.id, error, loop)
            return page(.unavailable, .serviceUnavailable, context, retryAfter: 30)
        case DatabaseError.queueFull, DatabaseError.closed:
            return page(.unavailable, .serviceUnavailable, context, retryAfter: 5)
        default:
            log("log.failed", request.id, error, loop)
            return page(.broken, .internalServerError, context)
        }
    }

    /// The security event of a refusal; nil for any other error.
    private static func event(of error: any Error, _ context: Context) -> SecurityEvent? {
        switch error {
        case is CrossSiteRefusal: return .crossSiteRefused
        case Failure.tooMany: return .limitReached
        case Failure.notFound, Failure.forbidden:
            guard context.member != nil,
                let target = context.loop.resources.router.target(context.request.method, context.locale.pathBytes),
                target.route.access != .anyone
            else { return nil }
            return .foreignObjectRefused
        default: return nil
        }
    }

    /// The context of an error page: in a language of its address, with the member and the association if readable.
    private static func context(of request: Request, _ locale: RequestLocale, _ loop: SiteLoop) -> Context {
        let now = loop.site.clock.now()
        let session = SessionCookie.secret(in: request)
        let route = loop.resources.router.target(request.method, locale.pathBytes)?.route
        return Context(
            loop: loop, request: request,
            locale: locale.limited(to: route?.languages ?? .complete, request.head, among: loop.resources.languages),
            parameters: Parameters(), now: now, association: (try? loop.association()) ?? .inPreparation,
            member: session.flatMap { (try? loop.member($0, at: now)) ?? nil }, session: session)
    }

    /// Logs an error of a request, in the language of the log.
    static func log(_ key: String, _ id: RequestID, _ error: (any Error)?, _ loop: SiteLoop) {
        let message = loop.site.logMessages.text(key)
        var details: Logger.Metadata = ["reference": "\(id.text)"]
        if let error { details["error"] = "\(error)" }
        loop.site.logger.error("\(message)", metadata: details)
    }

    /// The storage accepts no writes, for a reason that may pass but must be logged: full, busy, replaced.
    private static func isOfStorage(_ error: any Error) -> Bool {
        if case DatabaseError.schemaChanged = error { return true }
        return (error as? SQLiteError).map { $0.cannotWrite || $0.isBusy || $0.isCorrupt } ?? false
    }

    /// The answer to a request that breaks the protocol: in the person's language when the head could be read, else in
    /// both.
    static func response(to error: ParseError, head: RequestHead?, id: RequestID, loop: SiteLoop) -> Response {
        guard let head else { return loop.resources.malformedRequest.answer(error.status) }
        var request = Request(head: head)
        request.id = id
        if error == .noAnswerInTime { log("log.slow", id, nil, loop) }
        let context = context(of: request, loop.locale(of: head), loop)
        let kind = error == .noAnswerInTime ? .slow : kind(of: error.status, context)
        var response = page(kind, error.status, context)
        // RFC 9110 §15.5.16: the accepted encoding.
        if error.status == .unsupportedMediaType { response.fields.append("Accept-Encoding", "identity") }
        return response.secured()
    }

    /// 405 with the methods of the address (RFC 9110 §15.5.6).
    static func wrongMethod(_ allowed: [Method], _ context: Context) -> Response {
        if context.request.method == .options { return .options(allowed) }
        return page(.wrongMethod, .methodNotAllowed, context).allowing(allowed)
    }

    /// The sign-in page for a form sent after the session ended: it carries the form (`PendingSubmission`).
    private static func interrupted(_ context: Context) -> Response {
        let pending = PendingSubmission(context.request, context.locale, context.site)
        let page = SignInPage(form: FormState(context), isInterrupted: true, pending: pending)
        return (try? context.render(page, status: .forbidden)) ?? context.seeOther(.signIn)
    }

    private static func kind(of status: Status, _ context: Context) -> Kind {
        switch status {
        case .contentTooLarge: takesPicture(context) ? .pictureTooLarge : .tooLarge
        case .unsupportedMediaType: .unsupported
        case .requestTimeout: .timeout
        case .tooManyRequests: .tooMany
        case .serviceUnavailable: .unavailable
        default: .badRequest
        }
    }

    /// Whether the address takes a picture: the page then says what to do with a photo.
    private static func takesPicture(_ context: Context) -> Bool {
        context.loop.resources.router.target(context.request.method, context.locale.pathBytes)?.route.bodyLimit
            == SiteLimits.pictureBodyBytes
    }

    private static func page(
        _ kind: Kind, _ status: Status, _ context: Context, retryAfter: Int? = nil
    ) -> Response {
        if resendable.contains(kind), let page = signInAgain(status, context) {
            return retryAfter.map(page.retrying) ?? page
        }
        let pending =
            resendable.contains(kind) ? PendingSubmission(again: context.request, context.locale, context.loop) : nil
        let way = wayOn(from: kind, context)
        let page = ErrorPage(
            title: context.say("error.\(kind.rawValue).title"), advice: context.say("error.\(kind.rawValue).advice"),
            actionText: context.say(way.text), actionLink: context.link(way.link),
            reference: status.code >= 500 ? context.request.id.text : nil, pending: pending,
            resendAction: pending.map { context.link($0.link) })
        var response: Response
        do { response = try page.render(status, context) } catch {
            response = .text(page.title + "\n" + page.advice + "\n", status: status)
        }
        if let retryAfter { response = response.retrying(after: retryAfter) }
        return response
    }

    /// The sign-in page again, with the e-mail address typed and the submission it carried; nil for any other request.
    /// No page contains a password, so the person types it again.
    private static func signInAgain(_ status: Status, _ context: Context) -> Response? {
        guard context.request.method == .post, context.locale.path == Link.signIn.path,
            CrossSite.allows(context.request, origins: context.loop.address.origins),
            let typed = try? context.form(upTo: SiteLimits.signInBytes)
        else { return nil }
        let pending = PendingSubmission(typed, context.site)
        let page = SignInPage(
            form: FormState(typed, fields: SignInForm.shown, context), isInterrupted: pending != nil, pending: pending,
            failure: context.say("session.again", ["reference": context.request.id.text]))
        return try? context.render(page, status: status)
    }

    /// Errors that may be temporary: the page offers to load the same address again.
    private static let passing: Set<Kind> = [.broken, .unavailable, .slow, .tooMany, .conflict, .timeout]
    /// Errors after which nothing was stored, so that sending the form again makes no duplicate. For `broken` this
    /// holds because every form handler does everything that can throw, rendering included, before its single atomic
    /// write. After the write it only redirects, or sends a page rendered before; a page is rendered after a write only
    /// if that write was refused or had nothing to do. The exception is a decision on held encounters: several writes,
    /// each of which changes only encounters that are still held.
    private static let resendable: Set<Kind> = [.broken, .unavailable, .tooMany]

    /// Where the page leads: never an address that only accepts forms.
    private static func wayOn(from kind: Kind, _ context: Context) -> (text: String, link: Link) {
        if passing.contains(kind), context.request.method.isRead {
            return ("error.again", context.locale.link)
        }
        // A person who comes back with a used letter usually wants to sign in.
        if kind == .gone, context.member == nil { return ("nav.signIn", .signIn) }
        let isAction = !context.request.method.isRead || kind == .wrongMethod
        let page = context.nearestPage
        guard isAction, kind != .notFound, kind != .forbidden, kind != .gone, page != context.home else {
            return ("error.home", context.home)
        }
        return ("error.back", page)
    }
}
