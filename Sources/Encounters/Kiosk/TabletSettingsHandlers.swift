import Base
import HTTP
import Shell
import Web

/// The settings of a kiosk on its tablet, and the files that a browser requests.
package enum TabletSettingsHandlers {
    /// The form for code and name; returns to the faces after two minutes, in case a visitor opened it.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try TabletHandlers.found(context)
        guard let opened else { return try TabletHandlers.unknown(context) }
        guard opened.isOpen else { return try TabletHandlers.ended(secret, opened, context) }
        let form = FormState([KioskForm.place.name: opened.kiosk.place], context)
        return try render(form, .ok, secret, opened.kiosk, context)
    }

    /// Changes the name or ends the kiosk: 303; 422 for a wrong code, 429 after five tries, both with the form as
    /// typed, but without the code.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try TabletHandlers.found(context)
        guard let opened else { return try TabletHandlers.unknown(context) }
        guard opened.isOpen else { return try TabletHandlers.ended(secret, opened, context) }
        let kiosk = opened.kiosk
        var form = FormState(try context.form(), fields: KioskForm.fields, context)
        let draft = KioskForm.draft(&form, KioskForm.tabletPIN)
        if form.isValid, let pin = draft.pin {
            if let seconds = context.site.limits.take(.kioskCodes, kiosk.publicID) {
                let minutes = RateLimits.minutes(seconds)
                form.refuse(KioskForm.tabletPIN.name, context.say("kiosk.pin.tooMany", count: minutes))
                return try render(form, .tooManyRequests, secret, kiosk, context).retrying(after: seconds)
            }
            if !kiosk.accepts(pin, context.site.key) { form.refuse(KioskForm.tabletPIN, "kiosk.pin.wrong") }
        }
        guard form.isValid else {
            return try render(form, .unprocessableContent, secret, kiosk, context)
        }
        let (key, now, isEnd) = (context.site.key, context.now, form["act"] == "end")
        try await context.write { db in
            if isEnd {
                try kiosk.setEnded(now, in: db)
            } else {
                try kiosk.change(KioskDraft(place: draft.place, pin: nil), key, in: db)
            }
            try Audit.record(isEnd ? .kioskEnded : .kioskChanged, kiosk.shopCode, by: nil, at: now, in: db)
        }
        return .seeOther(LocalPath(TabletAddress(secret, context).home) ?? "/")
    }

    private static func render(
        _ form: FormState, _ status: Status, _ secret: Secret, _ kiosk: Kiosk, _ context: Context
    ) throws -> Response {
        let address = TabletAddress(secret, context)
        let page = TabletSettingsPage(
            frame: TabletFrame(secret, kiosk, hasLanguages: false, context), action: address.settings,
            form: form)
        var response = try context.render(page, status: status)
        response.refresh(after: 4 * SiteLimits.kioskReturn, to: address.home)
        return response
    }

    /// The service worker, which shows the page of a kiosk without a network. The page registers it with the path of
    /// its language as scope (Service Workers §3.1, `Service-Worker-Allowed`).
    package static func worker(_ request: Request, _ context: Context) async throws -> Response {
        var response = Response.data(
            context.loop.resources.assetBytes("kiosk-worker.js"), type: "text/javascript; charset=utf-8",
            cache: .revalidated)
        response.fields.append("Service-Worker-Allowed", "/")
        return response
    }

    /// The web manifest of a kiosk; 404 when the address takes no answers. An installed page opens without the bars of
    /// the browser, and the browser does not delete its waiting answers.
    package static func manifest(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, opened) = try TabletHandlers.found(context)
        guard let opened, opened.isOpen else { throw Failure.notFound }
        let icons = [192, 512].map {
            WebManifest.Icon(context.loop.resources.assetLink("icon-\($0).png"), side: $0)
        }
        return try WebManifest(
            name: opened.kiosk.shopName, shortName: opened.kiosk.place, lang: context.language.tag,
            start: context.link(.tablet(secret)), scope: "/", display: "fullscreen", icons: icons
        ).response(cache: .never)
    }
}
