import Base
import HTMLTemplate
import SQLite
import Shell
import Shops

/// The mail with the link to one's own review. Nothing that the visitor typed is in it: anyone may type any address.
struct ReviewLinkMail: Sendable {
    private let author: Secret
    private let language: Language

    /// Nil while mail is not set up.
    init?(_ author: Secret, _ context: Context, in db: Reader) throws {
        guard try context.hasMail(in: db) else { return nil }
        self.author = author
        language = context.language
    }

    /// Names the mail of a review, by the hash of its author’s link.
    static func key(_ authorHash: [UInt8]) -> String {
        "review " + authorHash.prefix(16).map { String($0, radix: 16) }.joined(separator: ".")
    }

    /// Once for a review, however often its form is sent.
    func queue(to email: EmailAddress, about shop: Shop.ID, at now: Instant, in db: Writer) throws {
        let name = try db.first("SELECT name FROM shop WHERE id = ?1", shop) { $0.text(0) } ?? ""
        let messages = language.messages
        try OutgoingMail(
            .review, key: Self.key(author.hash), to: email, language: language.tag,
            subject: messages.text("review.mail.subject", ["shop": name]),
            body: [
                .paragraph(messages.text("review.mail.text", ["shop": name])),
                .button(messages.text("review.mail.button"), .review(author)),
                .paragraph(messages.text("review.mail.keep")),
            ]
        ).queue(at: now, in: db)
    }
}
