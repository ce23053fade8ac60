import Testing

@testable import Base

@Suite("The first words of a text") struct ExcerptTests {
    @Test("stand on one line and keep no-break spaces") func line() {
        #expect(
            "Passez leur dire\n  bonjour\u{A0}: ils  ouvrent\u{202F}!".excerpt
                == "Passez leur dire bonjour\u{A0}: ils ouvrent\u{202F}!")
    }

    @Test("are cut between two words") func cut() {
        let text = String(repeating: "neuf ", count: 40)
        #expect(text.excerpt.count <= 161)
        #expect(text.excerpt.hasSuffix("neuf…"))
    }
}
