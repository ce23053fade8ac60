import Base
import HTTP
import SQLite
import Shell
import Web

/// A list of members becomes members: previewed, confirmed and undone as a list of shops is.
package enum PeopleImportHandlers {
    /// The page where a list is pasted or a file is chosen.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(newPage(FormState(context), context))
    }

    /// Stores the list: 303 to its preview; 422 when it holds no lines.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let sent = try context.form(upTo: SiteLimits.importBodyBytes)
        var form = FormState(sent, fields: PeopleImportForm.fields, context)
        let id = try await ImportHandlers.store(
            sent, &form, of: PersonRows.name, pasted: PeopleImportForm.people, file: PeopleImportForm.file, context)
        guard let id else {
            return try context.render(newPage(form, context), status: .unprocessableContent)
        }
        return context.seeOther(.peopleImport(id))
    }

    /// The preview; the report once it is confirmed. 404 for an unknown one.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let stored = try find(context)
        if stored.confirmedAt != nil { return try context.render(report(stored, context)) }
        return try context.render(try await PeopleImportPreview.make(stored, context).page(context))
    }

    /// Stores what the person decided: 303 to the preview.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let stored = try find(context)
        let choices = try decided(stored, context).choices
        _ = try await context.write { try stored.save(choices, in: $0) }
        return context.seeOther(.peopleImport(stored.publicID))
    }

    /// Writes the lines: 303 to the report. A second confirmation changes nothing.
    package static func confirm(_ request: Request, _ context: Context) async throws -> Response {
        let stored = try find(context)
        let here = Link.peopleImport(stored.publicID)
        guard stored.confirmedAt == nil else { return context.seeOther(here) }
        let decided = try decided(stored, context)
        let prepared = try await PeopleImportPreview.prepare(decided, context)
        let author = ImportAuthor(member: try context.requireMember().id, at: context.now)
        let result = try await context.write { db in
            guard try stored.save(decided.choices, in: db) else { return ImportChoices.Result?.none }
            return try decided.confirm(prepared, code: { "" }, by: author, in: db)
        }
        guard let result else { return context.seeOther(here) }
        context.record(.imported)
        return context.seeOther(
            here, flash: context.say("people.import.done", count: result.created + result.updated),
            undo: .undoPeopleImport(stored.publicID))
    }

    /// Undoes an import: 303 to the report; members who have signed in or hold an office stay.
    package static func undo(_ request: Request, _ context: Context) async throws -> Response {
        let stored = try find(context)
        let database = context.site.database
        let author = ImportAuthor(member: try context.requireMember().id, at: context.now)
        let prepared = try await context.offload(.imports) {
            try UndoPreparation<PersonRows>(stored, in: try database.makeReader())
        }
        guard let undone = try await context.write({ try stored.undo(prepared, by: author, in: $0) }) else {
            return context.seeOther(.peopleImport(stored.publicID))
        }
        context.record(.importUndone)
        var text = context.say("people.import.undone", count: undone.removed + undone.restored)
        if !undone.stayed.isEmpty {
            text +=
                " " + context.say("people.import.stayed", ["names": undone.stayed.prefix(20).joined(separator: ", ")])
        }
        return context.seeOther(.peopleImport(stored.publicID), flash: text, isError: !undone.stayed.isEmpty)
    }

    /// The import with the boxes and answers of the form, not stored yet.
    private static func decided(_ stored: StoredImport, _ context: Context) throws -> StoredImport {
        let form = try context.form(upTo: SiteLimits.importBodyBytes)
        var decided = stored
        decided.choices.answers.take(form)
        for number in (form["shown"] ?? "").split(separator: ",").compactMap({ Int($0) }) {
            decided.choices.taken[number] = form["take-\(number)"] != nil ? nil : false
        }
        return decided
    }

    private static func find(_ context: Context) throws -> StoredImport {
        let stored = try context.read {
            try StoredImport.find(context.parameter("list"), of: PersonRows.name, in: $0)
        }
        guard let stored else { throw Failure.notFound }
        return stored
    }

    private static func report(_ stored: StoredImport, _ context: Context) -> PeopleImportPage {
        let result = stored.choices.result ?? ImportChoices.Result()
        let moment = context.language.moment(stored.undoneAt ?? stored.confirmedAt ?? stored.startedAt)
        return PeopleImportPage(
            fileName: stored.fileName.isEmpty ? context.say("import.pasted") : stored.fileName,
            summary: PeopleImportPreview.figures(
                created: result.created, updated: result.updated, unchanged: result.unchanged, left: result.left,
                asked: result.asked, context),
            questions: [], rows: [], shown: "", action: "", confirmAction: "", confirmText: nil,
            pages: Pagination(1, of: 0, size: 1) { _ in "" },
            done: context.say(
                stored.undoneAt == nil ? "people.import.report" : "people.import.report.undone", ["date": moment]),
            undo: stored.undoneAt == nil ? context.link(.undoPeopleImport(stored.publicID)) : nil)
    }

    private static func newPage(_ form: FormState, _ context: Context) throws -> NewPeopleImportPage {
        let recent = try context.read { try StoredImport.recent(of: PersonRows.name, at: context.now, in: $0) }
        return NewPeopleImportPage(
            form: form,
            recent: recent.map { stored in
                let day = stored.startedAt.local.day
                return NewImportPage.Done(
                    link: context.link(.peopleImport(stored.publicID)),
                    text: stored.fileName.isEmpty ? context.say("import.pasted") : stored.fileName,
                    state: stored.undoneAt == nil
                        ? context.say("people.import.done", count: stored.choices.result?.created ?? 0)
                        : context.say("import.state.undone"),
                    date: context.language.date(day), datetime: day.description)
            })
    }
}
