import Foundation
import HTMLTemplate
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The register of processing") struct RegisterTests {
    @Test("declares every table of the schema once, or lists it as without persons") func everyTable() throws {
        let tables = try TestSite().loop.reader.rows(
            """
            SELECT name FROM sqlite_schema
             WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT GLOB '*_search_*'
            """
        ) { $0.text(0) }
        let declared = siteMap.personalData.flatMap(\.tables) + siteMap.features.flatMap(\.withoutPersons)
        for table in tables {
            let count = declared.count { $0 == table }
            #expect(count == 1, "\(table) is declared \(count) times: in personalData or in withoutPersons")
        }
        #expect(Set(declared).subtracting(tables).isEmpty, "unknown tables are declared")
        #expect(tables.count > 40)
    }

    @Test("lists no table as without persons that refers to a member") func withoutPersons() throws {
        let site = try TestSite()
        for table in siteMap.features.flatMap(\.withoutPersons) {
            let referred = try site.loop.reader.rows("SELECT \"table\" FROM pragma_foreign_key_list(?1)", table) {
                $0.text(0)
            }
            #expect(!referred.contains("member"), "\(table)")
        }
    }

    @Test("deletes rows of declared tables only, each rule under its own name") func rules() {
        for entry in siteMap.personalData {
            for rule in entry.rules {
                #expect(entry.tables.contains(rule.table), "\(rule.name)")
                #expect(rule.term % .days(1) == 0, "\(rule.name)")
            }
        }
        #expect(Set(siteMap.retention.map(\.name)).count == siteMap.retention.count)
        #expect(Set(siteMap.personalData.map(\.name)).count == siteMap.personalData.count)
    }

    @Test("says everything in both languages, with each term") func words() async throws {
        let site = try TestSite()
        for language in site.site.resources.languages.complete {
            let page = try await site.as(.president, language: language.tag).get("/\(language.tag)/registre").text
            for entry in siteMap.personalData {
                let keys = ["register.\(entry.name)", "register.\(entry.name).data"]
                let terms = entry.hasNoFixedTerm ? ["register.\(entry.name).term"] : []
                for key in keys + terms {
                    #expect(language.messages[key] != nil, "\(key)")
                    #expect(page.contains(escaped(language.messages.text(key))), "\(key)")
                }
                for rule in entry.rules {
                    let text = language.messages.text("register.term.\(rule.name)", ["term": "<here>"])
                    #expect(text.contains("<here>") == (rule.term > 0), "register.term.\(rule.name)")
                }
            }
            for value in PersonalData.Persons.allCases.map(\.rawValue) {
                #expect(language.messages["register.persons.\(value)"] != nil)
            }
            for value in PersonalData.Recipients.allCases.map(\.rawValue) {
                #expect(language.messages["register.recipients.\(value)"] != nil)
            }
        }
    }

    @Test("stands on the privacy page, each entry once, with its term") func privacyPage() async throws {
        let page = try await TestSite().as(.guest).get("/fr/confidentialite").text
        for entry in siteMap.personalData {
            #expect(page.components(separatedBy: "<h3>" + heading(entry) + "</h3>").count == 2, "\(entry.name)")
        }
        #expect(page.contains("30 jours après") || page.contains("30 jours"))
        #expect(!page.contains("{"))
    }

    private func heading(_ entry: PersonalData) -> String {
        escaped(
            (try? MessageFiles.load("fr", below: TestSite.home + "/Templates").text("register.\(entry.name)")) ?? "")
    }

    private func escaped(_ text: String) -> String { text.replacing("&", with: "&amp;") }
}
