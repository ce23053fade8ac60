import Gzip
import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("/boutiques/:shop/rencontres.csv") struct EncounterTableTests {
    @Test("one line for each counted encounter, in the format a spreadsheet opens") func table() async throws {
        let site = try TestSite()
        try await site.visit(feeling: 2, details: [("reason", "price"), ("note", "Trop \"cher\" ;\r\nle pain")])
        for _ in 0..<4 { try await site.visit(feeling: 5) }
        _ = try await site.as(.baker).post("/comptoir/7kq2", [("purchased", "yes")])
        try site.night()
        let answer = try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv")
        #expect(answer.status == .ok)
        #expect(answer.fields["Content-Type"] == "text/csv; charset=utf-8")
        #expect(answer.fields["Cache-Control"] == "no-store")
        #expect(
            answer.fields["Content-Disposition"]?.hasPrefix("attachment; filename=\"rencontres-7kq2-2026-03-03.csv\"")
                == true)
        #expect(
            answer.text == """
                \u{FEFF}"Jour";"Source";"Ressenti de 1 à 5";"Ressenti";"Achat";"Raison";"Quelques mots"\r
                2026-03-02;"dit par le visiteur";2;"Mal";"non";"Le prix";"Trop ""cher"" ;
                le pain"\r
                2026-03-02;"dit par le visiteur";5;"Très bien";;;\r
                2026-03-02;"dit par le visiteur";5;"Très bien";;;\r
                2026-03-02;"dit par le visiteur";5;"Très bien";;;\r
                2026-03-02;"dit par le visiteur";5;"Très bien";;;\r
                2026-03-02;"noté au comptoir";;;"oui";;\r

                """)
    }

    @Test("in English with commas, the newest day first, without a limit of fifty") func english() async throws {
        let site = try TestSite(limitsRate: false)
        for _ in 1...60 { try await site.visit(feeling: 4) }
        try site.night()
        for _ in 1...5 { try await site.visit(feeling: 1) }
        try site.night()
        let lines = try await site.as(.baker).get("/en/boutiques/7kq2/rencontres.csv").text.split(separator: "\r\n")
        #expect(lines.count == 66)
        #expect(
            lines[0]
                == "\u{FEFF}\"Day\",\"Source\",\"Feeling from 1 to 5\",\"Feeling\",\"Purchase\",\"Reason\",\"A few words\""
        )
        #expect(lines[1] == "2026-03-03,\"said by the visitor\",1,\"Very bad\",,,")
        #expect(lines[6].hasPrefix("2026-03-02,"))
    }

    @Test("the table ends at its limits of lines and bytes") func limits() async throws {
        let site = try TestSite()
        for _ in 1...5 { try await site.visit(feeling: 4, details: [("note", String(repeating: "a", count: 1_000))]) }
        try site.night()
        let baker = Member.ID(rawValue: 2)
        let request = Request(.get, "/boutiques/7kq2/rencontres.csv")
        let context = Context(
            loop: site.loop, request: request, locale: site.loop.locale(of: request.head), parameters: .init(),
            now: site.now,
            association: .inPreparation, member: nil, session: nil)
        func lines(_ table: [UInt8]) -> Int { table.count { $0 == 0x0A } }
        let table = EncounterTable(context)
        #expect(lines(try table.csv(of: site.bakery, seenBy: baker, in: site.loop.reader)) == 6)
        #expect(lines(try table.csv(of: site.bakery, seenBy: baker, lines: 2, in: site.loop.reader)) == 3)
        #expect(lines(try table.csv(of: site.bakery, seenBy: baker, bytes: 1_200, in: site.loop.reader)) == 3)
    }

    @Test("compressed for a browser that accepts gzip") func compressed() async throws {
        let site = try TestSite()
        for _ in 1...20 { try await site.visit(feeling: 4) }
        try site.night()
        let plain = try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv")
        let packed = try await site.as(.baker).get(
            "/boutiques/7kq2/rencontres.csv", fields: [("Accept-Encoding", "gzip")])
        #expect(packed.fields["Content-Encoding"] == "gzip")
        #expect(packed.fields["Vary"] == "Accept-Encoding")
        #expect(Gzip.decompress(packed.bytes) == plain.bytes)
        #expect(packed.bytes.count < plain.bytes.count / 4)
    }

    @Test(
        "text that a spreadsheet would compute is escaped",
        arguments: ["=1+1", "+33 4", "-2", "@SUM(A1)", "\t=1", "＝1", "\"=1", " =1", "'=1"])
    func formulas(_ note: String) {
        #expect(CSVWriter.cell(note).starts(with: Array("\"'".utf8)))
    }

    @Test("other text is unchanged", arguments: ["", "bon – très bon", "1+1=2", "l’accueil", "a@b"])
    func words(_ note: String) {
        #expect(CSVWriter.cell(note) == Array("\"\(note)\"".utf8))
    }

    @Test("withdrawn and held encounters and those of other shops are left out") func onlyWhatCounts() async throws {
        let site = try TestSite()
        let empty = try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv")
        #expect(empty.text.split(separator: "\r\n").count == 1)
        for _ in 1...5 { try await site.visit(feeling: 3) }
        try site.write { _ = try $0.run("UPDATE encounter SET withdrawn_at = met_at") }
        for _ in 1...5 { try await site.visit(feeling: 3) }
        try site.write { _ = try $0.run("UPDATE encounter SET held_at = met_at WHERE withdrawn_at IS NULL") }
        for _ in 1...5 { try await site.visit("F10R", feeling: 3) }
        try site.night()
        #expect(try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv").bytes == empty.bytes)
    }

    @Test("only the shop's shopkeepers and the presidency may download it, ten times in a row") func access()
        async throws
    {
        let site = try TestSite()
        #expect(try await site.as(.florist).get("/boutiques/7kq2/rencontres.csv").status == .notFound)
        #expect(try await site.as(.president).get("/boutiques/7kq2/rencontres.csv").status == .ok)
        let guest = try await site.as(.guest).get("/boutiques/7kq2/rencontres.csv")
        #expect(guest.location == "/connexion?retour=%2Fboutiques%2F7kq2%2Frencontres.csv")
        for _ in 1...10 { #expect(try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv").status == .ok) }
        let refused = try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv")
        #expect(refused.status == .tooManyRequests)
        #expect(refused.fields["Retry-After"] != nil)
    }

    @Test("the page links to the table once it has a line") func link() async throws {
        let site = try TestSite()
        let link = "href=\"/boutiques/7kq2/rencontres.csv\""
        #expect(try await !site.as(.baker).get("/boutiques/7kq2/rencontres").text.contains(link))
        _ = try await site.as(.baker).post("/comptoir/7kq2", [("purchased", "yes")])
        let page = try await site.as(.baker).get("/boutiques/7kq2/rencontres").text
        #expect(page.contains(link))
        #expect(page.contains("200\u{202F}000"))
    }
}
