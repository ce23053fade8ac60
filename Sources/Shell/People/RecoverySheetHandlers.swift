import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// «Feuille de secours»: a code on paper that signs a president in when everything else is lost.
struct RecoverySheetPage: Page {
    static let template = "members/recovery"
    let name: String
    /// The sheet to print, shown for some minutes; nil afterwards.
    let sheet: Sheet?
    /// «Votre feuille du 2 mars 2026 est valable.»; nil without a valid one.
    let valid: String?
    /// The current password, for members who have one.
    let form: FormState
    let hasPassword: Bool
    let isPrivate = true

    /// What is printed.
    struct Sheet: PageModel {
        let code: String
        let qr: HTML
        /// Where the code is typed, without a scheme.
        let address: String
        let date: String

        static let fields: [Field<Sheet>] = [
            .text("code") { $0.code }, .html("qr") { $0.qr }, .text("address") { $0.address },
            .text("date") { $0.date },
        ]
    }

    static let fields: [Field<RecoverySheetPage>] = [
        .text("name") { $0.name }, .one("sheet") { $0.sheet }, .optionalText("valid") { $0.valid },
        .flag("isFirst") { $0.valid == nil && $0.sheet == nil },
        .number("minutes") { _ in SiteLimits.secretShown / .minutes(1) },
        .list("inputs") { page in page.hasPassword ? [page.form.input(SecondFactorForm.current)] : [] },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// Making and using the recovery sheet.
package enum RecoverySheetHandlers {
    /// The sheet for some minutes after it was made; then only whether there is one.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try page(FormState(context), context)
    }

    private static func page(_ form: FormState, status: Status = .ok, _ context: Context) throws -> Response {
        let member = try context.requireMember()
        let link = try context.read {
            try SignInLink.valid(.recovery, for: member.id, context.site.key, at: context.now, in: $0)
        }
        let isShown = link.map { context.now < $0.madeAt + SiteLimits.secretShown } ?? false
        let date = link.map { context.language.date($0.madeAt.local.day) } ?? ""
        return try context.render(
            RecoverySheetPage(
                name: member.name, sheet: isShown ? link.map { sheet($0.secret, date, context) } : nil,
                valid: link == nil ? nil : context.say("recovery.valid", ["date": date]), form: form,
                hasPassword: member.hasPassword),
            status: status)
    }

    /// Makes a sheet and ends the code of the one before: 303 to it; 422 without the current password, which a person
    /// with a borrowed session does not know.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let id = member.id
        var form = FormState(try context.form(), fields: [AnyField(SecondFactorForm.current)], context)
        if member.hasPassword, form[SecondFactorForm.current].isEmpty {
            form.refuse(SecondFactorForm.current, "account.current.missing.factor")
        }
        if form.isValid { try await AccountHandlers.checkCurrent(&form, of: member, context) }
        guard form.isValid else { return try page(form, status: .unprocessableContent, context) }
        let (nonce, key, now) = (context.site.randomness.bytes(16), context.site.key, context.now)
        try await context.write { db in
            try SignInLink.renew(.recovery, for: id, nonce: nonce, key, at: now, in: db)
            try Audit.record(.recoverySheetMade, of: id, by: id, at: now, in: db)
            try Notice.add(.recoverySheetMade, .recoverySheet, to: [id], at: now, in: db)
        }
        context.record(.signInLinkMade)
        return context.seeOther(.recoverySheet)
    }

    /// The form for the code of a sheet.
    package static func code(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(RecoveryCodePage(form: FormState(context)))
    }

    /// Looks a typed code up: 303 to the button that signs in; 422 for a wrong one; 429 after many from one network.
    package static func find(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: [AnyField(RecoveryCodePage.code)], context)
        let typed = form.text(RecoveryCodePage.code)
        if form.isValid { try context.limitByNetwork(.guesses) }
        if let secret = Secret(copied: typed),
            try context.read({ try SignInLink.open(secret, at: context.now, in: $0) }) != nil
        {
            return context.seeOther(.signIn(with: secret))
        }
        form.refuse(RecoveryCodePage.code, "recovery.code.wrong")
        return try context.render(RecoveryCodePage(form: form), status: .unprocessableContent)
    }

    private static func sheet(_ secret: Secret, _ date: String, _ context: Context) -> RecoverySheetPage.Sheet {
        let link = context.absolute(.signIn(with: secret))
        let typed = context.absolute(.recoveryCode).split(separator: "/").dropFirst().joined(separator: "/")
        return RecoverySheetPage.Sheet(
            code: secret.grouped, qr: QRCode.svg(link, label: context.say("recovery.qr")) ?? "", address: typed,
            date: date)
    }
}

/// Where the code of a sheet is typed.
struct RecoveryCodePage: Page {
    static let template = "sessions/recovery"
    static let code = TextField(
        "code", .code, label: "recovery.code", limit: 40, missing: "recovery.code.missing", hint: "recovery.code.hint")
    let form: FormState
    let isPrivate = true

    static let fields: [Field<RecoveryCodePage>] = [
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in [page.form.input(code)] },
    ]
}
