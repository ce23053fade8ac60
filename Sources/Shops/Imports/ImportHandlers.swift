import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// Sending a list, and its preview.
package enum ImportHandlers {
    /// The page where shops are pasted or a file is chosen, with the recent imports.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try newPage(FormState(context), context))
    }

    /// Stores a pasted list or a file: 303 to its preview; 422 when it holds no shops.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let sent = try context.form(upTo: SiteLimits.importBodyBytes)
        var form = FormState(sent, fields: NewImportForm.fields, context)
        let id = try await store(
            sent, &form, of: ShopRows.name, pasted: NewImportForm.shops, file: NewImportForm.file, context)
        guard let id else {
            return try context.render(try newPage(form, context), status: .unprocessableContent)
        }
        return context.seeOther(.shopImport(id))
    }

    /// The preview, for members who may confirm it; the report once it is confirmed.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let stored = try find(context)
        if stored.confirmedAt != nil { return try context.render(ImportReportPage(stored, context)) }
        guard try context.requireMember().may(.importShops) else { throw Failure.notFound }
        return try context.render(try await ImportPreview.make(stored, stored.choices, context).page(context))
    }

    /// Stores columns and corrections: 303 to the preview; 422 when two columns are matched with the same field.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let stored = try find(context)
        guard stored.confirmedAt == nil else { return context.seeOther(.shopImport(stored.publicID)) }
        let decided = try await decide(stored, context)
        guard decided.isValid else { return try await again(stored, decided, context) }
        _ = try await context.write { try stored.save(decided.choices, in: $0) }
        return context.seeOther(.shopImport(stored.publicID))
    }

    /// 422 with the preview as it was typed, and what is wrong.
    package static func again(_ stored: StoredImport, _ decided: Decision, _ context: Context) async throws -> Response
    {
        let preview = try await ImportPreview.make(stored, decided.choices, context)
        let problem = decided.problem.map { said($0, context) }
        return try context.render(
            preview.page(context, doubled: decided.doubled, problem: problem), status: .unprocessableContent)
    }

    private static func said(_ problem: ImportFile.Problem, _ context: Context) -> String {
        context.messages.text(problem.key, ["limit": context.language.number(SiteLimits.importLines)])
    }

    /// The import of the address; 404 for an unknown one.
    package static func find(_ context: Context) throws -> StoredImport {
        guard let stored = try context.read({ try StoredImport.find(context.parameter("import"), in: $0) }) else {
            throw Failure.notFound
        }
        return stored
    }

    /// Reads the form of the preview: columns matched by hand, corrected cells.
    package static func decide(_ stored: StoredImport, _ context: Context) async throws -> Decision {
        let form = try context.form(upTo: SiteLimits.importBodyBytes)
        let database = context.site.database
        return try await context.offload(.imports) {
            let reader = try database.makeReader()
            return try Decision(form, stored.choices, try StoredImport.content(stored.row, in: reader))
        }
    }

    /// Stores the list of a submitted form, pasted or a file, and returns the id of its import; nil when it holds no
    /// lines: then `form` says why.
    /// - Parameter kind: `ImportKind.name` of its lines.
    static func store(
        _ sent: Form, _ form: inout FormState, of kind: String, pasted: TextField, file field: TextField,
        _ context: Context
    ) async throws -> String? {
        let file = sent.file(field.name)
        let bytes = file?.bytes ?? Array(form[pasted].utf8)
        let typed = file == nil ? pasted : field
        guard !bytes.isEmpty, file != nil || !form[pasted].trimmed.isEmpty else {
            form.refuse(typed, "import.problem.nothing")
            return nil
        }
        guard bytes.count <= SiteLimits.importBytes else {
            form.refuse(typed, "error.tooLarge.title")
            return nil
        }
        switch try await read(bytes, context) {
        case .failure(let problem):
            form.refuse(typed, problem.key, ["limit": context.language.number(SiteLimits.importLines)])
            return nil
        case .success(let upload):
            var choices = ImportChoices()
            choices.reading = upload.reading
            let (content, chosen, member) = (upload.content, choices, try context.requireMember().id)
            let (id, now, name) = (context.site.randomness.publicID(), context.now, file?.name ?? "")
            try await context.write { db in
                try StoredImport.insert(
                    content, of: kind, fileName: name, choices: chosen, publicID: id, by: member, at: now, in: db)
                try Audit.record(.importStarted, id, by: member, at: now, in: db)
            }
            return id
        }
    }

    private static func read(_ bytes: [UInt8], _ context: Context) async throws
        -> Result<ImportUpload, ImportFile.Problem>
    {
        let program = SheetProgram(path: context.site.configuration.sheetProgram)
        return try await context.offload(.imports) {
            do throws(ImportFile.Problem) { return .success(try ImportUpload(bytes, program: program)) } catch {
                return .failure(error)
            }
        }
    }

    private static func newPage(_ form: FormState, _ context: Context) throws -> NewImportPage {
        let recent = try context.read { try StoredImport.recent(at: context.now, in: $0) }
        return NewImportPage(
            form: form,
            recent: recent.map { stored in
                let day = stored.startedAt.local.day
                let name = stored.fileName.isEmpty ? context.say("import.pasted") : stored.fileName
                let count = stored.choices.result?.created ?? 0
                let state =
                    stored.undoneAt == nil
                    ? context.say("import.done.created", count: count) : context.say("import.state.undone")
                return NewImportPage.Done(
                    link: context.link(.shopImport(stored.publicID)), text: name, state: state,
                    date: context.language.date(day),
                    datetime: day.description)
            })
    }
}
