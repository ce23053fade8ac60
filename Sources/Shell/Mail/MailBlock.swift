import Base

/// A piece of the body of a mail. Text and HTML are both made of these when the mail leaves.
package enum MailBlock: Codable, Sendable, Equatable {
    /// Some sentences; line breaks are preserved.
    case paragraph(String)
    /// A code to type, in large letters.
    case code(String)
    /// A title within the mail.
    case heading(String)
    /// What a button says, and the path it leads to, without language and host.
    case button(String, path: String)
    /// One line of a list, with the path it leads to.
    case item(String, path: String)

    /// A button that leads to a page of this site.
    package static func button(_ text: String, _ link: Link) -> MailBlock { .button(text, path: link.path) }

    /// A line of a list that leads to a page of this site.
    package static func item(_ text: String, _ link: Link) -> MailBlock { .item(text, path: link.path) }
}
