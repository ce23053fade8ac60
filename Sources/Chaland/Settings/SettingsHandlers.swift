import HTTP
import Shell
import Web

/// The settings of the association.
enum SettingsHandlers {
    /// The form with the settings; above it, what the legal notice still lacks.
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        guard let (settings, version) = try context.read({ try AssociationSettings.current(in: $0) }) else {
            throw Failure.notFound
        }
        let form = FormState(SettingsForm.values(settings, version: version), context)
        return try context.render(
            SettingsPage(form, settings, pictures: try used(context), mail: try mail(context), context))
    }

    /// Saves the settings: 303; 422 with the form as typed. Changes that another person saved meanwhile are preserved.
    /// If both changed the same field: 409 with the typed and the stored value of it; the other fields are saved.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        let form = SettingsForm(try context.form(), context)
        guard form.state.isValid else {
            return try context.render(
                SettingsPage(form.state, form.settings, pictures: try used(context), mail: try mail(context), context),
                status: .unprocessableContent)
        }
        let edit = SettingsEdit(typed: form.state.values, settings: form.settings)
        let (member, now) = (try context.requireMember().id, context.now)
        let (merge, stored) = try await context.write { db in
            try Audit.record(.settingsChanged, by: member, at: now, in: db)
            return try edit.save(in: db)
        }
        guard merge.conflicts.isEmpty else { return try conflict(merge, edit, stored, context) }
        return context.seeOther(.settings, flash: context.say("settings.saved"))
    }

    /// The form with the stored values, and with the typed value in each field that both changed. Submitting it again
    /// overwrites the other person’s value.
    private static func conflict(
        _ merge: FormMerge, _ edit: SettingsEdit, _ stored: [String: String], _ context: Context
    ) throws -> Response {
        var labels = SettingsForm.inputs.map { (name: $0.name, label: context.say($0.label)) }
        labels += [
            ("place", context.say("settings.place")), ("regime", context.say("settings.regime")),
            ("holidays", context.say("settings.holidays")),
            (SettingsForm.seasonsShown, context.say("settings.seasons")),
        ]
        let changes = labels.filter { merge.conflicts.contains($0.name) }.map { name, label in
            let text = SettingsPage.words(name, stored, context)
            return FormConflict.Change(label: label, stored: text.isEmpty ? context.say("form.conflict.empty") : text)
        }
        let values = merge.values(SettingsForm.units, typed: edit.typed, stored: stored)
        var page = SettingsPage(
            FormState(values, context), edit.settings, pictures: try used(context), mail: try mail(context), context)
        page.conflict = FormConflict(changes: changes)
        return try context.render(page, status: .conflict)
    }

    /// Bytes of all pictures.
    private static func used(_ context: Context) throws -> Int { try context.read { try PictureBudget.used(in: $0) } }

    /// The key of the text in the row for e-mail.
    private static func mail(_ context: Context) throws -> String {
        try context.read { db in
            if try !MailServer.isSetUp(in: db) { return context.say("settings.mail.off") }
            return context.say(try MailState.failure(in: db) == nil ? "settings.mail.on" : "settings.mail.failing")
        }
    }
}
