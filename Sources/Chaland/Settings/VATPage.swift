import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// How VAT applies to the association: four regimes to choose from, and the advice to ask the tax office.
struct VATPage: Page {
    static let template = "settings/vat"
    static let article = TextField(
        "article", label: "vat.article", limit: 120, missing: "vat.article.missing", hint: "vat.article.hint",
        presence: .conditional)
    static let formFields = [.choice("regime"), AnyField(article)]

    let form: FormState
    let regimes: [Regime]
    let isPrivate = true

    struct Regime: PageModel {
        let value: String
        let name: String
        let hint: String
        let isChosen: Bool

        static let fields: [Field<Regime>] = [
            .text("value") { $0.value }, .text("name") { $0.name }, .text("hint") { $0.hint },
            .flag("isChosen") { $0.isChosen },
        ]
    }

    static let fields: [Field<VATPage>] = [
        .list("regimes") { $0.regimes }, .optionalText("regimeError") { $0.form.error("regime") },
        .one("articleInput") { $0.form.input(article) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]

    init(_ form: FormState, _ context: Context) {
        self.form = form
        regimes = VATRegime.allCases.map { regime in
            let (name, hint) = VATPage.words(regime, context)
            return Regime(
                value: regime.rawValue, name: name, hint: hint, isChosen: form["regime"] == regime.rawValue)
        }
    }

    private static func words(_ regime: VATRegime, _ context: Context) -> (name: String, hint: String) {
        switch regime {
        case .outside: (context.say("vat.outside"), context.say("vat.outside.hint"))
        case .exempt: (context.say("vat.exempt"), context.say("vat.exempt.hint"))
        case .franchise: (context.say("vat.franchise"), context.say("vat.franchise.hint"))
        case .rates: (context.say("vat.rates"), context.say("vat.rates.hint"))
        }
    }
}

enum VATHandlers {
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let status = try context.read { try VATStatus.current(in: $0) }
        let values = ["regime": status.regime?.rawValue ?? "", "article": status.article]
        return try context.render(VATPage(FormState(values, context), context))
    }

    /// Saves the regime: 303 to the settings; 422 with the form as typed.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: VATPage.formFields, context)
        let regime = VATRegime(rawValue: form["regime"])
        if regime == nil { form.refuse("regime", context.say("vat.missing")) }
        let article = regime == .exempt ? form.text(VATPage.article) : ""
        guard form.isValid else {
            return try context.render(VATPage(form, context), status: .unprocessableContent)
        }
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try VATStatus(regime, article: article).update(in: db)
            try Audit.record(.vatChanged, by: member, at: now, in: db)
        }
        return context.seeOther(.vat, flash: context.say("settings.saved"))
    }
}
