import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects

@Suite("The dates of a project") struct ProjectDateTests {
    private let site: TestSite
    private let filled = [("title", "Marché de nuit"), ("purpose", "Des lampions."), ("confirmed", "1")]

    init() throws { site = try TestSite() }

    /// The answer to a proposal with one date.
    private func propose(_ from: String, _ until: String = "", _ starts: String = "", _ ends: String = "")
        async throws -> Answer
    {
        let date = [("from", from), ("until", until), ("starts", starts), ("ends", ends)]
        return try await site.as(.baker).post("/projets", filled + date.map { ("date-1-" + $0.0, $0.1) })
    }

    private func page(_ answer: Answer) async throws -> String {
        try await site.as(.florist).get(try #require(answer.location)).text.replacing("\u{A0}", with: " ")
    }

    @Test(
        "are shown in words",
        arguments: [
            (["2026-03-07"], "samedi 7 mars"), (["2026-03-07", "", "18:00"], "samedi 7 mars à 18 h"),
            (["2026-03-07", "", "18:00", "23:30"], "samedi 7 mars, de 18 h à 23 h 30"),
            (["2026-03-07", "", "18h", "1:00"], "samedi 7 mars, de 18 h à 1 h"),
            (["2026-03-07", "", "18:00", "24:00"], "samedi 7 mars, de 18 h à minuit"),
            (["2026-03-07", "", "18:00", "00:00"], "samedi 7 mars, de 18 h à minuit"),
            (["2026-03-06", "2026-03-08"], "du vendredi 6 mars au dimanche 8 mars"),
            (
                ["2026-03-06", "2026-03-08", "10:00", "19:00"],
                "du vendredi 6 mars à 10 h au dimanche 8 mars à 19 h"
            ),
            (["2027-05-01"], "samedi 1er mai 2027"), (["2026-10-25", "", "2:30", "2:45"], "de 2 h 30 à 2 h 45"),
        ])
    func words(_ typed: [String], _ words: String) async throws {
        let texts = typed + Array(repeating: "", count: 4 - typed.count)
        let answer = try await propose(texts[0], texts[1], texts[2], texts[3])
        #expect(answer.status == .seeOther, "\(answer.text)")
        let shown = try await page(answer)
        #expect(shown.contains(words))
    }

    @Test(
        "422 with everything as typed, in plain words, for an impossible date",
        arguments: [
            (["2026-02-30"], "from", "Choisissez une date qui existe"), (["demain"], "from", "Choisissez une date"),
            (["", "", "18:00"], "from", "Choisissez le jour."), (["0026-03-07"], "from", "Vérifiez l’année"),
            (["2026-03-08", "2026-03-06"], "until", "Le dernier jour vient avant le premier."),
            (["2026-03-08", "2026-13-01"], "until", "Choisissez une date qui existe"),
            (["2026-03-08", "2028-03-08"], "until", "plus d’un an"),
            (["2026-03-07", "", "18:00", "17:00"], "ends", "La fin vient avant le début."),
            (["2026-03-07", "", "18:00", "18:00"], "ends", "La fin vient avant le début."),
            (["2026-03-07", "", "", "18:00"], "starts", "Écrivez aussi l’heure du début."),
            (["2026-03-07", "", "le soir"], "starts", "Écrivez une heure"),
            (["2026-03-07", "", "24:00"], "starts", "Écrivez une heure"),
            (["2026-03-29", "", "02:30"], "starts", "on change d’heure"),
        ])
    func refuses(_ typed: [String], _ field: String, _ words: String) async throws {
        let texts = typed + Array(repeating: "", count: 4 - typed.count)
        let answer = try await propose(texts[0], texts[1], texts[2], texts[3])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(words))
        #expect(answer.text.contains("id=\"date-1-\(field)-error\""))
        for text in texts where !text.isEmpty { #expect(answer.text.contains("value=\"\(text)\"")) }
        #expect(answer.text.contains("Des lampions.</textarea>"))
        #expect(try site.value("SELECT count(*) FROM project") == 0)
    }

    @Test("«Ajouter une date» shows one more row, up to ten, and keeps what was typed") func addsRows() async throws {
        let baker = site.as(.baker)
        #expect(try await baker.get("/projets/nouveau").text.contains("name=\"date-1-from\""))
        var form = [("title", ""), ("purpose", "Des lampions."), ("add", "date")]
        for number in 1...9 {
            form.append(("date-\(number)-from", "2026-03-0\(number)"))
            let page = try await baker.post("/projets", form)
            #expect(page.status == .ok && page.text.contains("Des lampions.</textarea>"))
            #expect(!page.text.contains("Donnez un titre"))
            #expect(page.text.contains("name=\"date-\(number + 1)-from\""))
            #expect(page.text.contains("value=\"2026-03-0\(number)\""))
            #expect(page.text.contains("value=\"date\"") == (number < 9))
        }
    }

    @Test("a date is removed; the others keep their numbers") func removes() async throws {
        let dates = [ProjectDate(1, from: day(7)), ProjectDate(2, from: day(14)), ProjectDate(3, from: day(21))]
        let path = try site.project(dates: dates)
        let form = try await site.as(.baker).get(path + "/modifier").filled
        let answer = try await site.as(.baker).post(path + "/modifier", form + [("date-2-remove", "1")])
        #expect(answer.status == .seeOther)
        #expect(
            try site.text("SELECT group_concat(number || ' ' || from_on) FROM project_date")
                == "1 2026-03-07,3 2026-03-21")
        let unchanged = try await site.as(.baker).get(path + "/modifier").filled
        _ = try await site.as(.baker).post(path + "/modifier", unchanged)
        #expect(try site.value("SELECT version FROM project") == 2)
    }

    private func day(_ number: Int) -> Day { Day(year: 2026, month: 3, day: number) ?? Day(daysSince1970: 0) }

    @Test("two people change the dates: the second sees the other’s and decides") func conflict() async throws {
        let path = try site.project(dates: [ProjectDate(1, from: day(7))])
        let form = try await site.as(.baker).get(path + "/modifier").filled
        _ = try await site.as(.president).post(path + "/modifier", form.with(("date-1-from", "2026-03-08")))
        let answer = try await site.as(.baker).post(
            path + "/modifier", form.with(("date-1-from", "2026-03-09"), ("place", "Halle")))
        #expect(answer.status == .conflict)
        #expect(answer.text.replacing("\u{A0}", with: " ").contains("<dd class=\"words\">dimanche 8 mars</dd>"))
        #expect(answer.text.contains("value=\"2026-03-09\""))
        #expect(
            try site.text("SELECT place || from_on FROM project JOIN project_date ON project_id = id")
                == "Halle2026-03-08")
        #expect(try await site.as(.baker).post(path + "/modifier", answer.filled).status == .seeOther)
        #expect(try site.text("SELECT from_on FROM project_date") == "2026-03-09")
    }

    @Test("guests see the approved dates on every page until the new ones are approved; a refusal brings them back")
    func waits() async throws {
        let path = try site.project(place: "place de la Halle", dates: [ProjectDate(1, from: day(7))], isPublic: true)
        let form = try await site.as(.baker).get(path + "/modifier").filled
        _ = try await site.as(.baker).post(
            path + "/modifier", form.with(("date-1-from", "2026-03-14"), ("place", "Quai")))
        for target in [path, "/projets", "/agenda", "/agenda/2026-03"] {
            let guest = try await site.as(.guest).get(target).text.replacing("\u{A0}", with: " ")
            #expect(guest.lowercased().contains("samedi 7 mars") && guest.contains("place de la Halle"), "\(target)")
            #expect(!guest.contains("Quai"), "\(target)")
            if !target.hasPrefix("/agenda") { #expect(!guest.contains("samedi 14 mars"), "\(target)") }
            let member = try await site.as(.florist).get(target).text.replacing("\u{A0}", with: " ")
            #expect(member.lowercased().contains("samedi 14 mars") && member.contains("Quai"), "\(target)")
        }
        for target in [path + "/agenda.ics", "/agenda.ics"] {
            #expect(try await site.as(.guest).get(target).text.contains("DTSTART;VALUE=DATE:20260307"))
        }
        let president = try await site.as(.president).get(path).text
        #expect(president.contains("samedi 7\u{A0}mars") && president.contains("samedi 14\u{A0}mars"))
        _ = try await site.as(.president).post(path + "/refus", [("version", "2")])
        #expect(try await site.as(.florist).get(path).text.contains("samedi 7\u{A0}mars"))
        _ = try await site.as(.president).post(path + "/refus/annulation", [("version", "3")])
        _ = try await site.as(.president).post(path + "/publication", [("version", "4")])
        #expect(try await site.as(.guest).get(path).text.contains("samedi 14\u{A0}mars"))
        #expect(try site.value("SELECT count(*) FROM project_date") == 1)
    }

    @Test("a list shows the next date and how many follow; once all are over, the last one") func list() async throws {
        _ = try site.project(dates: [ProjectDate(1, from: day(7)), ProjectDate(2, from: day(14))], isPublic: true)
        let guest = site.as(.guest)
        #expect(try await guest.get("/projets").text.contains("samedi 7\u{A0}mars et 1 autre date"))
        site.wait(.days(14))
        #expect(try await guest.get("/projets").text.contains("samedi 14\u{A0}mars 2026 (passé)"))
    }

    @Test("similar projects are shown first, with the dates as typed") func similar() async throws {
        _ = try site.project("Le marché de nuit", by: .florist)
        let removed = [("date-2-from", "2026-03-08"), ("date-2-remove", "1")]
        let typed =
            [("title", "Marché de nuit"), ("purpose", "x"), ("date-1-from", "2026-03-07"), ("place", "Halle")] + removed
        let answer = try await site.as(.baker).post("/projets", typed)
        #expect(answer.text.contains("Est-ce le même projet"))
        #expect(try await site.as(.baker).post("/projets", answer.filled.without("change")).status == .seeOther)
        #expect(try site.text("SELECT group_concat(from_on) FROM project_date") == "2026-03-07")
        #expect(try site.text("SELECT place FROM project WHERE title = 'Marché de nuit'") == "Halle")
    }
}
