import Base
import HTMLTemplate

/// The HTML of a mail. Its text is made of the same blocks.
struct MailPage: Page {
    static let template = "mail/message"
    let subject: String
    let blocks: [Block]
    let footer: MailFooter

    /// One block, with absolute addresses.
    struct Block: PageModel {
        let block: MailBlock
        /// Where its link leads; empty without one.
        let address: String

        static let fields: [Field<Block>] = [
            .optionalText("paragraph") { if case .paragraph(let text) = $0.block { text } else { nil } },
            .optionalText("code") { if case .code(let text) = $0.block { text } else { nil } },
            .optionalText("heading") { if case .heading(let text) = $0.block { text } else { nil } },
            .optionalText("button") { if case .button(let text, _) = $0.block { text } else { nil } },
            .optionalText("item") { if case .item(let text, _) = $0.block { text } else { nil } },
            .text("address") { $0.address },
        ]

        /// - Parameter base: what the path of a link follows: `https://rue.example/fr`.
        init(_ block: MailBlock, base: String) {
            self.block = block
            address =
                switch block {
                case .button(_, let path), .item(_, let path): base + path
                case .paragraph, .code, .heading: ""
                }
        }

        /// The block as text.
        var text: String {
            switch block {
            case .paragraph(let text), .code(let text): text
            case .heading(let text): text + "\n" + String(repeating: "-", count: min(text.count, 60))
            case .button(let text, _): "\(text) :\n\(address)"
            case .item(let text, _): "- \(text)\n  \(address)"
            }
        }
    }

    static let fields: [Field<MailPage>] = [
        .text("subject") { $0.subject }, .list("blocks") { $0.blocks }, .text("why") { $0.footer.why },
        .optionalText("unsubscribe") { $0.footer.unsubscribe }, .text("unsubscribeWords") { $0.footer.words },
    ]

    /// The text part.
    var text: String {
        let end = [footer.why, footer.unsubscribe.map { "\(footer.words) :\n\($0)" }].compactMap(\.self)
        return (blocks.map(\.text) + ["-- \n" + end.joined(separator: "\n")]).joined(separator: "\n\n") + "\n"
    }
}

/// Why the reader received a mail, and how to receive no more of them.
struct MailFooter {
    let why: String
    /// «Ne plus recevoir ces e-mails».
    let words: String
    /// The address that ends mail of its list; nil for mail without a list.
    let unsubscribe: String?
}
