import HTTP
import Testing

@testable import Base
@testable import Chaland

@Suite("POST /comptoir/:shop") struct NoteTests {
    @Test(
        "one tap notes an encounter",
        arguments: [([("purchased", "yes")], 1), ([("purchased", "no")], 0), ([("reason", "size")], 0)])
    func notes(_ form: [(String, String)], _ outcome: Int) async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post("/comptoir/7kq2", form)
        #expect(answer.location == "/comptoir/7kq2")
        #expect(try site.counted("source = 'salesperson' AND feeling = 0 AND outcome = \(outcome)") == 1)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE recorded_by IS NOT NULL") == 1)
    }

    @Test(
        "a tap without an outcome records nothing",
        arguments: [[], [("purchased", "x")], [("reason", "x")], [("reason", "closed")], [("feeling", "5")]]
            as [[(String, String)]])
    func refuses(_ form: [(String, String)]) async throws {
        let site = try TestSite()
        #expect(try await site.as(.baker).post("/comptoir/7kq2", form).status == .unprocessableContent)
        #expect(try site.value("SELECT count(*) FROM encounter") == 0)
    }

    @Test("«Annuler» withdraws the note for ten minutes") func undo() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        _ = try await baker.post("/comptoir/7kq2", [("purchased", "yes")])
        let page = try await baker.get("/comptoir/7kq2")
        let action = try #require(
            page.text.firstMatch(of: #/action="(\/comptoir\/7kq2\/retrait\?code=[^"]+)"/#)?.1)
        #expect(
            try await site.as(.florist).post("/comptoir/f10r" + action.dropFirst("/comptoir/7kq2".count)).status
                == .gone)
        #expect(try site.counted() == 1)
        #expect(try await baker.post(String(action)).status == .seeOther)
        #expect(try site.counted() == 0)
        #expect(try await baker.post(String(action)).status == .gone)
    }

    @Test("a note of today can be withdrawn by its author alone") func takesBack() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        _ = try await baker.post("/comptoir/7kq2", [("purchased", "yes")])
        site.wait(86_400)
        for answer in ["no", "yes"] { _ = try await baker.post("/comptoir/7kq2", [("purchased", answer)]) }
        _ = try await site.as(.guest).post("/b/7KQ2", [("feeling", "1")])
        let path = "/comptoir/7kq2/retrait"
        let page = try await baker.get("/comptoir/7kq2")
        let offered = page.text.matches(of: #/name="encounter" value="(\d+)"/#).map { String($0.output.1) }
        // The numbers of the notes of today, not of their rows.
        #expect(offered.sorted() == ["1", "2"])
        #expect(!(try await site.as(.president).get("/comptoir/7kq2").text.contains("name=\"encounter\"")))

        site.wait(3_600)
        #expect(
            try await site.as(.florist).post("/comptoir/f10r/retrait", [("encounter", "2")]).status
                == .gone)
        for number in ["0", "3", "99", "x", "-1"] {
            #expect(try await baker.post(path, [("encounter", number)]).status == .gone, "\(number)")
        }
        #expect(try site.counted() == 4)
        #expect(try await baker.post(path, [("encounter", "2")]).status == .seeOther)
        #expect(try await baker.post(path, [("encounter", "2")]).status == .gone)
        #expect(try site.counted() == 3)
    }

    @Test("the code of a note does not open a visitor's page") func codes() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        _ = try await baker.post("/comptoir/7kq2", [("purchased", "yes")])
        let page = try await baker.get("/comptoir/7kq2")
        let code = try #require(page.text.firstMatch(of: #/retrait\?code=([0-9A-Z]+)/#)?.1)
        #expect(try await site.as(.guest).get("/rencontre/\(code)").status == .gone)
    }
}
