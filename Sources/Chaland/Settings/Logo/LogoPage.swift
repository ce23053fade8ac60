import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// The association’s logo: the present one, the file to send, the button that removes it.
struct LogoPage: Page {
    static let template = "settings/logo"
    let logo: Picture?
    let form: FormState
    let isPrivate = true

    static let file = TextField(
        "logo", .file(accept: "image/png,image/jpeg,image/webp"), label: "logo.file", limit: nil,
        missing: "logo.file.missing", hint: "logo.file.hint", presence: .required)
    static let formFields = [AnyField(file)]

    static let fields: [Field<LogoPage>] = [
        .one("picture") { $0.logo.map(LogoImage.init) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("file") { $0.form.input(file) },
    ]
}

enum LogoHandlers {
    /// The logo and the form.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(LogoPage(logo: context.association.logo, form: FormState(context)))
    }

    /// Converts and stores the logo: 303; 422 with the reason, and the earlier logo stays. The same file sent twice is
    /// stored once.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let file = try context.form(upTo: SiteLimits.pictureBodyBytes).file(LogoPage.file.name)
        guard let bytes = file?.bytes, !bytes.isEmpty else {
            return try refused(context.say("logo.file.missing"), context)
        }
        let now = context.now
        do {
            let picture = try await context.offload(.imports) { try PictureConversion.run(bytes) }
            try await context.write { try Picture.replaceLogo(picture, by: member.id, at: now, in: $0) }
        } catch let refusal as PictureConversion.Refusal {
            return try refused(words(refusal, context), context)
        }
        return context.seeOther(.logo, flash: context.say("logo.saved"))
    }

    /// Removes the logo for good: 303.
    static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now) = (try context.requireMember(), context.now)
        try await context.write { try Picture.replaceLogo(nil, by: member.id, at: now, in: $0) }
        return context.seeOther(.logo, flash: context.say("logo.removed"))
    }

    private static func refused(_ text: String, _ context: Context) throws -> Response {
        var form = FormState(context)
        form.refuse(LogoPage.file.name, text)
        return try context.render(
            LogoPage(logo: context.association.logo, form: form), status: .unprocessableContent)
    }

    private static func words(_ refusal: PictureConversion.Refusal, _ context: Context) -> String {
        switch refusal {
        case .file(.otherKind(let kind)):
            kind.map { context.say("picture.kind", ["kind": context.say("picture.kind." + $0)]) }
                ?? context.say("picture.kind.other")
        case .file(.damaged): context.say("picture.damaged")
        case .file(.trailing): context.say("picture.trailing")
        case .tooHeavy: context.say("picture.tooHeavy")
        case .tooManyPixels: context.say("picture.tooManyPixels")
        case .missing(let package): context.say("picture.missing", ["package": package])
        }
    }
}

enum PictureHandlers {
    /// A picture, cached for a year: its name changes with its bytes. 404 once it is removed.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let bytes = try context.read({ try Picture.bytes(context.parameter("picture"), in: $0) }) else {
            throw Failure.notFound
        }
        return .data(bytes, type: "image/png", cache: .forever)
    }
}
