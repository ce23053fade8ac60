import Base
import HTMLTemplate
import Shell

/// The settings of mail: the server, a trial with the server’s answer, the mails that wait and those given up.
struct MailSettingsPage: Page {
    static let template = "settings/mail"
    let form: FormState
    let isSetUp: Bool
    let hasPassword: Bool
    let hasAddress: Bool
    let isDemo: Bool
    let state: State
    /// The form of the trial.
    let trial: FormState
    var result: Result?
    let refused: FormState
    let isPrivate = true
    let formLink: Link? = .mailSettings

    /// The result of a trial.
    struct Result: PageModel {
        let words: String
        let answer: String
        let isAccepted: Bool

        static let fields: [Field<Result>] = [
            .text("words") { $0.words }, .text("answer") { $0.answer }, .flag("isAccepted") { $0.isAccepted },
        ]
    }

    /// One mail that was given up, or one address that receives nothing.
    struct Line: PageModel {
        let what: String
        let why: String
        let answer: String
        let address: String

        static let fields: [Field<Line>] = [
            .text("what") { $0.what }, .text("why") { $0.why }, .text("answer") { $0.answer },
            .text("address") { $0.address },
        ]
    }

    /// The state of the queue.
    struct State: PageModel {
        let failure: Line?
        let waiting: Int
        let sent: Int
        let givenUp: [Line]
        let refusals: [Line]

        static let fields: [Field<State>] = [
            .one("failure") { $0.failure }, .number("waitingMails") { $0.waiting }, .number("sentMails") { $0.sent },
            .list("givenUp") { $0.givenUp }, .flag("hasGivenUp") { !$0.givenUp.isEmpty },
            .list("refusals") { $0.refusals }, .flag("hasRefusals") { !$0.refusals.isEmpty },
        ]
    }

    /// The choice of protection, in words.
    let securities: [FormOption]

    static let fields: [Field<MailSettingsPage>] = [
        .flag("hasErrors") { page in [page.form, page.trial, page.refused].contains { !$0.isValid } },
        .list("errors") { $0.form.errors + $0.trial.errors + $0.refused.errors },
        .list("before") { page in MailForm.before.map { page.form.input($0) } },
        .list("after") { page in MailForm.after.map { page.form.input($0) } },
        .list("securities") { $0.securities }, .optionalText("securityError") { $0.form.error(MailForm.security) },
        .flag("isSetUp") { $0.isSetUp }, .flag("hasAddress") { $0.hasAddress }, .flag("isDemo") { $0.isDemo },
        .one("state") { $0.isSetUp ? $0.state : nil }, .one("result") { $0.result },
        .one("trialInput") { $0.trial.input(MailForm.address, id: "trial-address") },
        .one("refusedInput") { $0.refused.input(MailForm.refused, id: "refused-address") },
    ]
}

extension MailSettingsPage.State {
    init(_ state: MailState, _ context: Context) {
        failure = state.failure.map { failure in
            MailSettingsPage.Line(
                what: context.say("mail.failing", ["since": context.language.moment(failure.since)]),
                why: context.messages.text(failure.key), answer: failure.answer, address: "")
        }
        (waiting, sent) = (state.waiting, state.sent)
        givenUp = state.givenUp.map { mail in
            MailSettingsPage.Line(
                what: mail.recipient,
                why: [
                    mail.kind.map { context.say($0.title) } ?? "", context.language.moment(mail.at),
                    context.say(mail.isRefused ? "mail.givenUp.refused" : "mail.givenUp.other"),
                ].filter { !$0.isEmpty }.joined(separator: " · "),
                answer: mail.answer, address: mail.recipient)
        }
        refusals = state.refusals.map { refusal in
            MailSettingsPage.Line(
                what: refusal.address,
                why: context.say(
                    refusal.isByHand ? "mail.refused.byHand" : "mail.refused.byServer",
                    ["date": context.language.date(refusal.since.local.day)]),
                answer: refusal.answer, address: refusal.address)
        }
    }
}

extension OutgoingMail.Kind {
    /// What it is called on this page.
    fileprivate var title: String {
        switch self {
        case .signIn: "mail.kind.signIn"
        case .review: "mail.kind.review"
        case .security: "mail.kind.security"
        case .welcome: "mail.kind.welcome"
        case .notices: "mail.kind.notices"
        case .message: "mail.kind.message"
        }
    }
}

extension MailServer.Security {
    /// «TLS, le plus souvent sur le port 465».
    var title: String {
        switch self {
        case .tls: "mail.security.tls"
        case .starttls: "mail.security.starttls"
        case .none: "mail.security.none"
        }
    }
}
