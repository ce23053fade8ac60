import Base
import HTMLTemplate
import HTTP
import Web

/// The five fields of the setup.
struct SetupForm: Sendable {
    static let association = TextField(
        "association", label: "setup.association", limit: 120, missing: "setup.association.missing",
        autocomplete: "organization")
    static let town = TextField(
        "town", label: "setup.town", limit: 120, missing: "setup.town.missing",
        autocomplete: "address-level2")
    static let inputs = [association, town, MemberFields.name, MemberFields.email, PasswordRule.new]
    static let fields = inputs.map(AnyField.init)

    private(set) var state: FormState
    let association: String
    let town: String
    let name: String
    let email: EmailAddress?
    let password: String

    init(_ form: Form, _ context: Context) {
        var state = FormState(form, fields: SetupForm.fields, context)
        association = state.text(SetupForm.association)
        town = state.text(SetupForm.town)
        name = state.text(MemberFields.name)
        email = state.email(MemberFields.email)
        password = state[PasswordRule.new]
        let names = [association, town, name, form["email"] ?? ""]
        if let problem = PasswordRule.problem(in: form, names: names, context) { state.refuse("password", problem) }
        self.state = state
    }
}

/// The page of the setup, «Premiers pas».
struct SetupPage: Page {
    static let template = "association/setup"
    let token: String
    let form: FormState
    let isPrivate = true

    static let fields: [Field<SetupPage>] = [
        .text("token") { $0.token },
        .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
        .list("inputs") { page in SetupForm.inputs.map { page.form.input($0) } },
    ]
}

/// What all other addresses show until the setup is done.
struct PreparingPage: Page {
    static let template = "association/preparing"
    /// Whether the address is a set-up address that has expired.
    var isOver = false
    let isPrivate = true
    static let fields: [Field<PreparingPage>] = [.flag("isOver") { $0.isOver }]

    static func response(_ context: Context) throws -> Response { try context.render(PreparingPage()) }
}

/// The setup of a new site.
package enum SetupHandlers {
    /// The form; 410 when the address has expired, with how to get another.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let secret = Secret(copied: context.parameter("token")),
            try context.read({ try Setup.isOpen(secret, at: context.now, in: $0) })
        else { return try over(context) }
        return try context.render(SetupPage(token: secret.grouped, form: FormState(context)))
    }

    /// Founds the association and signs its president in: 303 to the recovery sheet, to print at once; 422 with the
    /// form as typed; 410 when the address has expired.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        guard let secret = Secret(copied: context.parameter("token")),
            try context.read({ try Setup.isOpen(secret, at: context.now, in: $0) })
        else { return try over(context) }

        let form = SetupForm(try context.form(), context)
        guard form.state.isValid, let email = form.email else {
            return try context.render(SetupPage(token: secret.grouped, form: form.state), status: .unprocessableContent)
        }
        let salt = context.site.randomness.bytes(16)
        let hash = try await context.hash(.unknown(address: request.peer)) {
            try PasswordHash.make(form.password, salt: salt)
        }
        let association = Association(name: form.association, town: form.town, isDemo: false)
        let session = context.site.randomness.secret()
        let now = context.now
        let signIn = try await SignIn.open(session, context) { db in
            try Setup.finish(
                secret, association, president: .init(name: form.name, email: email, passwordHash: hash), at: now,
                in: db)
        }
        context.record(.founded)
        var response = context.seeOther(.recoverySheet, flash: context.say("setup.done"))
        signIn.setCookies(on: &response, context)
        return response
    }

    /// 410: until there is a president, each start of the program makes another address.
    private static func over(_ context: Context) throws -> Response {
        guard context.association == .inPreparation else { throw Failure.gone }
        return try context.render(PreparingPage(isOver: true), status: .gone)
    }
}
