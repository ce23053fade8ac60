import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// The page of one's own name, e-mail address and password.
struct AccountPage: Page {
    static let template = "members/account"
    let form: FormState
    let hasPassword: Bool
    /// Four drawn words, which the member may use as a password.
    let words: String
    let isPrivate = true

    static let fields: [Field<AccountPage>] = [
        .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
        .flag("hasPassword") { $0.hasPassword }, .text("words") { $0.words },
        .list("inputs") { page in AccountForm.inputs(hasPassword: page.hasPassword).map { page.form.input($0) } },
    ]
}

/// The form of one's account. Members with a password enter it to change it or the e-mail address.
enum AccountForm {
    static let name = MemberFields.name
    static let email = MemberFields.email.with { $0.presence = .conditional }
    static let current = TextField(
        "current", .password, label: "account.current", limit: PasswordRule.longest, hint: "account.current.hint",
        presence: .conditional, autocomplete: "current-password")
    static let password = PasswordRule.new.with {
        ($0.label, $0.presence, $0.shortest) = ("account.newPassword", .conditional, nil)
    }
    static let fields = [name, email, current, password].map(AnyField.init)

    static func inputs(hasPassword: Bool) -> [TextField] {
        hasPassword ? [name, email, current, password] : [name, email, password]
    }
}

/// The account: name, e-mail address and password.
package enum AccountHandlers {
    /// The form with the present name and address.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let form = FormState(["name": member.name, "email": member.email ?? ""], context)
        return try context.render(page(form, member, context))
    }

    /// Changes name, address and password: 303; 422 with everything typed but the passwords. A new password ends every
    /// other session and link; a change of address or password requires the current one, if there is one.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let sent = try context.form()
        var form = FormState(sent, fields: AccountForm.fields, context)
        let (name, password) = (form.text(AccountForm.name), form[AccountForm.password])
        let changesPassword = !password.isEmpty || PasswordRule.isLeftOut("password", of: sent)
        let email = form.email(AccountForm.email, mayBeEmpty: !member.hasPassword && !changesPassword)
        let isSensitive = changesPassword || email?.key != member.email
        if isSensitive, member.hasPassword, form[AccountForm.current].isEmpty {
            form.refuse(AccountForm.current, "account.current.missing")
        }
        if changesPassword { checkNew(&form, sent, of: member, context) }
        if isSensitive, form.isValid { try await checkCurrent(&form, of: member, context) }
        guard form.isValid else { return try refused(form, member, context) }

        let newHash = password.isEmpty ? nil : try await hash(password, of: member, context)
        let (now, session) = (context.now, newHash == nil ? nil : context.site.randomness.secret())
        let warning = warning(to: member, context)
        let opening = try context.reopening()
        let isTaken = try await context.write { db in
            if let email, try Member.isTaken(email, besides: member.id, in: db) { return true }
            try Member.update(member.id, name: name, email: email, passwordHash: newHash, at: now, in: db)
            if email?.key != member.email { try MailedSignIn.endAll(of: member.id, in: db) }
            if let session { try Session.replaceAll(of: member.id, with: session, opening, at: now, in: db) }
            try tell(member, of: newHash != nil, isNewAddress: email?.key != member.email, warning, at: now, in: db)
            return false
        }
        if isTaken {
            form.refuse(AccountForm.email, "account.email.taken")
            return try refused(form, member, context)
        }
        if newHash != nil { context.record(.passwordChanged) }
        var response = context.seeOther(.account, flash: context.say("account.saved"))
        if let session { SessionCookie.set(session, on: &response, request: request) }
        return response
    }

    /// The hash of a new password, off the loop.
    static func hash(_ password: String, of member: Member, _ context: Context) async throws -> String {
        let salt = context.site.randomness.bytes(16)
        return try await context.hash(.known(member.id)) { try PasswordHash.make(password, salt: salt) }
    }

    /// The warning to the present address, for when it is replaced; nil without one.
    private static func warning(to member: Member, _ context: Context) -> OutgoingMail? {
        member.email.flatMap(EmailAddress.init(typed:)).map { address in
            OutgoingMail(
                .security, key: "address " + context.site.randomness.publicID(), to: address, member: member.id,
                language: context.language.tag, subject: context.say("mail.address.changed.subject"),
                body: [
                    .paragraph(
                        context.say("mail.address.changed.text", ["association": context.association.name]))
                ])
        }
    }

    /// Records the change in the journal, and notifies the member of a new password or address.
    private static func tell(
        _ member: Member, of isNewPassword: Bool, isNewAddress: Bool, _ warning: OutgoingMail?, at now: Instant,
        in db: Writer
    ) throws {
        let action: AuditAction = isNewPassword ? .passwordChanged : .accountChanged
        try Audit.record(action, of: member.id, by: member.id, at: now, in: db)
        if isNewPassword { try Notice.add(.passwordChanged, .account, to: [member.id], at: now, in: db) }
        guard isNewAddress else { return }
        try Notice.add(.emailChanged, .account, to: [member.id], at: now, in: db)
        try warning?.queue(at: now, in: db)
    }

    private static func refused(_ form: FormState, _ member: Member, _ context: Context) throws -> Response {
        try context.render(page(form, member, context), status: .unprocessableContent)
    }

    private static func page(_ form: FormState, _ member: Member, _ context: Context) -> AccountPage {
        AccountPage(form: form, hasPassword: member.hasPassword, words: DrawnWords.draw(context.site.randomness))
    }

    private static func checkNew(_ form: inout FormState, _ sent: Form, of member: Member, _ context: Context) {
        let typed = [form[AccountForm.name], form[AccountForm.email]]
        let names = typed + [member.name] + member.workplaces.map(\.name) + context.association.names
        if let problem = PasswordRule.problem(in: sent, names: names, context) {
            form.refuse(AccountForm.password.name, problem)
        }
    }

    /// Adds an error unless the current password was typed; nothing to check for a member without one.
    static func checkCurrent(_ form: inout FormState, of member: Member, _ context: Context) async throws {
        guard member.hasPassword, let email = member.email.flatMap({ EmailAddress(typed: $0) }) else { return }
        // Limited by session: wrong passwords sent from elsewhere do not count here.
        try context.limit(.passwordInSession, by: context.session?.text ?? "")
        let stored = try context.read { try Member.credentials(email: email, in: $0) }
        let current = form[AccountForm.current]
        let matches = try await context.hash(.known(member.id)) {
            try PasswordHash.matches(current, stored: stored?.passwordHash ?? "")
        }
        if matches { return }
        context.record(.signInRefused)
        form.refuse(AccountForm.current, "account.current.wrong")
    }
}
