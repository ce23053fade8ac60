import Foundation
import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("The days for which codes are compared") struct CodePeriodTests {
    private let site: TestSite
    private let baker: Browser
    private let monday: Day

    /// Ten weeks before this one 1 scan, nine weeks before 20, this week 300.
    init() throws {
        site = try TestSite()
        baker = site.as(.baker)
        monday = site.now.local.day.monday
        let weeks = [(monday.adding(days: -70), 1), (monday.adding(days: -63), 20), (monday, 300)]
        try site.write { db in for (day, opens) in weeks { try EntryPoint.add(["7KQ2": opens], on: day, in: db) } }
    }

    private func scans(_ query: String) async throws -> String? {
        let page = try await baker.get("/boutiques/7kq2/codes" + query).text
        let row = page.components(separatedBy: "<th scope=\"row\">Comptoir</th><td class=\"number\">").dropFirst().first
        return row.map { String($0.prefix { $0 != "<" }) }
    }

    @Test("one day counts its whole week, and the page says which days are counted") func week() async throws {
        let day = monday.adding(days: -60)
        let query = "?du=\(day)&au=\(day)"
        #expect(try await scans(query) == "20")
        let page = try await baker.get("/boutiques/7kq2/codes" + query)
        let french = site.loop.resources.languages.all[0]
        let days = "du \(french.date(monday.adding(days: -63))) au \(french.date(monday.adding(days: -57)))"
        #expect(page.text.contains("semaines entières\u{A0}: " + days + "."))
        #expect(page.text.contains("value=\"\(day)\""))
    }

    @Test("one date is enough: from it on, or up to it") func oneDate() async throws {
        let day = monday.adding(days: -60)
        #expect(try await scans("?du=\(day)&au=") == "320")
        #expect(try await scans("?au=\(day)") == "21")
        #expect(try await scans("?du=&au=") == "321", "as without dates: twelve weeks")
    }

    @Test("two dates in the wrong order are swapped, and the page says so") func reversed() async throws {
        let (first, last) = (monday.adding(days: -70), monday.adding(days: -57))
        let page = try await baker.get("/boutiques/7kq2/codes?du=\(last)&au=\(first)")
        #expect(page.status == .ok && page.text.contains("Les deux dates étaient inversées"))
        #expect(page.text.contains("name=\"du\" type=\"date\" value=\"\(first)\""))
        #expect(try await scans("?du=\(last)&au=\(first)") == "21")
    }

    @Test("an invalid date is refused, with the dates as typed") func unreadable() async throws {
        for typed in ["2026-02-30", "0003-01-01", "hier"] {
            let page = try await baker.get("/boutiques/7kq2/codes?du=\(typed)&au=2026-03-01")
            #expect(page.status == .unprocessableContent && page.text.contains("value=\"\(typed)\""))
            #expect(page.text.contains("value=\"2026-03-01\"") && page.text.contains("role=\"alert\""))
        }
        let board = try await site.as(.president).get("/codes?du=2026-13-45&au=abc")
        #expect(board.status == .unprocessableContent)
        #expect(board.text.contains("value=\"2026-13-45\"") && board.text.contains("value=\"abc\""))
        #expect(board.text.contains("/codes?par=boutique&amp;du=2026-13-45&amp;au=abc"))
    }

    @Test("for chosen days only scans are shown: two choices may differ by one week, with one person's answers")
    func answers() async throws {
        for _ in 0..<6 { try await site.visit() }
        try site.night()
        func text(_ browser: Browser, _ path: String) async throws -> String {
            try await browser.get(path).text.replacing("\u{A0}", with: " ")
        }
        let words = "Pour des dates choisies, seuls les scans sont montrés"
        for (browser, path) in [(baker, "/boutiques/7kq2/codes"), (site.as(.president), "/codes")] {
            let ready = try await text(browser, path)
            #expect(ready.contains("6 réponses") && ready.contains("visages : ") && !ready.contains(words))
            let chosen = try await text(browser, path + "?du=\(monday)")
            #expect(chosen.contains("300 scans") && chosen.contains(words))
            #expect(!chosen.contains("6 réponses") && !chosen.contains("visages : ") && !chosen.contains("moins de 5"))
            #expect(chosen.contains("300</td><td class=\"number\">–</td><td>–</td>"))
        }
    }

    @Test("for future dates the page says that they are to come") func ahead() async throws {
        func says(_ query: String) async throws -> Bool {
            try await baker.get("/boutiques/7kq2/codes" + query).text.contains("Ces dates sont à venir.")
        }
        #expect(try await says("?du=\(monday.adding(days: 7))"))
        #expect(try await !says("?du=\(monday)"))
        #expect(try await !says("?au=\(monday.adding(days: 30))"))
    }

    @Test("the dates stay while the board goes from one comparison to another") func groupings() async throws {
        let page = try await site.as(.president).get("/codes?par=boutique&du=2026-01-05&au=2026-02-01").text
        #expect(page.contains("/codes?par=code&amp;du=2026-01-05&amp;au=2026-02-01"))
        #expect(page.contains("name=\"par\" value=\"boutique\""))
    }
}
