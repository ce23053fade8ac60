import HTMLTemplate
import Shell

/// The form of a new or existing project.
struct ProjectFormPage: Page {
    static let template = "projects/form"
    let title: String
    let action: String
    let backLink: String
    let backText: String
    let submitText: String
    let form: FormState
    let dates: RowFields
    let categories: [ProjectCategory.Choice]
    var choices: [ShopChoice] = []
    var conflict: FormConflict?
    let section = Section.projects
    let isPrivate = true

    /// A choice of for whom: one of the member’s shops, or the association.
    struct ShopChoice: PageModel {
        let code: String
        let name: String
        let isChosen: Bool

        static let fields: [Field<ShopChoice>] = [
            .text("code") { $0.code }, .text("name") { $0.name }, .flag("isChosen") { $0.isChosen },
        ]
    }

    static let fields: [Field<ProjectFormPage>] = [
        .text("title") { $0.title }, .text("action") { $0.action }, .text("backLink") { $0.backLink },
        .text("backText") { $0.backText }, .text("submitText") { $0.submitText },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { $0.inputs(ProjectForm.title, ProjectForm.purpose) },
        .one("dates") { $0.dates },
        .list("placeInputs") { $0.inputs(ProjectForm.place, ProjectForm.happens) },
        .list("budgetInputs") { $0.inputs(ProjectForm.budget) },
        .list("categories") { $0.categories },
        .flag("hasChoice") { !$0.choices.isEmpty }, .optionalText("error") { $0.form.error("shop") },
        .text("name") { _ in "shop" }, .list("choices") { $0.choices },
        .text("version") { $0.form["version"] }, .text("loaded") { $0.form[FormBase.field.name] },
        .one("conflict") { $0.conflict }, .text("need") { $0.form[ProjectForm.need] },
    ]

    private func inputs(_ fields: TextField...) -> [Input] { fields.map { form.input($0) } }

    /// The choices; empty when the member has none.
    static func choices(for member: Member, chosen: String, _ context: Context) -> [ShopChoice] {
        guard ProjectForm.hasChoice(member) else { return [] }
        let shops = member.workplaces(may: .represent).map {
            ShopChoice(code: $0.code, name: $0.name, isChosen: $0.code == chosen)
        }
        guard member.may(.represent) else { return shops }
        let association = ShopChoice(code: "", name: context.association.name, isChosen: chosen.isEmpty)
        return [association] + shops
    }
}

/// «Un projet ressemble au vôtre»: similar projects, shown before a new one is added. The form is carried in hidden
/// fields.
struct SimilarProjectsPage: Page {
    static let template = "projects/similar"
    let projects: [ProjectRow]
    let form: FormState
    let section = Section.projects
    let isPrivate = true

    static let fields: [Field<SimilarProjectsPage>] = [
        .list("projects") { $0.projects }, .number("count") { $0.projects.count },
        .text("typedTitle") { $0.form["title"] }, .text("typedPurpose") { $0.form["purpose"] },
        .list("carried") { page in
            let fields = [ProjectForm.happens, ProjectForm.place, ProjectForm.budget]
            let group = ProjectDateForm.rows
            let dates = group.rows.filter { page.form[group.removal($0)] != "1" }.flatMap(group.inputs)
            return (fields + dates).map { page.form.input($0) }.filter { !$0.value.isEmpty }
        },
        .text("typedShop") { $0.form["shop"] }, .text("need") { $0.form[ProjectForm.need] },
        .text("typedCategory") { $0.form[ProjectCategory.field] },
    ]
}
