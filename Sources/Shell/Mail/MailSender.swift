import Base
import FoundationEssentials
import HTMLTemplate
import SQLite

/// Composes mails and hands them to the server, with the settings as they are now.
struct MailSender {
    private let client: SMTPClient
    private let association: Association
    private let replyTo: EmailAddress?
    private let origin: WebOrigin?
    private let site: Site
    private let reader: Reader

    /// Nil while mail is not set up.
    init?(_ site: Site, _ reader: Reader, trying server: MailServer? = nil, password: String? = nil) throws {
        guard let server = try server ?? MailServer.current(in: reader),
            let association = try Association.current(in: reader)
        else { return nil }
        let stored = try password ?? MailPassword(site).read()
        client = SMTPClient(
            server: server, password: stored ?? "", authorities: site.configuration.certificateAuthorities)
        (self.association, self.site, self.reader) = (association, site, reader)
        replyTo = try AssociationSettings.current(in: reader).flatMap { EmailAddress(typed: $0.settings.email) }
        origin = PublicAddress(machine: site.configuration.publicURL, stored: association.publicAddress).origin
        hasPassword = server.user.isEmpty || stored != nil
    }

    private let hasPassword: Bool

    /// Sends a queued mail. Blocks the thread.
    func send(_ mail: MailRun.Claim) throws -> SMTPOutcome {
        // Stored by a newer program, or damaged.
        guard let kind = mail.kind, let recipient = mail.recipient,
            let blocks = try? JSONDecoder().decode([MailBlock].self, from: Data(mail.body.utf8))
        else { return .mailRefused(answer: "") }
        guard mail.expiresAt > site.clock.now() else { return .deferred(answer: "") }
        guard let origin else { return .server(.noAddress, answer: "") }
        guard hasPassword else { return .server(.noPassword, answer: "") }
        if let list = kind.list, try OptOut.contains(recipient, list, in: reader) { return .mailRefused(answer: "") }
        return client.deliver(try compose(mail, kind, recipient, blocks, origin).bytes, to: recipient)
    }

    /// Sends a mail that is stored nowhere, to test the settings.
    func sendTrial(to recipient: EmailAddress, language: Language) throws -> SMTPOutcome {
        guard hasPassword else { return .server(.noPassword, answer: "") }
        let trial = MailRun.Claim(
            id: 0, key: "trial " + site.randomness.publicID(), kind: nil, recipient: recipient, language: language.tag,
            subject: language.messages.text("mail.trial.subject", ["association": association.name]), body: "",
            expiresAt: .latest, attempts: 1)
        let blocks = [MailBlock.paragraph(language.messages.text("mail.trial.text"))]
        return client.deliver(try compose(trial, nil, recipient, blocks, origin).bytes, to: recipient)
    }

    private func compose(
        _ mail: MailRun.Claim, _ kind: OutgoingMail.Kind?, _ recipient: EmailAddress, _ blocks: [MailBlock],
        _ origin: WebOrigin?
    ) throws -> MailMessage {
        let languages = site.resources.languages
        let language = languages[mail.language.utf8] ?? languages.first
        let base = (origin?.description ?? "") + "/" + language.tag
        let link = try kind?.list.flatMap { list in
            try origin.map { _ in
                base + Link.unsubscribe(try OptOut(recipient, list, in: reader).token(in: reader)).path
            }
        }
        let page = MailPage(
            subject: mail.subject, blocks: blocks.map { MailPage.Block($0, base: base) },
            footer: MailFooter(
                why: language.messages.text(why(kind), ["association": association.name]),
                words: language.messages.text("mail.unsubscribe"), unsubscribe: link))
        let server = client.server
        return MailMessage(
            from: (server.senderName, server.sender), recipient: recipient,
            replyTo: kind == .message ? replyTo : nil, subject: mail.subject, id: MailMessage.id(of: mail.key),
            date: site.clock.now(), unsubscribe: origin?.isHTTPS == true ? link : nil, text: page.text,
            html: try SheetRenderer(site, association, language)(page))
    }

    private func why(_ kind: OutgoingMail.Kind?) -> String {
        switch kind {
        case .signIn, .review: "mail.why.requested"
        case .security, .welcome, .notices, .message: "mail.why.member"
        case nil: "mail.why.trial"
        }
    }
}
