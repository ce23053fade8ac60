import HTMLTemplate
import HTTP
import Web

/// The page to sign in.
struct SignInPage: Page {
    static let template = "sessions/new"
    let form: FormState
    let isPrivate = true

    static var fields: [Field<SignInPage>] {
        [
            .flag("hasErrors") { !$0.form.isValid },
            .list("errors") { $0.form.errors },
            .one("email") { $0.form.input("email") },
            .one("password") { $0.form.input("password") },
            .text("returnPath") { $0.form["retour"] },
        ]
    }
}

enum SessionHandlers {
    /// The page; somebody signed in goes home.
    static func new(_ request: Request, _ context: Context) async throws -> Response {
        if context.member != nil { return context.seeOther("/accueil") }
        return try context.render(SignInPage(form: FormState(context.query, fields: ["retour"])))
    }

    /// Signs in: 303 to where they were going; 422 with the same words whether the address or the password is wrong; 429
    /// when this goes too fast.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: ["email", "password", "retour"])
        let email = EmailAddress(typed: form["email"])
        if let seconds = waitingTime(email, request, context) {
            form.refuse("email", context.say("session.tooMany", count: max(1, (seconds + 59) / 60)))
            var response = try context.render(SignInPage(form: form), status: .tooManyRequests)
            response.fields.append(.retryAfter, String(seconds))
            return response
        }
        guard let id = try await member(email, password: form["password"], context) else {
            form.refuse("email", context.say("session.refused"))
            return try context.render(SignInPage(form: form), status: .unprocessableContent)
        }
        return try await open(for: id, then: LocalPath(form["retour"])?.description ?? "/accueil", request, context)
    }

    /// Signs out.
    static func delete(_ request: Request, _ context: Context) async throws -> Response {
        if let session = context.session { try await context.write { try Session.close(session, in: $0) } }
        var response = context.seeOther("/", flash: context.say("session.signedOut"))
        SessionCookie.clear(on: &response, request: request)
        return response
    }

    /// Opens a session with a cookie of its own, whatever cookie the browser came with.
    static func open(
        for id: Member.ID, then path: String, flash: String? = nil, _ request: Request, _ context: Context
    ) async throws -> Response {
        let session = context.site.randomness.secret()
        let (now, old) = (context.now, context.session)
        try await context.write { try Session.open(session, for: id, closing: old, at: now, in: $0) }
        var response = context.seeOther(path, flash: flash)
        SessionCookie.set(session, on: &response, request: request)
        return response
    }

    private static func waitingTime(_ email: EmailAddress?, _ request: Request, _ context: Context) -> Int? {
        let limits = context.site.limits
        if let seconds = limits.take(.address, request.peer) { return seconds }
        guard let email else { return nil }
        return limits.take(.accountFromAddress, email.key + " " + request.peer)
            ?? limits.take(.account, email.key)
    }

    /// The member, or nil; the same work is done when nobody has that address, so that time tells nothing.
    private static func member(_ email: EmailAddress?, password: String, _ context: Context) async throws -> Member.ID? {
        let known = try email.flatMap { email in try context.read { try Member.credentials(email: email, in: $0) } }
        let stored = known?.hash ?? "scrypt$15$8$3$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        guard password.unicodeScalars.count <= PasswordRule.longest else { return nil }
        let matches = try await context.offload { try PasswordHash.matches(password, stored: stored) }
        return matches ? known?.id : nil
    }
}
