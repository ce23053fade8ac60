import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("/codes") struct CodesTests {
    private let site: TestSite
    private let baker: Browser

    init() throws {
        site = try TestSite(origin: "https://lac.example")
        baker = site.as(.baker)
    }

    private func make(_ fields: [(String, String)], at path: String = "/boutiques/7kq2/codes") async throws -> String {
        let browser = path == "/codes" ? site.as(.president) : baker
        let answer = try await browser.post(path, fields)
        #expect(answer.status == .seeOther)
        return try #require(answer.location)
    }

    private func open(_ code: String, _ count: Int) async throws {
        for _ in 0..<count {
            _ = try await site.as(.guest).get("/b/\(code)", fields: [("User-Agent", "Mozilla/5.0 (iPhone)")])
        }
        try site.site.writeOpens()
    }

    /// The cells of a row of the table, by its title.
    private func cells(_ page: Answer, _ title: String) throws -> [String] {
        let row = try #require(
            page.text.replacing("\u{A0}", with: " ").components(separatedBy: "<tr><th scope=\"row\">")
                .first { $0.hasPrefix(title + "<") })
        return row.components(separatedBy: "<td class=\"number\">").dropFirst().map { String($0.prefix { $0 != "<" }) }
    }

    @Test("a shop makes a code from a medium alone, prints it in every format and sees its figures")
    func shop() async throws {
        let path = try await make([("medium", "window")])
        #expect(try await make([("medium", "window")]) == path, "a button pressed twice")
        let code = String(path.dropFirst("/codes/".count)).uppercased()
        let page = try await baker.get(path)
        #expect(page.text.contains("lac.example/b/\(code)") && page.text.contains("Vitrine"))
        for format in ["a4", "a5", "a6", "tent", "stickers"] {
            #expect(page.text.contains("\(path)/affichette?format=\(format)"))
            let poster = try await baker.get("\(path)/affichette?format=\(format)")
            #expect(poster.status == .ok && poster.text.contains("/affichette\""))
        }
        #expect(try await baker.get(path + "/affichette?format=a4").text.contains("lac.example/b/\(code)"))
        try await open(code, 3)
        try await site.visit(code, details: [("purchased", "yes")])
        try await site.visit(code)
        try await site.visit("7KQ2")
        try site.night()
        let list = try await baker.get("/boutiques/7kq2/codes")
        let few = Array(repeating: "moins de 5", count: 3)
        #expect(try cells(list, "Vitrine") == ["3"] + few + ["–", "–", "–", "0", "moins de 5"])
        #expect(try cells(list, "Comptoir") == ["0"] + few + ["–", "–", "–", "0", "moins de 5"])
        #expect(try site.value("SELECT answers * 10 + detailed FROM entry_point_week WHERE code = '\(code)'") == 21)
        #expect(list.text.contains("<svg viewBox=\"0 0 360"))
    }

    @Test("the page shows what a scan and an answer cost, since the code was made") func cost() async throws {
        let path = try await make([("medium", "flyer"), ("place", "Marché du samedi"), ("cost", "12,50")])
        let code = String(path.dropFirst("/codes/".count)).uppercased()
        let past = site.now.local.day.adding(days: -100)
        try site.write { try EntryPoint.add([code: 4], on: past, in: $0) }
        for _ in 0..<5 { try await site.visit(code) }
        try site.night()
        let list = try await baker.get("/boutiques/7kq2/codes")
        let (few, end) = (["moins de 5", "moins de 5"], ["12,50 €", "3,13 €", "2,50 €", "0", "moins de 5"])
        let title = "Prospectus · Marché du samedi"
        #expect(try cells(list, title) == ["0", "5"] + few + end)
        let all = try await baker.get("/boutiques/7kq2/codes?depuis=tout")
        #expect(try cells(all, title) == ["4", "5"] + few + end)
        let words = "depuis le début : 3,13 € par scan, 2,50 € par réponse"
        #expect(list.text.replacing("\u{A0}", with: " ").contains(words))
    }

    @Test("without a scan, the page shows only what an answer cost") func costOfAnswers() async throws {
        let path = try await make([("medium", "flyer"), ("cost", "12,50")])
        for _ in 0..<5 { try await site.visit(String(path.dropFirst("/codes/".count)).uppercased()) }
        try site.night()
        let list = try await baker.get("/boutiques/7kq2/codes").text.replacing("\u{A0}", with: " ")
        #expect(list.contains("5 réponses · visages : très contents · depuis le début : 2,50 € par réponse<"))
    }

    @Test("the board compares media, shops and projects") func compared() async throws {
        let front = try await make([("medium", "radio"), ("leads", "association")], at: "/codes")
        #expect(
            try await make([("medium", "window"), ("leads", "shops")], at: "/codes") == "/affichettes?support=window")
        let codes = try site.loop.reader.rows("SELECT code FROM entry_point WHERE medium = 'window'") { $0.text(0) }
        #expect(codes.count == 2)
        let posters = try await site.as(.president).get("/affichettes?support=window").text
        for code in codes {
            #expect(posters.contains("/b/\(code)"))
            try await open(code, 2)
        }
        #expect(!posters.contains("/b/7KQ2"))
        let radio = [("medium", "radio"), ("leads", "shops")]
        #expect(try await site.as(.president).post("/codes", radio).status == .seeOther)
        let choice = try await site.as(.president).get("/affichettes").text
        #expect(choice.contains("value=\"window\"") && !choice.contains("value=\"radio\""))
        try await open(String(front.dropFirst("/codes/".count)), 5)
        try await open("7KQ2", 1)
        let media = try await site.as(.treasurer).get("/codes")
        #expect(try cells(media, "Radio").first == "5")
        #expect(try cells(media, "Vitrine").first == "4")
        #expect(!media.text.contains("name=\"leads\""), "a member who may only read has no form")
        let shops = try await site.as(.president).get("/codes?par=boutique")
        #expect(try cells(shops, "Boulangerie de l’Étoile").first == "3")
        let each = try await site.as(.president).get("/codes?par=code")
        #expect(try cells(each, "Les Vitrines du Lac · Radio").first == "5")
    }

    @Test("scans and answers after the end of a code are counted apart") func ended() async throws {
        let path = try await make([("medium", "poster")])
        let code = String(path.dropFirst("/codes/".count)).uppercased()
        try await open(code, 1)
        #expect(try await baker.post(path + "/fin").status == .seeOther)
        site.wait(.days(1))
        try await open(code, 2)
        try await site.visit(code)
        try site.night()
        let list = try await baker.get("/boutiques/7kq2/codes")
        let few = Array(repeating: "moins de 5", count: 3)
        #expect(try cells(list, "Affiche") == ["1"] + few + ["–", "–", "–", "2", "moins de 5"])
        #expect(try site.value("SELECT ended_answers FROM entry_point_week WHERE code = '\(code)'") == 1)
        #expect(list.text.contains("terminé le"))
        #expect(try await baker.get(path).text.contains("Remettre en service"))
    }

    @Test("a refused form comes back as typed") func refused() async throws {
        let none = try await baker.post("/boutiques/7kq2/codes", [("place", "Porte d’entrée")])
        #expect(none.status == .unprocessableContent && none.text.contains("Porte d’entrée"))
        for (field, value) in [
            ("cost", "douze"), ("cost", "1000000,01"), ("until", "2026-02-30"),
            ("place", String(repeating: "x", count: 81)),
        ] {
            let answer = try await baker.post("/boutiques/7kq2/codes", [("medium", "flyer"), (field, value)])
            #expect(answer.status == .unprocessableContent && answer.text.contains("value=\"\(value)\""), "\(field)")
        }
        let days = [("medium", "flyer"), ("from", "2026-03-05"), ("until", "2026-03-04")]
        #expect(try await baker.post("/boutiques/7kq2/codes", days).status == .unprocessableContent)
        let nowhere = try await site.as(.president).post("/codes", [("medium", "radio"), ("leads", "elsewhere")])
        #expect(nowhere.status == .unprocessableContent)
        #expect(try site.value("SELECT count(*) FROM entry_point") == 2)
    }

    @Test("two people who change a code at once lose nothing") func conflict() async throws {
        let form = try await baker.get("/codes/7kq2").filled
        let first = try await baker.post("/codes/7kq2", form.with(("place", "Caisse")))
        #expect(first.location == "/codes/7kq2")
        let second = try await baker.post("/codes/7kq2", form.with(("place", "Entrée"), ("cost", "3")))
        #expect(second.status == .conflict && second.text.contains("value=\"Entrée\""))
        #expect(try site.text("SELECT place FROM entry_point WHERE code = '7KQ2'") == "Caisse")
        #expect(try await baker.post("/codes/7kq2", second.filled).location == "/codes/7kq2")
        #expect(try site.value("SELECT cost_cents FROM entry_point WHERE code = '7KQ2'") == 300)
    }

    @Test("a shop with a hundred codes cannot make another: 422 with the limit") func full() async throws {
        let (bakery, now) = (site.bakery, site.now - 3_600)
        try site.write { db in
            for number in 1..<SiteLimits.printedCodes {
                try PrintedCode.Details(.flyer).insert(as: "Z\(1_000 + number)", of: .shop(bakery), at: now, in: db)
            }
        }
        let answer = try await baker.post("/boutiques/7kq2/codes", [("medium", "window")])
        #expect(answer.status == .unprocessableContent && answer.text.contains("100"))
    }
}
