import Base
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The moderation page, and decisions about one review.
package enum ModerationHandlers {
    /// A refused decision: the typed reason, and the error.
    struct Refusal {
        let review: String
        let reason: String
        let message: String
    }

    /// A refused decision about several reviews.
    struct BulkRefusal {
        let chosen: Set<String>
        let reason: String
    }

    /// Reviews on one tab.
    static let onATab = 50

    /// The reviews and bursts that wait or were decided.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let tab = ModerationPage.Tab(rawValue: context.query["onglet"] ?? "") ?? .waiting
        return try context.render(page(tab, context))
    }

    /// Publishes a review: 303; 409 when it changed since it was read; 403 for the moderator's own shop while another
    /// moderator can decide.
    package static func publish(_ request: Request, _ context: Context) async throws -> Response {
        try await decide(.publish, flash: "moderation.published", context)
    }

    /// Refuses a review with a reason for its author (L.111-7-2): 303; 422 without a reason; 409 when it changed since
    /// it was read.
    package static func refuse(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: RefusalForm.fields, context)
        let reason = form.text(RefusalForm.reason)
        if let error = form.errors.first {
            let refusal = Refusal(
                review: context.parameter("review"), reason: form[RefusalForm.reason], message: error.text)
            return try context.render(page(.waiting, refusing: refusal, context), status: .unprocessableContent)
        }
        return try await decide(.refuse(reason: reason), flash: "moderation.refused", context)
    }

    /// Undoes a decision: the review waits again.
    package static func undo(_ request: Request, _ context: Context) async throws -> Response {
        try await decide(.undo, flash: "moderation.undone", context)
    }

    private static func decide(_ decision: ReviewDecision, flash: String, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let publicID = context.parameter("review")
        let form = try context.form()
        let version = Int(form["version"] ?? context.query["version"] ?? "") ?? 0
        let now = context.now
        do {
            try await context.write {
                try decision.apply(to: publicID, version: version, by: member.id, at: now, in: $0)
            }
        } catch Failure.conflict {
            let message = context.say("moderation.changed")
            let refusal = Refusal(review: publicID, reason: form[RefusalForm.reason.name] ?? "", message: message)
            return try context.render(page(.waiting, refusing: refusal, context), status: .conflict)
        }
        // The decision incremented the version.
        let undo = decision == .undo ? nil : Link.undoDecision(publicID).adding("version", String(version &+ 1))
        return context.seeOther(.moderation, flash: context.say(flash), undo: undo)
    }
}
