import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("An answer that a device sends again is recorded once") struct DeviceAnswerTests {
    private let key = "00112233445566778899aabbccddeeff"

    private func answer(_ fields: [(String, String)]) throws -> DeviceAnswer {
        try #require(DeviceAnswer(Form([(name: "key", value: key)] + fields.map { (name: $0.0, value: $0.1) })))
    }

    private func send(_ fields: [(String, String)], by member: Member.ID? = nil, to site: TestSite) throws
        -> DeviceAnswer.Outcome
    {
        let (answer, bakery, now) = (try answer(fields), site.bakery, site.now)
        return try site.write { db in
            try answer.record(at: bakery, by: member, at: now, in: db) {
                NewEncounter(
                    source: member == nil ? .kiosk : .salesperson, feeling: answer.feeling, details: answer.details,
                    recordedBy: member)
            }
        }
    }

    @Test("the same state again changes nothing") func again() throws {
        let site = try TestSite()
        #expect(try send([("feeling", "4")], to: site) == .recorded)
        #expect(try send([("feeling", "4")], to: site) == .repeated)
        site.wait(.days(89))
        #expect(try send([("feeling", "4")], to: site) == .repeated)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE source = 'kiosk' AND feeling = 4") == 1)
    }

    @Test("a later state changes it, an older one that arrives late does not") func changes() throws {
        let site = try TestSite()
        #expect(try send([("feeling", "4"), ("revision", "2"), ("reason", "price")], to: site) == .recorded)
        #expect(try send([("feeling", "4"), ("revision", "1")], to: site) == .repeated)
        #expect(try site.text("SELECT no_purchase_reason FROM encounter WHERE purchased = 0") == "price")
        #expect(try send([("feeling", "2"), ("revision", "3"), ("purchased", "yes")], to: site) == .changed)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE feeling = 2 AND purchased = 1") == 1)
    }

    @Test("taken back: withdrawn when it has arrived, never recorded when it has not") func withdrawn() throws {
        let site = try TestSite()
        #expect(try send([("feeling", "4")], to: site) == .recorded)
        #expect(try send([("feeling", "4"), ("revision", "2"), ("withdrawn", "1")], to: site) == .changed)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE withdrawn_at IS NOT NULL") == 1)
        let other = try TestSite()
        #expect(try send([("feeling", "4"), ("revision", "2"), ("withdrawn", "1")], to: other) == .recorded)
        #expect(try send([("feeling", "4"), ("revision", "1")], to: other) == .repeated)
        #expect(try other.value("SELECT count(*) FROM encounter") == 0)
    }

    @Test("a key changes only what its kiosk or its member recorded") func author() throws {
        let site = try TestSite()
        let (baker, staff) = (try site.member(.baker), try site.member(.staff))
        #expect(try send([("purchased", "yes")], by: baker, to: site) == .recorded)
        let taken = [("revision", "2"), ("withdrawn", "1")]
        #expect(try send(taken, by: staff, to: site) == .over)
        #expect(try send(taken + [("feeling", "1")], to: site) == .over)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE withdrawn_at IS NULL AND purchased = 1") == 1)
        #expect(try send(taken, by: baker, to: site) == .changed)
    }

    @Test("after ten minutes it can no longer be changed") func over() throws {
        let site = try TestSite()
        #expect(try send([("feeling", "4")], to: site) == .recorded)
        site.wait(SiteLimits.changeCode)
        #expect(try send([("feeling", "1"), ("revision", "2")], to: site) == .over)
        #expect(try site.value("SELECT feeling FROM encounter") == 4)
    }

    @Test("taken back while the device had no network: withdrawn for as long as the key is stored, and not counted")
    func late() async throws {
        let site = try TestSite()
        for _ in 0..<5 { #expect(try await site.visit(feeling: 4).isEmpty == false) }
        #expect(try send([("feeling", "4")], to: site) == .recorded)
        site.wait(.days(1))
        try site.night()
        site.wait(.days(28))
        #expect(try send([("feeling", "4"), ("revision", "2"), ("withdrawn", "1")], to: site) == .changed)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE source = 'kiosk' AND withdrawn_at IS NULL") == 0)
        try site.night()
        #expect(try site.figuresAgree())
    }

    @Test("an unknown one that was taken back counts towards the limit; at the limit its key is not stored")
    func share()
        throws
    {
        let site = try TestSite()
        let answer = try answer([("feeling", "4"), ("withdrawn", "1")])
        let (bakery, now) = (site.bakery, site.now)
        #expect(throws: Failure.self) {
            try site.write { db in
                _ = try answer.record(at: bakery, by: nil, at: now, in: db) { throw Failure.tooMany(seconds: 1) }
            }
        }
        #expect(try site.value("SELECT count(*) FROM received_key") == 0)
    }

    @Test(
        "what no page sends is refused",
        arguments: [
            [("key", "0011")], [("key", "00112233445566778899AABBCCDDEEFF")], [("feeling", "6")], [("reason", "x")],
            [("purchased", "maybe")], [("revision", "0")], [("revision", "-1")],
        ])
    func refused(_ fields: [(String, String)]) {
        let form = fields.map { (name: $0.0, value: $0.1) } + [(name: "key", value: key)]
        #expect(DeviceAnswer(Form(form)) == nil)
    }
}
