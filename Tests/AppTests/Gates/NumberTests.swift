import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

/// A file may contain any number: another program wrote it, or a backup was tampered with. No number may end the
/// process or break a page.
@Suite("Extreme numbers in the store") struct NumberTests {
    @Test(
        "a moment out of range is clamped to the first or last day",
        arguments: [Int.min, Int.min + 1, Int.max, Int.max - 1])
    func moments(_ seconds: Int) {
        let day = Instant(seconds: seconds).local.day
        #expect((1...9999).contains(day.year))
        #expect((1...9999).contains((Instant(seconds: seconds) + .days(400)).local.day.adding(days: -400).year))
        #expect(Day(day.monday.description) == day.monday)
        #expect(Money(cents: seconds).cents >= 0)
    }

    @Test("one encounter out of range breaks no page", arguments: [Int.min, Int.max], [false, true])
    func beyond(_ number: Int, _ isHeld: Bool) async throws {
        let site = try TestSite(limitsRate: false)
        for _ in 0..<6 { try await site.visit(feeling: 4) }
        let other = try Store.open(site.site.database.path)
        defer { other.close() }
        let held = isHeld ? ", held_at = met_at" : ""
        let moment = number == .min ? "-9223372036854775807 - 1" : "\(number)"
        try other.writeNow { try $0.execute("UPDATE encounter SET met_at = \(moment)\(held) WHERE id = 1") }
        try site.night()
        try await site.visit(feeling: 5)
        #expect(try await site.as(.guest).get("/b/7KQ2").status == .ok)
        #expect(try await site.as(.baker).get("/boutiques/7kq2/rencontres").status == .ok)
        #expect(try await site.as(.president).get("/accueil").status == .ok)
        #expect(try ShopFeelings.shown(of: site.bakery, in: site.loop.reader).counts == [0, 0, 0, 5, 0])
    }
}
