import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// The second step of one’s own sign-in: turning it on and off.
package enum SecondFactorHandlers {
    /// Its state: off, waiting for the first code of the app, or on.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(page(FormState(context), context))
    }

    /// Begins: 303 to the page with the secret for the app; 422 without the current password; 409 for a member who has
    /// no password.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        guard member.hasPassword else { throw Failure.conflict }
        var form = FormState(try context.form(), fields: SecondFactorForm.fields, context)
        try await AccountHandlers.checkCurrent(&form, of: member, context)
        guard form.isValid else { return try refused(form, context) }
        let (secret, now) = (context.site.randomness.bytes(SecondFactor.secretBytes), context.now)
        try await context.write { try SecondFactor.begin(secret, for: member.id, at: now, in: $0) }
        return context.seeOther(.secondFactor)
    }

    /// Turns it on with a code of the app: 303 to the page with the recovery codes; every other session ends. 422 for a
    /// wrong code.
    package static func confirm(_ request: Request, _ context: Context) async throws -> Response {
        let id = try context.requireMember().id
        var form = FormState(try context.form(), fields: SecondFactorForm.fields, context)
        let (code, nonce, key) = (form.text(SecondFactorForm.code), context.site.randomness.bytes(16), context.site.key)
        guard form.isValid else { return try refused(form, context) }
        try limit(context)
        guard let session = context.session else { throw Failure.signInRequired }
        let now = context.now
        let isOn = try await context.write { db in
            guard try SecondFactor.confirm(code, for: id, nonce: nonce, key, at: now, in: db) else { return false }
            try Session.endOthers(of: id, except: session, in: db)
            try Audit.record(.secondFactorSet, of: id, by: id, at: now, in: db)
            return true
        }
        guard isOn else { return try wrong(&form, context) }
        context.record(.secondFactorSet)
        return context.seeOther(.secondFactor, flash: context.say("factor.set"))
    }

    /// Makes ten recovery codes in place of the earlier ones: 303 to the page that shows them; 422 for a wrong code.
    package static func renew(_ request: Request, _ context: Context) async throws -> Response {
        let (nonce, key) = (context.site.randomness.bytes(16), context.site.key)
        return try await withCode("factor.codes.renewed", context) { id, now, db in
            try SecondFactor.makeCodes(for: id, nonce: nonce, key, at: now, in: db)
        }
    }

    /// Turns it off: 303 to the page; 422 for a wrong code.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        try await withCode("factor.ended", context) { id, now, db in
            try SecondFactor.end(of: id, in: db)
            try Audit.record(.secondFactorEnded, of: id, by: id, at: now, in: db)
        }
    }

    /// Does what needs a code: 303 to the page; 422 for a wrong one.
    private static func withCode(
        _ done: String, _ context: Context, _ act: @escaping @Sendable (Member.ID, Instant, Writer) throws -> Void
    ) async throws -> Response {
        let (id, now) = (try context.requireMember().id, context.now)
        var form = FormState(try context.form(), fields: SecondFactorForm.fields, context)
        let code = form.text(SecondFactorForm.code)
        guard form.isValid else { return try refused(form, context) }
        try limit(context)
        let isDone = try await context.write { db in
            guard try SecondFactor.take(code, of: id, at: now, in: db) else { return false }
            try act(id, now, db)
            return true
        }
        guard isDone else { return try wrong(&form, context) }
        return context.seeOther(.secondFactor, flash: context.say(done))
    }

    /// Codes have six digits: only a few may be tried, over all sessions of the member.
    private static func limit(_ context: Context) throws {
        try context.limitByMember(.passwordInSession)
    }

    private static func wrong(_ form: inout FormState, _ context: Context) throws -> Response {
        context.record(.signInRefused)
        form.refuse(SecondFactorForm.code, "factor.code.wrong")
        return try refused(form, context)
    }

    private static func refused(_ form: FormState, _ context: Context) throws -> Response {
        try context.render(page(form, context), status: .unprocessableContent)
    }

    private static func page(_ form: FormState, _ context: Context) throws -> SecondFactorPage {
        let member = try context.requireMember()
        let factor = try context.read { try SecondFactor.find(member.id, in: $0) }
        var page = SecondFactorPage(form: form, isAsked: member.isSecondFactorMissing, hasPassword: member.hasPassword)
        guard let factor else { return page }
        guard let confirmedAt = factor.confirmedAt else {
            let secret = TimeCode.base32(factor.secret)
            let label = context.association.name + ":" + (member.email ?? member.name)
            page.app = SecondFactorPage.App(
                secret: Secret(secret).grouped.replacing("-", with: " "),
                code: QRCode.svg(appLink(label, secret, context.association.name), label: context.say("factor.qr"))
                    ?? "")
            return page
        }
        page.since = context.say("factor.since", ["date": context.language.date(confirmedAt.local.day)])
        page.codes = factor.shownCodes(context.site.key, at: context.now)?.map(\.inTwoGroups) ?? []
        page.left = context.say("factor.codes.left", count: factor.codesLeft)
        return page
    }

    /// The address that an app reads (https://github.com/google/google-authenticator/wiki/Key-Uri-Format).
    private static func appLink(_ label: String, _ secret: String, _ issuer: String) -> String {
        "otpauth://totp/\(PercentEncoding.encode(label))?secret=\(secret)&issuer=\(PercentEncoding.encode(issuer))"
    }
}
