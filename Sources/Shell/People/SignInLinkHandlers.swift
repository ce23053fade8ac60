import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// «Bonjour, Rose»: the button that signs in.
struct SignInLinkPage: Page {
    static let template = "sessions/link"
    let token: String
    let name: String
    let isOfBoard: Bool
    let isPrivate = true

    static let fields: [Field<SignInLinkPage>] = [
        .text("token") { $0.token }, .text("name") { $0.name }, .flag("isOfBoard") { $0.isOfBoard },
        .number("hours") { _ in SiteLimits.boardIdle / .hours(1) },
    ]
}

/// Signing in by a link.
package enum SignInLinkHandlers {
    /// The button. For a spent link, 303 to the home page if the member who used it is signed in; else 410, as for an
    /// expired one.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let secret = Secret(copied: context.parameter("token")) else { throw Failure.gone }
        if let link = try context.read({ try SignInLink.open(secret, at: context.now, in: $0) }) {
            let asks = link.member.isOfAssociation && link.kind != .phone
            return try context.render(
                SignInLinkPage(token: secret.grouped, name: link.member.name, isOfBoard: asks))
        }
        guard let member = context.member, try context.read({ try SignInLink.isSpent(secret, by: member.id, in: $0) })
        else { throw Failure.gone }
        return context.seeOther(.memberHome, flash: context.say("session.link.own"))
    }

    /// Signs in and spends the link: 303 to the home page, or to the form for a new password for a member who has a
    /// password; 200 with the second step where the link asks for it; 410 when the link is spent or has expired. The
    /// code of a recovery sheet also ends the other sessions and links of its president, and their second step, since
    /// their phone may be lost.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let secret = Secret(copied: context.parameter("token"))
        let now = context.now
        guard let secret, let link = try context.read({ try SignInLink.open(secret, at: now, in: $0) }) else {
            throw Failure.gone
        }
        let (id, isRecovery) = (link.member.id, link.kind == .recovery)
        let isOwn = try link.kind == .phone || context.form()[SignInForm.own.name] == "1"
        if link.kind.asksSecondFactor, try context.read({ try SecondFactor.isOn(id, in: $0) }) {
            try await context.write { try SignInLink.spend(secret, at: now, in: $0) }
            let step = SignInStep(member: id, isOwn: isOwn, isByLink: true)
            return try await SignInStepHandlers.begin(step, then: FormState(context), nil, context)
        }
        let isMailed = link.kind == .mail
        let asksPassword = link.member.hasPassword && link.kind != .phone
        let response = try await SessionHandlers.open(
            then: asksPassword ? .newPassword : .memberHome, isOwn: isOwn, isByLink: link.kind != .phone, request,
            context
        ) { db in
            try SignInLink.spend(secret, at: now, in: db)
            if isMailed { try MailedSignIn.endAll(of: id, in: db) }
            if isRecovery {
                try Member.endSessions(of: id, at: now, in: db)
                try Audit.record(.recoverySheetUsed, of: id, by: id, at: now, in: db)
            }
            return id
        }
        context.record(.signInLinkUsed)
        return response
    }
}
