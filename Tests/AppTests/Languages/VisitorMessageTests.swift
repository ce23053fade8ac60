import Foundation
import HTMLTemplate
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The messages of visitors") struct VisitorMessageTests {
    /// The languages of the visitors’ pages.
    static let tags = ["fr", "en", "de", "es", "it", "nl"]
    /// Those in which nothing else exists.
    static let foreign = ["de", "es", "it", "nl"]

    private static func messages(_ tag: String) throws -> Messages {
        try MessageFiles.load(tag, below: TestSite.home + "/Templates")
    }

    @Test("the six languages are those with a folder") func folders() throws {
        let found = try FileManager.default.contentsOfDirectory(atPath: TestSite.home + "/Templates/messages")
        #expect(Set(found) == Set(Self.tags))
    }

    @Test("exist in all of them, with the placeholders of the French ones", arguments: foreign)
    func complete(_ tag: String) throws {
        let (french, own) = try (Self.messages("fr"), Self.messages(tag))
        let problems = own.differences(from: french).filter { !$0.hasSuffix("missing in \(tag)") }
        #expect(problems == [])
        #expect(try own.keys == Self.messages("de").keys)
        for key in try Self.shown() { #expect(own[key] != nil, "\(key) is not in \(tag)") }
    }

    /// The messages in the templates of the visitors’ pages, and in those that they include.
    private static func shown() throws -> [String] {
        let folder = TestSite.home + "/Templates"
        func source(_ name: String) throws -> String {
            try String(contentsOfFile: "\(folder)/\(name).html", encoding: .utf8)
        }
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let all = files.filter { $0.hasSuffix(".html") }.map { String($0.dropLast(5)) }
        let layouts = ["{{<visit-layout}}", "{{<kiosk-layout}}"]
        // The settings of a tablet are for the shop.
        var open = try all.filter { name in
            let text = try source(name)
            return name != "kiosk/settings" && layouts.contains { text.contains($0) }
        }
        #expect(open.count > 5)
        var (seen, keys): (Set<String>, [String]) = ([], [])
        while let name = open.popLast() {
            guard seen.insert(name).inserted else { continue }
            let text = try source(name)
            open += text.matches(of: /\{\{[<>]\s*([a-z0-9\/-]+)\}\}/).map { String($0.1) }
            keys += text.matches(of: /\{\{t\.([A-Za-z0-9_.]+)\}\}/).map { String($0.1) }
        }
        return keys
    }

    @Test("follow the typography of their language", arguments: foreign) func typography(_ tag: String) throws {
        for (key, text) in try Self.messages(tag).texts {
            #expect(VisitorTypography.problems(in: text, tag) == [], "\(tag) \(key): \(text)")
        }
    }

    @Test(
        "with wrong typography are found",
        arguments: [
            ("de", "Für “X” gespeichert"), ("de", "«X»"), ("de", "Wie war es ?"), ("es", "Le han saludado?"),
            ("es", "¿Un error Toque otra."), ("es", "Gracias!"), ("es", "« X »"), ("it", "L'ora"), ("it", "“X”"),
            ("nl", "“X”"), ("nl", "Voor ‘X"), ("nl", "{count} minuten"), ("de", "Warten..."), ("it", "due  spazi"),
        ])
    func planted(_ tag: String, _ text: String) { #expect(VisitorTypography.problems(in: text, tag) != []) }

    @Test(
        "write days, times and numbers as their language does",
        arguments: [
            ("fr", "dimanche 1er\u{A0}mars 2026 à 14\u{A0}h\u{A0}05", "1er\u{A0}mars", "12\u{202F}345"),
            ("en", "Sunday 1\u{A0}March 2026 at 14:05", "1\u{A0}Mar", "12,345"),
            ("de", "Sonntag, 1.\u{A0}März 2026 um 14:05\u{A0}Uhr", "1.\u{A0}März", "12.345"),
            ("es", "domingo, 1\u{A0}de\u{A0}marzo de 2026, a las 14:05\u{A0}h", "1\u{A0}mar.", "12.345"),
            ("it", "domenica 1º\u{A0}marzo 2026 alle 14:05", "1º\u{A0}mar", "12.345"),
            ("nl", "zondag 1\u{A0}maart 2026 om 14.05\u{A0}uur", "1\u{A0}mrt", "12.345"),
        ])
    func formats(_ tag: String, _ moment: String, _ short: String, _ number: String) throws {
        let language = try Language(Self.messages(tag), index: 0)
        let day = try #require(Day("2026-03-01"))
        #expect(language.moment(LocalTime(day: day, minute: 845).instant) == moment)
        #expect(language.shortDate(day) == short)
        #expect(language.number(12_345) == number)
    }
}
