import HTMLTemplate
import HTTP
import Web

/// What somebody sent and we could not take, so that they send it again by their own hand: nothing typed is lost, and nothing
/// is done that nobody asked for. The sign-in page carries it along unseen when their session had ended; an error page offers
/// it when the store could not write.
///
/// Passwords and files are never carried: of a password only that it was typed (`PasswordRule.isLeftOut`), so that the form
/// asks for it; a form with a file is not carried at all. And it can only be sent to a route of ours: after signing in, to one for members.
struct KeptRequest: Sendable {
    /// A field as it was typed, under the name it goes back with.
    struct Field: PageModel {
        let name: String
        let value: String
        /// What a person typed, to be read again; not what they chose in a list, a code, or what the page sent along.
        let isShown: Bool

        static let fields: [HTMLTemplate.Field<Field>] = [
            .text("name") { $0.name }, .text("value") { $0.value }, .flag("isShown") { $0.isShown },
        ]
    }

    /// The address with its query, without a language.
    let link: Link
    let fields: [Field]

    private static let prefix = "envoi."

    /// The form of a shop with a year of closures has 86; that to sign in adds its own and stays under `FormLimits`.
    private static let mostFields = 90

    /// What came in without a session; nil when it has a file, is too long to carry, or is no form.
    init?(_ request: Request, _ locale: RequestLocale, _ site: Site) {
        self.init(request, locale, site, isForAnyone: false)
    }

    /// What came in while nothing could be saved, from anybody; nil as above, when there was nothing in it, and when another
    /// site sent it: a button of ours must not make it ours.
    init?(again request: Request, _ locale: RequestLocale, _ site: Site) {
        guard CrossSite.allows(request, origins: site.origins) else { return nil }
        self.init(request, locale, site, isForAnyone: true)
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

    /// What the sign-in form brings back; nil when it carries nothing.
    init?(_ form: Form, _ site: Site) {
        guard let path = form["envoi"] else { return nil }
        let fields = form.fields.filter { $0.name.hasPrefix(KeptRequest.prefix) }
        self.init(
            path, fields.map { (name: String($0.name.dropFirst(KeptRequest.prefix.count)), value: $0.value) }, site,
            isForAnyone: false)
    }

    private init?(
        _ path: String, _ fields: [(name: String, value: String)], _ site: Site, isForAnyone: Bool
    ) {
        guard let link = LocalPath(path).map(Link.init(local:)), fields.count <= KeptRequest.mostFields,
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
    var carried: [Field] { fields.map { Field(name: KeptRequest.prefix + $0.name, value: $0.value, isShown: false) } }
}

/// «Reprendre mon envoi», right after signing in.
struct ResumePage: Page {
    static let template = "sessions/resume"
    let action: String
    let kept: KeptRequest
    let isPrivate = true
    var formLink: Link? { kept.link.withoutQuery }

    static let fields: [HTMLTemplate.Field<ResumePage>] = [
        .text("action") { $0.action }, .list("fields") { $0.kept.fields },
        .flag("hasWords") { $0.kept.fields.contains(where: \.isShown) },
        .flag("isWithoutPassword") { $0.kept.isWithoutPassword },
    ]
}
