import Testing

@testable import Base
@testable import Shell

@Suite("A conversation with a mail server") struct SMTPConversationTests {
    private static let greeting = """
        *   Trying 192.0.2.1:465...
        < 220 mx.example ESMTP
        > EHLO rue.example
        < 250-mx.example
        < 250 AUTH PLAIN
        > AUTH PLAIN
        < 334
        > AHJvc2UAcmlnaHQ=
        """

    /// The outcome of the greeting and these lines.
    private func outcome(_ lines: String, status: Int32 = 55) -> SMTPOutcome {
        SMTPConversation(Self.greeting + "\n" + lines).outcome(status: status)
    }

    private let sender = "< 235 2.7.0 Ok\n> MAIL FROM:<a@rue.example> SIZE=39\n"
    private var recipient: String { sender + "< 250 Ok\n> RCPT TO:<b@rue.example>\n" }
    private var content: String { recipient + "< 250 Ok\n> DATA\n< 354 Go\n} [40 bytes data]\n" }

    @Test("that succeeds returns the server’s last answer") func accepted() {
        #expect(
            outcome(content + "< 250 2.0.0 Ok: queued as 4F2A\n> QUIT\n< 221 Bye", status: 0)
                == .accepted(answer: "250 2.0.0 Ok: queued as 4F2A"))
    }

    @Test("in which the server says “later” leads to another try: greylisting, a full mailbox") func later() {
        #expect(
            outcome(recipient + "< 451 4.7.1 Greylisted\n> QUIT\n< 221 Bye")
                == .deferred(answer: "451 4.7.1 Greylisted"))
        #expect(outcome(content + "< 452 4.2.2 Full") == .deferred(answer: "452 4.2.2 Full"))
    }

    @Test(
        "says whether the address or the mail is refused",
        arguments: [
            ("550 5.1.1 User unknown", true), ("550 No such user", true), ("553 sorry", true), ("551 moved", true),
            ("550 5.7.1 Relaying denied", false), ("554 5.7.1 Blocked", false), ("552 5.2.2 Full", false),
            ("554 no", false), ("550 5.2.1 Mailbox disabled", true),
        ])
    func refused(_ answer: String, _ isOfAddress: Bool) {
        #expect(
            outcome(recipient + "< \(answer)\n> QUIT\n< 221 Bye")
                == (isOfAddress ? .addressRefused(answer: answer) : .mailRefused(answer: answer)))
    }

    @Test("that refuses the content refuses this mail, not the address") func content554() {
        #expect(outcome(content + "< 550 5.1.1 Spam") == .mailRefused(answer: "550 5.1.1 Spam"))
    }

    @Test("that fails before the recipient is named is a problem of the settings or the server") func server() {
        #expect(outcome("< 535 5.7.8 Wrong", status: 67) == .server(.signIn, answer: "535 5.7.8 Wrong"))
        #expect(outcome("< 535 5.7.8 Wrong") == .server(.signIn, answer: "535 5.7.8 Wrong"))
        #expect(outcome(sender + "< 553 5.7.1 Not yours") == .server(.sender, answer: "553 5.7.1 Not yours"))
        #expect(SMTPConversation("").outcome(status: 6) == .server(.unknownHost, answer: ""))
        #expect(SMTPConversation("").outcome(status: 7) == .server(.unreachable, answer: ""))
        #expect(outcome("", status: 64) == .server(.noEncryption, answer: "334"))
    }

    @Test("that is cut half-way is a failure of the server: the mail waits") func cut() {
        #expect(outcome(content, status: 55) == .server(.other, answer: "354 Go"))
        #expect(outcome(recipient, status: 56) == .server(.other, answer: "250 Ok"))
    }
}
