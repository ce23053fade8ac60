import HTMLTemplate
import HTTP
import Web

/// «Mot de passe oublié ?»: whom to ask for a sign-in link.
struct ForgottenPasswordPage: Page {
    static let template = "sessions/forgotten"
    /// The presidents; their names are in the legal notice too.
    let names: [String]
    let phone: String
    let email: String
    /// Whether a sign-in link can be requested by mail.
    let hasMail: Bool
    var canonicalLink: Link? { nil }
    let isPrivate = true

    static let fields: [Field<ForgottenPasswordPage>] = [
        .text("names") { $0.names.joined(separator: ", ") }, .text("phone") { $0.phone },
        .text("email") { $0.email }, .flag("hasMail") { $0.hasMail },
    ]
}

/// The way in for a person who forgot their password.
package enum ForgottenPasswordHandlers {
    /// Whom to call. The same page for every visitor: it reveals nothing about any account.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let page = try context.read { db in
            let settings = try AssociationSettings.current(in: db)?.settings
            return ForgottenPasswordPage(
                names: try AssociationSettings.presidents(in: db), phone: settings?.phone ?? "",
                email: settings?.email ?? "", hasMail: try context.hasMail(in: db))
        }
        return try context.render(page)
    }
}
