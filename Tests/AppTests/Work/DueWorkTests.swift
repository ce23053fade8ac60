import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("Due work") struct DueWorkTests {
    private let work = TestWork()

    @Test("scheduled work runs once, when it is due, the earliest first") func scheduled() throws {
        let site = try TestSite(dueJobs: [work.mail()])
        try work.schedule("mail", "b", in: 20, key: "2", on: site)
        try work.schedule("mail", "a", in: 10, key: "1", on: site)
        site.wait(9)
        try site.runDueWork()
        #expect(work.runs == [])
        site.wait(11)
        try site.runDueWork()
        try site.runDueWork()
        #expect(work.runs == ["a 1", "b 2"])
        #expect(try site.value("SELECT count(*) FROM due_work") == 0)
    }

    @Test("a failed write schedules nothing") func sameWrite() throws {
        let site = try TestSite(dueJobs: [work.mail()])
        let now = site.now
        #expect(throws: TestWork.Trouble.self) {
            try site.write { db in
                try DueWork.schedule("mail", "a", at: now, key: "1", in: db)
                throw TestWork.Trouble()
            }
        }
        try site.runDueWork()
        #expect(work.runs == [])
    }

    @Test("scheduling an object again replaces its row; cancelled work does not run") func replaces() throws {
        let site = try TestSite(dueJobs: [work.mail()])
        try work.schedule("mail", "a", in: 10, key: "1", on: site)
        try work.schedule("mail", "a", in: 60, key: "2", on: site)
        try work.schedule("mail", "b", in: 10, on: site)
        try site.write { try DueWork.cancel("mail", "b", in: $0) }
        site.wait(10)
        try site.runDueWork()
        #expect(work.runs == [])
        site.wait(50)
        try site.runDueWork()
        #expect(work.runs == ["a 2"])
    }

    @Test("work rescheduled while it runs, runs again") func scheduledMeanwhile() throws {
        let job = DueJob.scheduled("again") { [work] run in
            work.add(run.key)
            guard run.key == "1" else { return }
            try run.site.database.writeNow { try DueWork.schedule("again", at: run.now + 60, key: "2", in: $0) }
        }
        let site = try TestSite(dueJobs: [job])
        try work.schedule("again", in: 0, key: "1", on: site)
        try site.runDueWork()
        site.wait(60)
        try site.runDueWork()
        #expect(work.runs == ["1", "2"])
    }

    @Test("a failing job is retried with growing delays and delays no other") func failures() throws {
        let site = try TestSite(dueJobs: [work.failing(), work.mail()])
        try work.schedule("failing", in: 0, on: site)
        try work.schedule("mail", "a", in: 1, key: "1", on: site)
        site.wait(1)
        try site.runDueWork()
        #expect(work.runs == ["failing 1", "a 1"])
        site.wait(59)
        try site.runDueWork()
        #expect(work.runs.count == 2)
        site.wait(1)
        try site.runDueWork()
        #expect(work.runs.last == "failing 2")
        site.wait(119)
        try site.runDueWork()
        #expect(work.runs.count == 3)
        site.wait(1)
        try site.runDueWork()
        #expect(work.runs.last == "failing 3")
        for _ in 0..<20 {
            site.wait(DueWork.longestWait)
            try site.runDueWork()
        }
        #expect(work.runs.last == "failing 23")
    }

    @Test("an unknown kind stays in the table") func unknown() throws {
        let site = try TestSite(dueJobs: [work.mail()])
        try work.schedule("of a newer program", in: 0, on: site)
        try work.schedule("mail", "a", in: 30, on: site)
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM due_work") == 2)
        let next = try DueWork.next(of: site.site.dueJobs, in: site.loop.reader)
        #expect(next?.kind == "mail")
        #expect(next?.dueAt == site.now + 30)
        #expect(try DueWork.next(of: [], in: site.loop.reader) == nil)
    }

    @Test("the server's thread runs due work at start and ends on request") func thread() async throws {
        let site = try TestSite(dueJobs: [work.nightly()])
        let thread = DueWorkThread(site.site)
        try thread.start()
        while work.runs.isEmpty { await Task.yield() }
        site.site.prepareToStop()
        thread.stop()
        #expect(work.runs.count == 1)
        // Stopped before its start, it never starts.
        let other = DueWorkThread(site.site)
        other.stop()
        try other.start()
        #expect(work.runs.count == 1)
    }
}
