import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// The association’s logo: the present one, the file to send, the button that removes it.
struct LogoPage: Page {
    static let template = "settings/logo"
    let logo: Rendition?
    let form: FormState
    let isPrivate = true

    static let file = PictureUpload.file("logo", label: "logo.file", hint: "logo.file.hint")
    static let formFields = [AnyField(file)]

    static let fields: [Field<LogoPage>] = [
        .one("picture") { $0.logo.map { PictureImage($0) } },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("file") { $0.form.input(file) },
    ]
}

/// The association’s logo, in the settings.
enum LogoHandlers {
    /// The logo and the form.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(LogoPage(logo: context.association.logo, form: FormState(context)))
    }

    /// Converts and stores the logo: 303; 422 with the reason, and the earlier logo stays. The same file sent twice is
    /// stored once.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let sent = try context.form(upTo: SiteLimits.pictureBodyBytes)
        let (id, now) = (context.site.randomness.publicID(), context.now)
        do {
            let picture = try await PictureUpload.convert(sent, LogoPage.file, as: .logo, context)
            try await context.write { db in
                try OwnPictures.replace(with: picture, publicID: id, of: .association, by: member.id, at: now, in: db)
                try Audit.record(.logoChanged, by: member.id, at: now, in: db)
            }
        } catch let refusal as PictureRefusal {
            var form = FormState(context)
            form.refuse(LogoPage.file.name, refusal.words(context))
            return try context.render(
                LogoPage(logo: context.association.logo, form: form), status: .unprocessableContent)
        }
        return context.seeOther(.logo, flash: context.say("logo.saved"))
    }

    /// Removes the logo for good: 303.
    static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            guard let logo = try OwnPictures.of(.association, in: db).logo else { return }
            try OwnPictures.remove(logo, of: .association, at: now, in: db)
            try Audit.record(.logoRemoved, by: member, at: now, in: db)
        }
        return context.seeOther(.logo, flash: context.say("logo.removed"))
    }
}

/// The files of stored pictures.
enum PictureHandlers {
    /// A picture, cached for a year: its name changes with its bytes. 404 once it is removed.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let name = context.parameter("picture")
        guard let bytes = try context.read({ try Rendition.bytes(name, in: $0) }) else { throw Failure.notFound }
        return .data(bytes, type: Rendition.mediaType(name), cache: .forever)
    }
}
