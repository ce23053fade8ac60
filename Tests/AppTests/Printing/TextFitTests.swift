import Testing

@testable import Base
@testable import Shell
@testable import Shops

@Suite("Lines broken for print") struct TextFitTests {
    let fonts: PrintFonts

    init() throws { fonts = try PrintFonts() }

    private func fit(_ text: String, width: Double = 200, lines: Int = 2, size: Double = 20) -> TextFit {
        TextFit(text, width: width, lines: lines, size: size, smallest: 8, fonts.text)
    }

    @Test("fit their width, whatever the text")
    func width() {
        for text in [
            "Un", "Boulangerie de l’Étoile", String(repeating: "W", count: 120), "🥖 🧀",
            String(repeating: "œuvre ", count: 20), "a b c",
        ] {
            let fit = fit(text)
            #expect(fit.lines.count <= 2 && !fit.lines.isEmpty, "\(text)")
            for line in fit.lines { #expect(fonts.text.width(line) * fit.size <= 200.001, "\(line)") }
        }
    }

    @Test("break at spaces, not at no-break spaces, and a word only when it must be") func breaks() {
        #expect(fit("Boulangerie de l’Étoile", width: 160).lines == ["Boulangerie", "de l’Étoile"])
        let joined = fit("Touchez «\u{202F}C’est moi\u{202F}» maintenant").lines.joined(separator: "|")
        #expect(joined.contains("«\u{202F}C’est") && joined.contains("moi\u{202F}»"))
        let long = fit(String(repeating: "Mm", count: 60), lines: 3)
        #expect(long.lines.count == 3)
    }

    @Test("shrink before they are cut, and end with three dots when they are") func cut() {
        let whole = fit(String(repeating: "mot ", count: 14))
        #expect(whole.size < 20 && !whole.lines.joined().contains("…"))
        let cut = fit(String(repeating: "mot ", count: 100))
        #expect(cut.size == 8 && cut.lines.last?.hasSuffix("…") == true)
    }

    @Test("widths are those of the font") func widths() {
        // LiberationSans has the widths of Arial: 1139 of 2048 for a, 569 for a space, 1933 for W.
        #expect(abs(fonts.text.width("a") - 1139.0 / 2048) < 0.001)
        #expect(abs(fonts.text.width(" ") - 569.0 / 2048) < 0.001)
        #expect(fonts.text.width("\u{202F}") == fonts.text.width(" "))
        #expect(abs(fonts.text.width("W") - 1933.0 / 2048) < 0.001)
        #expect(FontMetrics([]) == nil && FontMetrics(Array(repeating: 0xFF, count: 4_000)) == nil)
    }

    @Test("house numbers as people write them, for the order of a street")
    func numbers() {
        for (address, number, mark) in [
            ("12 rue Royale", 12, ""), ("12bis, rue Royale", 12, "bis"), ("12 TER rue Royale", 12, "ter"),
            ("n° 7 quai Bleu", 7, ""), ("Halle, 20/22 rue Verte", 20, ""), ("3B place Haute", 3, "b"),
            ("rue Royale", 0, ""), ("", 0, ""), ("74000 Annecy", 0, ""),
        ] {
            #expect(Street.houseNumber(in: address) == (number, mark), "\(address)")
        }
    }
}
