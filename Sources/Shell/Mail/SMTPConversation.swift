import Base

/// The log that `curl --verbose` writes of a conversation: `> ` before lines sent, `< ` before answers.
struct SMTPConversation {
    /// The command that the last answer replies to.
    private enum Stage { case hello, signIn, sender, recipient, content }

    private var stage = Stage.hello
    /// The last answer of the server before the goodbye: `550 5.1.1 User unknown`.
    private var answer = ""

    init(_ text: String) {
        var isOver = false
        for line in text.split(whereSeparator: \.isNewline) {
            let rest = line.dropFirst(2)
            if line.hasPrefix("> ") {
                isOver = isOver || rest.hasPrefix("QUIT")
                stage = Self.stage(of: rest) ?? stage
            } else if line.hasPrefix("< "), !isOver {
                answer = String(rest.prefix(500)).headerLine
            }
        }
    }

    /// The stage that a command begins; nil for a line that is no command, such as the user’s answer to AUTH.
    private static func stage(of command: Substring) -> Stage? {
        if command.hasPrefix("EHLO ") || command.hasPrefix("HELO ") || command == "STARTTLS" { return .hello }
        if command.hasPrefix("AUTH ") { return .signIn }
        if command.hasPrefix("MAIL FROM:") { return .sender }
        if command.hasPrefix("RCPT TO:") { return .recipient }
        return command == "DATA" ? .content : nil
    }

    /// The outcome, by the exit status of curl and the server’s last answer.
    func outcome(status: Int32) -> SMTPOutcome {
        if status == 0 { return .accepted(answer: answer) }
        if let problem = Self.problem(status) { return .server(problem, answer: answer) }
        let code = Int(answer.prefix(3)) ?? 0
        switch (stage, code) {
        case (.hello, _): return .server(.other, answer: answer)
        case (.signIn, _): return .server(code >= 400 ? .signIn : .other, answer: answer)
        case (.sender, 400...): return .server(code >= 500 ? .sender : .other, answer: answer)
        case (.recipient, 400..<500), (.content, 400..<500): return .deferred(answer: answer)
        case (.recipient, 500...): return refusal()
        case (.content, 500...): return .mailRefused(answer: answer)
        case (.sender, _), (.recipient, _), (.content, _): return .server(.other, answer: answer)
        }
    }

    /// The recipient was refused: because of the address, or because of this sender. RFC 3463: 5.1 is about addresses,
    /// 5.2 about mailboxes, 5.7 about policy. Without such a code, 550, 551 and 553 are about the address (RFC 5321
    /// §4.2.3).
    private func refusal() -> SMTPOutcome {
        let words = answer.split(separator: " ")
        let detail = words.count > 1 && words[1].wholeMatch(of: /5\.\d{1,3}\.\d{1,3}/) != nil ? words[1] : nil
        if let detail {
            return detail.hasPrefix("5.1.") || detail.hasPrefix("5.2.1")
                ? .addressRefused(answer: answer) : .mailRefused(answer: answer)
        }
        return ["550", "551", "553"].contains(answer.prefix(3))
            ? .addressRefused(answer: answer) : .mailRefused(answer: answer)
    }

    /// The problem that an exit status of curl(1) stands for; nil for a status that the conversation explains.
    private static func problem(_ status: Int32) -> SMTPProblem? {
        switch status {
        case 5, 6: .unknownHost
        case 7: .unreachable
        case 28: .timeout
        case 35, 51, 53, 54, 58, 59, 60, 66, 77, 80, 83, 90, 91: .insecure
        case 64: .noEncryption
        case 67: .signIn
        default: nil
        }
    }
}
