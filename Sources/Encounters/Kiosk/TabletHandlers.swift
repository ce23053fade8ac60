import Base
import HTTP
import Shell
import Web

/// The pages of the tablet in a shop. They show nothing of an earlier visitor.
package enum TabletHandlers {
    /// The five faces; 410 when the address was replaced or the kiosk ended, saying what happens to waiting answers.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try found(context)
        guard let opened else { return try unknown(context) }
        guard opened.isOpen else { return try ended(secret, opened, context) }
        let (kiosk, now) = (opened.kiosk, context.now)
        if kiosk.seenAt.map({ $0 <= now - Kiosk.seenInterval }) ?? true {
            await context.writeIfPossible { try kiosk.noteLife(at: now, in: $0) }
        }
        let address = TabletAddress(secret, context)
        var page = page(secret, kiosk, context)
        page.isUndone = context.query[TabletAddress.undoneParameter] != nil
        var response = try context.render(page)
        if page.isUndone {
            response.refresh(after: SiteLimits.kioskReturn / 3, to: address.home)
        } else if address.home != address.own {
            response.refresh(after: 2 * SiteLimits.kioskReturn, to: address.home)
        }
        return response
    }

    /// Records an answer in the state that the tablet sends: 303 to thanks, or 204 to a script; 410 when the address
    /// was replaced or the kiosk ended; 429 when answers come too fast or today’s limit is reached: the tablet keeps
    /// the answer; 422 without a face.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try found(context)
        guard let opened else { return try unknown(context) }
        guard opened.isOpen else { return try ended(secret, opened, context) }
        let kiosk = opened.kiosk
        let form = try TabletTurnHandlers.formOfTurn(try context.form(), kiosk, context)
        guard let answer = DeviceAnswer(form), answer.feeling != nil else {
            return try refused("encounter.feeling.missing", .unprocessableContent, secret, kiosk, context)
        }
        let now = context.now
        do {
            try context.limit(.kioskAnswers, by: kiosk.publicID)
            _ = try await context.write { try kiosk.record(answer, at: now, in: $0) }
        } catch Failure.tooMany(let seconds) where form["script"] != "1" {
            return try refused("tablet.tooMany", .tooManyRequests, secret, kiosk, context).retrying(after: seconds)
        }
        if form["script"] == "1" { return Response(.noContent) }
        return TabletTurnHandlers.begin(form["key"] ?? "", secret, context)
    }

    /// The faces again, with the reason why nothing was recorded.
    private static func refused(
        _ why: String, _ status: Status, _ secret: Secret, _ kiosk: Kiosk, _ context: Context
    ) throws -> Response {
        var page = page(secret, kiosk, context)
        page.errors = [FieldError(field: "feeling", text: context.say(why))]
        return try context.render(page, status: status)
    }

    /// The kiosk of the address; nil for an address that no kiosk has. 429 after many of those from one network.
    static func found(_ context: Context) throws -> (Secret, Kiosk.Opened?) {
        let secret = Secret(presented: context.parameter("token"))
        if let secret, let opened = try context.read({ try Kiosk.open(secret, in: $0) }) { return (secret, opened) }
        try context.limitByNetwork(.guesses)
        return (secret ?? Secret(""), nil)
    }

    /// 404; reloads every quarter of an hour, in case a restored storage has the kiosk.
    static func unknown(_ context: Context) throws -> Response {
        var response = try context.render(TabletUnknownPage(), status: .notFound)
        response.refresh(after: Kiosk.seenInterval)
        return response
    }

    /// 410; reloads every quarter of an hour, in case the kiosk is brought back.
    static func ended(_ secret: Secret, _ opened: Kiosk.Opened, _ context: Context) throws -> Response {
        let page = TabletEndedPage(
            frame: TabletFrame(secret, opened.kiosk, context), isReplaced: opened.isReplaced)
        var response = try context.render(page, status: .gone)
        response.refresh(after: Kiosk.seenInterval, to: TabletAddress(secret, context).home)
        return response
    }

    static func page(
        _ secret: Secret, _ kiosk: Kiosk, given: TabletPage.Given? = nil, _ context: Context
    ) -> TabletPage {
        TabletPage(
            frame: TabletFrame(secret, kiosk, context), action: TabletAddress(secret, context).action,
            key: DeviceAnswer.key(context.site.randomness), given: given,
            reasons: TabletReason.all(at: kiosk, chosen: given?.state.reason, context))
    }
}

extension Response {
    /// Makes the browser load `address` after some seconds, without a script; for nil, the same address again.
    mutating func refresh(after seconds: Int, to address: String? = nil) {
        fields.append("Refresh", address.map { "\(seconds); url=\($0)" } ?? String(seconds))
    }
}
