import Base
import HTTP
import SQLite
import Shell
import Web

/// Confirming and undoing an import.
package enum ImportConfirmationHandlers {
    /// Writes the lines to the shops: 303 to the report. Corrections sent with the form are used; changed columns lead
    /// back to the preview first. A second confirmation changes nothing.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let stored = try ImportHandlers.find(context)
        guard stored.confirmedAt == nil else { return context.seeOther(.shopImport(stored.publicID)) }
        let decided = try await ImportHandlers.decide(stored, context)
        guard decided.isValid, !decided.isRemapped, !decided.isOpen else {
            return try await lookAgain(stored, decided, context)
        }
        let (database, randomness) = (context.site.database, context.site.randomness)
        let author = ImportAuthor(member: try context.requireMember().id, at: context.now)
        let choices = decided.choices
        let prepared = try await context.offload(.imports) {
            let reader = try database.makeReader()
            let lines = try ImportFile(try StoredImport.content(stored.row, in: reader), choices.reading)
                .lines(choices)
            return try ImportPreparation<ShopRows>(lines, choices.answers, in: reader)
        }
        let result = try await context.write { db in
            guard try stored.save(choices, in: db) else { return ImportChoices.Result?.none }
            return try StoredImport.find(stored.publicID, in: db)?
                .confirm(prepared, code: { randomness.letters(4) }, by: author, in: db)
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
        let database = context.site.database
        let author = ImportAuthor(member: try context.requireMember().id, at: context.now)
        let prepared = try await context.offload(.imports) {
            try UndoPreparation<ShopRows>(stored, in: try database.makeReader())
        }
        guard let undone = try await context.write({ try stored.undo(prepared, by: author, in: $0) }) else {
            return context.seeOther(.shopImport(stored.publicID))
        }
        context.record(.importUndone)
        var text = context.say("import.undone.removed", count: undone.removed)
        if undone.restored > 0 { text += " " + context.say("import.undone.restored", count: undone.restored) }
        if !undone.stayed.isEmpty { text += " " + context.say("import.undone.stayed", count: undone.stayed.count) }
        return context.seeOther(.shopImport(stored.publicID), flash: text, isError: !undone.stayed.isEmpty)
    }

    private static func lookAgain(
        _ stored: StoredImport, _ decided: ImportHandlers.Decision, _ context: Context
    ) async throws -> Response {
        guard decided.isValid else { return try await ImportHandlers.again(stored, decided, context) }
        _ = try await context.write { try stored.save(decided.choices, in: $0) }
        return context.seeOther(
            .shopImport(stored.publicID), flash: decided.isRemapped ? context.say("import.remapped") : nil)
    }

    private static func said(_ result: ImportChoices.Result, _ context: Context) -> String {
        (result.figures(context) + result.omissions(context)).joined(separator: " ")
    }
}

extension ImportChoices.Result {
    /// What changed, in sentences: «38 boutiques ajoutées.»
    fileprivate func figures(_ context: Context, withUnchanged: Bool = false) -> [String] {
        [
            ("import.done.created", created), ("import.done.updated", updated), ("import.done.removed", removed),
            ("import.done.unchanged", withUnchanged ? unchanged : 0),
            ("import.done.preserved", preserved.count),
        ].filter { $0.1 > 0 }.map { context.say($0.0, count: $0.1) }
    }

    /// Which lines were left out, in sentences.
    fileprivate func omissions(_ context: Context) -> [String] {
        [("import.done.left", left), ("import.done.asked", asked)].filter { !$0.1.isEmpty }.map { key, lines in
            context.say(key, count: lines.count, ["lines": ImportPreview.list(lines)])
        }
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
            figures: result.figures(context, withUnchanged: true), left: result.omissions(context),
            preserved: result.preserved,
            isUndone: stored.undoneAt != nil, canUndo: stored.undoneAt == nil, stayed: result.stayed,
            action: context.link(.undoImport(stored.publicID)))
    }
}
