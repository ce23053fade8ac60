import Base
import Shell
import HTTP
import Web

package enum EncounterHandlers {
    /// What was said and what may be added, while the code lasts; 410 afterwards, and why.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let (code, encounter) = try open(context) else { return try over(request, context) }
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

    /// Saves the details, and the review when they want one: 303; 422 with everything typed kept; 410 when the code is over.
    /// Posting twice changes, and never doubles. Words that come too late are shown once more, for whoever wrote them.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        guard let (code, encounter) = try open(context) else {
            return try over(request, words: try context.form()[EncounterForm.note.name], context)
        }
        var form = EncounterForm(try context.form(), publishing: true, context)
        if form.state.isValid, form.draft != nil, encounter.review == nil,
            let seconds = context.site.limits.take(.reviewsFromAddress, RateLimits.network(of: request.peer))
        {
            form.refuse("publish", context.say("review.tooMany", count: max(1, (seconds + 59) / 60)))
        }
        guard form.state.isValid else {
            return try context.render(
                EncounterPage(encounter, code: code, form: form.state, context), status: .unprocessableContent)
        }
        // The page brings the author's secret along, so that the same form sent twice leads to the same address.
        let brought = Secret(presented: form.state["author"]).flatMap { $0.text.utf8.count == 32 ? $0 : nil }
        let author = brought ?? context.site.randomness.secret()
        let (feeling, details, now) = (form.feeling, form.details, context.now)
        let publicID = context.site.randomness.publicID()
        let sent = form.draft.map { draft in
            NewReview(publicID: publicID, author: author, draft: draft, consentWording: context.say("review.consent"))
        }
        let outcome: NewReview.Outcome? = try await context.write { db in
            // Ten minutes may have ended while the form was open, or another tab withdrawn it.
            guard let current = try OpenEncounter.find(code, at: now, in: db) else { throw Failure.over }
            try current.update(feeling, details, at: now, in: db)
            if let sent { return try sent.save(for: current, at: now, in: db) }
            try Review.withdrawUnpublished(of: current.id, at: now, in: db)
            return nil
        }
        let link = Link.encounter(code)
        switch outcome {
        case .sent: return context.seeOther(.review(author))
        case .changed: return context.seeOther(link.adding("fait", "avis"))
        case .decidedAlready: return context.seeOther(link.adding("fait", "decide"))
        case nil: return context.seeOther(link.adding("fait", "note"))
        }
    }

    /// Takes the encounter back, and its review unless that is published. Again: nothing more happens.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        guard let (code, encounter) = try open(context) else { return try over(request, context) }
        let now = context.now
        try await context.write { db in
            try OpenEncounter.find(code, at: now, in: db)?.withdraw(at: now, in: db)
        }
        return context.seeOther(
            Link.changeCode.adding("fait", encounter.review == nil ? "retrait" : "retrait-avis"))
    }

    /// The field to type a change code in; a code in the query leads to its page.
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

    /// A code that is over and one that never was look the same; who tries many is slowed.
    private static func over(_ request: Request, words: String? = nil, _ context: Context) throws -> Response {
        if let seconds = context.site.limits.take(.guesses, RateLimits.network(of: request.peer)) {
            throw Failure.tooMany(seconds: seconds)
        }
        let page = ChangeCodePage(
            typed: context.parameter("secret"), isOver: true, isWithdrawn: false,
            words: words.flatMap { $0.trimmed.isEmpty ? nil : $0 }, context)
        return try context.render(page, status: .gone)
    }
}
