import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// The page to sign in.
struct SignInPage: Page {
    static let template = "sessions/new"
    let form: FormState
    /// Whether a form was sent after the session had ended.
    var isInterrupted = false
    var pending: PendingSubmission?
    /// Why the sign-in failed, when the cause is on the server.
    var failure: String?
    /// Whether a link can be asked for by mail.
    var hasMail = false
    let isPrivate = true

    static let fields: [Field<SignInPage>] = [
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in SignInForm.inputs.map { page.form.input($0) } },
        .text("returnPath") { $0.form["retour"] }, .flag("isOwn") { $0.form[SignInForm.own.name] == "1" },
        .flag("hasMail") { $0.hasMail },
        .number("hours") { _ in SiteLimits.boardIdle / .hours(1) },
        .flag("isInterrupted") { $0.isInterrupted }, .optionalText("pendingAction") { $0.pending?.link.path },
        .optionalText("failure") { $0.failure }, .list("pendingFields") { $0.pending?.carried ?? [] },
    ]
}

/// The sign-in form; `retour` is the page to return to.
enum SignInForm {
    static let inputs = [MemberFields.email, MemberFields.password]
    /// «C’est mon ordinateur ou mon téléphone»
    static let own = AnyField.choice("mien")
    static let fields = inputs.map(AnyField.init) + [own, .choice("retour"), .choice("envoi"), .choice("langue")]
    /// The fields shown again, all but the password.
    static let shown = [AnyField(MemberFields.email), own, .choice("retour")]
}

/// «Sans mot de passe, vous ne pourrez plus revenir»: shown before a member without one signs out.
struct SignOutPage: Page {
    static let template = "sessions/end"
    let isPrivate = true
    static let fields: [Field<SignOutPage>] = []
}

/// Signing in with a password, and signing out.
package enum SessionHandlers {
    /// The page; 303 for a member who is signed in.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        let form = FormState(context.query, fields: [.choice("retour")], context)
        if context.member != nil { return context.seeOther(destination(form)) }
        return try context.render(SignInPage(form: form, hasMail: try context.read { try context.hasMail(in: $0) }))
    }

    /// Signs in: 303 to `retour`; 200 with the form of the second step (`SignInStepHandlers`), or with the page that
    /// resumes a pending submission; 422 with the same words whether the address or the password is wrong; 429 after
    /// too many tries. With `langue` the page is only shown again, in the language of its address, with everything that
    /// was typed but the password.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let typed = try context.form(upTo: SiteLimits.signInBytes)
        let pending = PendingSubmission(typed, context.site)
        var form = FormState(typed, fields: SignInForm.fields, context)
        if typed["langue"] != nil {
            let shown = FormState(typed, fields: SignInForm.shown, context)
            return try context.render(SignInPage(form: shown, isInterrupted: pending != nil, pending: pending))
        }
        let email = EmailAddress(typed: form[MemberFields.email])
        let known = try email.flatMap { email in try context.read { try Member.credentials(email: email, in: $0) } }
        let device = known.flatMap { DeviceCookie.device(of: $0, in: request, at: context.now) }
        if let seconds = waitingTime(email, device, request, context) {
            context.record(.signInLimited)
            form.refuse("email", context.say("session.tooMany", count: RateLimits.minutes(seconds)))
            let page = SignInPage(form: form, isInterrupted: pending != nil, pending: pending)
            return try context.render(page, status: .tooManyRequests).retrying(after: seconds)
        }
        let lane: HashLane = if let known, device != nil { .known(known.id) } else { .unknown(address: request.peer) }
        guard let id = try await member(known, password: form[MemberFields.password], lane, context) else {
            context.record(.signInRefused)
            form.refuse(MemberFields.email, "session.refused")
            let page = SignInPage(
                form: form, isInterrupted: pending != nil, pending: pending,
                hasMail: try context.read { try context.hasMail(in: $0) })
            return try context.render(page, status: .unprocessableContent)
        }
        let isOwn = form[SignInForm.own.name] == "1"
        if try context.read({ try SecondFactor.isOn(id, in: $0) }) {
            let step = SignInStep(member: id, isOwn: isOwn, isByLink: false)
            return try await SignInStepHandlers.begin(step, then: form, pending, context)
        }
        context.record(.signedIn)
        guard let pending else {
            return try await open(then: destination(form), isOwn: isOwn, request, context) { _ in id }
        }
        return try await resume(pending, for: id, isOwn: isOwn, request, context)
    }

    /// The page with the button, for the member now signed in. Rendered first: if that failed after the write, the
    /// session would be open without a cookie, and the submission lost.
    static func resume(
        _ pending: PendingSubmission, for id: Member.ID, isOwn: Bool, _ request: Request, _ context: Context
    ) async throws -> Response {
        let session = context.site.randomness.secret()
        let member = try context.read { try Member.find(id, in: $0) }
        let signedIn = Context(
            loop: context.loop, request: request, locale: context.locale, parameters: context.parameters,
            now: context.now, association: context.association, member: member, session: session)
        var response = try signedIn.render(ResumePage(action: context.link(pending.link), pending: pending))
        let signIn = try await SignIn.open(session, isOwn: isOwn, context) { _ in id }
        signIn.setCookies(on: &response, context)
        return response
    }

    /// The page to return to, always a local path: `?retour=//evil.example` is the home page.
    static func destination(_ form: FormState) -> Link {
        guard let link = LocalPath(form["retour"]).map(Link.init(local:)), !link.path.hasPrefix(Link.signOut.path)
        else {
            return .memberHome
        }
        return link
    }

    /// Signs out. A member without a password confirms first: they could not sign in again.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        if let member = context.member, !member.hasPassword, try context.form()["confirmed"] != "1" {
            return try context.render(SignOutPage())
        }
        if let session = context.session { try await context.write { try Session.close(session, in: $0) } }
        context.record(.signedOut)
        var response = context.seeOther(.front, flash: context.say("session.signedOut"))
        // Pages of the member; the cookies stay, for the flash and the known device, and the storage, where answers of
        // a kiosk or a counter may wait for the network (https://www.w3.org/TR/clear-site-data/).
        response.fields.append("Clear-Site-Data", "\"cache\"")
        SessionCookie.clear(on: &response, request: request)
        return response
    }

    /// Signs in the member returned by `member`, in one write: a link is spent only if its session opens.
    package static func open(
        then link: Link, flash: String? = nil, isOwn: Bool = false, isByLink: Bool = false, _ request: Request,
        _ context: Context, _ member: @escaping @Sendable (Writer) throws -> Member.ID
    ) async throws -> Response {
        let signIn = try await SignIn.open(
            context.site.randomness.secret(), isOwn: isOwn, isByLink: isByLink, context, member)
        var response = context.seeOther(link, flash: flash)
        signIn.setCookies(on: &response, context)
        return response
    }

    /// Seconds until the next try; nil when this one is allowed. A known device has a limit of its own. From any other
    /// browser an account under attack can be tried once a minute from each network, and is never locked.
    private static func waitingTime(
        _ email: EmailAddress?, _ device: KnownDevice?, _ request: Request, _ context: Context
    ) -> Int? {
        let limits = context.site.limits
        if let device { return limits.take(.knownDevice, device.id) }
        let network = RateLimits.network(of: request.peer)
        if let seconds = limits.take(.address, network) { return seconds }
        guard let email else { return nil }
        if let seconds = limits.take(.accountFromAddress, email.key, network) { return seconds }
        guard limits.take(.account, email.key) != nil else { return nil }
        return limits.take(.accountUnderAttack, email.key, network)
    }

    /// The member, or nil. An unknown address costs the same work, so that the time does not reveal it.
    private static func member(
        _ known: MemberCredentials?, password: String, _ lane: HashLane, _ context: Context
    ) async throws -> Member.ID? {
        let stored =
            known?.passwordHash
            ?? "scrypt$15$8$3$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        guard password.unicodeScalars.count <= PasswordRule.longest else { return nil }
        let matches = try await context.hash(lane) { try PasswordHash.matches(password, stored: stored) }
        return matches ? known?.id : nil
    }
}
