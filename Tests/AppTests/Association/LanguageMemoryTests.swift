import HTTP
import Testing

@testable import Chaland

@Suite("The language asked for, remembered") struct LanguageMemoryTests {
    private static let lines = [
        "fr", "en", "en-GB,en;q=0.9,fr;q=0.8", "fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", "de", "", "*;q=0.5",
        "fr;q=0,en;q=0.1",
        "EN", "en;q=abc", String(repeating: "de,", count: 60) + "en", "it", "es", "pt",
    ]

    private func head(_ path: String, _ lines: [String]) -> RequestHead {
        Request(.get, path, fields: lines.map { ("Accept-Language", $0) }).head
    }

    @Test("is the one found without a memory, again and again") func same() {
        var memory = LanguageMemory()
        for _ in 1...3 {
            for line in Self.lines {
                for path in ["/", "/boutiques", "/en/boutiques", "/fr", "/england"] {
                    let head = head(path, [line])
                    #expect(memory.language(of: head) == Arrival(head).language, "\(path) \(line)")
                }
            }
        }
    }

    @Test("two lines are not taken for the last of them") func twoLines() {
        var memory = LanguageMemory()
        #expect(memory.language(of: head("/", ["en"])) == .english)
        #expect(memory.language(of: head("/", ["fr"])) == .french)
        #expect(memory.language(of: head("/", ["fr", "en"])) == .french)
        #expect(memory.language(of: head("/", ["en;q=0.5", "fr"])) == .french)
        #expect(memory.language(of: head("/", ["en", "fr;q=0.5"])) == .english)
        #expect(memory.language(of: head("/", [])) == .french)
    }
}
