import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("Answers counted by week") struct WeekAnswersTests {
    private let site: TestSite
    private let weeks: Weeks

    init() throws {
        site = try TestSite()
        weeks = Weeks(site: site)
    }

    private func count(_ question: String, _ answer: String, _ source: String = "visitor") throws -> Int {
        try site.value(
            """
            SELECT ifnull(sum(encounters), 0) FROM shop_week_answer
             WHERE question = '\(question)' AND answer = '\(answer)' AND source = '\(source)'
            """)
    }

    @Test("complete weeks are counted, the current one is not") func complete() throws {
        try weeks.record(3, at: site.bakery)
        try weeks.record(2, at: site.bakery, weeks: -1)
        try weeks.make()
        #expect(try count("outcome", "unsaid") == 3)
        site.wait(.days(7))
        try weeks.make()
        #expect(try count("outcome", "unsaid") == 5)
    }

    @Test("held encounters are left out, and counted with their week once they are released") func held() throws {
        try weeks.record(3, at: site.bakery, isHeld: true)
        try weeks.record(at: site.bakery)
        try weeks.make()
        #expect(try count("outcome", "unsaid") == 1)
        let day = site.now.local.day.adding(days: -7)
        try site.write { db in
            try db.run("UPDATE encounter SET held_at = NULL")
            try Figures.mark(day, in: db)
        }
        try weeks.make()
        #expect(try count("outcome", "unsaid") == 4)
    }

    @Test("twelve weeks are stored") func stored() throws {
        for week in 0..<14 { try weeks.record(at: site.bakery, weeks: week) }
        try weeks.make()
        #expect(try count("outcome", "unsaid") == 12)
        #expect(try site.value("SELECT count(*) FROM counted_week") == 12)
        site.wait(.days(7))
        try weeks.make()
        #expect(try count("outcome", "unsaid") == 11)
        #expect(try site.value("SELECT count(*) FROM counted_week") == 12)
    }

    @Test("a long wait and leaving because of it both count as a wait; a note without it says that there was none")
    func waited() throws {
        try weeks.record(at: site.bakery, EncounterDetails(wait: .long))
        try weeks.record(at: site.bakery, EncounterDetails(purchased: false, reason: .waiting))
        try weeks.record(at: site.bakery, EncounterDetails(wait: .short))
        try weeks.record(at: site.bakery, EncounterDetails(purchased: true))
        try weeks.record(at: site.bakery, by: .salesperson, EncounterDetails(purchased: true))
        try weeks.record(at: site.bakery, by: .salesperson, EncounterDetails(purchased: false, reason: .waiting))
        try weeks.record(at: site.bakery, by: .kiosk, EncounterDetails(purchased: false, reason: .waiting))
        try weeks.record(3, at: site.bakery, by: .kiosk, EncounterDetails(purchased: false, reason: .price))
        try weeks.make()
        #expect(try count("waited", "yes", "kiosk") == 1 && count("waited", "no", "kiosk") == 3)
        #expect(try count("waited", "yes") == 2 && count("waited", "no") == 1)
        #expect(try count("waited", "yes", "salesperson") == 1 && count("waited", "no", "salesperson") == 1)
    }

    @Test("of each network only the first face of a day counts") func networks() throws {
        try weeks.record(at: site.bakery, feeling: 1)
        try weeks.record(9, at: site.bakery, feeling: 1, isFirst: false)
        try weeks.make()
        #expect(try count("feeling", "1") == 1)
    }

    @Test("figures wait while a week of the twelve is not counted, and never go back to an earlier one") func due()
        throws
    {
        try weeks.record(3, at: site.bakery)
        try weeks.make()
        func due() throws -> Day? { try WeeklyFigures.due("test", in: site.loop.reader) }
        let last = try #require(try due())
        for week in [last, last.adding(days: -21)] {
            try site.write { try WeekAnswers.forget(week, in: $0) }
            #expect(try due() == nil)
            try site.makeFigures()
            #expect(try due() == last)
        }
        try site.write { try WeeklyFigures.setMade("test", last.adding(days: 7), in: $0) }
        #expect(try due() == nil)
    }

    @Test("rebuilding makes the same counts") func rebuilt() throws {
        try weeks.record(3, at: site.bakery, EncounterDetails(purchased: false, reason: .closed), weekday: 4)
        try weeks.record(2, at: site.florist, by: .salesperson, EncounterDetails(purchased: true), weeks: 3)
        try weeks.make()
        func rows() throws -> [String] {
            try site.loop.reader.rows(
                """
                SELECT week_on || shop_id || source || question || answer || encounters FROM shop_week_answer
                 WHERE week_on > '' ORDER BY 1
                """
            ) { $0.text(0) }
        }
        let before = try rows()
        #expect(try count("closedOn", "4") == 3)
        let now = site.now
        try site.write { try NightlyFigures.rebuild(at: now, in: $0) }
        #expect(try rows() == before)
    }
}
