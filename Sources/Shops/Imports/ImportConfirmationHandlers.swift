import Base
import Shell
import HTTP
import SQLite
import Web

package enum ImportConfirmationHandlers {
    /// Writes the lines to the shops: 303 to the report. Corrections sent with the form count; changed columns lead
    /// back to the preview first. A second confirmation changes nothing.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let stored = try ImportHandlers.find(context)
        guard stored.confirmedAt == nil else { return context.seeOther(.shopImport(stored.publicID)) }
        let decided = try await ImportHandlers.decide(stored, context)
        guard decided.doubled.isEmpty, !decided.isRemapped else { return try await lookAgain(stored, decided, context) }
        let (database, now, randomness) = (context.site.database, context.now, context.site.randomness)
        let member = try context.requireMember().id
        let (lines, prepared) = try await context.offload(.imports) {
            let reader = try database.makeReader()
            let lines = try ImportFile(try StoredImport.content(stored.row, in: reader)).lines(decided.choices)
            return (lines, try ImportPreparation(lines, in: reader))
        }
        let result = try await context.write { db in
            guard try stored.save(decided.choices, in: db) else { return ImportChoices.Result?.none }
            return try StoredImport.find(stored.publicID, in: db)?
                .confirm(lines, prepared, code: { randomness.letters(4) }, by: member, at: now, in: db)
        }
        guard let result else { return context.seeOther(.shopImport(stored.publicID)) }
        context.record(.imported)
        return context.seeOther(
            .shopImport(stored.publicID), flash: said(result, context), undo: .undoImport(stored.publicID))
    }

    /// Undoes an import: 303 to the report, which lists the shops that were left in place. A second undo changes
    /// nothing.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let stored = try ImportHandlers.find(context)
        let (database, now, member) = (context.site.database, context.now, try context.requireMember().id)
        let prepared = try await context.offload(.imports) {
            try ImportPreparation(undoing: stored, in: try database.makeReader())
        }
        let undone = try await context.write { try stored.undo(prepared, by: member, at: now, in: $0) }
        guard let undone else { return context.seeOther(.shopImport(stored.publicID)) }
        context.record(.importUndone)
        var text = context.say("import.undone.removed", count: undone.removed)
        if undone.restored > 0 { text += " " + context.say("import.undone.restored", count: undone.restored) }
        if !undone.stayed.isEmpty { text += " " + context.say("import.undone.stayed", count: undone.stayed.count) }
        return context.seeOther(.shopImport(stored.publicID), flash: text, isError: !undone.stayed.isEmpty)
    }

    private static func lookAgain(
        _ stored: StoredImport, _ decided: ImportHandlers.Decision, _ context: Context
    ) async throws -> Response {
        guard decided.doubled.isEmpty else {
            let preview = try await ImportPreview.make(stored, decided.choices, context)
            return try context.render(preview.page(context, doubled: decided.doubled), status: .unprocessableContent)
        }
        _ = try await context.write { try stored.save(decided.choices, in: $0) }
        return context.seeOther(.shopImport(stored.publicID), flash: context.say("import.remapped"))
    }

    private static func said(_ result: ImportChoices.Result, _ context: Context) -> String {
        var parts = [context.say("import.done.created", count: result.created)]
        if result.updated > 0 { parts.append(context.say("import.done.updated", count: result.updated)) }
        if !result.left.isEmpty {
            parts.append(
                context.say("import.done.left", count: result.left.count, ["lines": ImportPreview.list(result.left)]))
        }
        return parts.joined(separator: " ")
    }
}

extension ImportReportPage {
    /// The report of a confirmed import.
    init(_ stored: StoredImport, _ context: Context) {
        let result = stored.choices.result ?? ImportChoices.Result()
        let moment = stored.undoneAt ?? stored.confirmedAt ?? stored.startedAt
        self.init(
            fileName: stored.fileName.isEmpty ? context.say("import.pasted") : stored.fileName,
            date: context.language.moment(moment), datetime: moment.local.day.description,
            figures: [
                ("import.done.created", result.created), ("import.done.updated", result.updated),
                ("import.done.unchanged", result.unchanged),
            ].filter { $0.1 > 0 }.map { context.say($0.0, count: $0.1) },
            left: result.left.isEmpty
                ? nil
                : context.say("import.done.left", count: result.left.count, ["lines": ImportPreview.list(result.left)]),
            isUndone: stored.undoneAt != nil, canUndo: stored.undoneAt == nil, stayed: result.stayed,
            action: context.link(.undoImport(stored.publicID)))
    }
}
