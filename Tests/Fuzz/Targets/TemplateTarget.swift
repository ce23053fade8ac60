import HTMLTemplate

/// Templates: rejected with a line number, or bound, and then no value adds a byte of markup to the page.
enum TemplateTarget {
    static func check(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes.prefix(2048), as: UTF8.self)
        let lines = text.utf8.count { $0 == 0x0A } + 1
        do {
            let messages = try Messages(
                locale: "fr",
                ["hello": .text("Bonjour {title}"), "many": .plural(one: "{n} avis", other: "{n} avis", by: "n")])
            let others = TemplateSource(path: "part", text: "<b>{{title}}</b>{{$body}}-{{/body}}")
            let library = try TemplateLibrary(
                sources: [TemplateSource(path: "page", text: text), others], messages: [messages])
            let template = try library.bind("page", page: FuzzPage.self, locale: 0)
            let quiet = template.render(FuzzPage(text: "abc"))
            let hostile = template.render(FuzzPage(text: "<script>\"'>&amp;{{title}}\u{301}</textarea>"))
            for mark in "<>\"'".utf8 {
                let (before, after) = (quiet.count { $0 == mark }, hostile.count { $0 == mark })
                try require(before == after, "a value added \(after - before) of byte \(mark)")
            }
            try require(quiet.count <= text.utf8.count * 100 + 100, "\(quiet.count) bytes out of \(text.utf8.count)")
        } catch let error as TemplateError {
            try require(error.line >= 0 && error.line <= lines, "line \(error.line) of \(lines)")
            try require(!error.reason.isEmpty && !error.file.isEmpty, "an error without a reason")
        }
        if let messages = try? Messages(locale: "fr", json: text) {
            try require(messages.locale == "fr", "messages of another language")
        }
    }

    /// A page with the same text in all fields.
    struct FuzzPage: PageModel {
        var text: String
        var rows: [FuzzRow] { [FuzzRow(name: text), FuzzRow(name: text)] }
        static let fields: [Field<FuzzPage>] = [
            .text("title") { $0.text },
            .optionalText("note") { $0.text },
            .number("n") { _ in 2 },
            .flag("yes") { _ in true },
            .list("rows") { $0.rows },
            .one("one") { FuzzRow(name: $0.text) },
            .html("html") { _ in "<i>x</i>" },
        ]
    }

    struct FuzzRow: PageModel {
        var name: String
        static let fields: [Field<FuzzRow>] = [.text("name") { $0.name }]
    }
}
