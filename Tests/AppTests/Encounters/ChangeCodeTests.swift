import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("Change codes") struct ChangeCodeTests {
    private static let key = ChangeKey(slot: 2_954_070, bytes: [UInt8](repeating: 7, count: 32))
    private static let met = Instant(seconds: key.slot * 600 + 30)

    /// A site with one key and the given encounters.
    private func site(_ encounters: [(id: Int, met: Instant)], key: ChangeKey = key) throws -> TestSite {
        let site = try TestSite()
        let shop = site.bakery
        try site.write { db in
            try db.run("INSERT INTO change_key (slot, key) VALUES (?1, ?2)", key.slot, key.bytes)
            for (id, met) in encounters {
                try db.run(
                    "INSERT INTO encounter (id, shop_id, source, met_at, feeling) VALUES (?1, ?2, 'visitor', ?3, 3)",
                    id, shop, met)
            }
        }
        return site
    }

    private func opened(_ code: Secret, at now: Instant = met + 5, on site: TestSite) throws -> Int? {
        try ChangeCode.find(code, at: now, in: site.loop.reader)?.id.rawValue
    }

    @Test(
        "a code opens its own encounter after any number of later ones",
        arguments: [1, 31, 32_767, 32_768, 32_769, 1_000_000])
    func opens(_ id: Int) throws {
        let code = ChangeCode.make(for: id, Self.key)
        #expect(code.text.utf8.count == 12)
        let others = [1, 40_000, 70_000].map { (id + $0, Self.met) }
        #expect(try opened(code, on: site([(id, Self.met)])) == id)
        #expect(try opened(code, on: site([(id, Self.met)] + others)) == id)
    }

    @Test("a code with one letter changed opens nothing") func altered() throws {
        let site = try self.site([(5, Self.met)])
        let code = Array(ChangeCode.make(for: 5, Self.key).text.utf8)
        for place in code.indices {
            for letter in Crockford.alphabet where letter != code[place] {
                var other = code
                other[place] = letter
                #expect(try opened(Secret(String(decoding: other, as: UTF8.self)), on: site) == nil)
            }
        }
        #expect(try opened(Secret("7KQ2"), on: site) == nil)
        #expect(try opened(Secret(""), on: site) == nil)
    }

    @Test("a code ends ten minutes after its encounter, also across a change of key") func lasts() throws {
        let site = try self.site([(5, Self.met)])
        let code = ChangeCode.make(for: 5, Self.key)
        #expect(try opened(code, at: Self.met + 599, on: site) == 5)
        #expect(try opened(code, at: Self.met + 600, on: site) == nil)
    }

    @Test("a code opens nothing without its own key") func keys() throws {
        let other = ChangeKey(slot: Self.key.slot, bytes: [UInt8](repeating: 8, count: 32))
        #expect(try opened(ChangeCode.make(for: 5, Self.key), on: site([(5, Self.met)], key: other)) == nil)
        let later = ChangeKey(slot: Self.key.slot + 1, bytes: Self.key.bytes)
        #expect(try opened(ChangeCode.make(for: 5, Self.key), on: site([(5, Self.met)], key: later)) == nil)
    }

    @Test("ten thousand codes differ, and consecutive ones share no pattern") func different() {
        let codes = (1...10_000).map { ChangeCode.make(for: $0, Self.key).text }
        #expect(Set(codes).count == 10_000)
        // The first three letters hide the encounter's place; they have 32,768 values.
        #expect(Set(codes.map { $0.prefix(3) }).count > 8_000)
    }
}
