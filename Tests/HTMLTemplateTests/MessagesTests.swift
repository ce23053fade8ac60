import HTMLTemplate
import Testing

@Suite("Messages") struct MessagesTests {
    static let entries: [String: Message] = [
        "title": .text("L’été <à> {title}"),
        "shops": .plural(one: "{count} boutique", other: "{count} boutiques"),
        "visits": .plural(one: "{visits} visite", other: "{visits} visites", by: "visits"),
        "year": .text("{name}, n° {id}"),
        "shown": .text("Voir {chart}"),
    ]

    @Test("a message is escaped, and so are its placeholders' values") func escaped() throws {
        let page = StreetPage(title: "a & b")
        #expect(
            try render("<p title=\"{{t.title}}\">", page, messages: Self.entries)
                == "<p title=\"L’été &lt;à&gt; a &amp; b\">")
    }

    @Test(
        "French uses the singular for 0 and 1, English for 1",
        arguments: [
            ("fr", 0, "0 boutique"), ("fr", 1, "1 boutique"), ("fr", 2, "2 boutiques"),
            ("en", 0, "0 boutiques"), ("en", 1, "1 boutique"), ("en", 2, "2 boutiques"),
            ("fr", 1_234_567, "1\u{202F}234\u{202F}567 boutiques"), ("en", 1_234_567, "1,234,567 boutiques"),
        ])
    func plurals(_ locale: String, _ count: Int, _ expected: String) throws {
        let page = StreetPage(count: count)
        #expect(try render("{{t.shops}}", page, messages: Self.entries, locale: locale) == expected)
        #expect(try Messages(locale: locale, Self.entries).text("shops", count: count) == expected)
    }

    @Test("a plural message may name the number that selects its form") func named() throws {
        #expect(
            try render("<b>{{t.visits}}</b>, {{t.shops}}.", StreetPage(visits: 1), messages: Self.entries)
                == "<b>1 visite</b>, 2 boutiques.")
    }

    @Test("a placeholder reads the field of the row in scope") func rows() throws {
        let page = StreetPage(shops: [ShopRow(name: "Pain", id: 2026), ShopRow(name: "Thé", id: 7)])
        #expect(
            try render("{{#shops}}{{t.year}};{{/shops}}", page, messages: Self.entries) == "Pain, n° 2026;Thé, n° 7;")
    }

    @Test("an HTML placeholder is allowed only between tags") func html() throws {
        let page = StreetPage(chart: "<a>ici</a>")
        #expect(try render("<p>{{t.shown}}</p>", page, messages: Self.entries) == "<p>Voir <a>ici</a></p>")
        #expect(
            refusal("<p title=\"{{t.shown}}\">", messages: Self.entries)
                == "page.html:1: message “shown” in fr: HTML is allowed only between tags")
    }

    @Test(
        "numbers are formatted for the locale",
        arguments: [
            (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (-1, "-1"), (-1234, "-1,234"),
            (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
        ])
    func numbers(_ number: Int, _ expected: String) throws {
        let messages = try Messages(locale: "en", [:])
        #expect(messages.format(number) == expected)
        #expect(try render("{{count}}", StreetPage(count: number), locale: "en") == expected)
        let plain = try render("{{#shops}}{{id}}{{/shops}}", StreetPage(shops: [ShopRow(name: "", id: number)]))
        #expect(plain == "\(number)")
    }

    @Test("each locale renders its own messages") func locales() throws {
        let library = try TemplateLibrary(
            sources: [TemplateSource(path: "page", text: "{{t.hello}} {{visits}}")],
            messages: [
                Messages(locale: "fr", ["hello": .text("Bonjour")]), Messages(locale: "en", ["hello": .text("Hello")]),
            ])
        let pages = try (0..<2).map {
            let template = try library.bind("page", page: StreetPage.self, locale: $0)
            return String(decoding: template.render(StreetPage(visits: 1000)), as: UTF8.self)
        }
        #expect(pages == ["Bonjour 1\u{202F}000", "Hello 1,000"])
    }

    @Test("text for code: unescaped, unknown keys and placeholders unchanged") func program() throws {
        let messages = try Messages(locale: "fr", Self.entries)
        #expect(messages.text("title", ["title": "x"]) == "L’été <à> x")
        #expect(messages.text("title") == "L’été <à> {title}")
        #expect(messages.text("lost") == "lost")
        #expect(messages.text("visits", count: 0) == "0 visite")
        #expect(messages["title"] == .text("L’été <à> {title}"))
        #expect(messages.texts.map(\.key) == ["shops", "shops", "shown", "title", "visits", "visits", "year"])
    }

    @Test("differences between two locales are listed") func differences() throws {
        let french = try Messages(locale: "fr", ["a": .text("{x}"), "b": .text("b"), "d": .text("d")])
        let english = try Messages(
            locale: "en", ["a": .text("{y}"), "c": .text("c"), "d": .plural(one: "1", other: "2", by: "n")])
        #expect(
            french.differences(from: english) == [
                "a: only one locale uses {x}, {y}", "b: missing in en", "c: missing in fr",
                "d: only one locale uses {n}",
            ])
        #expect(french.differences(from: french).isEmpty)
    }
}
