import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("What a shop can learn about who said what") struct AnonymityTests {
    private let list = "/boutiques/7kq2/rencontres"

    @Test("once change codes have ended, times are reduced to the day, also of held and withdrawn answers and notes")
    func times() async throws {
        let site = try TestSite()
        let midnight = site.now.seconds - .hours(10)
        try await site.flood(11)
        _ = try await site.as(.baker).post("/comptoir/7kq2", [("purchased", "yes")])
        let guest = site.newVisitor()
        let path = try await site.visit(by: guest)
        #expect(try await guest.post(path + "/retrait").status == .seeOther)
        site.wait(.minutes(9))
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM encounter WHERE met_at = \(site.now.seconds - 540)") == 13)
        site.wait(.minutes(11))
        try site.runDueWork()
        for column in ["met_at", "held_at", "withdrawn_at"] {
            #expect(
                try site.value(
                    "SELECT count(*) FROM encounter WHERE \(column) IS NOT NULL AND \(column) <> \(midnight)") == 0,
                "\(column)")
        }
        #expect(try site.value("SELECT count(*) FROM encounter WHERE met_at = \(midnight)") == 13)
        try site.night()
        #expect(try site.figuresAgree())
    }

    @Test("many encounters are reduced in several writes, each once, even if the clock is set meanwhile") func many()
        throws
    {
        let site = try TestSite()
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            let answer = NewEncounter(source: .visitor, feeling: 4)
            for number in 0..<2_500 { _ = try answer.insert(at: bakery, at: now + number, in: db) }
            for moment in [now - .days(3), now + .days(400)] {
                _ = try answer.insert(at: bakery, at: moment, in: db)
            }
        }
        site.wait(.hours(1))
        try site.runDueWork()
        #expect(try site.value("SELECT count(DISTINCT met_at) FROM encounter") == 3)
        #expect(try site.value("SELECT sum(answers) FROM burst") == 2_500)
        try site.runDueWork()
        #expect(try site.value("SELECT sum(answers) FROM burst") == 2_500)
    }

    @Test("within a day and a feeling the order is random, on the page and in the table") func order() async throws {
        let site = try TestSite(limitsRate: false)
        for number in 10..<40 { try await site.visit(feeling: 4, details: [("note", "mot-\(number)")]) }
        try site.night()
        for paths in [(1...3).map { "\(list)?page=\($0)" }, [list + ".csv"]] {
            var words: [String] = []
            for path in paths {
                let text = try await site.as(.baker).get(path).text
                words += text.matches(of: #/mot-\d\d/#).map { String($0.output) }
            }
            #expect(words.count == 30 && Set(words).count == 30, "\(paths)")
            #expect(words != words.sorted() && words != words.sorted().reversed(), "\(paths)")
        }
    }

    @Test("where a table ends within a day, the encounters shown are chosen at random") func cut() async throws {
        let site = try TestSite(limitsRate: false)
        for number in 100..<200 { try await site.visit(feeling: 4, details: [("note", "mot-\(number)")]) }
        try site.night()
        let rows = try RecentEncounter.of(
            site.bakery, seenBy: site.member(.baker), limit: 50, in: site.loop.reader)
        let words = rows.compactMap { $0.note.flatMap { Int($0.dropFirst("mot-".count)) } }
        #expect(words.count == 50 && Set(words).count == 50)
        #expect(words.contains { $0 < 150 } && words.contains { $0 >= 150 })
    }

    @Test("the past is shown ten encounters a page, each once") func pages() async throws {
        let site = try TestSite(limitsRate: false)
        for number in 10..<35 {
            try await site.visit(feeling: number % 5 + 1, details: [("note", "mot-\(number)")])
            if number == 20 { try site.night() }
        }
        try site.night()
        var seen: [String] = []
        for (page, count) in [(1, 10), (2, 10), (3, 5), (99, 0)] {
            let text = try await site.as(.baker).get("\(list)?page=\(page)").text
            let words = text.matches(of: #/mot-\d\d/#).map { String($0.output) }
            #expect(words.count == count, "page \(page)")
            #expect(text.contains("page=\(page + 1)#passe") == (page < 3), "page \(page)")
            seen += words
        }
        #expect(Set(seen).count == 25)
    }

    @Test("no page and no table carries the row id of an encounter") func ids() async throws {
        let site = try TestSite(limitsRate: false)
        try site.write {
            try $0.run(
                "INSERT INTO encounter (id, shop_id, source, met_at, feeling) VALUES (987654320, 2, 'visitor', 0, 3)")
        }
        for _ in 0..<6 { try await site.visit() }
        _ = try await site.as(.baker).post(list, [("purchased", "yes")])
        for isNextDay in [false, true] {
            if isNextDay { try site.night() }
            for person in [TestSite.Person.baker, .president, .staff] {
                for path in [list, list + ".csv", "/accueil", "/moderation"] {
                    let answer = try await site.as(person).get(path)
                    #expect(!answer.text.contains("98765432"), "\(person) \(path)")
                }
            }
        }
    }

    @Test("visitors' answers appear the next day; today only how many came") func nextDay() async throws {
        let site = try TestSite()
        for _ in 0..<6 { try await site.visit(feeling: 1, details: [("note", "Du jour")]) }
        site.wait(.hours(13))
        try site.runDueWork()
        for path in [list, list + ".csv"] {
            #expect(try await !site.as(.baker).get(path).text.contains("Du jour"))
        }
        #expect(try await site.as(.baker).get(list).text.contains("6 rencontres déjà enregistrées"))
        try site.night()
        #expect(try await site.as(.baker).get(list).text.contains("Du jour"))
    }

    @Test("shown feelings change only after answers of five networks: many answers of one network are not enough")
    func networks() async throws {
        let site = try TestSite()
        func shown() throws -> [Int] { try ShopFeelings.shown(of: site.bakery, in: site.loop.reader).counts }
        try await site.flood(9, feeling: 5)
        try await site.visit(feeling: 1)
        try site.night()
        #expect(try shown() == [0, 0, 0, 0, 0])
        for _ in 0..<3 { try await site.visit(feeling: 3) }
        try site.night()
        #expect(try shown() == [1, 0, 3, 0, 9])
        try await site.flood(9, feeling: 5)
        for _ in 0..<3 { try await site.visit(feeling: 2) }
        try site.night()
        #expect(try shown() == [1, 0, 3, 0, 9])
        try await site.visit(feeling: 2)
        try site.night()
        #expect(try shown() == [1, 4, 3, 0, 18])
    }
}
