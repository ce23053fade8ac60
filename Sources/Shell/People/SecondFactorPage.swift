import HTMLTemplate

/// «Validation en deux étapes».
struct SecondFactorPage: Page {
    static let template = "members/second-factor"
    let form: FormState
    /// Whether the association asks it of the board and the reader has not set it up.
    let isAsked: Bool
    let hasPassword: Bool
    /// The secret for the app; nil unless it waits for the first code.
    var app: App?
    /// «En service depuis le 2 mars 2026.»; nil while it is off.
    var since: String?
    /// Recovery codes to print, shown for some minutes; then empty.
    var codes: [String] = []
    /// «10 codes de secours restent.»
    var left = ""
    let isPrivate = true

    /// What an app needs.
    struct App: PageModel {
        let secret: String
        let code: HTML

        static let fields: [Field<App>] = [.text("secret") { $0.secret }, .html("code") { $0.code }]
    }

    /// One recovery code.
    struct Code: PageModel {
        let code: String

        static let fields: [Field<Code>] = [.text("code") { $0.code }]
    }

    static let fields: [Field<SecondFactorPage>] = [
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in
            [page.form.input(page.isOff ? SecondFactorForm.current : SecondFactorForm.code)]
        },
        .flag("isAsked") { $0.isAsked }, .flag("isOff") { $0.isOff }, .flag("hasPassword") { $0.hasPassword },
        .one("app") { $0.app }, .optionalText("since") { $0.since },
        .list("codes") { $0.codes.map(Code.init) }, .flag("hasCodes") { !$0.codes.isEmpty },
        .text("left") { $0.left },
    ]

    private var isOff: Bool { app == nil && since == nil }
}

/// Its forms: the current password to begin, then a code.
enum SecondFactorForm {
    static let current = AccountForm.current.with {
        ($0.presence, $0.hint, $0.missing) = (.required, nil, "account.current.missing.factor")
    }
    static let code = SignInStepForm.code
    static let fields = [current, code].map(AnyField.init)
}
