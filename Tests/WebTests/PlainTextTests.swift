import Foundation
import Testing

@testable import Web

@Suite("Plain text") struct PlainTextTests {
    @Test(
        "clean text is unchanged",
        arguments: ["", "Pain", "Œuvre d’été\u{202F}: 3 €", "日本語", "👩‍🍳", "🏳️‍🌈", "a\tb\nc"])
    func kept(_ text: String) { #expect(PlainText.clean(Array(text.utf8)) == text) }

    @Test("a control character is found at every position", arguments: [0x00, 0x1F, 0x7F] as [UInt8]) func anywhere(
        _ control: UInt8
    ) {
        let text = Array(" ~abcdefghijklmnop é !".utf8)
        for index in 0...text.count where index == text.count || text[index] < 0x80 {
            var bytes = text
            bytes.insert(control, at: index)
            #expect(PlainText.clean(bytes).map { Array($0.utf8) } == text, "at \(index)")
        }
    }

    @Test("invisible characters are removed")
    func dropped() {
        #expect(PlainText.clean("a\u{0}b\u{1B}[31m\u{7F}\u{85}") == "ab[31m")
        #expect(PlainText.clean("gnp.\u{202E}exe\u{202C}\u{2066}x\u{2069}\u{200E}\u{200F}\u{061C}") == "gnp.exex")
        #expect(PlainText.clean("a\u{200B}d\u{200C}m\u{200D}i\u{2060}n\u{FEFF}\u{E0041}\u{FFFE}") == "admin")
        #expect(PlainText.clean("\u{200D}👩\u{200D}a\u{200D}\u{200D}") == "👩a")
    }

    @Test("line breaks become LF") func lines() {
        #expect(PlainText.clean("a\r\nb\rc\nd\u{2028}e\u{2029}f\r\r\n") == "a\nb\nc\nd\ne\nf\n\n")
    }

    @Test("text is in NFC") func normal() {
        #expect(Array(PlainText.clean("e\u{301}").utf8) == Array("é".utf8))
        #expect(Array(PlainText.clean("A\u{30A} \u{2126} \u{2000}").utf8) == Array("Å Ω \u{2002}".utf8))
    }

    @Test("the fast path covers only characters that NFC never changes") func fastRanges() {
        for value in Array(0x20..<0x7F) + Array(0xA0..<0x300) + Array(0x2002...0x20CF) {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let text = String(scalar)
            #expect(Array(text.precomposedStringWithCanonicalMapping.utf8) == Array(text.utf8), "U+\(value)")
            #expect(scalar.properties.canonicalCombiningClass == .notReordered)
        }
    }

    @Test("at most eight marks in a row remain, in linear time") func marks() {
        let tower = "a" + String(repeating: "\u{301}\u{323}", count: 50_000) + "b"
        let clean = PlainText.clean(tower)
        #expect(clean.unicodeScalars.count <= 10)
        #expect(clean.hasSuffix("b"))
    }

    @Test(
        "rejects invalid UTF-8",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xC3],
            [0x41, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func invalid(_ bytes: [UInt8]) { #expect(PlainText.clean(bytes) == nil) }
}
