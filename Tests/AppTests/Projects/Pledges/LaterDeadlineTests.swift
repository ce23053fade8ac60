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

    /// A call until Monday 9 March 2026 at 20 h, to which the florist pledged.
    init() async throws {
        site = try TestSite()
        street = try SharedStreet(site)
        try await street.open()
        try street.pledge("F10R")
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

    @Test("an earlier moment is refused with what was typed, and changes nothing") func earlier() async throws {
        let before = try street.state().call
        for (day, hour) in [("2026-03-09", "20:00"), ("2026-03-08", "10:00"), ("2020-01-01", "10:00"), ("demain", "")] {
            let form = [("until", day), ("hour", hour)]
            let answer = try await site.as(.baker).post(street.pledges + "/delai", form)
            #expect(answer.status == .unprocessableContent && answer.text.contains("value=\"\(day)\""), "\(day)")
        }
        #expect(try street.state().call == before)
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'callExtended'") == 0)
    }

    @Test("a shop that pledged does not put it off, and neither does the lead at the deadline or after a cancellation")
    func refused() async throws {
        let before = try street.state().call
        #expect(try await site.as(.florist).post(street.pledges + "/delai", later).status == .notFound)
        #expect(try await !site.as(.florist).get(street.pledges).text.contains("/delai"))
        site.wait(before.closesAt.seconds - site.now.seconds)
        let late = try await site.as(.baker).post(street.pledges + "/delai", later)
        #expect(late.status == .seeOther)
        #expect(try street.state().call == before, "past, though its due work has not run")
        try site.runDueWork()
        _ = try await site.as(.baker).post(street.pledges + "/delai", later)
        #expect(try street.state().call.closesAt == before.closesAt)
        #expect(try street.owed() == ["F10R": 100_000])
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
