import Base
import HTTP
import Shell
import Web

/// The public address, in the settings.
enum AddressHandlers {
    /// The address in use, and the trial that waits.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(page(FormState(context), context))
    }

    /// Starts the trial of an address: 303 to the code; 422 with the field as typed; 403 for a demonstration, whose
    /// passwords are public, and while `--public-url` sets the address.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        guard !context.association.isDemo, context.site.configuration.publicURL == nil else { throw Failure.forbidden }
        var form = FormState(try context.form(), fields: AddressForm.fields, context)
        guard let origin = AddressForm.read(&form) else {
            return try context.render(page(form, context), status: .unprocessableContent)
        }
        let (token, now) = (context.site.randomness.secret(), context.now)
        let member = try context.requireMember().id
        try await context.write { db in
            try AddressTrial.start(origin, token, at: now, in: db)
            try Audit.record(.addressTried, by: member, at: now, in: db)
        }
        return context.seeOther(Link.address.at(fragment: "trial"))
    }

    /// Stops using the address, and ends any trial: 303.
    static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try AddressTrial.end(in: db)
            try Association.use(nil, in: db)
            try Audit.record(.addressRemoved, by: member, at: now, in: db)
        }
        return context.seeOther(.address, flash: context.say("address.removed"))
    }

    private static func page(_ form: FormState, _ context: Context) throws -> AddressPage {
        AddressPage(try context.read { try AddressTrial.current(at: context.now, in: $0) }, form, context)
    }
}

/// The visit that confirms an address. Opening the link changes nothing; its button does.
enum AddressTrialHandlers {
    /// The page of the visit, with the button that confirms; 410 when the code has expired or was replaced.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let trial = try find(context)
        return try context.render(page(trial, outcome(trial, request)))
    }

    /// Confirms the address: 303 to the front page; 409 with the reason when the visit did not arrive at it over https;
    /// 410 when the code has expired or was replaced.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        let trial = try find(context)
        switch outcome(trial, request) {
        case .otherHost, .insecure:
            return try context.render(page(trial, outcome(trial, request)), status: .conflict)
        case .arrived, .confirmed:
            let now = context.now
            let member = context.member?.id
            try await context.write { db in
                try trial.confirm(at: now, in: db)
                try Audit.record(.addressConfirmed, by: member, at: now, in: db)
            }
            context.record(.addressConfirmed)
            return context.seeOther(
                .front, flash: context.say("address.trial.done", ["address": trial.origin.description]))
        }
    }

    private static func find(_ context: Context) throws -> AddressTrial {
        let token = Secret(copied: context.parameter("token"))
        guard let trial = try context.read({ try AddressTrial.find(token, at: context.now, in: $0) }) else {
            throw Failure.gone
        }
        return trial
    }

    private static func outcome(_ trial: AddressTrial, _ request: Request) -> AddressTrialPage.Outcome {
        let visited = WebOrigin("https://" + (request[.host] ?? ""))
        guard visited?.host == trial.origin.host else { return .otherHost }
        return request.isSecure ? trial.isConfirmed ? .confirmed : .arrived : .insecure
    }

    private static func page(_ trial: AddressTrial, _ outcome: AddressTrialPage.Outcome) -> AddressTrialPage {
        AddressTrialPage(address: trial.origin.description, token: trial.token.grouped, outcome: outcome)
    }
}
