import Base
import Shell
import HTTP
import SQLite
import Web

package enum ImportHandlers {
    /// The page where shops are pasted or a file is chosen, with the recent imports.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try newPage(FormState(context), context))
    }

    /// Stores a pasted list or a file: 303 to its preview; 422 when it holds no shops.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let sent = try context.form(upTo: SiteLimits.importBodyBytes)
        var form = FormState(sent, fields: NewImportForm.fields, context)
        let file = sent.file("file")
        let bytes = file?.bytes ?? Array(form[NewImportForm.shops].utf8)
        let field = file == nil ? NewImportForm.shops : NewImportForm.file
        if bytes.isEmpty || (file == nil && form[NewImportForm.shops].trimmed.isEmpty) {
            form.refuse(field, "import.problem.nothing")
        } else if bytes.count > SiteLimits.importBytes {
            form.refuse(field, "error.tooLarge.title")
        } else if let problem = try await problem(of: bytes, context) {
            form.refuse(field, problem.key, ["limit": context.language.number(SiteLimits.importLines)])
        }
        guard form.isValid else {
            return try context.render(try newPage(form, context), status: .unprocessableContent)
        }
        let (id, now, name) = (context.site.randomness.publicID(), context.now, file?.name ?? "")
        try await context.write {
            try StoredImport.insert(bytes, fileName: name, publicID: id, by: member.id, at: now, in: $0)
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
        guard decided.doubled.isEmpty else {
            let preview = try await ImportPreview.make(stored, decided.choices, context)
            return try context.render(preview.page(context, doubled: decided.doubled), status: .unprocessableContent)
        }
        _ = try await context.write { try stored.save(decided.choices, in: $0) }
        return context.seeOther(.shopImport(stored.publicID))
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
            return Decision(form, stored.choices, try ImportFile(try StoredImport.content(stored.row, in: reader)))
        }
    }

    private static func problem(of bytes: [UInt8], _ context: Context) async throws -> ImportFile.Problem? {
        try await context.offload(.imports) {
            do {
                _ = try ImportFile(bytes)
                return nil
            } catch let problem as ImportFile.Problem { return problem }
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

extension ImportHandlers {
    /// The choices before a form, changed by it.
    package struct Decision: Sendable {
        package private(set) var choices: ImportChoices
        /// Columns matched with a field that another column has.
        private(set) var doubled: Set<Int> = []
        /// Whether the columns or the header differ from those of the preview.
        private(set) var isRemapped = false

        /// A field that was not sent stays as it was: each page of the preview sends its own fields.
        package init(_ form: Form, _ before: ImportChoices, _ file: ImportFile) {
            choices = before
            takeColumns(form, file)
            takeCells(form, file)
            choices.answers.take(form)
        }

        private mutating func takeColumns(_ form: Form, _ file: ImportFile) {
            guard form["columns"] != nil else { return }
            let old = file.columns(choices)
            var columns = old
            columns.hasHeader = form["header"] == "yes"
            var seen: Set<ShopColumn> = []
            for index in columns.matched.indices {
                guard let typed = form["column-\(index)"] else { continue }
                columns.matched[index] = ShopColumn(rawValue: typed)
            }
            for (index, column) in columns.matched.enumerated() {
                if let column, !seen.insert(column).inserted { doubled.insert(index) }
            }
            isRemapped = columns != old
            if isRemapped { choices.columns = columns }
        }

        private mutating func takeCells(_ form: Form, _ file: ImportFile) {
            let lines = Dictionary(file.lines(choices).map { ($0.number, $0) }) { first, _ in first }
            for field in form.fields {
                guard let match = field.name.wholeMatch(of: /line-(\d{1,7})-([a-z]+)/), let number = Int(match.1),
                    let column = ShopColumn(rawValue: String(match.2)), let line = lines[number]
                else { continue }
                // As long as a cell of a file may be.
                let value = String(decoding: field.value.utf8.prefix(SiteLimits.importCellBytes), as: UTF8.self)
                if value != line.raw[column, default: ""] {
                    choices.corrections[number, default: [:]][column] = value
                }
            }
        }
    }
}
