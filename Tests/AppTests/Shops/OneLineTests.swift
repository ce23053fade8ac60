import Testing

@testable import Base
@testable import Chaland

@Suite("A text as one line") struct OneLineTests {
    @Test(
        "white space of any kind becomes single spaces, and none at the ends",
        arguments: [
            ("", ""), (" ", ""), ("a", "a"), ("  a \t\r\n b  ", "a b"), ("l’été\u{A0}: œuvre", "l’été : œuvre"),
            ("a\u{85}b", "a b"), ("a\u{1680}b\u{2000}c\u{200A}d", "a b c d"),
            ("a\u{2028}b\u{2029}c\u{202F}d", "a b c d"),
            ("a\u{205F}b\u{3000}c", "a b c"), ("\u{A0}«\u{202F}oui\u{202F}»\u{A0}", "« oui »"), ("\u{3000}", ""),
            ("1\u{2019}2\u{200B}3", "1\u{2019}2\u{200B}3"), ("é à", "é à"), ("店\u{3000}店", "店 店"),
        ])
    func words(_ text: String, _ line: String) { #expect(text.oneLine == line) }

    @Test("agrees with splitting by Unicode white space") func agrees() {
        let pieces = [
            "a", "é", "’", " ", "  ", "\n", "\r\n", "\t", "\u{B}", "\u{1F}", "\u{A0}", "\u{202F}", "\u{85}", "œ", "日",
            "👩‍👧",
            "\u{2002}",
        ]
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = first + second + third
                    #expect(text.oneLine == text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
                }
            }
        }
    }
}
