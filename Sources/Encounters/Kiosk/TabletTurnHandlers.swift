import Base
import HTTP
import Shell
import Web

/// One visitor's turn at a tablet without a script: the page after an answer, until they touch «Terminé», take the
/// answer back, or half a minute is over. Then the answer is closed: the next visitor, who touches Back, neither sees
/// nor changes it.
package enum TabletTurnHandlers {
    /// The parameter with the moment when a turn is over.
    private static let end = "jusqua"

    /// 303 to the page after an answer, for one turn from now.
    static func begin(_ key: String, _ secret: Secret, _ context: Context) -> Response {
        let until = String((context.now + SiteLimits.kioskReturn).seconds)
        let link = Link.tabletAnswer(secret, key: key).adding(end, until)
        return .seeOther(LocalPath(TabletAddress(secret, context).path(of: link)) ?? "/")
    }

    /// The form of a tap. On a page that was used before, to which Back leads, a tap within the turn of its visitor is
    /// the next state of their answer, another face; afterwards it gets a new key.
    static func formOfTurn(_ form: Form, _ kiosk: Kiosk, _ context: Context) throws -> Form {
        guard form["script"] != "1", let key = form["key"],
            let state = try context.read({ try DeviceAnswer.state(of: key, at: kiosk.shop, in: $0) })
        else { return form }
        let isSameTurn =
            state.revision < DeviceAnswer.revisions && state.metAt > context.now - SiteLimits.kioskReturn
        let own = isSameTurn ? key : DeviceAnswer.key(context.site.randomness)
        let others = form.fields.filter { $0.name != "key" && $0.name != "revision" }
        let revision = isSameTurn ? state.revision + 1 : 1
        return Form(others + [(name: "key", value: own), (name: "revision", value: String(revision))])
    }

    /// Thanks with a few details: a page that the browser reloads at the end of the turn, then 303 to the faces. Its
    /// link «Encore un moment» begins another turn: 303.
    package static func showThanks(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try TabletHandlers.found(context)
        guard let opened else { return try TabletHandlers.unknown(context) }
        guard opened.isOpen else { return try TabletHandlers.ended(secret, opened, context) }
        let (key, shop) = (context.parameter("key"), opened.kiosk.shop)
        let state = try context.read { try DeviceAnswer.state(of: key, at: shop, in: $0) }
        guard let state, !state.isClosed else { return redirectToFaces(secret, context) }
        guard let left = secondsLeft(context) else {
            // If the write fails, the browser leaves the page all the same: the next visitor must not see it. An
            // address without the end of a turn, or a HEAD request, closes nothing.
            if request.method == .get, isOver(context) {
                await context.writeIfPossible { try DeviceAnswer.close(key, at: shop, in: $0) }
            }
            return redirectToFaces(secret, context)
        }
        if context.query["encore"] != nil { return begin(key, secret, context) }
        let address = TabletAddress(secret, context)
        let link = Link.tabletAnswer(secret, key: key).adding(end, context.query[end])
        let given = TabletPage.Given(
            action: address.path(of: link), again: address.path(of: link.adding("encore", "1")), state: state,
            seconds: left)
        var response = try context.render(TabletHandlers.page(secret, opened.kiosk, given: given, context))
        // The same address: it takes the place of this page in the history.
        response.refresh(after: left)
        return response
    }

    /// Adds to an answer: 303 to the same page. Takes it back, or ends the turn: 303 to the faces.
    package static func change(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try TabletHandlers.found(context)
        guard let opened else { return try TabletHandlers.unknown(context) }
        guard opened.isOpen else { return try TabletHandlers.ended(secret, opened, context) }
        let key = context.parameter("key")
        guard DeviceAnswer.isKey(key) else { throw Failure.notFound }
        let (form, kiosk, now) = (try context.form(), opened.kiosk, context.now)
        if form["done"] != nil || secondsLeft(context) == nil {
            try await context.write { try DeviceAnswer.close(key, at: kiosk.shop, in: $0) }
            return redirectToFaces(secret, context)
        }
        if !(form["withdrawn"] ?? "").isEmpty {
            let answer = DeviceAnswer(withdrawing: key)
            let outcome = try await context.write { try kiosk.record(answer, at: now, in: $0) }
            return redirectToFaces(secret, isUndone: outcome == .changed, context)
        }
        let sent = form.fields.filter { $0.name != "key" && $0.name != "feeling" }
        // Values that no page sends, and choices beyond `DeviceAnswer.revisions`, change nothing.
        guard let answer = DeviceAnswer(Form(sent + [(name: "key", value: key)])) else {
            return begin(key, secret, context)
        }
        let state = try await context.write { db in
            _ = try kiosk.record(answer, at: now, in: db)
            return try DeviceAnswer.state(of: key, at: kiosk.shop, in: db)
        }
        return state?.isClosed == true ? redirectToFaces(secret, context) : begin(key, secret, context)
    }

    /// Whether the address names the end of a turn, and it is past.
    private static func isOver(_ context: Context) -> Bool {
        context.query[end].flatMap { Int($0) }.map { $0 <= context.now.seconds } == true
    }

    /// Seconds until the turn of this page is over; nil when it is.
    private static func secondsLeft(_ context: Context) -> Int? {
        guard let end = context.query[end].flatMap({ Int($0) }) else { return nil }
        let (left, isTooMuch) = end.subtractingReportingOverflow(context.now.seconds)
        return !isTooMuch && (1...SiteLimits.kioskReturn).contains(left) ? left : nil
    }

    /// 303 to the faces, for the next visitor. The browser forgets the page that it would show with Back.
    private static func redirectToFaces(_ secret: Secret, isUndone: Bool = false, _ context: Context) -> Response {
        let address = TabletAddress(secret, context)
        var response = Response.seeOther(LocalPath(isUndone ? address.undone : address.home) ?? "/")
        response.fields.append("Clear-Site-Data", "\"cache\"")
        return response
    }
}
