import Foundation
import HTMLTemplate
import HTTP
import Testing

@testable import Chaland
@testable import Shell

/// The site with one more language in which only the pages of visitors exist: a folder of two files, no code.
@Suite("One more language") struct LanguageTests {
    private let home: ScratchFolder
    private let site: TestSite

    init() throws {
        home = try ScratchFolder()
        let files = FileManager.default
        for folder in ["Templates", "Public"] {
            try files.copyItem(atPath: TestSite.home + "/" + folder, toPath: home.path + "/" + folder)
        }
        let folder = home.path + "/Templates/messages/pt"
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Self.language.write(toFile: folder + "/language.json", atomically: true, encoding: .utf8)
        try #"{"visit.question": "Como foi a sua visita?"}"#
            .write(toFile: folder + "/visit.json", atomically: true, encoding: .utf8)
        site = try TestSite(
            resources: SiteResources(home: home.path, map: siteMap, checksPages: false), origin: "https://rue.example")
    }

    private static let language = """
        {
          "language.name": "Português",
          "language.pages": "visitors",
          "language.weekdays": "segunda terça quarta quinta sexta sábado domingo",
          "language.months": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
          "language.shortMonths": "jan. fev. mar. abr. maio jun. jul. ago. set. out. nov. dez.",
          "language.firstOfMonth": "1.º",
          "language.hourDigits": "1",
          "language.date": "{day} de {month} de {year}",
          "language.shortDate": "{day} {month}",
          "language.longDate": "{weekday}, {date}",
          "language.time": "{hour}h{minute}",
          "language.wholeHour": "{hour}h",
          "language.moment": "{date} às {time}",
          "language.money": "{euros},{cents} €",
          "language.cellSeparator": ";"
        }
        """

    @Test("a phone in that language gets the visitor's page in it, with links to the others") func visitor()
        async throws
    {
        let answer = try await site.as(.guest, language: "pt-BR, en;q=0.5").get("/b/7KQ2")
        #expect(answer.text.contains(#"<html lang="pt">"#))
        #expect(answer.text.contains("Como foi a sua visita?"))
        #expect(answer.text.contains(#"hreflang="fr" lang="fr""#) && answer.text.contains(#"hreflang="en" lang="en""#))
        #expect(answer.fields[.contentLanguage] == "pt")
    }

    @Test("what is not translated is in French") func missing() async throws {
        let answer = try await site.as(.guest, language: "pt").get("/b/7KQ2")
        #expect(answer.text.contains("Très bien"))
    }

    @Test("a page that does not exist in it is served in the next language the browser asks for")
    func nextLanguage() async throws {
        #expect(try await site.as(.guest, language: "pt, en;q=0.5").get("/boutiques").fields[.contentLanguage] == "en")
        #expect(try await site.as(.guest, language: "pt").get("/boutiques").fields[.contentLanguage] == "fr")
        #expect(try await site.as(.guest, language: "en").get("/pt/boutiques").fields[.contentLanguage] == "en")
    }

    @Test("each page links to the languages it exists in, and no others") func offered() async throws {
        let directory = try await site.as(.guest).get("/boutiques").text
        #expect(!directory.contains(#"hreflang="pt""#))
        #expect(directory.contains(#"<link rel="alternate" hreflang="en""#))
        #expect(try await site.as(.guest).get("/b/7KQ2").text.contains(#"href="/pt/b/7KQ2" hreflang="pt""#))
    }

    @Test("a prefix selects the language of a page that exists in it") func prefix() async throws {
        let answer = try await site.as(.guest, language: "fr").get("/pt/b/7KQ2")
        #expect(answer.fields[.contentLanguage] == "pt")
    }

    @Test(
        "a language file that lacks a month or the order of a date is refused",
        arguments: [("janeiro ", ""), ("{day} de {month} de {year}", "{month} {day}")])
    func malformed(_ part: String, _ other: String) throws {
        let path = home.path + "/Templates/messages/pt/language.json"
        try Self.language.replacing(part, with: other).write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: TemplateError.self) { try SiteResources(home: home.path, map: siteMap, checksPages: false) }
    }
}
