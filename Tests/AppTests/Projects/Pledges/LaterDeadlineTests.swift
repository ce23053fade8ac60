import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("A deadline of pledges that is put off") struct LaterDeadlineTests {
    private let site: TestSite
    private let street: SharedStreet
    private let later = [("until", "2026-03-16"), ("hour", "18:00")]
    private let extensions = "SELECT count(*) FROM audit_entry WHERE action = 'project.call_extended'"

    /// A call until Monday 9 March 2026 at 20 h, to which the florist pledged.
    init() async throws {
        site = try TestSite()
        street = try SharedStreet(site)
        try await street.open()
        try street.pledge("F10R")
    }

    /// The lead puts the deadline off.
    private func put(_ form: [(String, String)]) async throws -> Answer {
        try await site.as(.baker).post(street.pledges + "/delai", form)
    }

    @Test("the shops that pledged are told, everyone sees both dates, and the call ends at the later one") func later()
        async throws
    {
        let first = try street.state().call.closesAt
        #expect(try await site.as(.baker).post(street.pledges + "/delai", later).location == street.pledges)
        #expect(try await site.as(.florist).get("/notifications").plain.contains("est repoussée"))
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'callExtended'") == 1)
        #expect(try site.value("SELECT count(*) FROM audit_entry WHERE action = 'project.call_extended'") == 1)
        let page = try await site.as(.florist).get(street.pledges).plain
        #expect(page.contains("lundi 16 mars 2026 à 18 h"))
        #expect(page.contains("c’était le lundi 9 mars 2026 à 20 h"))
        try street.pass(to: first)
        #expect(try street.owed().isEmpty)
        try street.pledge("AA11")
        try street.passDeadline()
        #expect(try street.owed().count == 2)
    }

    @Test("an earlier moment, or a later one of the same day, is refused with what was typed, and changes nothing")
    func earlier() async throws {
        let before = try street.state().call
        for (day, hour) in [("2026-03-09", "23:00"), ("2026-03-08", "10:00"), ("2020-01-01", "10:00"), ("demain", "")] {
            let form = [("until", day), ("hour", hour)]
            let answer = try await put(form)
            #expect(answer.status == .unprocessableContent && answer.text.contains("value=\"\(day)\""), "\(day)")
        }
        #expect(try street.state().call == before)
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'callExtended'") == 0)
    }

    @Test("it is put off five times at most; then the form says so, and no shop is told again") func often()
        async throws
    {
        for day in 10...14 {
            let form = [("until", "2026-03-\(day)"), ("hour", "20:00")]
            #expect(try await put(form).location == street.pledges, "\(day)")
        }
        let before = try street.state().call
        let page = try await site.as(.baker).get(street.pledges)
        #expect(!page.text.contains("/delai") && page.plain.contains("déjà été repoussée 5 fois"))
        let answer = try await put(later)
        #expect(answer.status == .unprocessableContent && answer.plain.contains("déjà été repoussée 5 fois"))
        #expect(answer.text.contains("value=\"2026-03-16\""))
        #expect(try street.state().call == before)
        #expect(try site.value(extensions) == 5)
    }

    @Test("it is not put off beyond the last day of the project, unless the call was opened for a later day")
    func project() async throws {
        let (project, baker) = (try street.row().id, site.as(.baker))
        let (first, last) = (try #require(Day("2026-03-07")), try #require(Day("2026-03-14")))
        try site.write { db in
            try ProjectDate.replace(
                [ProjectDate(1, from: first), ProjectDate(2, from: last)], of: project, .own, in: db)
        }
        let lastDay = [("until", "2026-03-14"), ("hour", "18:00")]
        let answer = try await put(later)
        #expect(answer.status == .unprocessableContent && answer.plain.contains("se termine le samedi 14 mars 2026"))
        #expect(try await put(lastDay).location == street.pledges)
        _ = try await baker.post(street.pledges + "/annulation")
        let scenario = [("scenario", street.scenario)]
        let afterwards = [("until", "2026-03-15"), ("hour", "18:00")]
        #expect(try await baker.post(street.pledges + "/nouveau", scenario + afterwards).location == street.pledges)
        #expect(try await put(later).location == street.pledges)
    }

    @Test("a shop that pledged does not put it off") func shop() async throws {
        #expect(try await site.as(.florist).post(street.pledges + "/delai", later).status == .notFound)
        #expect(try await !site.as(.florist).get(street.pledges).text.contains("/delai"))
    }

    @Test("from the deadline on it is not put off, before its due work has run and after: the lead is told")
    func over() async throws {
        let (before, baker) = (try street.state().call, site.as(.baker))
        site.wait(before.closesAt.seconds - site.now.seconds)
        for isHandled in [false, true] {
            if isHandled { try site.runDueWork() }
            let answer = try await baker.post(street.pledges + "/delai", later)
            #expect(answer.status == .seeOther && answer.location == street.pledges, "\(isHandled)")
            #expect(try await baker.get(street.pledges).plain.contains("Trop tard : la date limite est passée"))
            #expect(try street.state().call.closesAt == before.closesAt, "\(isHandled)")
        }
        #expect(try street.owed() == ["F10R": 100_000])
        #expect(try site.value(extensions) == 0)
    }

    @Test("a cancelled call is not put off; opened again, it is") func cancelled() async throws {
        let (call, now, baker) = (try street.state().call, site.now, site.as(.baker))
        #expect(try await baker.post(street.pledges + "/annulation").location == street.pledges)
        #expect(try await put(later).status == .notFound)
        // A lead who read the page before the cancellation.
        #expect(throws: Failure.conflict) {
            try site.write { try call.extend(to: call.closesAt + .days(7), at: now, in: $0) }
        }
        #expect(try site.value("SELECT closes_at FROM pledge_call") == call.closesAt.seconds)
        #expect(try site.value("SELECT count(*) FROM pledge_call_deadline") == 0)
        #expect(try await baker.post(street.pledges + "/reprise?appel=" + call.publicID).status == .seeOther)
        #expect(try await put(later).location == street.pledges)
        #expect(try street.state().call.closesAt > call.closesAt)
    }

    @Test("two leads who put it off at once: the second is told, and reads the date of the first") func twice()
        async throws
    {
        let (call, now) = (try street.state().call, site.now)
        let other = call.closesAt + .days(1)
        try site.write { try call.extend(to: other, at: now, in: $0) }
        #expect(throws: Failure.conflict) {
            try site.write { try call.extend(to: call.closesAt + .days(2), at: now, in: $0) }
        }
        #expect(try street.state().call.closesAt == other)
    }
}
