import HTMLTemplate
import Testing

/// Cases in the style of the Mustache specification, on models with declared fields.
@Suite("Mustache syntax") struct SyntaxTests {
    static let page = StreetPage(
        shops: [
            ShopRow(name: "Pain", reviews: [ReviewRow(author: "Ana", reply: "merci"), ReviewRow(author: "Bo")]),
            ShopRow(name: "Fleurs", isOpen: true),
        ],
        flash: Flash(text: "Noté"), chart: "<svg></svg>", tags: ["a", "b"])

    @Test(
        "each tag is rendered",
        arguments: [
            ("no tag", "no tag"),
            ("{{title}}|{{ title }}", "Rue des Lices|Rue des Lices"),
            ("a{{! a\n comment }}b", "ab"),
            ("{{#shops}}({{name}}){{/shops}}", "(Pain)(Fleurs)"),
            ("{{^shops}}none{{/shops}}{{#shops}}x{{/shops}}", "xx"),
            (
                "{{#shops}}{{name}}:{{#reviews}}{{author}}@{{name}} {{/reviews}}{{/shops}}",
                "Pain:Ana@Pain Bo@Pain Fleurs:"
            ),
            ("{{#shops}}{{^reviews}}{{name}} waits{{/reviews}}{{/shops}}", "Fleurs waits"),
            ("{{#shops}}{{#isOpen}}{{name}}{{/isOpen}}{{^isOpen}}-{{/isOpen}}{{/shops}}", "-Fleurs"),
            (
                "{{#shops}}{{#reviews}}{{#reply}}[{{reply}}]{{/reply}}{{^reply}}?{{/reply}}{{/reviews}}{{/shops}}",
                "[merci]?"
            ),
            ("{{#flash}}{{text}}{{/flash}}{{^flash}}none{{/flash}}", "Noté"),
            ("{{flash.text}}", "Noté"),
            ("{{#flash.text}}yes {{title}}{{/flash.text}}", "yes Rue des Lices"),
            ("{{#tags}}[{{.}}]{{/tags}}", "[a][b]"),
            ("{{{chart}}}", "<svg></svg>"),
            ("{{#shops}}{{id}} {{association}};{{/shops}}", "1234 Les Lices;1234 Les Lices;"),
            ("{{#count}}some{{/count}}{{^count}}none{{/count}}", "some"),
            ("{{title}} {{#title}}x{{/title}}", "Rue des Lices x"),
            ("}} { {a} }", "}} { {a} }"),
        ])
    func renders(_ template: String, _ expected: String) throws {
        #expect(try render(template, Self.page) == expected)
    }

    @Test(
        "a line that holds only a tag is removed",
        arguments: [
            ("| This Is\n{{#count}}\n|\n{{/count}}\n| A Line\n", "| This Is\n|\n| A Line\n"),
            ("| This Is\n  {{#count}}\n|\n  {{/count}}\n| A Line\n", "| This Is\n|\n| A Line\n"),
            ("|\r\n{{#count}}\r\n{{/count}}\r\n|", "|\r\n|"),
            ("  {{#count}}\n#{{/count}}\n/", "#\n/"),
            ("#{{#count}}\n/\n  {{/count}}", "#\n/\n"),
            (" {{#count}}YES{{/count}}\n {{#count}}GOOD{{/count}}\n", " YES\n GOOD\n"),
            (" | {{#count}} {{! note }}\n {{/count}} | \n", " |  \n  | \n"),
            ("a\n{{! one\n two }}\nb", "a\nb"),
            ("a\n  {{> part}}\nb\n", "a\n>\nb\n"),
            ("{{title}}\nb", "Rue des Lices\nb"),
        ])
    func standalone(_ template: String, _ expected: String) throws {
        #expect(try render(template, with: ["part": "&gt;\n"]).replacing("&gt;", with: ">") == expected)
    }

    @Test("a nil part, an empty list and zero are false") func absent() throws {
        let page = StreetPage(count: 0)
        let text = "{{#flash}}a{{/flash}}{{^flash}}b{{/flash}}{{^shops}}c{{/shops}}{{^count}}d{{/count}}{{flash.text}}"
        #expect(try render(text, page) == "bcd")
    }

    @Test("a partial reads the row in scope") func partial() throws {
        let text = "{{#shops}}{{> shops/row}}{{/shops}}"
        #expect(try render(text, Self.page, with: ["shops/row": "<b>{{name}}</b>"]) == "<b>Pain</b><b>Fleurs</b>")
    }

    @Test("a template without layout is rendered alone") func withoutLayout() throws {
        let library = try TemplateLibrary(
            sources: [TemplateSource(path: "mail", text: "Bonjour {{author}}")],
            messages: [Messages(locale: "fr", [:]), Messages(locale: "en", [:])])
        let template = try library.bind("mail", page: ReviewRow.self, locale: 1)
        #expect(template.render(ReviewRow(author: "Ana")) == Array("Bonjour Ana".utf8))
    }

    @Test("a page far longer than earlier ones is rendered whole") func grows() throws {
        let library = try TemplateLibrary(
            sources: [TemplateSource(path: "tags", text: "{{#tags}}{{.}},{{/tags}}")],
            messages: [Messages(locale: "fr", [:])])
        let template = try library.bind("tags", page: StreetPage.self, locale: 0)
        let long = String(repeating: "é<", count: 5000)
        let expected = String(repeating: String(repeating: "é&lt;", count: 5000) + ",", count: 40)
        for _ in 0..<2 {
            let page = template.render(StreetPage(tags: Array(repeating: long, count: 40)))
            #expect(page == Array(expected.utf8))
            #expect(template.render(StreetPage(tags: ["x"])) == Array("x,".utf8))
        }
    }

    @Test("every prefix and suffix of a template is accepted or refused, without a crash") func cuts() {
        let text =
            "<a href=\"{{title}}\">{{{chart}}}</a>\r\n {{#shops}}\n{{> part}}{{^reviews}}é{{/reviews}}\n"
            + "{{/shops}}\n{{<part}}\n{{$a}}{{t.m}}{{/a}}{{/part}}<script type=\"application/ld+json\">{{{data}}}</script>"
        let scalars = Array(text.unicodeScalars)
        for cut in 0...scalars.count {
            for part in [scalars[..<cut], scalars[cut...]] {
                let template = String(String.UnicodeScalarView(part))
                _ = refusal(template, with: ["part": "{{$a}}{{/a}}"], messages: ["m": .text("m {count}")])
            }
        }
    }
}
