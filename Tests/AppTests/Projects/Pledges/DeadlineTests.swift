import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("The deadline of pledges, and after") struct DeadlineTests {
    private let site: TestSite
    private let street: SharedStreet

    init() throws {
        site = try TestSite()
        street = try SharedStreet(site)
    }

    /// All seven shops pledge; the deadline passes.
    private func sevenBound() async throws {
        try await street.open()
        for code in SharedStreet.codes + ["7KQ2", "F10R"] { try street.pledge(code) }
        try street.passDeadline()
    }

    @Test("the set is frozen: each owes its share to the cent, takes part, and is told") func freezes() async throws {
        try await sevenBound()
        let owed = try street.owed()
        #expect(owed.count == 7)
        #expect(owed.values.reduce(0, +) == 100_000)
        #expect(Set(owed.values) == [14_285, 14_286])
        #expect(try site.value("SELECT count(*) FROM participation WHERE left_at IS NULL") == 7)
        let florist = try #require(owed["F10R"])
        let amount = Money(cents: florist).typed
        let told = try await site.as(.florist).get("/notifications").plain
        #expect(told.contains("Votre engagement est ferme : ") && told.contains(" – \(amount) €"))
        let english = try await site.as(.florist).get("/en/notifications").plain
        #expect(english.contains("– €" + amount.replacing(",", with: ".")))
        let page = try await site.as(.florist).get(street.pledges).plain
        #expect(page.contains("Votre engagement est ferme. Vous devez 142,8"))
        #expect(page.contains("1 000,00 € ÷ 7 boutiques"))
    }

    @Test("a shop whose condition is not met is free, and told so") func free() async throws {
        try await street.open()
        try street.pledge("AA11")
        try street.pledge("F10R", least: 5)
        try street.passDeadline()
        #expect(try street.owed() == ["AA11": 100_000])
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'pledgeFree'") == 1)
    }

    @Test("without enough pledges no shop owes anything, and another call may be opened") func missed() async throws {
        try await street.open([("basis", "equal")], [("minimum", "3")])
        try street.pledge("F10R")
        try street.passDeadline()
        #expect(try street.owed().isEmpty)
        #expect(try await site.as(.florist).get(street.pledges).plain.contains("Personne ne doit rien"))
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'pledgesMissed'") == 2)
        let form = [("scenario", street.scenario), ("until", "2026-03-16")]
        #expect(try await site.as(.baker).post(street.pledges + "/nouveau", form).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM pledge_call") == 2)
    }

    @Test("a second before the deadline a pledge is taken; at the deadline it is refused, before any due work")
    func lastSecond() async throws {
        try await street.open()
        let closesAt = try street.state().call.closesAt
        site.wait(closesAt.seconds - site.now.seconds - 1)
        let florist = site.as(.florist)
        #expect(try await florist.post(street.pledges + "/promesse").status == .seeOther)
        site.wait(1)
        #expect(throws: PledgeRefusal.closed) { try street.pledge("AA11") }
        #expect(try await florist.post(street.pledges + "/promesse/retrait").status == .seeOther)
        try site.runDueWork()
        #expect(try street.owed() == ["F10R": 100_000])
    }

    @Test(
        "on the nights when the clocks change, the call ends at its exact moment",
        arguments: [
            // 2 h 30 comes twice on 25 October 2026: the first one counts. 3 h on 29 March 2026 follows 1 h 59.
            ("2026-10-25", "02:30", 1_792_888_200), ("2026-03-29", "03:00", 1_774_746_000),
        ])
    func changeOfHour(_ day: String, _ hour: String, _ seconds: Int) async throws {
        #expect(try await street.choose([("basis", "equal")]).status == .seeOther)
        let form = [("scenario", street.scenario), ("until", day), ("hour", hour)]
        #expect(try await site.as(.baker).post(street.pledges + "/nouveau", form).status == .seeOther)
        try street.pledge("AA11")
        try street.pass(to: Instant(seconds: seconds - 1))
        #expect(try street.owed().isEmpty)
        try street.pledge("F10R")
        try street.pass(to: Instant(seconds: seconds))
        #expect(try street.owed().count == 2)
    }

    @Test("the deadline runs once: a second run and a clock set back change nothing") func once() async throws {
        try await sevenBound()
        let owed = try street.owed()
        let (call, now) = (try street.state().call.publicID, site.now)
        try site.write { try Deadline.freeze(call, at: now, in: $0) }
        site.wait(-3_600)
        try site.runDueWork()
        #expect(throws: PledgeRefusal.closed) { try street.pledge("F10R") }
        #expect(try street.owed() == owed)
        #expect(try site.value("SELECT count(*) FROM division") == 1)
    }

    @Test("leaving needs the consent of a lead, who sees what the others would owe") func leaving() async throws {
        try await sevenBound()
        let (florist, baker) = (site.as(.florist), site.as(.baker))
        #expect(try await florist.post(street.pledges + "/depart").status == .unprocessableContent)
        #expect(try await florist.post(street.pledges + "/depart", [("leaving", "Je ferme.")]).status == .seeOther)
        #expect(try street.owed().count == 7)
        let page = try await baker.get(street.pledges).plain
        #expect(page.contains("Je ferme."))
        #expect(page.contains("166,67 €, 23,8"))
        let answer = [("boutique", "F10R"), ("decision", "accept")]
        #expect(try await florist.post(street.pledges + "/depart/reponse", answer).status == .notFound)
        #expect(try await baker.post(street.pledges + "/depart/reponse", answer).status == .seeOther)
        let owed = try street.owed()
        #expect(owed["F10R"] == nil)
        #expect(owed.values.reduce(0, +) == 100_000)
        #expect(try site.value("SELECT count(*) FROM participation WHERE left_at IS NULL") == 6)
        #expect(try await baker.post(street.pledges + "/depart/reponse", answer).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM division") == 2)
    }

    @Test("another total is divided among the same shops, also one removed since; each sees the difference")
    func sum() async throws {
        try await sevenBound()
        try site.remove(site.florist)
        let baker = site.as(.baker)
        #expect(try await baker.get(street.pledges + "?total=1400").plain.contains("200,00 €, 57,1"))
        let form = [("total", "1400"), ("reason", "orchestre plus cher")]
        #expect(try await baker.post(street.pledges + "/total", [("total", "1400")]).status == .unprocessableContent)
        #expect(try await baker.post(street.pledges + "/total", form).status == .seeOther)
        #expect(try street.owed().values.allSatisfy { $0 == 20_000 })
        #expect(try street.owed().count == 7)
        #expect(try await baker.post(street.pledges + "/total", form).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM division") == 2)
        let page = try await baker.get(street.pledges).plain
        #expect(page.contains("de plus à payer"))
        #expect(page.contains("orchestre plus cher"))
    }
}
