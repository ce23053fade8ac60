import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("Nightly figures") struct NightlyFiguresTests {
    private func record(
        _ feeling: Int? = 4, at moments: [Instant], isHeld: Bool = false, on site: TestSite
    ) throws {
        let bakery = site.bakery
        let encounter = NewEncounter(
            source: feeling == nil ? .salesperson : .visitor, feeling: feeling, isHeld: isHeld)
        try site.write { db in
            for moment in moments { _ = try encounter.insert(at: bakery, at: moment, in: db) }
        }
    }

    private func counted(_ day: String, on site: TestSite) throws -> Int {
        try site.value("SELECT ifnull(sum(encounters), 0) FROM association_day WHERE day_on = '\(day)'")
    }

    @Test("a tap writes one row") func tap() async throws {
        let site = try TestSite()
        try await site.visit()
        func rows() throws -> [String: Int] {
            let tables = try site.loop.reader.schema().filter { $0.type == "table" && !$0.name.contains("_search") }
            return try Dictionary(
                uniqueKeysWithValues: tables.map { ($0.name, try site.value("SELECT count(*) FROM \($0.name)")) })
        }
        var expected = try rows()
        let figures = try site.figures()
        try await site.visit(feeling: 1)
        expected["encounter"] = 2
        #expect(try rows() == expected)
        #expect(try site.figures() == figures)
        let triggers = try site.loop.reader.schema().filter { $0.type == "trigger" && $0.table == "encounter" }
        #expect(triggers.isEmpty)
    }

    @Test("today is counted after midnight") func today() async throws {
        let site = try TestSite()
        try await site.visit()
        try site.makeFigures()
        #expect(try site.figures() == [])
        site.wait(.hours(14) - 1)
        try site.makeFigures()
        #expect(try site.figures() == [])
        try site.night()
        #expect(try counted("2026-03-02", on: site) == 1)
        #expect(try site.figuresAgree())
    }

    @Test("a day is counted after the last change code of its visitors ended") func codes() async throws {
        let site = try TestSite()
        site.wait(.hours(14) - 60)
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        site.wait(.minutes(8))
        try site.makeFigures()
        #expect(try site.figures() == [])
        #expect(try await guest.post(path + "/retrait").status == .seeOther)
        site.wait(.minutes(4))
        try site.makeFigures()
        #expect(try counted("2026-03-02", on: site) == 0)
        #expect(try Figures.current(in: site.loop.reader).lastDay.description == "2026-03-02")
    }

    @Test("a second run in a night changes nothing") func twice() async throws {
        let site = try TestSite(limitsRate: false)
        for feeling in 1...5 { try await site.visit(feeling: feeling) }
        try site.night()
        let once = try site.figures()
        #expect(!once.isEmpty)
        try site.makeFigures()
        site.wait(.hours(5))
        try site.makeFigures()
        #expect(try site.figures() == once)
        let now = site.now
        try site.write { db in
            for day in ["2026-03-02", "2026-03-01"] { try Figures.mark(#require(Day(day)), in: db) }
            while try NightlyFigures.makeNext(at: now, in: db) {}
        }
        #expect(try site.figures() == once)
        #expect(try site.value("SELECT count(*) FROM figures_changed_day") == 0)
    }

    @Test("missed nights are caught up, one day or week a write") func catchesUp()
        async throws
    {
        let site = try TestSite()
        for _ in 0..<20 {
            try await site.visit(feeling: 5)
            site.wait(.days(3))
        }
        let now = site.now
        var days = 0
        while try site.write({ try NightlyFigures.makeNext(at: now, in: $0) }) { days += 1 }
        #expect(days == 20 + WeekAnswers.weeks)
        #expect(try site.value("SELECT count(*) FROM association_day WHERE encounters = 1") == 20)
        #expect(try site.figuresAgree())
    }

    @Test(
        "days are those of the association's time zone, also with 23 or 25 hours",
        arguments: [
            (1_774_738_799, "2026-03-28"), (1_774_738_800, "2026-03-29"), (1_774_821_599, "2026-03-29"),
            (1_774_821_600, "2026-03-30"), (1_792_879_199, "2026-10-24"), (1_792_879_200, "2026-10-25"),
            (1_792_969_199, "2026-10-25"), (1_792_969_200, "2026-10-26"), (1_798_757_999, "2026-12-31"),
            (1_798_758_000, "2027-01-01"),
        ])
    func days(_ seconds: Int, _ day: String) throws {
        let site = try TestSite()
        try record(at: [Instant(seconds: seconds)], on: site)
        site.wait(.days(400))
        try site.makeFigures()
        #expect(try counted(day, on: site) == 1)
        #expect(try site.figuresAgree())
    }

    @Test("released encounters are counted on their own days, the next night") func released()
        async throws
    {
        let site = try TestSite()
        try record(at: [site.now, site.now + .days(1)], isHeld: true, on: site)
        try record(at: [site.now], on: site)
        site.wait(.days(5))
        try site.makeFigures()
        #expect(try counted("2026-03-02", on: site) == 1)
        try await site.decideBursts("counted")
        #expect(try counted("2026-03-02", on: site) == 1)
        try site.night()
        #expect(try counted("2026-03-02", on: site) == 2)
        #expect(try counted("2026-03-03", on: site) == 1)
        #expect(try site.figuresAgree())
    }

    @Test("an encounter recorded on a counted day, after the clock was set back, is counted the next night")
    func setBack()
        async throws
    {
        let site = try TestSite()
        try await site.visit()
        site.wait(.days(9))
        try site.makeFigures()
        site.wait(-.days(8))
        try await site.visit()
        _ = try await site.as(.baker).post("/comptoir/7kq2", [("purchased", "yes")])
        site.wait(.days(1))
        try site.makeFigures()
        #expect(try counted("2026-03-03", on: site) == 2)
        #expect(try site.figuresAgree())
    }

    @Test("a rebuild yields the same figures and leaves the published feelings") func rebuilt() async throws {
        let site = try TestSite(limitsRate: false)
        for feeling in [1, 2, 3, 4, 5, 5] { try await site.visit(feeling: feeling) }
        try site.night()
        try await site.visit(feeling: 1)
        try await site.visit("F10R", details: [("purchased", "yes")])
        try site.night()
        let figures = try site.figures()
        let now = site.now
        try site.write { try NightlyFigures.rebuild(at: now, in: $0) }
        #expect(try site.figures() == figures)
        #expect(try ShopFeelings.shown(of: site.bakery, in: site.loop.reader).counts == [1, 1, 1, 1, 2])
    }

    @Test("no statement of the night or of a page scans the encounters") func plans() async throws {
        let log = StatementLog()
        let site = try TestSite(log: log)
        try await site.visit()
        try record(at: [site.now], isHeld: true, on: site)
        try site.night()
        try await site.decideBursts("counted")
        try site.night()
        for path in ["/accueil", "/boutiques/7kq2/rencontres", "/boutiques/boulangerie-de-l-etoile-7kq2"] {
            #expect(try await site.as(.baker).get(path).status == .ok)
        }
        for sql in log.statements where sql.contains("encounter") && !sql.hasPrefix("CREATE") {
            for line in try site.loop.reader.plan(of: sql) where line.hasPrefix("SCAN encounter") {
                #expect(line.contains("encounter_held"), "\(line): \(sql)")
            }
        }
    }
}
