import Base
import HTTP
import Shell
import Web

/// The pages of the tablet in a shop. Nothing of a visitor is on them.
package enum TabletHandlers {
    /// The five faces; 410 when the address was replaced or the kiosk ended, with what becomes of waiting answers.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try found(request, context)
        guard let opened else { return try unknown(context) }
        guard opened.isOpen else { return try ended(secret, opened, context) }
        let (kiosk, now) = (opened.kiosk, context.now)
        if kiosk.seenAt.map({ $0 <= now - Kiosk.signs }) ?? true {
            // A storage that takes no write must not refuse the page.
            try? await context.write { try kiosk.noteLife(at: now, in: $0) }
        }
        var response = try context.render(page(secret, kiosk, context))
        let home = TabletAddress(secret, context).home
        if home != TabletAddress(secret, context).own { response.refresh(after: 2 * SiteLimits.kioskReturn, to: home) }
        return response
    }

    /// Records an answer in the state that the tablet sends: 303 to thanks, or 204 to a script; 410 when the address was
    /// replaced or the kiosk ended, 429 when it has no more room today: the tablet keeps the answer. 422 without a face.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try found(request, context)
        guard let opened else { return try unknown(context) }
        guard opened.isOpen else { return try ended(secret, opened, context) }
        let form = try context.form()
        guard let answer = DeviceAnswer(form), answer.feeling != nil else {
            var page = page(secret, opened.kiosk, context)
            page.errors = [FieldError(field: "feeling", text: context.say("encounter.feeling.missing"))]
            return try context.render(page, status: .unprocessableContent)
        }
        let (kiosk, now) = (opened.kiosk, context.now)
        _ = try await context.write { try kiosk.record(answer, at: now, in: $0) }
        if form["script"] == "1" { return Response(.noContent) }
        return context.seeOther(.tabletAnswer(secret, key: form["key"] ?? ""))
    }

    /// Thanks with a few details, for a tablet without a script; it returns to the faces by itself.
    package static func thank(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try found(request, context)
        guard let opened else { return try unknown(context) }
        guard opened.isOpen else { return try ended(secret, opened, context) }
        let (key, now) = (context.parameter("key"), context.now)
        let state = try context.read { try DeviceAnswer.state(of: key, at: opened.kiosk.shop, in: $0) }
        // Back leads here, perhaps on behalf of the next visitor.
        guard let state, now < state.metAt + Int.minutes(6) else { return context.seeOther(.tablet(secret)) }
        let link = context.link(.tabletAnswer(secret, key: key))
        let given = TabletPage.Given(
            action: link, again: link, revision: state.revision + 1, isWithdrawn: state.isWithdrawn)
        var response = try context.render(page(secret, opened.kiosk, given: given, context))
        response.refresh(after: SiteLimits.kioskReturn, to: TabletAddress(secret, context).home)
        return response
    }

    /// Adds to an answer or takes it back, on a tablet without a script: 303.
    package static func change(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try found(request, context)
        guard let opened else { return try unknown(context) }
        guard opened.isOpen else { return try ended(secret, opened, context) }
        let key = context.parameter("key")
        let sent = try context.form().fields.filter { $0.name != "key" && $0.name != "feeling" }
        guard let answer = DeviceAnswer(Form(sent + [(name: "key", value: key)])) else { throw Failure.notFound }
        let (kiosk, now) = (opened.kiosk, context.now)
        _ = try await context.write { try kiosk.record(answer, at: now, in: $0) }
        return context.seeOther(.tabletAnswer(secret, key: key))
    }

    /// The kiosk of the address; nil for an address that no kiosk has. 429 after many of those from one network.
    static func found(_ request: Request, _ context: Context) throws -> (Secret, Kiosk.Opened?) {
        let secret = Secret(presented: context.parameter("token"))
        if let secret, let opened = try context.read({ try Kiosk.open(secret, in: $0) }) { return (secret, opened) }
        if let seconds = context.site.limits.take(.guesses, RateLimits.network(of: request.peer)) {
            throw Failure.tooMany(seconds: seconds)
        }
        return (secret ?? Secret(""), nil)
    }

    static func unknown(_ context: Context) throws -> Response {
        try context.render(TabletUnknownPage(), status: .notFound)
    }

    static func ended(_ secret: Secret, _ opened: Kiosk.Opened, _ context: Context) throws -> Response {
        let page = TabletEndedPage(
            frame: TabletFrame(secret, opened.kiosk, context), isReplaced: opened.isReplaced)
        return try context.render(page, status: .gone)
    }

    private static func page(
        _ secret: Secret, _ kiosk: Kiosk, given: TabletPage.Given? = nil, _ context: Context
    ) -> TabletPage {
        TabletPage(
            frame: TabletFrame(secret, kiosk, context), action: context.link(.tablet(secret)),
            key: DeviceAnswer.key(context.site.randomness), given: given, reasons: TabletReason.all(context))
    }
}

extension Response {
    /// Has the browser load another address after some seconds, also without a script.
    mutating func refresh(after seconds: Int, to address: String) {
        fields.append("Refresh", "\(seconds); url=\(address)")
    }
}
