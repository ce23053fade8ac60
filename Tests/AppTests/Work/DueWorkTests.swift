import SQLite
import Synchronization
import Testing

@testable import Chaland

/// The runs of a test, in order.
private final class Runs: Sendable {
    private let seen = Mutex<[String]>([])
    var all: [String] { seen.withLock { $0 } }
    func add(_ run: String) { seen.withLock { $0.append(run) } }
}

private struct Trouble: Error {}

@Suite("Due work") struct DueWorkTests {
    private let runs = Runs()

    /// A job that writes down its runs.
    private func mail() -> DueJob { .scheduled("mail") { [runs] in runs.add("\($0.object) \($0.key)") } }
    private func nightly() -> DueJob { .daily("nightly", hour: 0, minute: 5) { [runs] in runs.add($0.key) } }
    private func failing() -> DueJob {
        .scheduled("failing") { [runs] in
            runs.add("failing \($0.attempt)")
            throw Trouble()
        }
    }

    private func schedule(
        _ kind: String, _ object: String = "", in seconds: Int, key: String = "k", on site: TestSite
    ) throws {
        let moment = site.now + seconds
        try site.write { try DueWork.schedule(kind, object, at: moment, key: key, in: $0) }
    }

    @Test("what was scheduled runs once, at its moment, the earliest first") func scheduled() throws {
        let site = try TestSite(dueJobs: [mail()])
        try schedule("mail", "b", in: 20, key: "2", on: site)
        try schedule("mail", "a", in: 10, key: "1", on: site)
        site.wait(9)
        try site.runDueWork()
        #expect(runs.all == [])
        site.wait(11)
        try site.runDueWork()
        try site.runDueWork()
        #expect(runs.all == ["a 1", "b 2"])
        #expect(try site.value("SELECT count(*) FROM due_work") == 0)
    }

    @Test("it is scheduled with the write that causes it, or not at all") func sameWrite() throws {
        let site = try TestSite(dueJobs: [mail()])
        let now = site.now
        #expect(throws: Trouble.self) {
            try site.write { db in
                try DueWork.schedule("mail", "a", at: now, key: "1", in: db)
                throw Trouble()
            }
        }
        try site.runDueWork()
        #expect(runs.all == [])
    }

    @Test("scheduling the same object again replaces its row; what is cancelled does not run") func replaces() throws {
        let site = try TestSite(dueJobs: [mail()])
        try schedule("mail", "a", in: 10, key: "1", on: site)
        try schedule("mail", "a", in: 60, key: "2", on: site)
        try schedule("mail", "b", in: 10, on: site)
        try site.write { try DueWork.cancel("mail", "b", in: $0) }
        site.wait(10)
        try site.runDueWork()
        #expect(runs.all == [])
        site.wait(50)
        try site.runDueWork()
        #expect(runs.all == ["a 2"])
    }

    @Test("what is scheduled again while it runs, runs again") func scheduledMeanwhile() throws {
        let job = DueJob.scheduled("again") { [runs] run in
            runs.add(run.key)
            guard run.key == "1" else { return }
            try run.site.database.writeNow { try DueWork.schedule("again", at: run.now + 60, key: "2", in: $0) }
        }
        let site = try TestSite(dueJobs: [job])
        try schedule("again", in: 0, key: "1", on: site)
        try site.runDueWork()
        site.wait(60)
        try site.runDueWork()
        #expect(runs.all == ["1", "2"])
    }

    @Test("a job that fails is tried again later, ever less often, and keeps no other waiting") func failures() throws {
        let site = try TestSite(dueJobs: [failing(), mail()])
        try schedule("failing", in: 0, on: site)
        try schedule("mail", "a", in: 1, key: "1", on: site)
        site.wait(1)
        try site.runDueWork()
        #expect(runs.all == ["failing 1", "a 1"])
        site.wait(59)
        try site.runDueWork()
        #expect(runs.all.count == 2)
        site.wait(1)
        try site.runDueWork()
        #expect(runs.all.last == "failing 2")
        site.wait(119)
        try site.runDueWork()
        #expect(runs.all.count == 3)
        site.wait(1)
        try site.runDueWork()
        #expect(runs.all.last == "failing 3")
        for _ in 0..<20 {
            site.wait(DueWork.longestWait)
            try site.runDueWork()
        }
        #expect(runs.all.last == "failing 23")
    }

    @Test("a daily job runs at the first start, then each day at its time on the clocks of Paris") func daily() throws {
        let site = try TestSite(dueJobs: [nightly()])
        try site.runDueWork()
        #expect(runs.all == ["2026-03-02"])
        // 10:00 to 00:05 of the next day.
        site.wait(.hours(14) + .minutes(5) - 1)
        try site.runDueWork()
        #expect(runs.all.count == 1)
        site.wait(1)
        try site.runDueWork()
        #expect(runs.all == ["2026-03-02", "2026-03-03"])
        // The clocks go forward on 2026-03-29.
        site.wait(.days(26))
        try site.runDueWork()
        #expect(try site.value("SELECT due_at FROM due_work") == site.now.seconds + .days(1) - .hours(1))
        site.wait(.days(1) - .hours(1))
        try site.runDueWork()
        #expect(runs.all.last == "2026-03-30")
    }

    @Test("days missed while the program slept are one run") func catchesUp() throws {
        let site = try TestSite(dueJobs: [nightly()])
        try site.runDueWork()
        site.wait(.days(400))
        try site.runDueWork()
        #expect(runs.all.count == 2)
        #expect(try site.value("SELECT due_at FROM due_work") > site.now.seconds)
    }

    @Test("a clock that was far ahead and comes back keeps a daily job from no night") func clockBack() throws {
        let site = try TestSite(dueJobs: [nightly(), failing()])
        site.wait(.days(4_000))
        try schedule("failing", in: 0, on: site)
        try site.runDueWork()
        site.wait(-.days(4_000))
        try site.runDueWork()
        // The run that failed in the future is tried now, the nightly one comes the next night.
        #expect(runs.all.filter { $0.hasPrefix("failing") } == ["failing 1", "failing 2"])
        site.wait(.hours(14) + .minutes(5))
        try site.runDueWork()
        #expect(runs.all.last == "2026-03-03")
    }

    @Test("a run another process has claimed is not run, until its time is up") func claimed() throws {
        let site = try TestSite(dueJobs: [mail()])
        try schedule("mail", "a", in: 0, key: "1", on: site)
        let (jobs, now) = (site.site.dueJobs, site.now)
        let claimed = try site.write { try DueWork.claim(of: jobs, at: now, in: $0) }
        #expect(claimed?.object == "a")
        try site.runDueWork()
        #expect(runs.all == [])
        site.wait(DueWork.lease)
        try site.runDueWork()
        // The same run: the same key.
        #expect(runs.all == ["a 1"])
        // The first process ends late: what it claimed is not there any more, and it says nothing about what is.
        try schedule("mail", "a", in: 60, key: "2", on: site)
        try site.write { db in if let claimed { try DueWork.finish(claimed, next: nil, in: db) } }
        #expect(try site.text("SELECT key FROM due_work") == "2")
    }

    @Test("a program that ends in the midst of a job goes on with it at the next start") func stopped() throws {
        let job = DueJob.scheduled("long") { [runs] run in
            runs.add("\(run.key) \(run.attempt)")
            if run.attempt == 1 { run.site.prepareToStop() }
            try run.writeRepeatedly { _ in run.attempt == 1 }
        }
        let site = try TestSite(dueJobs: [job])
        try schedule("long", in: 0, key: "1", on: site)
        try site.runDueWork()
        #expect(try site.value("SELECT due_at FROM due_work") == site.now.seconds)
        let clock = site.site.clock
        let again = try Site(
            site.site.configuration, schema: Store.schema, resources: site.site.resources, dueJobs: [job], clock: clock)
        defer { again.database.close() }
        try DueWorkRunner(again).runAll()
        #expect(runs.all == ["1 1", "1 2"])
    }

    @Test("a kind this program does not know stays where it is") func unknown() throws {
        let site = try TestSite(dueJobs: [mail()])
        try schedule("of a newer program", in: 0, on: site)
        try schedule("mail", "a", in: 30, on: site)
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM due_work") == 2)
        let next = try DueWork.next(of: site.site.dueJobs, in: site.loop.reader)
        #expect(next?.kind == "mail")
        #expect(next?.dueAt == site.now + 30)
        #expect(try DueWork.next(of: [], in: site.loop.reader) == nil)
    }

    @Test("the thread of the server runs what is due when it starts, and ends when told") func thread() async throws {
        let site = try TestSite(dueJobs: [nightly()])
        let thread = DueWorkThread(site.site)
        thread.start()
        while runs.all.isEmpty { await Task.yield() }
        site.site.prepareToStop()
        thread.stop()
        #expect(runs.all.count == 1)
        // Stopped before it began: it never begins.
        let other = DueWorkThread(site.site)
        other.stop()
        other.start()
        #expect(runs.all.count == 1)
    }
}
