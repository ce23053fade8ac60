import Base
import HTMLTemplate
import Shell

/// The form of a new or existing scenario.
struct ScenarioFormPage: Page {
    static let template = "projects/scenario-form"
    let title: String
    let action: String
    let backLink: String
    let backText: String
    let submitText: String
    let form: FormState
    let budget: BudgetRows
    let vat: VATStatus
    /// The scenarios that a new one may start from.
    var models: [ScenarioLink] = []
    var conflict: FormConflict?
    let vatWords: String
    let section = Section.projects
    let isPrivate = true

    static let fields: [Field<ScenarioFormPage>] = [
        .text("title") { $0.title }, .text("action") { $0.action }, .text("backLink") { $0.backLink },
        .text("backText") { $0.backText }, .text("submitText") { $0.submitText },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in ScenarioForm.inputs.map { page.form.input($0) } },
        .one("budget") { $0.budget }, .text("vatWords") { $0.vatWords }, .flag("amountsAreNet") { $0.vat.hasRates },
        .list("models") { $0.models }, .text("version") { $0.form["version"] },
        .text("loaded") { $0.form[FormBase.field.name] }, .one("conflict") { $0.conflict },
    ]
}

/// A scenario named by a link.
struct ScenarioLink: PageModel {
    let name: String
    let link: String

    static let fields: [Field<ScenarioLink>] = [.text("name") { $0.name }, .text("link") { $0.link }]
}
