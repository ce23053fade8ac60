import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("POST /moderation/:burst/reponses") struct BurstTests {
    /// A Monday evening: 47 answers from one network in two minutes, 10 of them counted.
    private func flooded() async throws -> TestSite {
        let site = try TestSite()
        site.wait(.hours(9))
        for _ in 0..<47 {
            try await site.flood(1)
            site.wait(2)
        }
        site.wait(.minutes(20))
        try site.runDueWork()
        return site
    }

    private func burst(_ site: TestSite) throws -> String {
        "/moderation/" + (try #require(try site.text("SELECT public_id FROM burst"))) + "/reponses"
    }

    @Test("47 answers in two minutes are one line with their number, day and part of day") func line() async throws {
        let site = try await flooded()
        #expect(try site.value("SELECT count(*) FROM burst") == 1)
        let french = try await site.as(.president).get("/moderation").text
        #expect(french.contains("47 réponses en 2 minutes, lundi soir, 2\u{A0}mars"))
        #expect(french.contains("37 ne sont pas comptées"))
        let english = try await site.as(.president).get("/en/moderation").text
        #expect(english.contains("47 answers in 2 minutes, Monday evening, 2\u{A0}Mar"))
        #expect(
            try await site.as(.president).get("/accueil").text.contains("1 boutique avec des réponses à vérifier"))
        #expect(try await !site.as(.boardMember).get("/moderation").text.contains("name=\"decision\""))
    }

    @Test(
        "answers of one part of a day are one burst, those of another part another burst",
        arguments: [(15, 1), (60, 1), (240, 2)])
    func parts(_ pause: Int, _ bursts: Int) async throws {
        let site = try TestSite()
        site.wait(-.hours(2))
        try await site.flood(12)
        site.wait(.minutes(pause))
        try await site.flood(12, from: "192.0.2.8")
        site.wait(.minutes(20))
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM burst") == bursts)
        #expect(try site.value("SELECT sum(answers) FROM burst") == 24)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE burst_id IS NULL") == 0)
    }

    @Test("counted answers are a burst too, from ten in ten minutes", arguments: [(9, 0), (10, 1)])
    func counted(_ answers: Int, _ bursts: Int) async throws {
        let site = try TestSite()
        for _ in 0..<answers { try await site.visit() }
        site.wait(.minutes(20))
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM burst WHERE held = 0") == bursts)
    }

    @Test(
        "answers are counted or set aside together, on their own day; undo restores them; each decision is recorded",
        arguments: [("counted", 47), ("set_aside", 0)])
    func decides(_ decision: String, _ counted: Int) async throws {
        let site = try await flooded()
        let (president, path) = (site.as(.president), try burst(site))
        func total() throws -> Int {
            try site.value("SELECT ifnull(sum(encounters), 0) FROM shop_day WHERE day_on = '2026-03-02'")
        }
        site.wait(.days(8))
        try site.night()
        #expect(try total() == 10)
        #expect(try await president.post(path).status == .unprocessableContent)
        #expect(try await president.post(path, [("decision", decision)]).location == "/moderation")
        #expect(try await president.get("/moderation").text.contains("action=\"\(path)/attente\""))
        #expect(try await president.post(path, [("decision", decision)]).status == .conflict)
        try site.night()
        #expect(try total() == counted)
        #expect(try site.counted() == counted)
        #expect(try await president.post(path + "/attente").status == .seeOther)
        #expect(try await president.post(path + "/attente").status == .conflict)
        try site.night()
        #expect(try total() == 10)
        #expect(
            try site.value("SELECT count(*) FROM encounter WHERE held_at IS NOT NULL AND withdrawn_at IS NULL") == 37)
        #expect(
            try site.text("SELECT group_concat(outcome || ' ' || decided_by, ', ') FROM burst_decision")
                == "\(decision) 1, undone 1")
        #expect(try site.figuresAgree())
    }

    @Test("no decision brings back an answer that its visitor withdrew") func withdrawn() async throws {
        let site = try TestSite()
        try await site.flood(10)
        let guest = site.as(.guest)
        let path = try await site.visit(feeling: 3, by: guest)
        #expect(try await guest.post(path + "/retrait").status == .seeOther)
        site.wait(.minutes(20))
        try await site.decideBursts("set_aside")
        let burst = try burst(site)
        #expect(try await site.as(.president).post(burst + "/attente").status == .seeOther)
        #expect(try site.counted() == 10)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE feeling = 3 AND withdrawn_at IS NOT NULL") == 1)
    }

    @Test("a shopkeeper decides nothing about their own shop while another moderator can") func conflictOfInterest()
        async throws
    {
        let site = try await flooded()
        let (bakery, now) = (site.bakery, site.now)
        let (camille, other) = (try site.member(.president), try site.member(.vicePresident))
        try site.write { try Office.shopkeeper.give(to: camille, for: bakery.scope, at: now, in: $0) }
        let (president, path) = (site.as(.president), try burst(site))
        #expect(try await !president.get("/moderation").text.contains("action=\"\(path)\""))
        #expect(try await president.post(path, [("decision", "counted")]).status == .forbidden)
        #expect(try await site.as(.vicePresident).post(path, [("decision", "set_aside")]).status == .seeOther)
        #expect(try await president.post(path + "/attente").status == .forbidden)
        #expect(try site.value("SELECT decided_by FROM burst_decision") == other.rawValue)
        try site.write { try Office.vicePresident.end(of: other, at: now, in: $0) }
        #expect(try await president.post(path + "/attente").status == .seeOther)
    }

    @Test("after thirty days the burst is erased; its counted answers still count") func erased() async throws {
        let site = try await flooded()
        site.wait(.days(30))
        try site.runDueWork()
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM burst") == 0)
        #expect(try site.value("SELECT count(*) FROM encounter") == 10)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE burst_id IS NOT NULL") == 0)
        #expect(try site.figuresAgree())
    }

    @Test("an unknown burst is 404") func unknown() async throws {
        let site = try TestSite()
        for path in ["/moderation/x/reponses", "/moderation/x/reponses/attente"] {
            #expect(try await site.as(.president).post(path, [("decision", "counted")]).status == .notFound)
        }
    }
}
