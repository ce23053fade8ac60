import Base
import HTTP
import Shell
import Web

/// A visitor’s own answer, while its change code is valid.
package enum EncounterHandlers {
    /// The page of an answer while its change code lasts; 410 afterwards, with the reason.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let (code, encounter) = try open(context) else { return try over(context) }
        let form = FormState(encounter, author: context.site.randomness.secret(), context)
        let done: String? =
            switch context.query["fait"] {
            case "note": context.say("encounter.saved")
            case "avis": context.say("encounter.saved.review")
            case "decide": context.say("encounter.saved.decided")
            default: nil
            }
        return try context.render(EncounterPage(encounter, code: code, form: form, done: done, context))
    }

    /// Saves the details, and the review if one is sent: 303; 422 with the form as typed; 410 when the code has ended,
    /// with the sent words, so that they can be copied. Posting twice changes the same answer.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        guard let (code, encounter) = try open(context) else {
            return try over(words: try context.form()[EncounterForm.note.name], context)
        }
        var form = EncounterForm(try context.form(), publishing: true, context)
        if form.state.isValid, form.draft != nil, encounter.review == nil,
            let problem = problem(of: form, about: encounter, from: request.peer, context)
        {
            form.refuse("publish", problem)
        }
        guard form.state.isValid else {
            return try context.render(
                EncounterPage(encounter, code: code, form: form.state, context), status: .unprocessableContent)
        }
        // The page has the author's secret in a field, so that the same form sent twice redirects to the same page.
        let sentAuthor = Secret(presented: form.state["author"]).flatMap { $0.text.utf8.count == 32 ? $0 : nil }
        let author = sentAuthor ?? context.site.randomness.secret()
        let quote = form.quoteWording(context)
        let (feeling, details, now) = (form.feeling, form.details, context.now)
        let publicID = context.site.randomness.publicID()
        let sent = form.draft.map { draft in
            NewReview(publicID: publicID, author: author, draft: draft, consentWording: context.say("review.consent"))
        }
        let mail = try context.read { try ReviewLinkMail(author, context, in: $0) }
        let outcome: NewReview.Outcome? = try await context.write { db in
            // The code may have ended, or the answer been withdrawn, since the form was opened.
            guard let current = try OpenEncounter.find(code, at: now, in: db) else { throw Failure.over }
            try current.update(feeling, details, at: now, in: db)
            try AllowedWords.allow(current.id, wording: current.isHeld ? nil : quote, in: db)
            if let sent {
                let outcome = try sent.save(for: current, at: now, in: db)
                if outcome != .decidedAlready { try ReviewNotices.tellModerators(current.shop, at: now, in: db) }
                if outcome == .sent { try mail?.queue(to: sent.draft.email, about: current.shop, at: now, in: db) }
                return outcome
            }
            try Review.withdrawUnpublished(of: current.id, at: now, in: db)
            return nil
        }
        return context.seeOther(link(after: outcome, code, author, isMailed: mail != nil))
    }

    /// Where the redirect leads after a submission; nil when no review was sent.
    private static func link(
        after outcome: NewReview.Outcome?, _ code: Secret, _ author: Secret, isMailed: Bool
    ) -> Link {
        let encounter = Link.encounter(code)
        return switch outcome {
        case .sent: Link.review(author).adding("envoye", isMailed ? "1" : nil)
        case .changed: encounter.adding("fait", "avis")
        case .decidedAlready: encounter.adding("fait", "decide")
        case nil: encounter.adding("fait", "note")
        }
    }

    /// Why a review is refused: its answer is held, a program sent it, or its network sent too many. Nil when it is
    /// accepted.
    private static func problem(
        of form: EncounterForm, about encounter: OpenEncounter, from peer: String, _ context: Context
    ) -> String? {
        if encounter.isHeld { return context.say("encounter.held") }
        let limits = context.site.limits
        let isTooFast = limits.isOn && context.now < encounter.metAt + SiteLimits.reviewDelay
        if form.isTrapped || isTooFast { return context.say("review.again") }
        return limits.take(.reviewsFromAddress, RateLimits.network(of: peer)).map { seconds in
            context.say("review.tooMany", count: RateLimits.minutes(seconds))
        }
    }

    /// Withdraws the answer, and its review unless that is published: 303; 410 when the code has ended.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        guard let (code, encounter) = try open(context) else { return try over(context) }
        let now = context.now
        try await context.write { db in
            try OpenEncounter.find(code, at: now, in: db)?.withdraw(at: now, in: db)
        }
        return context.seeOther(
            Link.changeCode.adding("fait", encounter.review == nil ? "retrait" : "retrait-avis"))
    }

    /// The field for a change code; a code in the query is redirected to its page.
    package static func find(_ request: Request, _ context: Context) async throws -> Response {
        let typed = String((context.query["code"] ?? "").trimmed.prefix(CodeForm.limit))
        guard !typed.isEmpty else {
            let done = context.query["fait"]
            let hadReview = done == "retrait-avis"
            return try context.render(
                ChangeCodePage(
                    typed: "", isOver: false, isWithdrawn: done == "retrait" || hadReview, hadReview: hadReview,
                    context))
        }
        if let secret = Secret(presented: typed) { return context.seeOther(.encounter(secret)) }
        return try context.render(
            ChangeCodePage(typed: typed, isOver: true, isWithdrawn: false, context), status: .gone)
    }

    private static func open(_ context: Context) throws -> (Secret, OpenEncounter)? {
        guard let code = Secret(presented: context.parameter("secret")),
            let encounter = try context.read({ try OpenEncounter.find(code, at: context.now, in: $0) })
        else { return nil }
        return (code, encounter)
    }

    /// 410 for an ended and an unknown code alike; 429 after many tries from one network.
    private static func over(words: String? = nil, _ context: Context) throws -> Response {
        try context.limitByNetwork(.guesses)
        let page = ChangeCodePage(
            typed: context.parameter("secret"), isOver: true, isWithdrawn: false,
            words: words.flatMap { $0.trimmed.isEmpty ? nil : $0 }, context)
        return try context.render(page, status: .gone)
    }
}
