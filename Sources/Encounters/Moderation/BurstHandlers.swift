import Base
import HTTP
import SQLite
import Shell
import Web

/// Decisions about bursts of answers.
package enum BurstHandlers {
    /// Counts the answers of a burst, or sets them aside: 303 with an undo; 422 without a decision; 403 for the
    /// moderator's own shop while another moderator can decide; 409 when it was decided meanwhile.
    package static func decide(_ request: Request, _ context: Context) async throws -> Response {
        let publicID = context.parameter("burst")
        guard let outcome = Burst.Outcome(rawValue: try context.form()["decision"] ?? "") else {
            let error = FieldError(field: "bursts", text: context.say("moderation.burst.missing"))
            return try context.render(
                ModerationHandlers.page(.waiting, errors: [error], context), status: .unprocessableContent)
        }
        return try await change(
            publicID, flash: "moderation.burst.\(outcome.rawValue)", undo: .undoBurst(publicID), context
        ) { member, now, db in
            try Burst.decide(outcome, publicID, by: member, at: now, in: db)
            let action: AuditAction =
                switch outcome {
                case .counted: .burstCounted
                case .setAside: .burstSetAside
                }
            try Audit.record(action, publicID, by: member, at: now, in: db)
        }
    }

    /// Undoes a decision: 303; 403 and 409 as for the decision.
    package static func undo(_ request: Request, _ context: Context) async throws -> Response {
        let publicID = context.parameter("burst")
        return try await change(publicID, flash: "moderation.burst.undone", context) { member, now, db in
            try Burst.undo(publicID, by: member, at: now, in: db)
            try Audit.record(.burstUndone, publicID, by: member, at: now, in: db)
        }
    }

    private static func change(
        _ publicID: String, flash: String, undo: Link? = nil, _ context: Context,
        _ body: @escaping @Sendable (Member.ID, Instant, Writer) throws -> Void
    ) async throws -> Response {
        guard let burst = try context.read({ try Burst.find(publicID, in: $0) }) else { throw Failure.notFound }
        let (member, now) = (try context.requireMember().id, context.now)
        do {
            try await context.write { try body(member, now, $0) }
        } catch Failure.conflict {
            let error = FieldError(field: "bursts", text: context.say("moderation.burst.changed"))
            return try context.render(
                ModerationHandlers.page(.waiting, errors: [error], context), status: .conflict)
        }
        return context.seeOther(.moderation, flash: context.say(flash, ["shop": burst.shopName]), undo: undo)
    }
}
