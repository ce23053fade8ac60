import Base
import HTMLTemplate
import Shell
import Web

/// The messages written to members.
struct MessagesPage: Page {
    static let template = "written/index"
    let rows: [Row]

    struct Row: PageModel {
        let subject: String
        let link: String
        let when: String

        static let fields: [Field<Row>] = [
            .text("subject") { $0.subject }, .text("link") { $0.link }, .text("when") { $0.when },
        ]

        init(_ message: MemberMessage, _ context: Context) {
            (subject, link) = (message.subject, context.link(.message(message.publicID)))
            when = context.say(
                "message.by", ["name": message.authorName, "date": context.language.moment(message.writtenAt)])
        }
    }

    static let fields: [Field<MessagesPage>] = [.list("rows") { $0.rows }]
}

/// The form of a new one.
struct NewMessagePage: Page {
    static let template = "written/new"
    let form: FormState
    let audiences: [FormOption]
    let hasMail: Bool
    let isPrivate = true
    let formLink: Link? = .newMessage

    static let fields: [Field<NewMessagePage>] = [
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in MessageForm.inputs.map { page.form.input($0) } },
        .list("audiences") { $0.audiences }, .flag("hasMail") { $0.hasMail },
        .optionalText("error") { $0.form.error(MessageForm.audience) }, .text("name") { _ in MessageForm.audience },
    ]
}

/// Who would be reached, before the message is sent.
struct MessagePreviewPage: Page {
    static let template = "written/preview"
    let form: FormState
    let subject: String
    let text: String
    let mails: Int
    let letters: Int
    let hasMail: Bool
    let isPrivate = true
    let formLink: Link? = .newMessage

    static let fields: [Field<MessagePreviewPage>] = [
        .text("subject") { $0.subject }, .text("text") { $0.text }, .text("typed") { $0.form[MessageForm.text] },
        .text("audience") { $0.form[MessageForm.audience] }, .number("mails") { $0.mails },
        .number("letters") { $0.letters }, .flag("hasMail") { $0.hasMail },
    ]
}

/// One message: whom it reached, and what is left to do.
struct MessagePage: Page {
    static let template = "written/show"
    let subject: String
    let text: String
    let by: String
    let shared: SharedText
    let sent: Int
    let waiting: Int
    let failed: [Person]
    let letters: [Person]
    let lettersLink: String
    let isPrivate = true

    struct Person: PageModel {
        let name: String
        let answer: String

        static let fields: [Field<Person>] = [.text("name") { $0.name }, .text("answer") { $0.answer }]
    }

    static let fields: [Field<MessagePage>] = [
        .text("subject") { $0.subject }, .text("text") { $0.text }, .text("by") { $0.by },
        .one("shared") { $0.shared }, .number("sentCount") { $0.sent }, .number("waitingCount") { $0.waiting },
        .list("failed") { $0.failed }, .number("failedCount") { $0.failed.count },
        .list("letters") { $0.letters }, .number("letterCount") { $0.letters.count },
        .text("lettersLink") { $0.lettersLink },
    ]

    init(_ message: MemberMessage, _ recipients: [MemberMessage.Recipient], _ context: Context) {
        (subject, text) = (message.subject, message.text)
        by = context.say(
            "message.by", ["name": message.authorName, "date": context.language.moment(message.writtenAt)])
        shared = SharedText(message.subject + "\n\n" + message.text)
        sent = recipients.count { $0.state == .sent || $0.state == .past }
        waiting = recipients.count { $0.state == .waiting }
        failed = recipients.compactMap { recipient in
            if case .failed(let answer) = recipient.state { Person(name: recipient.name, answer: answer) } else { nil }
        }
        letters = recipients.filter { $0.state == .letter }.map { Person(name: $0.name, answer: "") }
        lettersLink = context.link(.messageLetters(message.publicID))
    }
}

/// Letters to print, one a page.
struct MessageLettersPage: Page {
    static let template = "written/letters"
    let subject: String
    let text: String
    let by: String
    let back: String
    let names: [Name]
    let isPrivate = true

    struct Name: PageModel {
        let name: String
        static let fields: [Field<Name>] = [.text("name") { $0.name }]
    }

    static let fields: [Field<MessageLettersPage>] = [
        .text("subject") { $0.subject }, .text("text") { $0.text }, .text("by") { $0.by },
        .text("backLink") { $0.back }, .list("names") { $0.names },
    ]

    init(_ message: MemberMessage, _ names: [String], _ context: Context) {
        (subject, text) = (message.subject, message.text)
        by = context.say(
            "message.by", ["name": message.authorName, "date": context.language.date(message.writtenAt.local.day)])
        back = context.link(.message(message.publicID))
        self.names = names.map(Name.init)
    }
}
