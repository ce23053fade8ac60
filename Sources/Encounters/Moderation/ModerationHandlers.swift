import Base
import Shell
import Shops
import HTTP
import SQLite
import Web

package enum ModerationHandlers {
    /// A refused decision: the typed reason, and the error.
    private struct Refusal {
        let review: String
        let reason: String
        let message: String
    }

    /// Reviews on one tab.
    private static let onATab = 50
    /// Held encounters decided in one write; other writes run between two of them.
    private static let atOnce = 500

    /// The reviews that wait or were decided, and the held encounters.
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

    /// Counts the held encounters of a shop, each in its own week, or sets them aside: all of those held until now.
    package static func release(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try context.read { try Shop.find(context.parameter("shop"), in: $0) }
        guard let shop else { throw Failure.notFound }
        let form = try context.form()
        guard let decision = HeldEncounters.Decision(rawValue: form["decision"] ?? "") else {
            let error = FieldError(field: "held", text: context.say("moderation.held.missing"))
            return try context.render(page(.waiting, errors: [error], context), status: .unprocessableContent)
        }
        let now = context.now
        let total = try await inSteps(context) {
            try HeldEncounters.decide(decision, at: shop.id, limit: atOnce, now: now, in: $0)
        }
        let key = decision == .count ? "moderation.held.counted" : "moderation.held.discarded"
        let undo = Link.restoreHeld(at: ShopCode(shop.code)).adding("depuis", String(now.seconds))
        return context.seeOther(
            .moderation, flash: context.say(key, count: total, ["shop": shop.name]),
            undo: decision == .discard && total > 0 ? undo : nil)
    }

    /// Takes back that those of one moment were set aside: they wait again.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try context.read { try Shop.find(context.parameter("shop"), in: $0) }
        guard let shop, let seconds = Int(context.query["depuis"] ?? "") else { throw Failure.notFound }
        let total = try await inSteps(context) {
            try HeldEncounters.restore(
                at: shop.id, discardedAt: Instant(seconds: seconds), limit: atOnce, in: $0)
        }
        guard total > 0 else { throw Failure.over }
        return context.seeOther(
            .moderation, flash: context.say("moderation.held.restored", count: total, ["shop": shop.name]))
    }

    /// Repeats a write of at most `atOnce` rows until it changes fewer. Returns the total.
    private static func inSteps(
        _ context: Context, _ step: @escaping @Sendable (Writer) throws -> Int
    ) async throws -> Int {
        var total = 0
        while true {
            let done = try await context.write(step)
            total += done
            if done < atOnce { return total }
        }
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

    private static func page(
        _ tab: ModerationPage.Tab, refusing refusal: Refusal? = nil, errors: [FieldError] = [], _ context: Context
    ) throws -> ModerationPage {
        let moderator = context.member.flatMap { $0.may(.moderate) ? $0 : nil }
        return try context.read { db in
            let reviews =
                switch tab {
                case .waiting: try Review.waiting(limit: onATab, in: db)
                case .published: try Review.lastPublished(limit: onATab, in: db)
                case .refused: try Review.lastRefused(limit: onATab, in: db)
                }
            let refused = refusal.map { [FieldError(field: "reason-" + $0.review, text: $0.message)] } ?? []
            return ModerationPage(
                tab: tab,
                rows: try reviews.map { review in
                    let hasConflictOfInterest = try moderator.map {
                        try Moderation.hasConflictOfInterest($0.id, to: review.shop, in: db)
                    }
                    return row(review, refusal, hasConflictOfInterest: hasConflictOfInterest ?? false, context)
                },
                held: try HeldEncounters.all(in: db).map { held in
                    ModerationPage.HeldRow(
                        shopName: held.shopName, count: held.count,
                        action: context.link(.decideHeld(at: ShopCode(held.shopCode))))
                },
                errors: errors + refused, suggestions: (1...5).map { context.say("moderation.reason.\($0)") })
        }
    }

    private static func row(
        _ review: Review, _ refusal: Refusal?, hasConflictOfInterest: Bool, _ context: Context
    ) -> ModerationPage.Row {
        let mine = refusal?.review == review.publicID ? refusal : nil
        var reason: String?
        var isPublished = false
        if case .refused(_, let why) = review.state { reason = why }
        if case .published = review.state { isPublished = true }
        var typed = FormState([RefusalForm.reason.name: mine?.reason ?? ""], context)
            .input(RefusalForm.reason, id: "reason-" + review.publicID)
        typed.error = mine?.message
        return ModerationPage.Row(
            words: ReviewWords(review, context), shopName: review.shopName, shopLink: context.link(review.shopLink),
            email: review.email, mail: mail(to: review, reason, context),
            submitted: context.language.moment(review.submittedAt),
            submittedMachine: Timestamp.text(review.submittedAt), version: review.version,
            publishAction: context.link(.publishReview(review.publicID)),
            refuseAction: context.link(.refuseReview(review.publicID)),
            waitAction: context.link(.undoDecision(review.publicID)), refusal: typed, reason: reason,
            isWaiting: review.state == .waiting,
            isUnanswered: isPublished && review.reply == nil, hasConflictOfInterest: hasConflictOfInterest)
    }

    /// The `mailto:` target of a message to the author. The program sends no e-mail: the moderator sends the reason the
    /// law requires.
    private static func mail(to review: Review, _ reason: String?, _ context: Context) -> String {
        let encode = { (text: String) in PercentEncoding.encode(text) }
        let address = review.email.split(separator: "@").map { encode(String($0)) }.joined(separator: "@")
        let subject = context.say("moderation.mail.subject", ["shop": review.shopName])
        guard let reason else { return address + "?subject=" + encode(subject) }
        let body = [
            context.say("invitation.letter.hello"), context.say("review.state.refused", ["reason": reason]),
            context.say("moderation.mail.again"),
        ].joined(separator: "\r\n\r\n")
        return address + "?subject=" + encode(subject) + "&body=" + encode(body)
    }
}
