import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The categories of members, and whether the form «Adhérer» is open.
struct JoinSettingsPage: Page {
    static let template = "joining/settings"
    let form: FormState
    let categories: [Category]
    let isPrivate = true

    /// A category: its name, and what its shops do in shared projects.
    struct Category: PageModel {
        let title: String
        let name: Input
        let key: String
        let hasVoice: Bool
        let hasShare: Bool

        static let fields: [Field<Category>] = [
            .text("title") { $0.title }, .one("name") { $0.name }, .text("key") { $0.key },
            .flag("hasVoice") { $0.hasVoice }, .flag("hasShare") { $0.hasShare },
        ]
    }

    static let fields: [Field<JoinSettingsPage>] = [
        .list("categories") { $0.categories }, .flag("isOpen") { $0.form.has(JoinSettingsForm.open.name) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// The form of that page. Each category has a field for its name and a check box for each right.
enum JoinSettingsForm {
    static let open = AnyField.choice("open")
    static let fields = MemberCategory.allCases.flatMap { [AnyField(name($0))] + permissions($0) } + [open]

    /// The field for the name of a category; empty for its usual name.
    static func name(_ category: MemberCategory) -> TextField {
        TextField("name-\(category.rawValue)", label: "join.settings.name", limit: 60)
    }

    /// The name of the check box for a right of a category.
    static func right(_ right: MemberCategory.Permission, _ category: MemberCategory) -> String {
        right.rawValue + "-" + category.rawValue
    }

    private static func permissions(_ category: MemberCategory) -> [AnyField] {
        MemberCategory.Permission.allCases.map { .choice(right($0, category)) }
    }

    /// The values of the form for stored rules.
    static func values(_ rules: [MemberCategory: MemberCategory.Rule]) -> [String: String] {
        rules.reduce(into: [:]) { values, entry in
            values[name(entry.key).name] = entry.value.name
            for held in entry.value.permissions { values[right(held, entry.key)] = "1" }
        }
    }

    /// The rules of a sent form.
    static func read(_ form: inout FormState) -> [MemberCategory: MemberCategory.Rule] {
        Dictionary(
            uniqueKeysWithValues: MemberCategory.allCases.map { category in
                let permissions = MemberCategory.Permission.allCases.filter { form.has(right($0, category)) }
                return (category, MemberCategory.Rule(name: form.text(name(category)), permissions: Set(permissions)))
            })
    }
}

/// The settings of joining.
enum JoinSettingsHandlers {
    /// The form with the stored settings.
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        var values = JoinSettingsForm.values(try context.read { try MemberCategory.rules(in: $0) })
        if context.association.isJoiningOpen { values[JoinSettingsForm.open.name] = "1" }
        return try context.render(page(FormState(values, context), context))
    }

    /// Saves the settings: 303; 422 with everything as typed.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: JoinSettingsForm.fields, context)
        let rules = JoinSettingsForm.read(&form)
        guard form.isValid else {
            return try context.render(page(form, context), status: .unprocessableContent)
        }
        let (isOpen, now) = (form.has(JoinSettingsForm.open.name), context.now)
        let actor = try context.requireMember().id
        try await context.write { db in
            try MemberCategory.decide(rules, in: db)
            try Association.openJoining(isOpen, at: now, in: db)
            try Audit.record(.joiningChanged, by: actor, at: now, in: db)
        }
        return context.seeOther(.joinSettings, flash: context.say("settings.saved"))
    }

    private static func page(_ form: FormState, _ context: Context) -> JoinSettingsPage {
        JoinSettingsPage(
            form: form,
            categories: MemberCategory.allCases.map { category in
                let usual = category.usualName(context)
                return JoinSettingsPage.Category(
                    title: usual, name: form.input(JoinSettingsForm.name(category), values: ["usual": usual]),
                    key: category.rawValue, hasVoice: form.has(JoinSettingsForm.right(.voice, category)),
                    hasShare: form.has(JoinSettingsForm.right(.share, category)))
            })
    }
}
