import HTMLTemplate
import Testing

@Suite("Escaping") struct EscapingTests {
    @Test("special characters are escaped at every offset from the eight-byte step", arguments: 0..<20)
    func positions(_ distance: Int) throws {
        let pairs = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")]
        for (character, escaped) in pairs {
            for tail in 0..<17 {
                let (before, after) = (String(repeating: "é", count: distance), String(repeating: "x", count: tail))
                let page = StreetPage(title: before + character + after)
                #expect(try render("{{title}}", page) == before + escaped + after)
            }
        }
    }

    @Test("other bytes are unchanged") func others() throws {
        let text = String(String.UnicodeScalarView((1..<0x250).compactMap(Unicode.Scalar.init)))
        let expected = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: String(scalar)
            }
        }
        .joined()
        #expect(Array(try render("{{title}}", StreetPage(title: text)).utf8) == Array(expected.utf8))
    }

    @Test("a quote that a combining mark follows is still a quote") func combining() throws {
        let page = StreetPage(title: "\"\u{301}<\u{338} '\u{301}")
        let bytes = Array(try render("<a title=\"{{title}}\">", page).utf8)
        #expect(bytes == Array("<a title=\"&quot;\u{301}&lt;\u{338} &#39;\u{301}\">".utf8))
    }

    @Test("JSON cannot end its script element") func json() throws {
        let page = StreetPage(data: "{\"a\":\"</script><!-- & é\u{2028}\u{2029}…\"}")
        #expect(
            try render("<script type=\"application/ld+json\">{{{data}}}</script>{{title}}", page)
                == #"<script type="application/ld+json">{"a":"\u003c/script\u003e\u003c!-- \u0026 é\u2028\u2029…"}</script>Rue des Lices"#
        )
    }

    @Test("HTML from literals escapes interpolated values") func html() {
        let name = "<b>\"&'"
        let part: HTML = "<i>\(name)</i>"
        let whole: HTML = "<p data-n=\"\(12)\" data-x=\"\(1.5)\">\(part)</p>"
        #expect(
            String(decoding: whole.bytes, as: UTF8.self)
                == "<p data-n=\"12\" data-x=\"1.5\"><i>&lt;b&gt;&quot;&amp;&#39;</i></p>")
    }

    @Test(
        "contexts where a value is safe",
        arguments: [
            "<p>{{title}}</p>", "<a href=\"{{title}}\">", "<a href='/x?{{title}}'>",
            "<A TITLE = \"a {{title}} b\" hidden>",
            "<title>{{title}}</title>", "<textarea><b>{{title}}</textarea>", "<br/>{{title}}",
            "<!doctype html>{{title}}",
            "<!-- <a href= -->{{title}}", "1 < 2 {{title}}", "<option {{#count}}selected{{/count}}>{{title}}",
            "<a {{#count}}href=\"{{title}}\"{{/count}}{{^count}}hidden{{/count}}>",
            "<a class=\"x{{#count}} y{{/count}}\">",
            "<script>a < b; if (x</y/.z) {}</script>{{title}}", "<style>a > b {}</style>{{title}}",
            "<input value=a>{{title}}",
            "<script src=\"{{title}}\"></script>", "<input disabled value=\"{{title}}\">", "</p >{{title}}",
            "<svg><title>{{title}}</title></svg>", "{{{chart}}}",
        ])
    func allowed(_ template: String) {
        #expect(!refusal(template).contains("page.html"))
    }

    @Test(
        "contexts where a value is refused",
        arguments: [
            ("<script>{{title}}</script>", "a value cannot be made safe inside <script>"),
            ("<SCRIPT type=module>\n{{count}}</SCRIPT>", "a value cannot be made safe inside <script>"),
            ("<style>{{title}}</style>", "a value cannot be made safe inside <style>"),
            ("<a href={{title}}>", "an attribute value must be quoted"),
            ("<a href=/x/{{title}}>", "an attribute value must be quoted"),
            ("<a onclick=\"{{title}}\">", "a value cannot be made safe in the attribute “onclick”"),
            ("<a OnClick='a{{count}}'>", "a value cannot be made safe in the attribute “onclick”"),
            ("<a style=\"{{title}}\">", "a value cannot be made safe in the attribute “style”"),
            ("<iframe srcdoc=\"{{title}}\">", "a value cannot be made safe in the attribute “srcdoc”"),
            ("<{{title}}>", "a value is allowed in text and quoted attributes, not inside a tag"),
            ("<h{{count}}>", "a value is allowed in text and quoted attributes, not inside a tag"),
            ("<a {{title}}>", "a value is allowed in text and quoted attributes, not inside a tag"),
            ("<a data-{{title}}=\"\">", "a value is allowed in text and quoted attributes, not inside a tag"),
            ("<!-- {{title}} -->", "a value is not allowed in an HTML comment"),
            ("<a title=\"{{{chart}}}\">", "HTML is allowed only between tags"),
            ("<title>{{{chart}}}</title>", "HTML is allowed only between tags"),
            ("<script>{{{chart}}}</script>", "HTML is allowed only between tags"),
            ("{{{data}}}", "JSON is allowed only inside <script type=\"application/ld+json\">"),
            ("<script>{{{data}}}</script>", "JSON is allowed only inside <script type=\"application/ld+json\">"),
            ("<script type=\"application/ld+json\">{{title}}</script>", "a value cannot be made safe inside <script>"),
            (
                "<a {{#count}}href=\"{{/count}}x\">",
                "section “count” must begin and end in the same markup context"
            ),
            (
                "{{#count}}<script>{{/count}}{{title}}",
                "section “count” must begin and end in the same markup context"
            ),
            ("<a href=\"x", "the page ends inside a tag, a comment or a <script>"),
        ])
    func refused(_ template: String, _ expected: String) {
        #expect(refusal(template).hasSuffix(expected))
    }
}
