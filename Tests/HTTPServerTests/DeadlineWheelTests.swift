import Testing

@testable import HTTPServer

@Suite("Deadline wheel") struct DeadlineWheelTests {
    private func id(_ number: UInt32) -> ConnectionID { ConnectionID(descriptor: Int32(number), serial: number) }
    private func time(_ tick: Int) -> Int { tick * DeadlineWheel.tick }

    @Test("entries are due at their time and not before") func order() {
        var wheel = DeadlineWheel(now: time(5))
        #expect(wheel.wake == nil)
        #expect(wheel.insert(id(1), at: 9) == 9)
        #expect(wheel.insert(id(2), at: 7) == 7)
        #expect(wheel.insert(id(3), at: 7) == 7)
        #expect(wheel.wake == time(7))
        #expect(wheel.expired(now: time(7) - 1).isEmpty)
        #expect(wheel.expired(now: time(7)).map(\.0) == [id(2), id(3)])
        #expect(wheel.wake == time(9))
        #expect(wheel.expired(now: time(100)).map(\.tick) == [9])
        #expect(wheel.wake == nil)
    }

    @Test("a past deadline is due at the next tick, and a distant one is checked in between") func bounds() {
        var wheel = DeadlineWheel(now: time(50))
        #expect(wheel.insert(id(1), at: 3) == 51)
        #expect(wheel.insert(id(2), at: 1_000_000) == 50 + 1_023)
        #expect(wheel.expired(now: time(51)).map(\.0) == [id(1)])
        #expect(wheel.expired(now: time(9_999)).map(\.0) == [id(2)])
    }

    @Test("a deadline has passed when its tick is due") func rounding() {
        for deadline in [0, 1, DeadlineWheel.tick - 1, DeadlineWheel.tick, DeadlineWheel.tick + 1] {
            #expect(time(DeadlineWheel.tick(of: deadline)) > deadline)
        }
    }

    @Test("behaves like a plain list over many turns") func model() {
        var wheel = DeadlineWheel(now: 0)
        var list: [(ConnectionID, Int)] = []
        var random = SystemRandomNumberGenerator()
        var now = 0
        for number in 1...20_000 {
            let tick = now + Int.random(in: 1...1_500, using: &random)
            list.append((id(UInt32(number)), wheel.insert(id(UInt32(number)), at: tick)))
            if number % 7 == 0 { now += Int.random(in: 0...40, using: &random) }
            let due = Set(wheel.expired(now: time(now)).map(\.0))
            #expect(due == Set(list.filter { $0.1 <= now }.map(\.0)))
            list.removeAll { $0.1 <= now }
        }
    }
}
