import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("What shops have pledged to, and what they owe, stays") struct BoundTests {
    private let site: TestSite
    private let street: SharedStreet

    init() throws {
        site = try TestSite()
        street = try SharedStreet(site)
    }

    private var scenarioPath: String { "\(street.project)/scenarios/\(street.scenario)" }
    private var notices: String { "SELECT count(*) FROM notice WHERE event = " }

    /// The florist and shop A pledge; the deadline passes.
    private func bound() async throws {
        try await street.open()
        try street.pledge("AA11")
        try street.pledge("F10R")
        try street.passDeadline()
        #expect(try street.owed().count == 2)
    }

    /// Tries to change and to remove the scenario; returns whether both were refused.
    private func isLocked() async throws -> Bool {
        let baker = site.as(.baker)
        let change = try await baker.post(scenarioPath + "/modifier", [("title", "Luxueux"), ("version", "1")])
        let removal = try await baker.post(scenarioPath + "/retrait")
        #expect(removal.status == .seeOther)
        return try change.status == .conflict && change.plain.contains("Luxueux")
            && change.plain.contains("annulez d’abord l’appel")
            && site.value("SELECT count(*) FROM scenario WHERE title = 'Sobre' AND removed_at IS NULL") == 1
    }

    @Test("a scenario does not change and is not removed while its call is open, nor once it was met") func locked()
        async throws
    {
        try await street.open()
        #expect(try await isLocked())
        try street.pledge("F10R")
        try street.passDeadline()
        #expect(try await isLocked())
    }

    @Test("once the call is cancelled the scenario changes, and the call is not opened again on another text")
    func changed() async throws {
        try await street.open()
        let baker = site.as(.baker)
        _ = try await baker.post(street.pledges + "/annulation")
        site.wait(60)
        #expect(try await !isLocked())
        let call = try #require(try site.text("SELECT public_id FROM pledge_call"))
        _ = try await baker.post(street.pledges + "/reprise?appel=" + call)
        #expect(try site.value("SELECT count(*) FROM pledge_call WHERE cancelled_at IS NULL") == 0)
    }

    @Test("the deadline of a withdrawn project binds no shop and tells no one") func withdrawn() async throws {
        try await street.open()
        try street.pledge("F10R")
        #expect(try await site.as(.baker).post(street.project + "/retrait").status == .seeOther)
        let closesAt = try street.state().call.closesAt
        try street.pass(to: closesAt)
        #expect(try site.value("SELECT count(*) FROM pledge_call WHERE frozen_at IS NOT NULL AND reached = 0") == 1)
        #expect(try street.owed().isEmpty)
        #expect(try site.value(notices + "'pledgesMissed'") == 0)
        #expect(try !street.key().isFrozen)
    }

    @Test("a removed shop, a withdrawn project and a removed scenario stay while shops owe something for them")
    func kept() async throws {
        try await bound()
        let owed = try street.owed()
        try site.remove(site.florist)
        let (now, baker, project) = (site.now, try site.member(.baker), try street.row().id)
        try site.write { db in
            try db.run("UPDATE scenario SET removed_at = ?1, removed_by = ?2", now, baker)
            try Project.withdraw(project, by: baker, at: now, in: db)
        }
        site.wait(.days(366))
        try site.runDueWork()
        #expect(try street.owed() == owed)
        #expect(try site.value("SELECT count(*) FROM project") == 1)
        #expect(try site.value("SELECT count(*) FROM shop WHERE code = 'F10R'") == 1)
    }

    @Test("a bound shop cannot end its participation: it is led to the pledges to ask") func participation()
        async throws
    {
        try await bound()
        let florist = site.as(.florist)
        let answer = try await florist.post(street.project + "/depart")
        #expect(answer.location == street.pledges)
        #expect(try await florist.get(street.pledges).plain.contains("elle doit sa part"))
        #expect(try site.value("SELECT count(*) FROM participation WHERE shop_id = 2 AND left_at IS NULL") == 1)
        #expect(try await site.as(.baker).post(street.project + "/participation").status == .seeOther)
        let free = try await site.as(.baker).post(street.project + "/depart")
        #expect(free.location == street.project)
    }

    @Test("cancelling a call and opening it again tell the shops that pledged") func told() async throws {
        try await street.open()
        try street.pledge("F10R")
        let opened = try site.value(notices + "'callOpened'")
        let baker = site.as(.baker)
        _ = try await baker.post(street.pledges + "/annulation")
        #expect(try site.value(notices + "'callCancelled'") == 1)
        let call = try #require(try site.text("SELECT public_id FROM pledge_call"))
        _ = try await baker.post(street.pledges + "/reprise?appel=" + call)
        #expect(try site.value("SELECT sum(count) FROM notice WHERE event = 'callOpened'") > opened)
    }

    @Test("a cancelled call is not opened again after a later one, nor once a shop was exempted") func notAgain()
        async throws
    {
        try await street.open()
        let baker = site.as(.baker)
        let first = try #require(try site.text("SELECT public_id FROM pledge_call"))
        _ = try await baker.post(street.pledges + "/annulation")
        let form = [("scenario", street.scenario), ("until", "2026-03-05")]
        _ = try await baker.post(street.pledges + "/nouveau", form)
        try street.passDeadline()
        _ = try await baker.post(street.pledges + "/reprise?appel=" + first)
        #expect(try street.state().call.publicID != first)
        _ = try await baker.post(street.pledges + "/nouveau", [("scenario", street.scenario), ("until", "2026-03-20")])
        let third = try street.state().call.publicID
        _ = try await baker.post(street.pledges + "/annulation")
        site.wait(60)
        let exempt = [("boutique", "F10R"), ("reason", "prête son local")]
        #expect(try await baker.post(street.sharing + "/exemption", exempt).status == .seeOther)
        _ = try await baker.post(street.pledges + "/reprise?appel=" + third)
        #expect(try street.state().call.publicID != third)
    }

    @Test("after the deadline no tier changes, also before the set is frozen") func tiers() async throws {
        let tiers = [
            ("tier-1-name", "Petit"), ("tier-1-price", "50"), ("tier-2-name", "Grand"), ("tier-2-price", "120"),
        ]
        try await street.open([("basis", "tier")] + tiers)
        // The same call sent twice is one.
        let again = [("scenario", street.scenario), ("until", "2026-03-09"), ("hour", "20:00")]
        _ = try await site.as(.baker).post(street.pledges + "/nouveau", again)
        #expect(try await !site.as(.baker).get(street.pledges).plain.contains("Impossible"))
        let florist = site.as(.florist)
        let choose = { (tier: String) in
            try await florist.post(street.sharing + "/chiffres", [("boutique", "F10R"), ("tier", tier)])
        }
        _ = try await choose("2")
        try street.pledge("F10R")
        site.wait(try street.state().call.closesAt.seconds - site.now.seconds)
        #expect(try await choose("1").status == .seeOther)
        try site.runDueWork()
        #expect(try street.owed() == ["F10R": 12_000])
        _ = try await choose("1")
        #expect(try street.key().shop("F10R")?.option == 2)
    }

    @Test("pledging the same again writes and tells nothing") func same() async throws {
        try await street.open()
        let florist = site.as(.florist)
        for _ in 1...2 { #expect(try await florist.post(street.pledges + "/promesse").status == .seeOther) }
        #expect(try site.value("SELECT count(*) FROM audit_entry WHERE action = 'project.pledge'") == 1)
        #expect(try site.value("SELECT sum(count) FROM notice WHERE event = 'pledgeMade'") == 1)
    }

    @Test("gifts that pay all are firm at the deadline, and the page says so before") func gifts() async throws {
        try await street.open()
        try street.pledge("AA11", gift: 60_000)
        try street.pledge("F10R", gift: 40_000)
        #expect(try await site.as(.florist).get(street.pledges).plain.contains("Les dons paient tout"))
        try street.passDeadline()
        #expect(try street.owed() == ["AA11": 60_000, "F10R": 40_000])
    }

    @Test("the choice of a scenario that was removed does not make a project chosen") func stage() throws {
        let (now, baker, project) = (site.now, try site.member(.baker), try street.row().id)
        let scenario = try #require(try Scenario.find(street.scenarioID(), in: site.loop.reader))
        try site.write { try scenario.choose(by: baker, reason: "", at: now, in: $0) }
        #expect(try ProjectStory.of(project, at: now, in: site.loop.reader).now == .choice)
        try site.write { try scenario.remove(by: baker, at: now, in: $0) }
        #expect(try ProjectStory.of(project, at: now, in: site.loop.reader).now == .idea)
    }
}
