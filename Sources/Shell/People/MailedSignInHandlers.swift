import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// «Recevoir un lien par e-mail»: the address.
struct MailSignInPage: Page {
    static let template = "sessions/mail"
    static let email = MemberFields.email
    let form: FormState
    let isPrivate = true

    static let fields: [Field<MailSignInPage>] = [
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in [page.form.input(email)] },
        .flag("isOwn") { $0.form[SignInForm.own.name] == "1" },
        .number("hours") { _ in SiteLimits.boardIdle / .hours(1) },
    ]
}

/// The code of the mail.
struct MailedCodePage: Page {
    static let template = "sessions/mailed"
    static let code = TextField(
        "code", .code, label: "mailed.code", limit: 10, missing: "factor.code.missing",
        autocomplete: "one-time-code", inputMode: "numeric")
    let request: Secret
    let form: FormState
    let isPrivate = true

    static let fields: [Field<MailedCodePage>] = [
        .text("request") { $0.request.grouped }, .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors }, .list("inputs") { page in [page.form.input(code)] },
    ]
}

/// Signing in by a mail that the person requests.
package enum MailedSignInHandlers {
    /// The form; 303 to the page that says whom to call, while mail is not set up.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        guard try context.read({ try context.hasMail(in: $0) }) else { return context.seeOther(.forgottenPassword) }
        return try context.render(MailSignInPage(form: FormState(context)))
    }

    /// Has a mail sent, if a member has the address and got fewer than three within the hour: 303 to the form of its
    /// code in every case; 422 for an invalid address; 429 over the limit of the network.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        guard try context.read({ try context.hasMail(in: $0) }) else { return context.seeOther(.forgottenPassword) }
        var form = FormState(try context.form(), fields: [AnyField(MailSignInPage.email), SignInForm.own], context)
        let email = form.email(MailSignInPage.email)
        guard form.isValid, let email else {
            return try context.render(MailSignInPage(form: form), status: .unprocessableContent)
        }
        try context.limitByNetwork(.address)
        let (secret, tag, now) = (context.site.randomness.secret(), context.language.tag, context.now)
        let isOwn = form[SignInForm.own.name] == "1"
        try await context.write {
            try MailedSignIn.request(secret, to: email, language: tag, isOwn: isOwn, at: now, in: $0)
        }
        context.record(.signInMailRequested)
        return context.seeOther(.mailedCode(secret))
    }

    /// The form of the code; 303 to the form for another mail when the code is no longer valid.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let secret = Secret(copied: context.parameter("mail"))
        guard let secret, try context.read({ try MailedSignIn.isOpen(secret, at: context.now, in: $0) }) else {
            return context.seeOther(.mailSignIn)
        }
        return try context.render(MailedCodePage(request: secret, form: FormState(context)))
    }

    /// Signs in with the code: 303 to the home page, or to the form for a new password for a member who has a password;
    /// 200 with the second step for a member who has one; 422 for a wrong code; after five of them, or an hour, 422
    /// with the form for another mail.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        guard let secret = Secret(copied: context.parameter("mail")) else { return context.seeOther(.mailSignIn) }
        var form = FormState(try context.form(), fields: [AnyField(MailedCodePage.code)], context)
        let code = form.text(MailedCodePage.code)
        if form.isValid {
            let (key, now) = (context.site.key, context.now)
            switch try await context.write({ try MailedSignIn.take(code, for: secret, key, at: now, in: $0) }) {
            case .passed(let passed): return try await SignInStepHandlers.finish(passed, request, context)
            case .wrong:
                context.record(.signInRefused)
                form.refuse(MailedCodePage.code, "mailed.code.wrong")
            case .over:
                var again = FormState(context)
                again.refuse(MailSignInPage.email, "mailed.over")
                return try context.render(MailSignInPage(form: again), status: .unprocessableContent)
            }
        }
        return try context.render(MailedCodePage(request: secret, form: form), status: .unprocessableContent)
    }
}
