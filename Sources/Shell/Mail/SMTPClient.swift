import Base
import ChildProgram

/// Hands one mail to a server through the program `curl`, run as a limited child. Address, sender and password are its
/// standard input: other accounts of the machine can read the arguments of a process, not its input.
struct SMTPClient: Sendable {
    private static let program = ChildProgram("curl", package: "curl")
    /// The name of the mail in the child's folder, and that of the conversation.
    private static let (mail, conversation) = ("mail", "conversation")

    let server: MailServer
    let password: String
    /// A file of certificate authorities besides those of the system; nil for none.
    let authorities: String?

    /// Blocks the thread until the server has answered, or the time is over.
    func deliver(_ bytes: [UInt8], to recipient: EmailAddress) -> SMTPOutcome {
        let limits = ChildProgram.Limits(
            memory: SiteLimits.mailMemory, cpuSeconds: SiteLimits.mailSeconds, fileSize: SiteLimits.mailBytes,
            deadline: .seconds(SiteLimits.mailSeconds + 5))
        var environment: [String: String] = [:]
        environment["SSL_CERT_FILE"] = authorities
        do throws(ChildProgramError) {
            let output = try Self.program.run(
                ["--disable", "--config", "-"], input: Array(settings(recipient).utf8),
                files: [ChildProgram.File(Self.mail, bytes)], wanted: [Self.conversation], environment: environment,
                acceptsAnyStatus: true, limits: limits)
            let lines = String(decoding: output.files[Self.conversation] ?? [], as: UTF8.self)
            return SMTPConversation(lines).outcome(status: output.status)
        } catch {
            switch error {
            case .missing: return .server(.noProgram, answer: "")
            case .timedOut: return .server(.timeout, answer: "")
            case .failed, .tooLarge, .notStarted: return .server(.other, answer: "\(error)")
            }
        }
    }

    /// The settings of curl(1), one a line.
    private func settings(_ recipient: EmailAddress) -> String {
        let scheme = server.security == .tls ? "smtps" : "smtp"
        let domain = server.sender.text.split(separator: "@").last ?? "localhost"
        var lines = [
            // The path is the name given in EHLO.
            "url = " + quoted("\(scheme)://\(server.host):\(server.port)/\(domain)"),
            "proto = \"=smtp,smtps\"", "mail-from = " + quoted("<\(server.sender.text)>"),
            "mail-rcpt = " + quoted("<\(recipient.text)>"), "upload-file = " + quoted(Self.mail),
            "silent", "verbose", "stderr = " + quoted(Self.conversation),
            "connect-timeout = 15", "max-time = \(SiteLimits.mailSeconds)",
        ]
        if server.security == .starttls { lines.append("ssl-reqd") }
        if !server.user.isEmpty { lines.append("user = " + quoted(server.user + ":" + password)) }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A value in quotes (curl(1), `--config`). Line breaks cannot be in a form field of one line; they are dropped.
    private func quoted(_ value: String) -> String {
        let inner = value.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
            .map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
        return "\"" + inner.joined() + "\""
    }
}

/// The outcome of a mail that was handed to a server.
enum SMTPOutcome: Sendable, Equatable {
    /// The server accepted it.
    case accepted(answer: String)
    /// Not now: greylisting, a full mailbox (RFC 5321 §4.2.1, 4yz).
    case deferred(answer: String)
    /// The recipient’s server knows no such address.
    case addressRefused(answer: String)
    /// This mail is refused for good, for what it is.
    case mailRefused(answer: String)
    /// No mail can be sent at present.
    case server(SMTPProblem, answer: String)

    /// What the server said last.
    var answer: String {
        switch self {
        case .accepted(let answer), .deferred(let answer), .addressRefused(let answer), .mailRefused(let answer),
            .server(_, let answer):
            answer
        }
    }
}

/// Why no mail can be sent. The message `mail.problem.NAME` says it in words.
enum SMTPProblem: String, Sendable, CaseIterable {
    /// `curl` is not installed.
    case noProgram
    /// No public address is known, so links would lead nowhere.
    case noAddress
    /// The password is missing, after a restore on another machine.
    case noPassword
    /// The name of the server does not exist.
    case unknownHost
    /// No connection to it.
    case unreachable
    case timeout
    /// The certificate is not valid for this server, or TLS failed.
    case insecure
    /// It does not offer STARTTLS.
    case noEncryption
    /// User or password is wrong.
    case signIn
    /// It refuses the sender address.
    case sender
    /// It closed the connection half-way, or gave an answer that is none of the above.
    case other
}
