import Base
import SQLite

/// The result of a mail that was sent at once to test the settings.
package struct MailTrial: Sendable {
    /// Whether the server accepted it.
    package let isAccepted: Bool
    /// The key of the message that says what happened.
    package let key: String
    /// What the server said last, as it said it; may be empty.
    package let answer: String

    /// Sends a mail with the stored settings. Blocks the thread, for half a minute at most.
    /// - Returns: nil while mail is not set up.
    package static func run(
        _ site: Site, to recipient: EmailAddress, _ language: Language
    ) throws -> MailTrial? {
        let reader = try site.database.makeReader()
        guard let sender = try MailSender(site, reader) else { return nil }
        let outcome = try sender.sendTrial(to: recipient, language: language)
        return MailTrial(isAccepted: outcome.isAccepted, key: outcome.key, answer: outcome.answer)
    }
}

extension SMTPOutcome {
    var isAccepted: Bool {
        switch self {
        case .accepted: true
        case .deferred, .addressRefused, .mailRefused, .server: false
        }
    }

    /// The key of the message that says what happened.
    var key: String {
        switch self {
        case .accepted: "mail.trial.accepted"
        case .deferred: "mail.trial.later"
        case .addressRefused: "mail.trial.addressRefused"
        case .mailRefused: "mail.trial.mailRefused"
        case .server(let problem, _): problem.key
        }
    }
}

extension SMTPProblem {
    /// The key of the message that says what the problem is and what to do.
    var key: String {
        switch self {
        case .noProgram: "mail.problem.noProgram"
        case .noAddress: "mail.problem.noAddress"
        case .noPassword: "mail.problem.noPassword"
        case .unknownHost: "mail.problem.unknownHost"
        case .unreachable: "mail.problem.unreachable"
        case .timeout: "mail.problem.timeout"
        case .insecure: "mail.problem.insecure"
        case .noEncryption: "mail.problem.noEncryption"
        case .signIn: "mail.problem.signIn"
        case .sender: "mail.problem.sender"
        case .other: "mail.problem.other"
        }
    }
}
