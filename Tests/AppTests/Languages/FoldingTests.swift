import Testing

@testable import Base

@Suite("Text folded for search") struct FoldingTests {
    @Test(
        "case, accents, ligatures, wide letters and kinds of apostrophes do not matter",
        arguments: [
            ("Œuvre d’Été", "oeuvre d'ete"), ("L\u{2018}ÂGE  D'OR", "l'age d'or"), ("Cafe\u{301}", "cafe"),
            ("Straße", "strasse"), ("ﬁn", "fin"), ("ＣＡＦÉ", "cafe"), ("Ærø", "aerø"), ("Ёлка", "елка"),
            ("İzmir", "izmir"),
            ("35\u{202F}m²", "35 m2"), ("", ""), ("パン", "ハ\u{309A}ン"),
        ])
    func folds(_ text: String, _ folded: String) {
        #expect(text.folded == folded)
        #expect(text.folded.folded == text.folded)
    }

    @Test(
        "white space of any kind is removed at both ends",
        arguments: [("  a b\n", "a b"), ("\u{A0}é\u{202F}", "é"), ("\u{2028}", ""), ("é", "é"), ("\tà ", "à")])
    func trims(_ text: String, _ trimmed: String) { #expect(text.trimmed == trimmed) }
}
