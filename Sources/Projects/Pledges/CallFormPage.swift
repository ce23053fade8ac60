import HTMLTemplate
import Shell
import Web

/// The form of a call, for those who lead the project.
struct CallFormPage: Page {
    static let template = "projects/call"
    let projectTitle: String
    let action: String
    let backLink: String
    let scenarios: [FormOption]
    let form: FormState
    let section = Section.projects
    let isPrivate = true

    static let fields: [Field<CallFormPage>] = [
        .text("projectTitle") { $0.projectTitle }, .text("action") { $0.action }, .text("backLink") { $0.backLink },
        .list("scenarios") { $0.scenarios }, .optionalText("scenarioError") { $0.form.error("scenario") },
        .list("inputs") { page in CallForm.texts.map { page.form.input($0) } },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}
