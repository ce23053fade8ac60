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

    /// Records an answer in the state that the tablet sends: 303 to thanks, or 204 to a script; 410 when the address
    /// was replaced or the kiosk ended, 429 when it has no more room today: the tablet keeps the answer. 422 without a
    /// face.
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
        return context.seeOther(turn(of: form["key"] ?? "", secret, context))
    }

    /// Seconds the page after an answer opens, also with Back: as long as it stays, and a slow network.
    private static let turn = SiteLimits.kioskReturn + 10

    /// The page after an answer, for one turn from now.
    private static func turn(of key: String, _ secret: Secret, _ context: Context) -> Link {
        Link.tabletAnswer(secret, key: key).adding("jusqua", String((context.now + turn).seconds))
    }

    /// Thanks with a few details, for a tablet without a script; it returns to the faces by itself. Its link «Encore un
    /// moment» begins another turn: 303. After its turn: 303 to the faces, for the next visitor who touches Back.
    package static func thank(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try found(request, context)
        guard let opened else { return try unknown(context) }
        guard opened.isOpen else { return try ended(secret, opened, context) }
        let (key, now) = (context.parameter("key"), context.now)
        let state = try context.read { try DeviceAnswer.state(of: key, at: opened.kiosk.shop, in: $0) }
        guard let state, let end = context.query["jusqua"].flatMap({ Int($0) }),
            (1...turn).contains(end - now.seconds)
        else { return context.seeOther(.tablet(secret)) }
        if context.query["encore"] != nil { return context.seeOther(turn(of: key, secret, context)) }
        let link = Link.tabletAnswer(secret, key: key)
        let again = link.adding("jusqua", String(end)).adding("encore", "1")
        let given = TabletPage.Given(
            action: context.link(link), again: context.link(again), revision: state.revision + 1,
            isWithdrawn: state.isWithdrawn)
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
        return context.seeOther(turn(of: key, secret, context))
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

    /// 404; looks again with each sign of life, in case a restored storage has the kiosk.
    static func unknown(_ context: Context) throws -> Response {
        var response = try context.render(TabletUnknownPage(), status: .notFound)
        response.refresh(after: Kiosk.signs)
        return response
    }

    /// 410; looks again with each sign of life, in case the kiosk is brought back.
    static func ended(_ secret: Secret, _ opened: Kiosk.Opened, _ context: Context) throws -> Response {
        let page = TabletEndedPage(
            frame: TabletFrame(secret, opened.kiosk, context), isReplaced: opened.isReplaced)
        var response = try context.render(page, status: .gone)
        response.refresh(after: Kiosk.signs, to: TabletAddress(secret, context).home)
        return response
    }

    private static func page(
        _ secret: Secret, _ kiosk: Kiosk, given: TabletPage.Given? = nil, _ context: Context
    ) -> TabletPage {
        TabletPage(
            frame: TabletFrame(secret, kiosk, context), action: context.link(.tablet(secret)),
            key: DeviceAnswer.key(context.site.randomness), given: given, reasons: TabletReason.all(at: kiosk, context))
    }
}

extension Response {
    /// Has the browser load an address after some seconds, also without a script: the same one without `address`.
    mutating func refresh(after seconds: Int, to address: String? = nil) {
        fields.append("Refresh", address.map { "\(seconds); url=\($0)" } ?? String(seconds))
    }
}
