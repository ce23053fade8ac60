import SQLite
import Shops
import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// The names of the categories, and whether the form «Adhérer» is open.
struct JoinSettingsPage: Page {
    static let template = "joining/settings"
    let form: FormState
    let usual: [String: String]
    let isPrivate = true

    static let fields: [Field<JoinSettingsPage>] = [
        .list("inputs") { page in
            JoinSettingsForm.names.map { page.form.input($0.field, values: ["usual": page.usual[$0.field.name] ?? ""]) }
        },
        .flag("isOpen") { $0.form.has(JoinSettingsForm.open.name) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

enum JoinSettingsForm {
    static let names = MemberCategory.allCases.map { category in
        (
            category: category,
            field: TextField("name-\(category.rawValue)", label: "join.settings.name", limit: 60)
        )
    }
    static let open = AnyField.choice("open")
    static let fields = names.map { AnyField($0.field) } + [open]
}

enum JoinSettingsHandlers {
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let names = try context.read { try MemberCategory.names(in: $0) }
        var values = Dictionary(
            uniqueKeysWithValues: JoinSettingsForm.names.map { ($0.field.name, names[$0.category] ?? "") })
        if context.association.isJoiningOpen { values[JoinSettingsForm.open.name] = "1" }
        return try context.render(page(FormState(values, context), context))
    }

    /// Saves both: 303; 422 with everything as typed.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: JoinSettingsForm.fields, context)
        let typed = JoinSettingsForm.names.map { ($0.category, form.text($0.field)) }
        guard form.isValid else {
            return try context.render(page(form, context), status: .unprocessableContent)
        }
        let names = Dictionary(uniqueKeysWithValues: typed)
        let (isOpen, now) = (form.has(JoinSettingsForm.open.name), context.now)
        let actor = try context.requireMember().id
        try await context.write { db in
            try MemberCategory.rename(names, in: db)
            try Association.openJoining(isOpen, at: now, in: db)
            try Audit.record(.joiningChanged, by: actor, at: now, in: db)
        }
        return context.seeOther(.joinSettings, flash: context.say("settings.saved"))
    }

    private static func page(_ form: FormState, _ context: Context) -> JoinSettingsPage {
        JoinSettingsPage(
            form: form,
            usual: Dictionary(
                uniqueKeysWithValues: JoinSettingsForm.names.map { ($0.field.name, $0.category.usualName(context)) }))
    }
}
