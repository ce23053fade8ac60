import Base
import HTTP
import SQLite
import Shell
import Web

/// Requests of persons about their data.
enum RequestHandlers {
    /// The form; filled with the name and address of a member.
    static func new(_ request: Request, _ context: Context) async throws -> Response {
        let values = ["name": context.member?.name ?? "", "contact": context.member?.email ?? ""]
        let isSent = context.query["envoye"] == "1"
        return try context.render(page(FormState(values, context), isSent: isSent, context))
    }

    /// Stores a request: 303 to the page that thanks; 422 with the form as typed; 429 after several from one network.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: RequestForm.fields, context)
        let (name, contact) = (form.text(RequestForm.name), form.text(RequestForm.contact))
        let words = form.text(RequestForm.words)
        let kind = DataRequest.Kind(rawValue: form[RequestForm.kind])
        if kind == nil { form.refuse(RequestForm.kind, context.say("request.kind.missing")) }
        guard form.isValid, let kind else {
            return try context.render(page(form, isSent: false, context), status: .unprocessableContent)
        }
        try context.limitByNetwork(.dataRequests)
        let (now, member, id) = (context.now, context.member?.id, context.site.randomness.publicID())
        let asked = DataRequest(
            publicID: id, kind: kind, name: name, contact: contact, words: words, receivedAt: now, closedAt: nil)
        try await context.write { db in
            guard try asked.insert(from: member, in: db) else { return }
            try Audit.record(.requestReceived, id, by: member, at: now, in: db)
        }
        return context.seeOther(Link.newRequest.adding("envoye", "1"))
    }

    /// The requests that wait, and those dealt with.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        let (waiting, closed) = try context.read { db in
            (try DataRequest.waiting(in: db), try DataRequest.closed(in: db))
        }
        return try context.render(
            RequestsPage(waiting: waiting.map { row($0, context) }, closed: closed.map { row($0, context) }))
    }

    /// «C’est fait»: 303 with an undo; 410 when it no longer waits.
    static func close(_ request: Request, _ context: Context) async throws -> Response {
        let (id, member, now) = (context.parameter("request"), try context.requireMember().id, context.now)
        let isClosed = try await context.write { db in
            guard try DataRequest.close(id, by: member, at: now, in: db) else { return false }
            try Audit.record(.requestClosed, id, by: member, at: now, in: db)
            return true
        }
        guard isClosed else { throw Failure.over }
        return context.seeOther(.requests, flash: context.say("request.closed"), undo: .reopenRequest(id))
    }

    /// Reopens it: 303; 410 when it is not closed.
    static func reopen(_ request: Request, _ context: Context) async throws -> Response {
        let (id, member, now) = (context.parameter("request"), try context.requireMember().id, context.now)
        let isReopened = try await context.write { db in
            guard try DataRequest.reopen(id, in: db) else { return false }
            try Audit.record(.requestReopened, id, by: member, at: now, in: db)
            return true
        }
        guard isReopened else { throw Failure.over }
        return context.seeOther(.requests, flash: context.say("request.reopened"))
    }

    /// The line on the home of the presidency, with the earliest due date.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.answerRequests) == true else { return [] }
        let waiting = try DataRequest.waiting(in: db)
        guard let first = waiting.first else { return [] }
        return [
            Waiting(
                .promised, context.say("waiting.requests", count: waiting.count),
                why: context.say("request.due", ["date": context.language.date(first.dueOn)]),
                action: context.say("waiting.see"), .requests, context)
        ]
    }

    private static func page(_ form: FormState, isSent: Bool, _ context: Context) -> RequestFormPage {
        RequestFormPage(
            isSent: isSent, form: form,
            kinds: DataRequest.Kind.allCases.map {
                FormOption(
                    value: $0.rawValue, text: context.say("request.kind.\($0)"),
                    isChosen: form[RequestForm.kind] == $0.rawValue)
            })
    }

    private static func row(_ asked: DataRequest, _ context: Context) -> RequestsPage.Row {
        let closed = asked.closedAt.map { context.say("request.done", ["date": context.language.date($0.local.day)]) }
        return RequestsPage.Row(
            kind: context.say("request.kind.\(asked.kind)"), name: asked.name, contact: asked.contact,
            words: asked.words, advice: context.say("request.advice.\(asked.kind)"),
            due: closed ?? context.say("request.due", ["date": context.language.date(asked.dueOn)]),
            isLate: closed == nil && asked.dueOn < context.now.local.day,
            action: context.link(closed == nil ? .closeRequest(asked.publicID) : .reopenRequest(asked.publicID)))
    }
}
