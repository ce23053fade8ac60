import Base
import HTMLTemplate
import HTTP
import Web

/// The five fields of the first page.
struct FirstStepsForm: Sendable {
    static let association = TextField(
        "association", label: "firstSteps.association", limit: 120, missing: "firstSteps.association.missing",
        autocomplete: "organization")
    static let town = TextField(
        "town", label: "firstSteps.town", limit: 120, missing: "firstSteps.town.missing",
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
        var state = FormState(form, fields: FirstStepsForm.fields, context)
        association = state.text(FirstStepsForm.association)
        town = state.text(FirstStepsForm.town)
        name = state.text(MemberFields.name)
        email = state.email(MemberFields.email)
        password = state[PasswordRule.new]
        if let problem = PasswordRule.problem(in: form, context) { state.refuse("password", problem) }
        self.state = state
    }
}

/// The page of the first steps.
struct FirstStepsPage: Page {
    static let template = "association/first-steps"
    let token: String
    let form: FormState
    let isPrivate = true

    static let fields: [Field<FirstStepsPage>] = [
        .text("token") { $0.token },
        .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
        .list("inputs") { page in FirstStepsForm.inputs.map { page.form.input($0) } },
    ]
}

/// What everybody else sees until the first steps are done.
struct PreparingPage: Page {
    static let template = "association/preparing"
    /// They came by an address of the first steps that is over.
    var isOver = false
    let isPrivate = true
    static let fields: [Field<PreparingPage>] = [.flag("isOver") { $0.isOver }]

    static func response(_ context: Context) throws -> Response { try context.render(PreparingPage()) }
}

package enum FirstStepsHandlers {
    /// The page, to whoever holds the address; 410 when it is over, and how to get another.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let token = context.parameter("token")
        guard try context.read({ try FirstSteps.isOpen(Secret(presented: token), at: context.now, in: $0) }) else {
            return try over(context)
        }
        return try context.render(FirstStepsPage(token: token, form: FormState(context)))
    }

    /// Founds the association and signs its president in: 303 to the home; 422 with the form kept; 410 when the address is over.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let token = context.parameter("token")
        guard let secret = Secret(presented: token),
            try context.read({ try FirstSteps.isOpen(secret, at: context.now, in: $0) })
        else { return try over(context) }

        let form = FirstStepsForm(try context.form(), context)
        guard form.state.isValid, let email = form.email else {
            return try context.render(FirstStepsPage(token: token, form: form.state), status: .unprocessableContent)
        }
        let salt = context.site.randomness.bytes(16)
        let hash = try await context.hash { try PasswordHash.make(form.password, salt: salt) }
        let association = Association(name: form.association, town: form.town, isDemo: false)
        let session = context.site.randomness.secret()
        let (now, old) = (context.now, context.session)
        try await context.write { db in
            let id = try FirstSteps.finish(
                secret, association, president: .init(name: form.name, email: email, passwordHash: hash), at: now,
                in: db)
            try Session.open(session, for: id, closing: old, at: now, in: db)
        }
        var response = context.seeOther(.memberHome)
        SessionCookie.set(session, on: &response, request: request)
        return response
    }

    /// 410: while nobody is president yet, a start of the program makes another address.
    private static func over(_ context: Context) throws -> Response {
        guard context.association == .inPreparation else { throw Failure.gone }
        return try context.render(PreparingPage(isOver: true), status: .gone)
    }
}
