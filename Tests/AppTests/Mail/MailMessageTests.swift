import Foundation
import Testing

@testable import Base
@testable import Shell

@Suite("A mail as a server takes it") struct MailMessageTests {
    private func message(subject: String = "Noël", name: String = "Les Vitrines", text: String = "Oui") throws -> String
    {
        let address = try #require(EmailAddress(typed: "rose@example.org"))
        let mail = MailMessage(
            from: (name, address), recipient: address, subject: subject, id: MailMessage.id(of: "1"),
            date: Instant(seconds: 1_772_442_000), unsubscribe: "https://rue.example/fr/desabonnement/AB", text: text,
            html: Array("<p>Oui</p>".utf8))
        return String(decoding: mail.bytes, as: UTF8.self)
    }

    /// The header lines, folded ones joined.
    private func headers(_ mail: String) -> [String] {
        let head = mail.components(separatedBy: "\r\n\r\n")[0]
        return head.replacingOccurrences(of: "\r\n ", with: " ").components(separatedBy: "\r\n")
    }

    @Test("is ASCII with CR LF, and says who sent it, when, and how to unsubscribe") func whole() throws {
        let mail = try message()
        #expect(mail.utf8.allSatisfy { $0 < 0x80 })
        #expect(!mail.replacingOccurrences(of: "\r\n", with: "").contains { $0 == "\r" || $0 == "\n" })
        let headers = headers(mail)
        #expect(headers.contains("Date: Mon, 02 Mar 2026 09:00:00 +0000"))
        #expect(headers.contains("To: <rose@example.org>"))
        #expect(headers.contains("List-Unsubscribe: <https://rue.example/fr/desabonnement/AB>"))
        #expect(headers.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
        #expect(mail.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 998 })
    }

    @Test("has no header injected by its subject or a name") func injection() throws {
        for evil in ["a\r\nBcc: x@example.org", "a\nBcc: x@example.org", "a\rBcc: x@example.org", "a\u{2028}Bcc: x"] {
            let names = headers(try message(subject: evil, name: evil)).map { $0.prefix { $0 != ":" } }
            #expect(!names.contains("Bcc"))
            #expect(names == headers(try message()).map { $0.prefix { $0 != ":" } })
        }
    }

    @Test("carries long subjects in words of at most 75 characters, none cut within a letter") func words() throws {
        let subject = String(repeating: "Éè🎄 ", count: 30).trimmed
        let encoded = MailMessage.encoded(subject)
        let words = encoded.components(separatedBy: "\r\n ")
        #expect(words.allSatisfy { $0.utf8.count <= 75 && $0.hasPrefix("=?UTF-8?B?") && $0.hasSuffix("?=") })
        let decoded = words.compactMap { Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) }
            .map { String(data: $0, encoding: .utf8) ?? "CUT" }
        #expect(decoded.joined() == subject)
    }

    @Test("has the same Message-ID at every try") func id() {
        #expect(MailMessage.id(of: "7") == MailMessage.id(of: "7"))
        #expect(MailMessage.id(of: "7") != MailMessage.id(of: "8"))
        #expect(MailMessage.id(of: "7").utf8.count == 32)
    }
}
