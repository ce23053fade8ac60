import HTMLTemplate
import HTTP
import Web

/// A form that could not be accepted, to be sent again by its author: nothing typed is lost, and nothing is sent
/// without a tap. The sign-in page carries it in hidden fields when the session had ended; an error page offers it when
/// the store could not write.
///
/// Passwords and files are never carried. For a password, only the fact that it was typed is carried
/// (`PasswordRule.isLeftOut`), so that the form asks for it; a form with a file is not carried at all. The submission
/// can only be sent to a route of the site map; after a sign-in, only to a route for members.
struct PendingSubmission: Sendable {
    /// A field as it was typed, with the name under which it is sent again.
    struct Field: PageModel {
        let name: String
        let value: String
        /// Typed by a person, so shown to be read again; not a choice of a list, a code or a hidden field.
        let isShown: Bool

        static let fields: [HTMLTemplate.Field<Field>] = [
            .text("name") { $0.name }, .text("value") { $0.value }, .flag("isShown") { $0.isShown },
        ]
    }

    /// The address with its query, without a language.
    let link: Link
    let fields: [Field]

    private static let prefix = "envoi."

    /// The form of a shop with a year of closures and openings has 165 fields.
    private static let mostFields = 180

    /// A form sent without a session; nil when it has a file, is too long to carry, or is no form.
    init?(_ request: Request, _ locale: RequestLocale, _ site: Site) {
        self.init(request, locale, site, isForAnyone: false)
    }

    /// A form sent by anyone while the store could not write. Nil as above, and when it is empty or was sent by another
    /// site: sending it again from a page of this site would make it same-origin.
    init?(again request: Request, _ locale: RequestLocale, _ loop: SiteLoop) {
        guard CrossSite.allows(request, origins: loop.address.origins) else { return nil }
        self.init(request, locale, loop.site, isForAnyone: true)
        if fields.isEmpty { return nil }
    }

    private init?(_ request: Request, _ locale: RequestLocale, _ site: Site, isForAnyone: Bool) {
        guard request.method == .post, request.body.count <= SiteLimits.formBytes,
            let form = try? Form.body(request, limits: FormLimits(bytes: SiteLimits.formBytes)), form.files.isEmpty
        else { return nil }
        self.init(
            locale.link.path, form.fields, site,
            isForAnyone: isForAnyone)
    }

    /// The submission carried by a sign-in form; nil when it carries none.
    init?(_ form: Form, _ site: Site) {
        guard let path = form["envoi"] else { return nil }
        let fields = form.fields.filter { $0.name.hasPrefix(PendingSubmission.prefix) }
        self.init(
            path, fields.map { (name: String($0.name.dropFirst(PendingSubmission.prefix.count)), value: $0.value) },
            site,
            isForAnyone: false)
    }

    private init?(
        _ path: String, _ fields: [(name: String, value: String)], _ site: Site, isForAnyone: Bool
    ) {
        guard let link = LocalPath(path).map(Link.init(local:)), fields.count <= PendingSubmission.mostFields,
            let line = site.resources.router.target(.post, Array(link.withoutQuery.path.utf8)[...]),
            isForAnyone || line.route.access != .anyone
        else { return nil }
        self.link = link
        self.fields = fields.compactMap { name, value in
            switch site.resources.map.fields.content(of: name) {
            case .words: Field(name: name, value: value, isShown: !value.isEmpty)
            case .choice, nil: Field(name: name, value: value, isShown: false)
            case .secret: value.isEmpty ? nil : Field(name: PasswordRule.leftOut, value: name, isShown: false)
            }
        }
    }

    /// A password was typed and is not carried.
    var isWithoutPassword: Bool { fields.contains { $0.name == PasswordRule.leftOut } }
    /// The fields under the names the sign-in form carries them by.
    var carried: [Field] {
        fields.map { Field(name: PendingSubmission.prefix + $0.name, value: $0.value, isShown: false) }
    }
}

/// «Enregistrer maintenant», right after signing in.
struct ResumePage: Page {
    static let template = "sessions/resume"
    let action: String
    let pending: PendingSubmission
    let isPrivate = true
    var formLink: Link? { pending.link.withoutQuery }

    static let fields: [HTMLTemplate.Field<ResumePage>] = [
        .text("action") { $0.action }, .list("fields") { $0.pending.fields },
        .flag("hasWords") { $0.pending.fields.contains(where: \.isShown) },
        .flag("isWithoutPassword") { $0.pending.isWithoutPassword },
    ]
}
