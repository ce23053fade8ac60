import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("Due work and the clock, other processes, the end of the program") struct DueWorkClockTests {
    private let work = TestWork()

    @Test("a daily job runs at the first start, then each day at its local time in Paris") func daily() throws {
        let site = try TestSite(dueJobs: [work.nightly()])
        try site.runDueWork()
        #expect(work.runs == ["2026-03-02"])
        // 10:00 to 00:05 of the next day.
        site.wait(.hours(14) + .minutes(5) - 1)
        try site.runDueWork()
        #expect(work.runs.count == 1)
        site.wait(1)
        try site.runDueWork()
        #expect(work.runs == ["2026-03-02", "2026-03-03"])
        // The clocks go forward on 2026-03-29.
        site.wait(.days(26))
        try site.runDueWork()
        #expect(try site.value("SELECT due_at FROM due_work") == site.now.seconds + .days(1) - .hours(1))
        site.wait(.days(1) - .hours(1))
        try site.runDueWork()
        #expect(work.runs.last == "2026-03-30")
    }

    @Test("several missed days are one run") func catchesUp() throws {
        let site = try TestSite(dueJobs: [work.nightly()])
        try site.runDueWork()
        site.wait(.days(400))
        try site.runDueWork()
        #expect(work.runs.count == 2)
        #expect(try site.value("SELECT due_at FROM due_work") > site.now.seconds)
    }

    @Test("a clock set far ahead and back delays no daily job") func clockBack() throws {
        let site = try TestSite(dueJobs: [work.nightly(), work.failing()])
        site.wait(.days(4_000))
        try work.schedule("failing", in: 0, on: site)
        try site.runDueWork()
        site.wait(-.days(4_000))
        try site.runDueWork()
        // The run that failed in the future is retried now; the nightly one runs the next night.
        #expect(work.runs.filter { $0.hasPrefix("failing") } == ["failing 1", "failing 2"])
        site.wait(.hours(14) + .minutes(5))
        try site.runDueWork()
        #expect(work.runs.last == "2026-03-03")
    }

    @Test("a run claimed by another process is retried only after its lease") func claimed() throws {
        let site = try TestSite(dueJobs: [work.mail()])
        try work.schedule("mail", "a", in: 0, key: "1", on: site)
        let (jobs, now) = (site.site.dueJobs, site.now)
        let claimed = try site.write { try DueWork.claim(of: jobs, at: now, in: $0) }
        #expect(claimed?.object == "a")
        try site.runDueWork()
        #expect(work.runs == [])
        site.wait(DueWork.lease)
        try site.runDueWork()
        // The same run has the same key.
        #expect(work.runs == ["a 1"])
        // The first process ends late: its claim is gone, and the new row stays.
        try work.schedule("mail", "a", in: 60, key: "2", on: site)
        try site.write { db in if let claimed { try DueWork.finish(claimed, next: nil, in: db) } }
        #expect(try site.text("SELECT key FROM due_work") == "2")
    }

    @Test("a job interrupted by the end of the program continues at the next start") func stopped() throws {
        let job = DueJob.scheduled("long") { [work] run in
            work.add("\(run.key) \(run.attempt)")
            if run.attempt == 1 { run.site.prepareToStop() }
            try run.writeRepeatedly { _ in run.attempt == 1 }
        }
        let site = try TestSite(dueJobs: [job])
        try work.schedule("long", in: 0, key: "1", on: site)
        try site.runDueWork()
        #expect(try site.value("SELECT due_at FROM due_work") == site.now.seconds)
        let clock = site.site.clock
        let again = try Site(
            site.site.configuration, schema: Store.schema, resources: site.site.resources, dueJobs: [job], clock: clock)
        defer { again.database.close() }
        try DueWorkRunner(again).runAll()
        #expect(work.runs == ["1 1", "1 2"])
    }
}
