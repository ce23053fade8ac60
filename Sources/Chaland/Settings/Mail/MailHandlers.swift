import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// The server that sends mail, in the settings.
enum MailSettingsHandlers {
    /// The settings as they are, with what waits and what was given up.
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try page(nil, context))
    }

    /// Stores the settings: 303; 422 with the form as typed but the password; 403 for a demonstration, whose passwords
    /// are public.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        guard !context.association.isDemo else { throw Failure.forbidden }
        let (stored, hasPassword) = (try context.read { try MailServer.current(in: $0) }, try hasPassword(context))
        let form = MailForm(try context.form(), stored: stored, hasPassword: hasPassword, context)
        guard let server = form.server else {
            return try context.render(try page(form.state, context), status: .unprocessableContent)
        }
        let (now, site, password) = (context.now, context.site, form.password)
        if !password.isEmpty || server.user.isEmpty {
            try await context.offload(.pages) { try MailPassword(site).write(password, site.randomness) }
        }
        let member = try context.requireMember().id
        try await context.write { db in
            try server.store(at: now, in: db)
            try Audit.record(.mailChanged, by: member, at: now, in: db)
        }
        return context.seeOther(Link.mailSettings.at(fragment: "trial"), flash: context.say("mail.saved"))
    }

    /// Sends one mail now and shows what the server answered: 200; 422 for an invalid address; 429 after some trials a
    /// minute; 404 while mail is not set up.
    static func tryOut(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: MailForm.fields, context)
        guard let address = form.email(MailForm.address) else {
            return try context.render(try page(nil, trial: form, context), status: .unprocessableContent)
        }
        try context.limitByMember(.mailTrials)
        let (site, language) = (context.site, context.language)
        let trial = try await context.offload(.mail) { try MailTrial.run(site, to: address, language) }
        guard let trial else { throw Failure.notFound }
        var shown = try page(nil, trial: form, context)
        shown.result = MailSettingsPage.Result(
            words: context.messages.text(trial.key, ["address": address.text]), answer: trial.answer,
            isAccepted: trial.isAccepted)
        return try context.render(shown)
    }

    /// Mail is no longer set up, what waits is given up, the password is deleted: 303.
    static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (now, site, member) = (context.now, context.site, try context.requireMember().id)
        try await context.offload(.pages) { try MailPassword(site).write("", site.randomness) }
        try await context.write { db in
            try MailServer.delete(at: now, in: db)
            try Audit.record(.mailRemoved, by: member, at: now, in: db)
        }
        return context.seeOther(.mailSettings, flash: context.say("mail.removed"))
    }

    /// Notes by hand that an address receives nothing: 303; 422 for an invalid address.
    static func refuse(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: MailForm.fields, context)
        guard let address = form.email(MailForm.address) else {
            return try context.render(try page(nil, refused: form, context), status: .unprocessableContent)
        }
        let (now, member) = (context.now, try context.requireMember())
        try await context.write { try RefusedAddress.insert(address, answer: "", by: member.id, at: now, in: $0) }
        return context.seeOther(
            Link.mailSettings.at(fragment: "refused"),
            flash: context.say("mail.refused.noted", ["address": address.text]))
    }

    /// Mail to an address is tried again: 303; 422 for an invalid address.
    static func accept(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: MailForm.fields, context)
        guard let address = form.email(MailForm.address) else {
            return try context.render(try page(nil, refused: form, context), status: .unprocessableContent)
        }
        try await context.write { try RefusedAddress.delete(address, in: $0) }
        return context.seeOther(
            Link.mailSettings.at(fragment: "refused"),
            flash: context.say("mail.refused.again", ["address": address.text]))
    }

    private static func hasPassword(_ context: Context) throws -> Bool {
        try MailPassword(context.site).read() != nil
    }

    private static func page(
        _ form: FormState?, trial: FormState? = nil, refused: FormState? = nil, _ context: Context
    ) throws -> MailSettingsPage {
        let (server, state, hasAddress) = try context.read { db in
            (try MailServer.current(in: db), try MailState(in: db), context.publicAddress.origin != nil)
        }
        let form = form ?? FormState(MailForm.values(server, context.association), context)
        let own = context.member?.email ?? ""
        return MailSettingsPage(
            form: form, isSetUp: server != nil, hasPassword: try hasPassword(context), hasAddress: hasAddress,
            isDemo: context.association.isDemo, state: MailSettingsPage.State(state, context),
            trial: trial ?? FormState([MailForm.address.name: own], context), refused: refused ?? FormState(context),
            securities: MailServer.Security.allCases.map {
                FormOption(
                    value: $0.rawValue, text: context.messages.text($0.title),
                    isChosen: $0.rawValue == form[MailForm.security])
            })
    }
}
