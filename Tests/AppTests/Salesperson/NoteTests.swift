import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

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
            page.text.firstMatch(of: #/action="(\/comptoir\/7kq2\/retrait\?key=[^"]+)"/#)?.1)
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
        let day = ("day", site.now.local.day.description)
        let offered = page.text.matches(of: #/name="encounter" value="(\d+)"/#).map { String($0.output.1) }
        // The numbers of the notes of today, not of their rows.
        #expect(offered.sorted() == ["1", "2"])
        #expect(!(try await site.as(.president).get("/comptoir/7kq2").text.contains("name=\"encounter\"")))

        site.wait(3_600)
        #expect(
            try await site.as(.florist).post("/comptoir/f10r/retrait", [day, ("encounter", "2")]).status
                == .gone)
        for number in ["0", "3", "99", "x", "-1"] {
            #expect(try await baker.post(path, [day, ("encounter", number)]).status == .gone, "\(number)")
        }
        #expect(try site.counted() == 4)
        #expect(try await baker.post(path, [day, ("encounter", "2")]).status == .seeOther)
        #expect(try await baker.post(path, [day, ("encounter", "2")]).status == .gone)
        #expect(try site.counted() == 3)
    }

    @Test("two taps on one page are one visit, as the last one says; a minute apart, after Back, they are two")
    func twice() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        let key = try #require(
            try await baker.get("/comptoir/7kq2").text.firstMatch(of: #/name="key" value="([0-9a-f]{32})"/#)?.1)
        for answer in ["yes", "yes", "no"] {
            let sent = [("key", String(key)), ("purchased", answer)]
            #expect(try await baker.post("/comptoir/7kq2", sent).status == .seeOther)
        }
        #expect(try site.counted() == 1)
        #expect(try site.text("SELECT purchased FROM encounter ORDER BY id DESC LIMIT 1") == "0")
        site.wait(60)
        _ = try await baker.post("/comptoir/7kq2", [("key", String(key)), ("purchased", "yes")])
        #expect(try site.counted() == 2)
    }

    @Test("a shop notes a bounded number of visits a day; a phone stores more until midnight; other shops go on")
    func bound() async throws {
        let site = try TestSite(limitsRate: false)
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            for _ in 0..<SiteLimits.notesADay {
                _ = try NewEncounter(source: .salesperson, feeling: nil, details: EncounterDetails(purchased: true))
                    .insert(at: bakery, at: now, in: db)
            }
        }
        let midnight = LocalTime(day: now.local.day.adding(days: 1), minute: 0).instant
        let answer = try await site.as(.staff).post("/comptoir/7kq2", [("purchased", "yes")])
        #expect(answer.status == .tooManyRequests && answer.text.contains("une journée n’en compte pas plus"))
        let mark = try #require(
            try await site.as(.staff).get("/comptoir/7kq2").text.firstMatch(of: #/data-mark="([^"]+)"/#)?.1)
        let sent = [
            ("key", "00112233445566778899aabbccddeeff"), ("purchased", "yes"), ("script", "1"), ("mark", String(mark)),
        ]
        let refused = try await site.as(.staff).post("/comptoir/7kq2", sent)
        #expect(
            refused.status == .tooManyRequests && refused.fields[.retryAfter] == String(midnight.seconds - now.seconds))
        #expect(try await site.as(.florist).post("/comptoir/f10r", [sent[1]]).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE shop_id = 1") == SiteLimits.notesADay)
        try site.night()
        #expect(try await site.as(.staff).post("/comptoir/7kq2", sent).status == .noContent)
    }

    @Test("on a full day a note that is sent again is answered as recorded, and can still be taken back")
    func repeatedWhenFull() async throws {
        let site = try TestSite(limitsRate: false)
        let (bakery, now) = (site.bakery, site.now)
        let mark = try #require(
            try await site.as(.staff).get("/comptoir/7kq2").text.firstMatch(of: #/data-mark="([^"]+)"/#)?.1)
        let sent = [
            ("key", "00112233445566778899aabbccddeeff"), ("purchased", "yes"), ("script", "1"), ("mark", String(mark)),
        ]
        #expect(try await site.as(.staff).post("/comptoir/7kq2", sent).status == .noContent)
        try site.write { db in
            for _ in 1..<SiteLimits.notesADay {
                _ = try NewEncounter(source: .salesperson, feeling: nil, details: EncounterDetails(purchased: true))
                    .insert(at: bakery, at: now, in: db)
            }
        }
        #expect(try await site.as(.staff).post("/comptoir/7kq2", sent).status == .noContent)
        #expect(try site.value("SELECT count(*) FROM encounter") == SiteLimits.notesADay)
        let takenBack = sent + [("revision", "2"), ("withdrawn", "1")]
        #expect(try await site.as(.staff).post("/comptoir/7kq2", takenBack).status == .noContent)
        #expect(try site.counted() == SiteLimits.notesADay - 1)
    }

    @Test("the same page sent by another member is their own visit; only what is recorded is confirmed")
    func confirmed() async throws {
        let site = try TestSite()
        let note = [("key", "00112233445566778899aabbccddeeff"), ("purchased", "yes")]
        let (baker, staff, florist) = (site.as(.baker), site.as(.staff), site.as(.florist))
        for person in [baker, staff] {
            _ = try await person.post("/comptoir/7kq2", note)
            #expect(try await person.get("/comptoir/7kq2").text.contains("/retrait?key="))
        }
        #expect(try site.counted() == 2)
        // The key of a note at another shop.
        _ = try await florist.post("/comptoir/f10r", note)
        #expect(try site.counted() == 2)
        #expect(try await !florist.get("/comptoir/f10r").text.contains("/retrait?key="))
    }

    @Test("the confirmation says the reason") func reason() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        _ = try await baker.post("/comptoir/7kq2", [("reason", "price")])
        #expect(try await baker.get("/comptoir/7kq2").text.contains("Noté\u{A0}: sans achat (le prix)."))
    }

    @Test("after «Annuler» the same page notes another visit") func afterUndo() async throws {
        let site = try TestSite()
        let note = [("key", "00112233445566778899aabbccddeeff"), ("purchased", "yes")]
        _ = try await site.as(.baker).post("/comptoir/7kq2", note)
        _ = try await site.as(.baker).post("/comptoir/7kq2/retrait?key=\(note[0].1)")
        #expect(try site.counted() == 0)
        _ = try await site.as(.baker).post("/comptoir/7kq2", note)
        #expect(try site.counted() == 1)
    }

    @Test("a page left open overnight takes back no note of another day") func overnight() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        _ = try await baker.post("/comptoir/7kq2", [("purchased", "yes")])
        let row = try #require(
            try await baker.get("/comptoir/7kq2").text.firstMatch(
                of: #/name="day" value="([0-9-]+)"><input type="hidden" name="encounter" value="(\d+)"/#))
        let form = [("day", String(row.1)), ("encounter", String(row.2))]
        site.wait(86_400)
        _ = try await baker.post("/comptoir/7kq2", [("purchased", "no")])
        let answer = try await baker.post("/comptoir/7kq2/retrait", form)
        #expect(answer.status == .gone && answer.text.contains("Rien n’a changé cette fois."))
        #expect(try await baker.post("/comptoir/7kq2/retrait", [form[1]]).status == .gone)
        #expect(try site.counted() == 2)
    }
}
