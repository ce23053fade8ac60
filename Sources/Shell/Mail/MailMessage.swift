import Base
import Cryptography
import FoundationEssentials
import HTTP

/// A mail as it is sent (RFC 5322, RFC 2045, RFC 2047): headers, and the body as text and as HTML.
struct MailMessage {
    let from: (name: String, address: EmailAddress)
    let recipient: EmailAddress
    var replyTo: EmailAddress?
    let subject: String
    /// The part of the Message-ID before the @.
    let id: String
    let date: Instant
    /// The https address that ends mail of its list (RFC 8058); nil for mail without a list, or without https.
    var unsubscribe: String?
    let text: String
    let html: [UInt8]

    /// The bytes, lines ended by CR LF. ASCII only: no server needs to change them.
    var bytes: [UInt8] {
        let boundary = "=_" + id
        var lines = [
            "From: \(Self.encoded(from.name)) <\(from.address.text)>", "To: <\(recipient.text)>",
            "Subject: " + Self.encoded(subject), "Date: " + Self.date(date),
            "Message-ID: <\(id)@\(from.address.text.split(separator: "@").last ?? "localhost")>",
            "MIME-Version: 1.0", "Auto-Submitted: auto-generated",
        ]
        if let replyTo { lines.append("Reply-To: <\(replyTo.text)>") }
        if let unsubscribe {
            lines += ["List-Unsubscribe: <\(unsubscribe)>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
        }
        lines += ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
        for (type, content) in [("text/plain", Array(text.utf8)), ("text/html", html)] {
            lines += [
                "--" + boundary, "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", "",
                Data(content).base64EncodedString(options: [
                    .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
                ]),
            ]
        }
        lines += ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    /// The part of the Message-ID before the @: the same for each try, and a hash, so that it reveals nothing of the
    /// key.
    static func id(of key: String) -> String {
        Cryptography.sha256(Array(key.utf8)).prefix(16).map { String(Int($0) | 0x100, radix: 16).dropFirst() }.joined()
    }

    /// A header text as encoded words of at most 75 characters (RFC 2047 §2), each on a line of its own.
    static func encoded(_ text: String) -> String {
        var words: [String] = []
        var word: [UInt8] = []
        func end() {
            if !word.isEmpty { words.append("=?UTF-8?B?" + Data(word).base64EncodedString() + "?=") }
            word = []
        }
        for scalar in text.headerLine.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if word.count + bytes.count > 42 { end() }
            word += bytes
        }
        end()
        return words.joined(separator: "\r\n ")
    }

    /// «Mon, 02 Mar 2026 09:00:00 +0000» (RFC 5322 §3.3).
    static func date(_ instant: Instant) -> String {
        HTTPDate.format(instant.seconds).replacing("GMT", with: "+0000")
    }
}
