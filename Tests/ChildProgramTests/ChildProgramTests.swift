import Foundation
import Testing

@testable import ChildProgram

/// `sh -c script` as a child.
private func run(
    _ script: String, input: String = "", files: [ChildProgram.File] = [], wanted: [String] = [],
    memory: Int = 256 << 20, cpuSeconds: Int = 10, fileSize: Int = 1 << 20, deadline: Duration = .seconds(60)
) throws(ChildProgramError) -> ChildProgram.Output {
    try ChildProgram("sh", package: "dash").run(
        ["-c", script], input: Array(input.utf8), files: files, wanted: wanted,
        limits: ChildProgram.Limits(
            memory: memory, cpuSeconds: cpuSeconds, fileSize: fileSize, deadline: deadline))
}

private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

@Suite("A child program") struct ChildProgramTests {
    @Test("gets its input and its files, and its output and wanted files come back") func inAndOut() throws {
        let output = try run(
            "cat; cat name.txt > copy.txt; echo unwanted > other.txt", input: "bonjour ",
            files: [.init("name.txt", Array("Étoile".utf8))], wanted: ["copy.txt", "never.txt"])
        #expect(text(output.bytes) == "bonjour ")
        #expect(output.files.mapValues { text($0) } == ["copy.txt": "Étoile"])
    }

    @Test("has no descriptor of the server, and no variable but PATH and LANG") func bare() throws {
        let file = open("/dev/null", O_RDONLY)
        defer { close(file) }
        // 3 is the folder that ls reads.
        #expect(text(try run("ls /proc/self/fd").bytes) == "0\n1\n2\n3\n")
        setenv("CHALAND_SECRET", "one", 1)
        let variables = try #require(text(try run("cat /proc/self/environ | tr '\\0' '\\n'").bytes))
        // sh itself adds PWD for its own children.
        #expect(Set(variables.split(separator: "\n").map { $0.prefix { $0 != "=" } }) == ["PATH", "LANG", "PWD"])
    }

    @Test("a failure tells the status and the last line of standard error") func failure() {
        #expect(throws: ChildProgramError.failed(status: 3, message: "no font")) {
            try run("echo reading >&2; echo no font >&2; exit 3")
        }
        #expect(throws: ChildProgramError.failed(status: 128 + SIGSEGV, message: "")) { try run("kill -SEGV $$") }
    }

    @Test("a failure that the caller expects comes back with its files") func expectedFailure() throws {
        let limits = ChildProgram.Limits(
            memory: 256 << 20, cpuSeconds: 10, fileSize: 1 << 20, deadline: .seconds(60))
        let output = try ChildProgram("sh", package: "dash").run(
            ["-c", "echo why > note; exit 55"], wanted: ["note"], acceptsAnyStatus: true, limits: limits)
        #expect(output.status == 55)
        #expect(text(output.files["note"]) == "why\n")
    }

    @Test("a program that is not installed is named with its package") func missing() {
        let program = ChildProgram("no-such-program", package: "no-package")
        let limits = ChildProgram.Limits(memory: 1 << 28, cpuSeconds: 1, fileSize: 1, deadline: .seconds(1))
        #expect(!program.isInstalled)
        #expect(throws: ChildProgramError.missing(program: "no-such-program", package: "no-package")) {
            try program.run([], limits: limits)
        }
    }

    @Test("several at once do not disturb each other") func several() async throws {
        let all = try await withThrowingTaskGroup(of: String?.self) { tasks in
            for number in 0..<8 {
                tasks.addTask { text(try run("cat; cat n", input: "\(number)", files: [.init("n", [65])]).bytes) }
            }
            return try await tasks.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(all == Set((0..<8).map { "\($0)A" }))
    }
}

@Suite("A hostile child program") struct HostileChildTests {
    /// A script that writes its folder and the numbers of its processes where the test finds them.
    private struct Trace {
        let path = "/tmp/chaland-trace-\(UUID().uuidString)"
        var lines: [String] {
            ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
        }
        func end() { unlink(path) }
        /// Whether a process with this number runs and is no zombie.
        func runs(_ number: String) -> Bool {
            let state = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
            return state.map { !$0.contains(") Z ") && !$0.contains(") X ") } ?? false
        }
        /// The processes that still run. The kill is sent before `run` returns; the kernel ends them a moment later.
        func running() -> [String] {
            for _ in 0..<10_000 where lines.contains(where: runs) { sched_yield() }
            return lines.filter(runs)
        }
    }

    @Test(
        "is killed at the deadline with all it started",
        arguments: [
            "sleep 1000", "trap '' TERM INT HUP; sleep 1000 & sleep 1000", "kill -STOP $$",
            "for i in 1 2 3 4 5 6 7 8; do sleep 1000 & echo $! >> TRACE; done; wait",
        ])
    func deadline(_ script: String) {
        let trace = Trace()
        defer { trace.end() }
        let script = "echo $$ >> TRACE; " + script
        #expect(throws: ChildProgramError.timedOut) {
            try run(script.replacing("TRACE", with: trace.path), deadline: .milliseconds(500))
        }
        #expect(!trace.lines.isEmpty)
        #expect(trace.running() == [])
    }

    @Test("a process it left running is killed when it ends") func background() throws {
        let trace = Trace()
        defer { trace.end() }
        #expect(text(try run("sleep 1000 & echo $! > \(trace.path); echo done").bytes) == "done\n")
        #expect(trace.lines.count == 1 && trace.running() == [])
    }

    @Test("cannot fill the disk or the memory") func size() {
        #expect(throws: ChildProgramError.tooLarge) { try run("yes", fileSize: 100_000) }
        #expect(throws: ChildProgramError.tooLarge) {
            try run("exec head -c 200000 /dev/zero > big", fileSize: 100_000)
        }
        #expect(throws: ChildProgramError.tooLarge) {
            // A program that goes on after a write that failed.
            try run("trap '' XFSZ; yes; exit 0", fileSize: 100_000)
        }
        #expect(throws: ChildProgramError.self) { try run("exec head -c 1G /dev/zero | tail -c 1G", memory: 64 << 20) }
    }

    @Test("cannot use more than its CPU time") func cpu() {
        #expect(throws: ChildProgramError.timedOut) { try run("while :; do :; done", cpuSeconds: 1) }
    }

    @Test("its folder is removed at any depth and with any rights")
    func folder() throws {
        let output = try run(
            """
            pwd; name=$(head -c 200 /dev/zero | tr '\\0' 'd')
            for level in $(seq 60); do mkdir "$name"; cd "./$name"; echo x > 'un fichier'; done
            """)
        let path = try #require(text(output.bytes)?.split(separator: "\n").first).description
        #expect(path.hasSuffix("/work"))
        #expect(access(path, F_OK) != 0 && access(String(path.dropLast(5)), F_OK) != 0)

        let rest = try run("pwd; mkdir -p a/b; touch $(printf 'a/b/\\377'); ln -s / a/link; chmod 0 a/b a")
        let second = try #require(text(rest.bytes)?.split(separator: "\n").first).description
        #expect(access(String(second.dropLast(5)), F_OK) != 0)
        #expect(access("/usr", F_OK) == 0)
    }

    @Test("a link, a pipe or a folder in the place of a wanted file is not followed") func links() throws {
        let output = try run(
            "ln -s /etc/passwd link; mkfifo pipe; mkdir folder; rm ../output; ln -s /etc/passwd ../output",
            wanted: ["link", "pipe", "folder"])
        #expect(output.files.isEmpty)
        #expect(output.bytes.isEmpty)
    }
}
