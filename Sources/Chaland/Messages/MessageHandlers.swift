import Base
import HTTP
import Projects
import SQLite
import Shell
import Web

/// The form of a message to members.
enum MessageForm {
    static let subject = TextField(
        "subject", label: "message.subject", limit: 100, missing: "message.subject.missing", autocomplete: nil)
    static let text = TextField(
        "text", .lines(10), label: "message.text", limit: 5_000, missing: "message.text.missing",
        hint: "message.text.hint", autocomplete: nil)
    static let audience = "audience"
    static let inputs = [subject, text]
    static let fields = inputs.map(AnyField.init) + [.choice(audience), .choice("confirmed")]
}

/// Messages to members, by mail and letter.
enum MessageHandlers {
    /// The messages written to members, the latest first.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        let messages = try context.read { try MemberMessage.latest(in: $0) }
        return try context.render(MessagesPage(rows: messages.map { MessagesPage.Row($0, context) }))
    }

    /// The form; `?projet=…` chooses the shops of a project.
    static func new(_ request: Request, _ context: Context) async throws -> Response {
        let audience = context.query["projet"].map { Audience.project($0) } ?? .everyone
        return try context.render(try page(FormState([MessageForm.audience: audience.text], context), context))
    }

    /// Shows who would be reached, and sends once that was confirmed: 200, then 303 to the message; 422 with the form
    /// as typed; 422 after the messages of a day.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        let typed = try context.form()
        var form = FormState(typed, fields: MessageForm.fields, context)
        let (subject, text) = (form.text(MessageForm.subject), form.text(MessageForm.text))
        let audience = Audience(form[MessageForm.audience])
        if audience == nil { form.refuse(MessageForm.audience, context.say("message.audience.missing")) }
        let now = context.now
        if try context.read({ try MemberMessage.count(since: now - .days(1), in: $0) }) >= SiteLimits.messagesADay {
            form.refuse(
                MessageForm.subject, "message.tooMany", ["limit": context.language.number(SiteLimits.messagesADay)])
        }
        guard form.isValid, let audience else {
            return try context.render(try page(form, context), status: .unprocessableContent)
        }
        let draft = MessageDraft(subject: subject, text: text, audience: audience)
        let (hasMail, ways) = try context.read { db in
            let hasMail = try context.hasMail(in: db)
            return (hasMail, try draft.ways(hasMail: hasMail, in: db))
        }
        if ways.isEmpty {
            form.refuse(MessageForm.audience, context.say("message.audience.empty"))
            return try context.render(try page(form, context), status: .unprocessableContent)
        }
        guard typed["confirmed"] == "1" else {
            return try context.render(
                MessagePreviewPage(
                    form: form, subject: subject, text: text, mails: ways.count { $0.way == .mail },
                    letters: ways.count { $0.way == .letter }, hasMail: hasMail))
        }
        let (author, language) = (try context.requireMember().id, context.language.tag)
        let publicID = context.site.randomness.publicID()
        let sent = try await context.write { db in
            let sent = try draft.send(
                publicID: publicID, by: author, hasMail: hasMail, language: language, at: now, in: db)
            // The same message sent twice is one.
            if sent == publicID { try Audit.record(.messageWritten, by: author, at: now, in: db) }
            return sent
        }
        return context.seeOther(.message(sent), flash: context.say("message.sent"))
    }

    /// Who was reached, the text to copy, and the letters to print; 404 for an unknown one.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (message, recipients) = try context.read { db in
            guard let message = try MemberMessage.find(context.parameter("message"), in: db) else {
                throw Failure.notFound
            }
            return (message, try message.recipients(in: db))
        }
        return try context.render(MessagePage(message, recipients, context))
    }

    /// One letter a page for those without e-mail, to print.
    static func letters(_ request: Request, _ context: Context) async throws -> Response {
        let (message, names) = try context.read { db in
            guard let message = try MemberMessage.find(context.parameter("message"), in: db) else {
                throw Failure.notFound
            }
            return (message, try message.letters(in: db))
        }
        return try context.render(MessageLettersPage(message, names, context))
    }

    private static func page(_ form: FormState, _ context: Context) throws -> NewMessagePage {
        let projects = try context.read { try Project.titles(limit: SiteLimits.projectsAPage, in: $0) }
        let names = try CategoryNames(context)
        let audiences: [(Audience, String)] =
            [
                (.everyone, context.say("message.audience.all")), (.shopkeepers, context.say("message.audience.shops")),
                (.board, context.say("message.audience.board")),
            ]
            + MemberCategory.allCases.map { category in
                (.category(category), context.say("message.audience.category", ["name": names[category]]))
            }
            + projects.map { project in
                (.project(project.publicID), context.say("message.audience.project", ["title": project.title]))
            }
        return NewMessagePage(
            form: form,
            audiences: audiences.map { audience, text in
                FormOption(
                    value: audience.text, text: text, isChosen: audience.text == form[MessageForm.audience])
            }, hasMail: try context.read { try context.hasMail(in: $0) })
    }
}
