import Foundation
import HTMLTemplate
import HTTP
import Testing

@testable import Chaland
@testable import Shell

@Suite("The fields of the forms") struct FormFieldTests {
    private let allFields = siteMap.features.flatMap(\.fields)

    /// The templates but the style page, by name.
    private func templates() throws -> [(name: String, text: String)] {
        let folder = TestSite.home + "/Templates"
        let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        return try files.filter { $0.hasSuffix(".html") && $0 != "style.html" }
            .map { ($0, try String(contentsOfFile: folder + "/" + $0, encoding: .utf8)) }
    }

    /// Tags of text fields that `{{> partials/field}}` should have made.
    private func ownFields(_ text: String) -> [String] {
        text.matches(of: /<(input|textarea)\s[^>]*/).map { String($0.0) }.filter { tag in
            let kind = tag.firstMatch(of: /type="([a-z]+)"/).map { String($0.1) } ?? "text"
            // `website` is the trap for programs, which no person sees.
            return !tag.contains(" hidden") && !tag.contains("name=\"website\"")
                && ["text", "email", "tel", "url", "password", "date", "file"].contains(kind)
        }
    }

    @Test("no template has a text field or a maximum length of its own") func templatesHaveNone() throws {
        let templates = try templates()
        #expect(templates.count > 40)
        for (name, text) in templates where !name.hasPrefix("partials/field") {
            #expect(ownFields(text) == [], "\(name)")
            #expect(!text.contains(/maxlength="\d/), "\(name)")
        }
    }

    @Test("a template with a text field or a length of its own is found") func planted() {
        #expect(ownFields("<p><input class=\"input\" name=\"title\" value=\"\"></p>").count == 1)
        #expect("<input maxlength=\"120\">".contains(/maxlength="\d/))
    }

    @Test("have their labels, hints and errors in both languages", arguments: ["fr", "en"])
    func messages(_ language: String) throws {
        let messages = try MessageFiles.load(language, below: TestSite.home + "/Templates")
        #expect(allFields.count > 100)
        for field in allFields { for key in field.messages { #expect(messages[key] != nil, "\(field.name): \(key)") } }
    }

    @Test("a password field is a secret in every form") func secrets() {
        let secrets = Set(allFields.filter { $0.content == .secret }.map(\.name))
        #expect(secrets == ["password", "current", "pin"])
        #expect(allFields.filter { secrets.contains($0.name) }.allSatisfy { $0.content == .secret })
    }

    @Test("are known by their names, those of rows with any number") func names() {
        let fields = FormFields(allFields)
        for name in ["title", "note", "text", "closure-3-reason", "line-12-name"] {
            #expect(fields.content(of: name) == .words, "\(name)")
        }
        for name in ["version", "base", "feeling", "code", "hours-1-1-from", "closure-12-from", "experience_on"] {
            #expect(fields.content(of: name) == .choice, "\(name)")
        }
        for name in ["closure--reason-x", "closure-reason", "token", ""] { #expect(fields.content(of: name) == nil) }
    }

    @Test("have the attributes of their declaration on the page") func shown() async throws {
        let site = try TestSite()
        let text = try await site.as(.baker).get("/projets/nouveau").text
        #expect(
            text.contains("id=\"title\" name=\"title\" value=\"\" maxlength=\"120\" required autocomplete=\"off\">"))
        #expect(
            text.contains(
                "<label for=\"happens\">Quand, si la date n’est pas encore fixée <small>(facultatif)</small></label>"))
        #expect(text.contains("aria-describedby=\"happens-hint\">"))
        let refused = try await site.as(.baker).post(
            "/projets", [("title", "x"), ("purpose", String(repeating: "a", count: 5_001))])
        #expect(refused.status == .unprocessableContent)
        #expect(refused.text.contains("aria-describedby=\"purpose-error\" aria-invalid=\"true\">\na"))
        #expect(refused.text.contains("5\u{202F}000 caractères au plus"))
    }
}
