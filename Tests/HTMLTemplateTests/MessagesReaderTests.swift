import HTMLTemplate
import Testing

@Suite("Message files") struct MessagesReaderTests {
    @Test("nested keys, plurals and escapes") func reads() throws {
        let messages = try Messages(
            locale: "fr",
            json: #"""
                {
                  "title": "L’été\u202F!\n\"\\\/",
                  "shops": { "empty": {}, "count": { "one": "{count} boutique", "other": "{count} boutiques" },
                    "seen": { "one": "a", "other": "b", "by": "visits" } },
                  "a.b": "c", "reasons": { "price": "Prix", "other": "Autre" }
                }
                """#)
        #expect(messages["title"] == .text("L’été\u{202F}!\n\"\\/"))
        #expect(messages["shops.count"] == .plural(one: "{count} boutique", other: "{count} boutiques"))
        #expect(messages["shops.seen"] == .plural(one: "a", other: "b", by: "visits"))
        #expect(messages.keys == ["a.b", "reasons.other", "reasons.price", "shops.count", "shops.seen", "title"])
        #expect(try Messages(locale: "en", json: " {} ").keys.isEmpty)
    }

    @Test(
        "refuses, with line and reason",
        arguments: [
            ("", 1, "expected {"), ("{\n\"a\": 1}", 2, "expected \""), ("{\"a\": \"b\"", 1, "expected , or }"),
            ("{\"a\": \"b\",}", 1, "expected \""), ("{} x", 1, "unexpected text after the last }"),
            ("{\"a\": \"b\n\"}", 1, "a string must end on its line"), ("{\"a\": \"b", 1, "a string is not closed"),
            ("{\"a\": \"\\x\"}", 1, "“\\x” is not an escape"),
            ("{\"a\": \"\\ud83d\"}", 1, "\\u needs the four hexadecimal digits of one character"),
            ("{\"a\": \"b\",\n\n\"a\": \"c\"}", 3, "“a” is defined twice"),
            ("{\"a\": {\"b\": \"\"}, \"a.b\": \"\"}", 1, "“a.b” is defined twice"),
            ("{\"a\": {\"b\": \"\"},\n\"a\": {\"c\": \"\"}}", 2, "“a” is defined twice"),
            ("{\"a\": {\"one\": \"\",\n\"one\": \"\"}}", 2, "“a.one” is defined twice"),
            ("{\"a b\": \"\"}", 1, "“a b” cannot be a key"),
            ("{\"one\": \"a\", \"other\": \"b\"}", 1, "a plural needs a name"),
            ("{\n\"a\": \"b {\"}", 2, "a: a “{” without its “}”"),
            (String(repeating: "{\"a\":", count: 40), 1, "keys nest too deep"),
        ])
    func refuses(_ json: String, _ line: Int, _ expected: String) {
        #expect(throws: TemplateError(file: "messages/fr.json", line: line, reason: expected)) {
            try Messages(locale: "fr", json: json)
        }
    }

    @Test("a key that an earlier file has defined is refused") func secondFile() throws {
        var messages = Messages(locale: "fr")
        try messages.add(json: #"{"a": "b"}"#, from: "first.json")
        #expect(throws: TemplateError(file: "second.json", line: 1, reason: "“a” is defined twice")) {
            try messages.add(json: #"{"c": "d", "a": "e"}"#, from: "second.json")
        }
    }

    @Test("every truncated file is refused") func cuts() {
        let json = Array(#"{"a": {"one": "\u00e9", "other": "{n}", "by": "n"}, "b": "\"c\""}"#.unicodeScalars)
        for cut in 0..<json.count {
            #expect(throws: TemplateError.self) {
                try Messages(locale: "fr", json: String(String.UnicodeScalarView(json[..<cut])))
            }
        }
    }
}
