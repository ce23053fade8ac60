import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("What printed codes say and keep to themselves") struct CodeRuleTests {
    private let site: TestSite
    private let baker: Browser

    init() throws {
        site = try TestSite(origin: "https://lac.example")
        baker = site.as(.baker)
    }

    /// Makes a code of the bakery and returns the path of its page.
    private func make(_ fields: (String, String)...) async throws -> String {
        try #require(try await baker.post("/boutiques/7kq2/codes", fields).location)
    }

    /// One scan today.
    private func scan(_ path: String) throws {
        let (code, today) = (self.code(path), site.now.local.day)
        try site.write { try EntryPoint.add([code: 1], on: today, in: $0) }
    }

    private func code(_ path: String) -> String { String(path.dropFirst("/codes/".count)).uppercased() }

    private func text(_ path: String) async throws -> String {
        try await baker.get(path).text.replacing("\u{A0}", with: " ")
    }

    /// A figure of the page of one code.
    private func figure(_ title: String, _ path: String) async throws -> String? {
        let rest = try await text(path).components(separatedBy: "<dt>\(title)</dt><dd>").dropFirst().first
        return rest.map { String($0.prefix { $0 != "<" }) }
    }

    @Test("answers and their faces are shown from five up, and zero looks like four")
    func threshold() async throws {
        let path = try await make(("medium", "flyer"))
        try scan(path)
        for count in 0...5 {
            if count > 0 { try await site.visit(code(path), feeling: count < 3 ? 4 : 5) }
            try site.night()
            let isShown = count == 5
            #expect(try await figure("Réponses", path) == (isShown ? "5" : "moins de 5"), "\(count)")
            #expect(try await figure("Visages", path) == (isShown ? "très contents" : "–"), "\(count)")
            let list = try await text("/boutiques/7kq2/codes")
            #expect(list.contains("5 réponses") == isShown && list.contains("visages : très contents") == isShown)
            #expect(!list.contains("1 réponse"))
        }
    }

    @Test("before the first scan the page says so, in place of figures") func unscanned() async throws {
        let path = try await make(("medium", "flyer"))
        #expect(try await text(path).contains("Personne n’a encore scanné ce code."))
        #expect(try await figure("Scans", path) == nil)
        try scan(path)
        #expect(try await !text(path).contains("Personne n’a encore scanné ce code."))
        #expect(try await figure("Scans", path) == "1")
    }

    @Test("published reviews count, refused, waiting and withdrawn ones do not") func reviews() async throws {
        let path = try await make(("medium", "flyer"))
        try scan(path)
        func decide(_ review: String, _ decision: String) async throws {
            let form = [("version", "1"), ("reason", "hors sujet")]
            let answer = try await site.as(.president).post("/moderation/\(review)/\(decision)", form)
            #expect(answer.status == .seeOther)
        }
        var links: [String] = []
        for _ in 0..<7 { links.append(try await site.review(code(path))) }
        let ids = try site.loop.reader.rows("SELECT public_id FROM review ORDER BY id") { $0.text(0) }
        for id in ids.prefix(4) { try await decide(id, "publication") }
        try await decide(ids[5], "refus")
        #expect(try await figure("Avis publiés", path) == "moins de 5")
        try await decide(ids[4], "publication")
        #expect(try await figure("Avis publiés", path) == "5")
        _ = try await site.as(.guest).post(links[0] + "/retrait")
        #expect(try await figure("Avis publiés", path) == "moins de 5")
    }

    @Test("the page shows the days of a campaign, and that it is over") func campaign() async throws {
        let today = site.now.local.day
        let (first, last) = (today.adding(days: -3).description, today.description)
        let path = try await make(("medium", "flyer"), ("from", first), ("until", last))
        let french = site.loop.resources.languages.all[0]
        let words = "du \(french.date(today.adding(days: -3))) au \(french.date(today))"
            .replacing("\u{A0}", with: " ")
        for page in [path, "/boutiques/7kq2/codes"] {
            #expect(try await text(page).contains(words))
            #expect(try await !text(page).contains("· passé"), "its last day")
        }
        site.wait(.days(1))
        for page in [path, "/boutiques/7kq2/codes"] {
            #expect(try await text(page).contains(words + " · passé"))
        }
    }

    @Test("a code for the radio is an address to copy and to say, with nothing to scan or print; a letter has both")
    func address() async throws {
        let made = try await site.as(.president).post("/codes", [("medium", "radio"), ("leads", "association")])
        let radio = try await site.as(.president).get(try #require(made.location)).text
        #expect(
            radio.contains("data-copy=\"address\"") && radio.contains("id=\"address\" hidden>https://lac.example/b/"))
        #expect(radio.contains("<strong class=\"code\">lac.example/b/"))
        #expect(!radio.contains("<figure class=\"qr\">") && !radio.contains("/affichette?"))
        let letter = try await text(try await make(("medium", "newsletter")))
        #expect(
            letter.contains("data-copy=\"address\"") && letter.contains("id=\"address\" hidden>https://lac.example/b/"))
        #expect(letter.contains("<figure class=\"qr\">") && letter.contains("/affichette?"))
    }

    @Test("a code beside a kiosk says that answers at the kiosk have no code") func kiosk() async throws {
        let words = "Les réponses données à la borne n’ont pas de code"
        #expect(try await text(try await make(("medium", "kiosk"))).contains(words))
        #expect(try await !text(try await make(("medium", "window"))).contains(words))
        #expect(try await text("/boutiques/7kq2/codes").contains("À côté de la borne"))
    }

    @Test("a code for every shop has the place, the cost and the days that were typed") func everyShop() async throws {
        let form = [
            ("medium", "poster"), ("leads", "shops"), ("place", "Marché de Noël"), ("cost", "4,20"),
            ("from", "2026-03-01"), ("until", "2026-03-20"),
        ]
        #expect(try await site.as(.president).post("/codes", form).status == .seeOther)
        let count = """
            SELECT count(*) FROM entry_point WHERE medium = 'poster' AND place = 'Marché de Noël' AND cost_cents = 420
               AND from_on = '2026-03-01' AND until_on = '2026-03-20'
            """
        #expect(try site.value(count) == 2)
    }

    @Test("a medium that does not fit is refused, whatever the menu offered") func media() async throws {
        let project = try await baker.post("/boutiques/7kq2/codes", [("medium", "project")])
        #expect(project.status == .unprocessableContent)
        let change = try await baker.get("/codes/7kq2").filled.with(("medium", "project"))
        #expect(try await baker.post("/codes/7kq2", change).status == .unprocessableContent)
        let counter = [("medium", "counter"), ("leads", "association")]
        #expect(try await site.as(.president).post("/codes", counter).status == .unprocessableContent)
        #expect(try site.value("SELECT count(*) FROM entry_point") == 2)
    }

    @Test("a button pressed twice makes one code and one line; another cost makes another code") func twice()
        async throws
    {
        let first = try await make(("medium", "flyer"), ("cost", "3"))
        #expect(try await make(("medium", "flyer"), ("cost", "3")) == first)
        #expect(try site.value("SELECT count(*) FROM audit_entry WHERE action = 'code.made'") == 1)
        #expect(try await make(("medium", "flyer"), ("cost", "5")) != first)
    }
}
