import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// The page that asks for the code of the second step.
struct SignInStepPage: Page {
    static let template = "sessions/code"
    let step: Secret
    let form: FormState
    var pending: PendingSubmission?
    let isPrivate = true

    static let fields: [Field<SignInStepPage>] = [
        .text("step") { $0.step.text }, .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in [page.form.input(SignInStepForm.code)] },
        .text("returnPath") { $0.form["retour"] }, .optionalText("pendingAction") { $0.pending?.link.path },
        .list("pendingFields") { $0.pending?.carried ?? [] },
    ]
}

/// Its form; `etape` names the sign-in that waits.
enum SignInStepForm {
    static let code = TextField(
        "code", .code, label: "factor.code", limit: 20, missing: "factor.code.missing", hint: "factor.code.hint",
        autocomplete: "one-time-code")
    static let step = AnyField.choice("etape")
    static let fields = [AnyField(code), step, .choice("retour"), .choice("envoi")]
}

/// The second step of a sign-in.
package enum SignInStepHandlers {
    /// 200 with the form of the code, for a member whose password or link was right.
    static func begin(
        _ step: SignInStep, then form: FormState, _ pending: PendingSubmission?, _ context: Context
    ) async throws -> Response {
        let (secret, now) = (context.site.randomness.secret(), context.now)
        // Rendered first: a step whose page cannot be shown is never stored.
        let shown = FormState(["retour": form["retour"]], context)
        let response = try context.render(SignInStepPage(step: secret, form: shown, pending: pending))
        try await context.write { try step.insert(secret, at: now, in: $0) }
        return response
    }

    /// Signs in a member who typed the code of a mail: 303; 200 with the form of the second step for a member who has
    /// one.
    static func finish(_ passed: SignInStep, _ request: Request, _ context: Context) async throws -> Response {
        if try context.read({ try SecondFactor.isOn(passed.member, in: $0) }) {
            return try await begin(passed, then: FormState(context), nil, context)
        }
        return try await signIn(passed, then: FormState(context), nil, request, context)
    }

    /// The address of the form, opened by GET: 303 to the sign-in page, which starts over; to the home page for a
    /// member.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        context.seeOther(context.member == nil ? .signIn : .memberHome)
    }

    /// Signs in with the code: 303 to where the sign-in led; 422 for a wrong code; 422 with the sign-in page after five
    /// of them, or ten minutes.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let typed = try context.form(upTo: SiteLimits.signInBytes)
        let pending = PendingSubmission(typed, context.site)
        var form = FormState(typed, fields: SignInStepForm.fields, context)
        let code = form.text(SignInStepForm.code)
        guard let step = Secret(presented: form[SignInStepForm.step.name]) else { return context.seeOther(.signIn) }
        guard form.isValid else { return try refused(step, form, pending, context) }
        try context.limitByNetwork(.address)
        let now = context.now
        switch try await context.write({ try SignInStep.take(code, for: step, at: now, in: $0) }) {
        case .passed(let passed): return try await signIn(passed, then: form, pending, request, context)
        case .wrong:
            context.record(.signInRefused)
            form.refuse(SignInStepForm.code, "factor.code.wrong")
            return try refused(step, form, pending, context)
        case .over:
            context.record(.signInRefused)
            var again = FormState(["retour": form["retour"]], context)
            again.refuse(MemberFields.email, "factor.over")
            let page = SignInPage(form: again, isInterrupted: pending != nil, pending: pending)
            return try context.render(page, status: .unprocessableContent)
        }
    }

    private static func signIn(
        _ passed: SignInStep, then form: FormState, _ pending: PendingSubmission?, _ request: Request,
        _ context: Context
    ) async throws -> Response {
        context.record(.signedIn)
        let id = passed.member
        if let pending {
            return try await SessionHandlers.resume(pending, for: id, isOwn: passed.isOwn, request, context)
        }
        let destination = try context.afterSignIn(passed) ?? SessionHandlers.destination(form)
        return try await SessionHandlers.open(
            then: destination, isOwn: passed.isOwn, isByLink: passed.isByLink, request, context
        ) { _ in id }
    }

    private static func refused(
        _ step: Secret, _ form: FormState, _ pending: PendingSubmission?, _ context: Context
    ) throws -> Response {
        try context.render(
            SignInStepPage(step: step, form: form, pending: pending), status: .unprocessableContent)
    }
}

extension Context {
    /// Where a sign-in by a link or a mail leads: to the form for a new password for a member who has a password, else
    /// to the home page. Nil for any other sign-in.
    fileprivate func afterSignIn(_ passed: SignInStep) throws -> Link? {
        guard passed.isByLink else { return nil }
        return try read { try Member.find(passed.member, in: $0) }?.hasPassword == true ? .newPassword : .memberHome
    }
}
