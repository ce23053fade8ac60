import HTMLTemplate
import HTTP
import SQLite
import Web

/// How a member is called and signs in.
struct AccountPage: Page {
    static let template = "members/account"
    let form: FormState
    let hasPassword: Bool
    let isPrivate = true

    static let fields: [Field<AccountPage>] = [
        .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
        .flag("hasPassword") { $0.hasPassword },
        .one("name") { $0.form.input("name") },
        .one("email") { $0.form.input("email") },
        .one("currentPassword") { $0.form.input("current") },
        .one("password") { $0.form.input("password") },
    ]
}

enum AccountHandlers {
    /// The form, filled.
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let form = FormState(["name": member.name, "email": member.email ?? ""])
        return try context.render(AccountPage(form: form, hasPassword: member.hasPassword))
    }

    /// Changes name, address and password: 303; 422 with everything typed kept but the passwords. A new password ends every
    /// other session and link; the current one must be given when there is one.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let sent = try context.form()
        var form = FormState(sent, fields: ["name", "email", "current", "password"])
        let name = form.text(
            "name", upTo: 120, missing: context.say("account.name.missing"),
            tooLong: context.tooLong(120))
        let email = EmailAddress(typed: form["email"])
        let password = form["password"]
        let changesPassword = !password.isEmpty || PasswordRule.isLeftOut("password", of: sent)
        let keepsNone = form["email"].trimmed.isEmpty && !member.hasPassword && !changesPassword
        if email == nil, !keepsNone { form.refuse("email", context.say("account.email.invalid")) }
        let isSensitive = changesPassword || email?.key != member.email
        if isSensitive, member.hasPassword, form["current"].isEmpty {
            form.refuse("current", context.say("account.current.missing"))
        }
        if changesPassword, let problem = PasswordRule.problem(in: sent, context) { form.refuse("password", problem) }
        if isSensitive, form.isValid { try await checkCurrent(&form, of: member, context) }
        guard form.isValid else { return try refused(form, member, context) }

        var hash: String?
        if !password.isEmpty {
            let salt = context.site.randomness.bytes(16)
            hash = try await context.hash { try PasswordHash.make(password, salt: salt) }
        }
        let newHash = hash
        let (now, session) = (context.now, newHash == nil ? nil : context.site.randomness.secret())
        let isTaken = try await context.write { db in
            if let email, try Member.isTaken(email, besides: member.id, in: db) { return true }
            try Member.update(member.id, name: name, email: email, passwordHash: newHash, in: db)
            if let session { try Session.replaceAll(of: member.id, with: session, at: now, in: db) }
            return false
        }
        if isTaken {
            form.refuse("email", context.say("account.email.taken"))
            return try refused(form, member, context)
        }
        var response = context.seeOther("/compte", flash: context.say("account.saved"))
        if let session { SessionCookie.set(session, on: &response, request: request) }
        return response
    }

    private static func refused(_ form: FormState, _ member: Member, _ context: Context) throws -> Response {
        try context.render(AccountPage(form: form, hasPassword: member.hasPassword), status: .unprocessableContent)
    }

    private static func checkCurrent(_ form: inout FormState, of member: Member, _ context: Context) async throws {
        guard member.hasPassword, let email = member.email.flatMap({ EmailAddress(typed: $0) }) else { return }
        if let seconds = context.site.limits.take(.account, email.key) {
            throw Failure.tooMany(seconds: seconds)
        }
        let stored = try context.read { try Member.credentials(email: email, in: $0) }
        let current = form["current"]
        let matches = try await context.hash { try PasswordHash.matches(current, stored: stored?.hash ?? "") }
        if !matches { form.refuse("current", context.say("account.current.wrong")) }
    }
}
