import Glibc
import Testing

@testable import HTTPServer

@Suite("Waking a loop") struct LoopExecutorTests {
    private func isTold(_ executor: LoopExecutor) -> Bool {
        var wish = pollfd(fd: executor.wakeDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wish, 1, 0) == 1
    }

    @Test("after a failed wake-up, the loop checks its inbox at the next turn, and the next job wakes again")
    func deaf() async throws {
        let executor = try LoopExecutor()
        let real = dup(executor.wakeDescriptor)
        let readOnly = open("/dev/null", O_RDONLY)
        defer {
            close(real)
            close(readOnly)
        }
        dup2(readOnly, executor.wakeDescriptor)
        let first = Task(executorPreference: executor) { 1 }
        #expect(executor.hasJobs)
        dup2(real, executor.wakeDescriptor)
        #expect(!isTold(executor))
        let second = Task(executorPreference: executor) { 2 }
        #expect(isTold(executor))
        Self.run(executor)
        #expect(!executor.hasJobs)
        #expect(await first.value == 1)
        #expect(await second.value == 2)
    }

    @Test("after a failed wake-up, any event is enough") func anyEvent() async throws {
        let executor = try LoopExecutor()
        let readOnly = open("/dev/null", O_RDONLY)
        defer { close(readOnly) }
        dup2(readOnly, executor.wakeDescriptor)
        let only = Task(executorPreference: executor) { 1 }
        Self.run(executor)
        #expect(await only.value == 1)
    }

    private static func run(_ executor: LoopExecutor) {
        executor.adopt()
        executor.runJobs(for: 1_000_000_000)
    }
}
