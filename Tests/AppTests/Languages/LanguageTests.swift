import Foundation
import HTMLTemplate
import HTTP
import Testing

@testable import Chaland
@testable import Shell

/// The site with a third language in which only the pages of visitors exist: a folder of two files, no code.
@Suite("A third language") struct LanguageTests {
    private let home: ScratchFolder
    private let site: TestSite

    init() throws {
        home = try ScratchFolder()
        let files = FileManager.default
        for folder in ["Templates", "Public"] {
            try files.copyItem(atPath: TestSite.home + "/" + folder, toPath: home.path + "/" + folder)
        }
        let folder = home.path + "/Templates/messages/de"
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Self.language.write(toFile: folder + "/language.json", atomically: true, encoding: .utf8)
        try #"{"visit.question": "Wie war Ihr Besuch?"}"#
            .write(toFile: folder + "/visit.json", atomically: true, encoding: .utf8)
        site = try TestSite(
            resources: SiteResources(home: home.path, map: siteMap, checksPages: true), origin: "https://rue.example")
    }

    private static let language = """
        {
          "language.name": "Deutsch",
          "language.pages": "visitors",
          "language.weekdays": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
          "language.months": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
          "language.shortMonths": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez.",
          "language.firstOfMonth": "1.",
          "language.hourDigits": "2",
          "language.time": "{hour}:{minute} Uhr",
          "language.wholeHour": "{hour} Uhr",
          "language.moment": "{date} um {time}",
          "language.money": "{euros},{cents} €",
          "language.cellSeparator": ";"
        }
        """

    @Test("a German phone gets the visitor's page in German, with links to the other two") func visitor() async throws {
        let answer = try await site.as(.guest, language: "de-AT, en;q=0.5").get("/b/7KQ2")
        #expect(answer.text.contains(#"<html lang="de">"#))
        #expect(answer.text.contains("Wie war Ihr Besuch?"))
        #expect(answer.text.contains(#"hreflang="fr" lang="fr""#) && answer.text.contains(#"hreflang="en" lang="en""#))
        #expect(answer.fields[.contentLanguage] == "de")
    }

    @Test("what is not translated is in French") func missing() async throws {
        let answer = try await site.as(.guest, language: "de").get("/b/7KQ2")
        #expect(answer.text.contains("Très bien"))
    }

    @Test("a page that does not exist in German is served in the next language the browser asks for")
    func nextLanguage() async throws {
        #expect(try await site.as(.guest, language: "de, en;q=0.5").get("/boutiques").fields[.contentLanguage] == "en")
        #expect(try await site.as(.guest, language: "de").get("/boutiques").fields[.contentLanguage] == "fr")
        #expect(try await site.as(.guest, language: "en").get("/de/boutiques").fields[.contentLanguage] == "en")
    }

    @Test("each page links to the languages it exists in, and no others") func offered() async throws {
        let directory = try await site.as(.guest).get("/boutiques").text
        #expect(!directory.contains(#"hreflang="de""#))
        #expect(directory.contains(#"<link rel="alternate" hreflang="en""#))
        #expect(try await site.as(.guest).get("/b/7KQ2").text.contains(#"href="/de/b/7KQ2" hreflang="de""#))
    }

    @Test("a prefix selects the language of a page that exists in it") func prefix() async throws {
        let answer = try await site.as(.guest, language: "fr").get("/de/b/7KQ2")
        #expect(answer.fields[.contentLanguage] == "de")
    }

    @Test("a language file that lacks a month is refused with its name") func malformed() throws {
        let path = home.path + "/Templates/messages/de/language.json"
        try Self.language.replacing("Januar ", with: "").write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: TemplateError.self) { try SiteResources(home: home.path, map: siteMap, checksPages: true) }
    }
}
