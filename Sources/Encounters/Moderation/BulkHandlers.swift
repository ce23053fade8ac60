import Base
import Shell
import HTTP
import Web
import SQLite

package enum BulkHandlers {
    /// A chosen review, in the version that was read.
    private struct Choice {
        let publicID: String
        let version: Int

        init?(_ text: String) {
            let parts = text.split(separator: ".")
            guard parts.count == 2, let version = Int(parts[1]) else { return nil }
            (publicID, self.version) = (String(parts[0]), version)
        }
    }

    /// Publishes or refuses several reviews at once: 303; reviews that changed meanwhile, or are of the moderator's own
    /// shop, stay as they are. 422 without a review, a decision, or the reason of a refusal.
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
        let done = try await apply(decision, to: chosen.compactMap(Choice.init), context)
        let flash = context.say(
            decision == .publish ? "moderation.bulk.published" : "moderation.bulk.refused", count: done)
        let left = chosen.count - done
        return context.seeOther(
            .moderation, flash: left == 0 ? flash : flash + " " + context.say("moderation.bulk.left", count: left))
    }

    /// Returns how many reviews were decided.
    private static func apply(_ decision: ReviewDecision, to choices: [Choice], _ context: Context) async throws -> Int
    {
        let (member, now) = (try context.requireMember().id, context.now)
        return try await context.write { db in
            var done = 0
            for choice in choices {
                do {
                    // Throws a `Failure` before it writes.
                    try decision.apply(to: choice.publicID, version: choice.version, by: member, at: now, in: db)
                    done += 1
                } catch is Failure {}
            }
            return done
        }
    }
}
