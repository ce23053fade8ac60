import Base
import SQLite
import Shell
import Shops
import Web

extension ModerationHandlers {
    /// The page of a tab, with what was typed into a refused form.
    static func page(
        _ tab: ModerationPage.Tab, refusing refusal: Refusal? = nil, bulk: BulkRefusal? = nil,
        errors: [FieldError] = [], _ context: Context
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
            func isOwn(_ shop: Shop.ID) throws -> Bool {
                try moderator.map { try Moderation.hasConflictOfInterest($0.id, at: shop, in: db) } ?? false
            }
            func bursts(_ all: [Burst]) throws -> [ModerationPage.BurstRow] {
                try all.map { row($0, hasConflictOfInterest: try isOwn($0.shop), context) }
            }
            var reason = FormState([RefusalForm.reason.name: bulk?.reason ?? ""], context)
                .input(RefusalForm.reason, id: "bulk-reason")
            reason.error = errors.first { $0.field == "bulk-reason" }?.text
            return ModerationPage(
                tab: tab,
                rows: first(
                    try reviews.map { review in
                        row(review, refusal, bulk, hasConflictOfInterest: try isOwn(review.shop), context)
                    }),
                bursts: try bursts(tab == .waiting ? Burst.waiting(in: db) : []),
                decidedBursts: try bursts(tab == .waiting ? Burst.decided(in: db) : []),
                errors: errors + refused, bulkReason: reason, isBulkOpen: bulk != nil,
                suggestions: (1...5).map { context.say("moderation.reason.\($0)") })
        }
    }

    /// The rows, with the main button of the page at the first one to decide about.
    private static func first(_ rows: [ModerationPage.Row]) -> [ModerationPage.Row] {
        var rows = rows
        if let index = rows.firstIndex(where: { !$0.hasConflictOfInterest }) { rows[index].isFirst = true }
        return rows
    }

    private static func row(
        _ review: Review, _ refusal: Refusal?, _ bulk: BulkRefusal?, hasConflictOfInterest: Bool, _ context: Context
    ) -> ModerationPage.Row {
        let mine = refusal?.review == review.publicID ? refusal : nil
        let choice = review.publicID + "." + String(review.version)
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
            isUnanswered: isPublished && review.reply == nil, hasConflictOfInterest: hasConflictOfInterest,
            choice: choice, isChosen: bulk?.chosen.contains(choice) ?? false)
    }

    private static func row(
        _ burst: Burst, hasConflictOfInterest: Bool, _ context: Context
    ) -> ModerationPage.BurstRow {
        let line = [
            burst.source == .kiosk
                ? context.say("moderation.burst.answers.kiosk", count: burst.answers)
                : context.say("moderation.burst.answers", count: burst.answers),
            context.say("moderation.burst.minutes", count: burst.minutes),
        ].joined(separator: " ")
        let when = context.say(
            "moderation.burst.\(burst.part.rawValue)",
            [
                "weekday": context.language.name(weekday: burst.day.weekday),
                "date": context.language.shortDate(burst.day),
            ])
        var state = context.say("moderation.burst.held", count: burst.held)
        if burst.held == 0 { state = context.say("moderation.burst.allCounted") }
        if let decision = burst.decision {
            state = context.say(
                "moderation.burst.decided.\(decision.outcome.rawValue)",
                ["member": decision.by, "date": context.language.date(decision.at.local.day)])
        }
        return ModerationPage.BurstRow(
            shopName: burst.shopName, line: line + ", " + when, state: state,
            action: context.link(.decideBurst(burst.publicID)), undoAction: context.link(.undoBurst(burst.publicID)),
            hasConflictOfInterest: hasConflictOfInterest)
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
