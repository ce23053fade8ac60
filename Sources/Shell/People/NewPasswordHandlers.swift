import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// «Choisissez un nouveau mot de passe», after signing in by a link that was handed over.
struct NewPasswordPage: Page {
    static let template = "members/password"
    let form: FormState
    /// Four drawn words, which the member may use as a password.
    let words: String
    let isPrivate = true

    static let fields: [Field<NewPasswordPage>] = [
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in [page.form.input(NewPasswordForm.password)] }, .text("words") { $0.words },
    ]
}

/// Its form.
enum NewPasswordForm {
    static let password = PasswordRule.new.with { $0.label = "account.newPassword" }
}

/// A new password after signing in by a link, without the old one.
package enum NewPasswordHandlers {
    /// The form; 303 to the account when the session was not opened by a link within the last hour.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        guard try maySet(context) else { return context.seeOther(.account) }
        return try context.render(page(FormState(context), context))
    }

    /// Sets the password without the old one: 303 to the home page; every other session and link ends. 422 with what is
    /// wrong; 303 to the account when the session was not opened by a link within the last hour.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        guard try maySet(context) else { return context.seeOther(.account) }
        let sent = try context.form()
        var form = FormState(sent, fields: [AnyField(NewPasswordForm.password)], context)
        let names = [member.name, member.email ?? ""] + member.workplaces.map(\.name) + context.association.names
        if let problem = PasswordRule.problem(in: sent, names: names, context) {
            form.refuse(NewPasswordForm.password.name, problem)
        }
        guard form.isValid else { return try context.render(page(form, context), status: .unprocessableContent) }
        let hash = try await AccountHandlers.hash(form[NewPasswordForm.password], of: member, context)
        let (now, session) = (context.now, context.site.randomness.secret())
        let opening = try context.reopening()
        try await context.write { db in
            try Member.setPassword(of: member.id, hash, at: now, in: db)
            try Session.replaceAll(of: member.id, with: session, opening, at: now, in: db)
            try Audit.record(.passwordChanged, of: member.id, by: member.id, at: now, in: db)
            try Notice.add(.passwordChanged, .account, to: [member.id], at: now, in: db)
        }
        context.record(.passwordChanged)
        var response = context.seeOther(.memberHome, flash: context.say("password.saved"))
        SessionCookie.set(session, on: &response, request: request)
        return response
    }

    private static func page(_ form: FormState, _ context: Context) -> NewPasswordPage {
        NewPasswordPage(form: form, words: DrawnWords.draw(context.site.randomness))
    }

    private static func maySet(_ context: Context) throws -> Bool {
        guard let session = context.session, try context.requireMember().hasPassword else { return false }
        return try context.loop.session(session, at: context.now)?.maySetPassword(at: context.now) == true
    }
}

extension Context {
    /// The opening of the session that replaces that of this request after a new password.
    func reopening() throws -> Session.Opening {
        let opened = try session.flatMap { try loop.session($0, at: now) }
        return Session.Opening(device: DeviceName(request), isOwn: opened?.isOwn == true)
    }
}
