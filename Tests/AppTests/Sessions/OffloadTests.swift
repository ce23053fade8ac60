import Dispatch
import Glibc
import Testing

@testable import Chaland

@Suite("Work that would hold up a loop") struct OffloadTests {
    private struct Refused: Error, Equatable {}

    @Test("gives way to the loops") func priority() async throws {
        let pool = OffloadPool(lanes: 1, waiting: 1)
        func niceness() -> Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
        let own = niceness()
        #expect(try await pool.run { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) } > own)
        #expect(niceness() == own)
    }

    @Test("brings back what it gives, and what it throws") func results() async throws {
        let pool = OffloadPool(lanes: 2, waiting: 100)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...50 { group.addTask { try await pool.run { number } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1275)
        await #expect(throws: Refused()) { try await pool.run { throw Refused() } }
    }

    @Test("is refused beyond its places, and taken again later") func full() async throws {
        let pool = OffloadPool(lanes: 1, waiting: 0)
        let (begun, end) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let first = pool.run {
            begun.signal()
            end.wait()
            return 1
        }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                begun.wait()
                continuation.resume()
            }
        }
        await #expect(throws: Failure.busy(seconds: 5)) { try await pool.run { 2 } }
        end.signal()
        #expect(try await first == 1)
        #expect(try await pool.run { 3 } == 3)
    }
}
