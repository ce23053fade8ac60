import HTMLTemplate

/// To propose a project, or to change one.
struct ProjectFormPage: Page {
    static let template = "projects/form"
    let title: String
    let action: String
    let backLink: String
    let backText: String
    let submitText: String
    let form: FormState
    var choices: [ShopChoice] = []
    /// What somebody else wrote meanwhile, to compare.
    var other: OtherText?
    let section = Section.projects
    let isPrivate = true

    /// For whom: one of the member's shops, or the association.
    struct ShopChoice: PageModel {
        let code: String
        let name: String
        let isChosen: Bool

        static let fields: [Field<ShopChoice>] = [
            .text("code") { $0.code }, .text("name") { $0.name }, .flag("isChosen") { $0.isChosen },
        ]
    }

    /// The project as it stands now.
    struct OtherText: PageModel {
        let title: String
        let purpose: String
        let happens: String
        let budget: String?

        static let fields: [Field<OtherText>] = [
            .text("otherTitle") { $0.title }, .text("otherPurpose") { $0.purpose },
            .text("otherHappens") { $0.happens },
            .optionalText("otherBudget") { $0.budget },
        ]
    }

    static let fields: [Field<ProjectFormPage>] = [
        .text("title") { $0.title }, .text("action") { $0.action }, .text("backLink") { $0.backLink },
        .text("backText") { $0.backText }, .text("submitText") { $0.submitText },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("titleField") { $0.form.input("title") }, .one("purposeField") { $0.form.input("purpose") },
        .one("happensField") { $0.form.input("happens") }, .one("budgetField") { $0.form.input("budget") },
        .one("shopField") { $0.choices.isEmpty ? nil : $0.form.input("shop") }, .list("choices") { $0.choices },
        .text("version") { $0.form["version"] }, .one("other") { $0.other },
    ]

    /// The choice is there only for who has one.
    static func choices(for member: Member, chosen: String, _ context: Context) -> [ShopChoice] {
        guard ProjectForm.hasChoice(member) else { return [] }
        let shops = member.shops.map { ShopChoice(code: $0.code, name: $0.name, isChosen: $0.code == chosen) }
        guard member.role == .president else { return shops }
        let association = ShopChoice(code: "", name: context.association.name, isChosen: chosen.isEmpty)
        return [association] + shops
    }
}

/// «Un projet ressemble au vôtre»: what is there already, before another one like it is made. The form goes along unseen.
struct SimilarProjectsPage: Page {
    static let template = "projects/similar"
    let projects: [ProjectRow]
    let form: FormState
    let section = Section.projects
    let isPrivate = true

    static let fields: [Field<SimilarProjectsPage>] = [
        .list("projects") { $0.projects }, .number("count") { $0.projects.count },
        .text("typedTitle") { $0.form["title"] }, .text("typedPurpose") { $0.form["purpose"] },
        .text("typedHappens") { $0.form["happens"] }, .text("typedBudget") { $0.form["budget"] },
        .text("typedShop") { $0.form["shop"] },
    ]
}
