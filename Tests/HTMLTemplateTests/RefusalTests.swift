import HTMLTemplate
import Testing

/// Every error the engine reports at start, with its file and line.
@Suite("Errors at start") struct RefusalTests {
    @Test(
        "syntax",
        arguments: [
            ("a\n{{#shops}}\nb", "page.html:2: “shops” is never closed"),
            (
                "{{#shops}}\n{{#flash}}{{/shops}}{{/flash}}",
                "page.html:2: expected {{/flash}} for line 2, found {{/shops}}"
            ),
            ("\n\n{{/shops}}", "page.html:3: {{/shops}} without an opening tag"),
            ("{{title", "page.html:1: a tag is not closed"),
            ("{{{chart}}", "page.html:1: a tag is not closed"),
            ("{{}}", "page.html:1: “” is not a valid name"),
            ("{{a b}}", "page.html:1: “a b” is not a valid name"),
            ("{{&chart}}", "page.html:1: write {{{name}}} for HTML instead of {{&name}}"),
            ("{{=<% %>=}}", "page.html:1: delimiters cannot be changed"),
            (
                "\n{{<layout}}lost{{/layout}}",
                "page.html:2: content between {{<layout}} and its end is outside any {{$block}}"
            ),
            ("{{<layout}}{{$a}}{{/a}}\n{{$a}}{{/a}}{{/layout}}", "page.html:2: block “a” is defined twice"),
        ])
    func syntax(_ template: String, _ expected: String) {
        #expect(refusal(template) == expected)
    }

    @Test(
        "names",
        arguments: [
            ("a\n\n{{titel}}", "page.html:3: no “titel” in StreetPage, SiteLayout"),
            (
                "{{#shops}}\n{{#nobody}}{{/nobody}}{{/shops}}",
                "page.html:2: no “nobody” in ShopRow, StreetPage, SiteLayout"
            ),
            ("{{name}}", "page.html:1: no “name” in StreetPage, SiteLayout"),
            ("{{flash.title}}", "page.html:1: no “title” in Flash"),
            ("{{shops.name}}", "page.html:1: “.name” needs a single model before the dot"),
            (
                "{{^flash.text}}{{/flash.text}}",
                "page.html:1: {{^flash.text}}: open {{#…}} for the part before the dot instead"
            ),
            ("{{shops}}", "page.html:1: “shops” is a section, it has no text"),
            ("{{{title}}}", "page.html:1: “title” is text: write {{title}}"),
            ("{{chart}}", "page.html:1: “chart” is not text: write {{{chart}}}"),
            ("{{data}}", "page.html:1: “data” is not text: write {{{data}}}"),
            ("{{> lost}}", "page.html:1: there is no template “lost”"),
            ("{{<lost}}{{/lost}}", "page.html:1: there is no template “lost”"),
            ("\n{{<base}}\n{{$titel}}{{/titel}}{{/base}}", "page.html:3: “base” has no block “titel”"),
            ("{{> wrong}}", "wrong.html:2: no “titel” in StreetPage, SiteLayout (page page)"),
            ("{{<base}}{{$title}}\n{{titel}}{{/title}}{{/base}}", "page.html:2: no “titel” in StreetPage, SiteLayout"),
            ("{{> again}}", "again.html:1: templates nest deeper than 32: one includes itself (page page)"),
        ])
    func names(_ template: String, _ expected: String) {
        let others = ["base": "{{$title}}{{/title}}", "wrong": "\n{{titel}}", "again": "{{> again}}"]
        #expect(refusal(template, with: others) == expected)
    }

    @Test(
        "messages",
        arguments: [
            ("\n{{t.lost}}", "page.html:2: message “lost” is missing in fr"),
            ("{{{t.hello}}}", "page.html:1: messages are text: write {{t.hello}}"),
            ("{{t.hello}}", "page.html:1: message “hello” in fr: no “nobody” in StreetPage, SiteLayout"),
            ("{{t.many}}", "page.html:1: message “many” in fr: “title” is not a number and cannot choose a plural"),
            (
                "<script>{{t.plain}}</script>",
                "page.html:1: message “plain” in fr: a value cannot be made safe inside <script>"
            ),
        ])
    func messages(_ template: String, _ expected: String) {
        let messages: [String: Message] = [
            "hello": .text("Bonjour {nobody}"), "many": .plural(one: "a", other: "b", by: "title"), "plain": .text("a"),
        ]
        #expect(refusal(template, messages: messages) == expected)
    }

    @Test(
        "messages with unbalanced or invalid placeholders",
        arguments: [
            ("a {b", "a “{” without its “}”"), ("a } b", "a “}” without its “{”"),
            ("a {} b", "“{}” is not the name of a field"),
            ("{a b}", "“{a b}” is not the name of a field"),
        ])
    func braces(_ text: String, _ expected: String) {
        #expect(throws: TemplateError(file: "messages/en", line: 0, reason: "key: " + expected)) {
            try Messages(locale: "en", ["key": .text(text)])
        }
    }

    @Test("a model that declares a name twice") func twice() throws {
        struct Twice: PageModel {
            static let fields: [Field<Twice>] = [.text("a") { _ in "" }, .number("a") { _ in 1 }]
        }
        let library = try TemplateLibrary(
            sources: [TemplateSource(path: "page", text: "")], messages: [Messages(locale: "fr", [:])])
        #expect(throws: TemplateError(file: "page.html", line: 0, reason: "Twice declares “a” twice")) {
            try library.bind("page", page: Twice.self, locale: 0)
        }
        #expect(throws: TemplateError(file: "lost.html", line: 0, reason: "this template does not exist")) {
            try library.bind("lost", page: StreetPage.self, locale: 0)
        }
    }

    @Test("a duplicate path") func pathTwice() {
        let source = TemplateSource(path: "page", text: "")
        #expect(throws: TemplateError(file: "page.html", line: 0, reason: "this template is defined twice")) {
            try TemplateLibrary(sources: [source, source], messages: [])
        }
    }
}
