import Base
import HTTP
import SQLite
import Shell
import Web

/// Decisions about several reviews at once.
package enum BulkHandlers {
    /// A chosen review, in the version that was read.
    private struct Choice {
        let publicID: String
        let version: Int

        init(publicID: String, version: Int) { (self.publicID, self.version) = (publicID, version) }

        init?(_ text: String) {
            let parts = text.split(separator: ".")
            guard parts.count == 2, let version = Int(parts[1]) else { return nil }
            (publicID, self.version) = (String(parts[0]), version)
        }
    }

    /// Publishes or refuses several reviews at once: 303, with one undo for all; reviews that changed meanwhile, or are
    /// about the moderator's own shop, stay as they are. 422 without a review, a decision, or the reason of a refusal.
    package static func decide(_ request: Request, _ context: Context) async throws -> Response {
        let typed = try context.form()
        let chosen = Set(typed.all("review").prefix(ModerationHandlers.onATab))
        var form = FormState(typed, fields: RefusalForm.fields, context)
        var errors: [FieldError] = []
        if chosen.isEmpty { errors.append(FieldError(field: "bulk", text: context.say("moderation.bulk.none"))) }
        let decision: ReviewDecision?
        switch typed["decision"] {
        case "publish": decision = .publish
        case "refuse":
            let reason = form.text(RefusalForm.reason)
            errors += form.errors.map { FieldError(field: "bulk-reason", text: $0.text) }
            decision = .refuse(reason: reason)
        default:
            decision = nil
            errors.append(FieldError(field: "bulk", text: context.say("moderation.bulk.missing")))
        }
        guard errors.isEmpty, let decision else {
            let bulk = ModerationHandlers.BulkRefusal(chosen: chosen, reason: form[RefusalForm.reason])
            let page = try ModerationHandlers.page(.waiting, bulk: bulk, errors: errors, context)
            return try context.render(page, status: .unprocessableContent)
        }
        let batch = context.site.randomness.publicID()
        let choices = chosen.compactMap(Choice.init)
        let (member, now) = (try context.requireMember().id, context.now)
        let done = try await context.write { db in
            try apply(decision, to: choices, by: member, at: now, batch: batch, in: db)
        }
        let flash = context.say(
            decision == .publish ? "moderation.bulk.published" : "moderation.bulk.refused", count: done)
        return seeOther(flash, left: chosen.count - done, undo: done > 0 ? .undoBatch(batch) : nil, context)
    }

    /// Undoes a decision about several reviews as a whole: 303, the reviews wait again; those that were decided or sent
    /// again meanwhile stay as they are. 410 when none is left to undo.
    package static func undo(_ request: Request, _ context: Context) async throws -> Response {
        let batch = context.parameter("batch")
        guard try context.read({ try ReviewDecision.exists(batch: batch, in: $0) }) else { throw Failure.notFound }
        let (member, now) = (try context.requireMember().id, context.now)
        let (done, left) = try await context.write { db in
            let choices = try ReviewDecision.undoable(batch, in: db).map {
                Choice(publicID: $0.publicID, version: $0.version)
            }
            let done = try apply(.undo, to: choices, by: member, at: now, batch: nil, in: db)
            return (done, choices.count - done)
        }
        guard done > 0 else { throw Failure.over }
        return seeOther(context.say("moderation.bulk.undone", count: done), left: left, undo: nil, context)
    }

    private static func seeOther(_ flash: String, left: Int, undo: Link?, _ context: Context) -> Response {
        context.seeOther(
            .moderation, flash: left == 0 ? flash : flash + " " + context.say("moderation.bulk.left", count: left),
            undo: undo)
    }

    /// Returns how many reviews were decided.
    private static func apply(
        _ decision: ReviewDecision, to choices: [Choice], by member: Member.ID, at now: Instant, batch: String?,
        in db: Writer
    ) throws -> Int {
        var done = 0
        for choice in choices {
            do {
                // Throws a `Failure` before it writes.
                try decision.apply(
                    to: choice.publicID, version: choice.version, by: member, at: now, batch: batch, in: db)
                done += 1
            } catch is Failure {}
        }
        return done
    }
}
