import Glibc

/// A program of another Debian package, run once as a child process with limits.
///
/// The child has an empty environment except `PATH`, `LANG` and what `run` is given, no descriptor of the server, a
/// process group of its own and a temporary folder as its working directory, which is removed afterwards. `prlimit`
/// (util-linux) sets its limits. When the child ends, or at the deadline, its process group is killed. The limits apply
/// to each process and each file; a process that leaves the group (setsid) is not killed, and ends at its CPU limit at
/// the latest.
///
/// It is not a sandbox: the child has the rights of the server's account on files and network.
public struct ChildProgram: Sendable {
    /// Its name, looked up in /usr/local/bin, /usr/bin and /bin, or an absolute path.
    public let name: String
    /// The Debian package that contains it, for `missing`.
    public let package: String

    /// - Parameters:
    ///   - name: a name without `/`, or an absolute path.
    ///   - package: its Debian package.
    public init(_ name: String, package: String) {
        self.name = name
        self.package = package
    }

    /// A file of the child's folder.
    public struct File: Sendable, Equatable {
        /// Without `/`; not `.` or `..`.
        public let name: String
        /// Its content.
        public let bytes: [UInt8]

        /// A file.
        public init(_ name: String, _ bytes: [UInt8]) {
            precondition(File.isName(name), "a name in the child's folder, not a path: \(name)")
            self.name = name
            self.bytes = bytes
        }

        static func isName(_ name: String) -> Bool {
            !name.isEmpty && name != "." && name != ".." && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
        }
    }

    /// Limits of a run. All but `deadline` apply to each process.
    public struct Limits: Sendable {
        /// Address space, in bytes (RLIMIT_AS).
        public var memory: Int
        /// CPU time, in seconds (RLIMIT_CPU).
        public var cpuSeconds: Int
        /// Size of standard output and of each file, in bytes (RLIMIT_FSIZE).
        public var fileSize: Int
        /// Time from the start to SIGKILL.
        public var deadline: Duration

        /// Limits.
        public init(memory: Int, cpuSeconds: Int, fileSize: Int, deadline: Duration) {
            self.memory = memory
            self.cpuSeconds = cpuSeconds
            self.fileSize = fileSize
            self.deadline = deadline
        }
    }

    /// The results of a child.
    public struct Output: Sendable {
        /// Its standard output.
        public let bytes: [UInt8]
        /// The wanted files that it wrote, by name.
        public let files: [String: [UInt8]]
        /// Its exit status: 0, unless the caller accepts any.
        public let status: Int32
    }

    /// Runs it and waits for its end: blocks the thread, so call it off the event loops.
    ///
    /// - Parameters:
    ///   - arguments: without the program's name.
    ///   - input: standard input.
    ///   - files: written into its folder first.
    ///   - wanted: names of files it writes there, to return. Files it did not write are missing in the output; links,
    ///     folders and devices count as not written.
    ///   - environment: variables besides `PATH` and `LANG`.
    ///   - acceptsAnyStatus: an exit status other than 0 is returned with the files, not thrown.
    /// - Throws: `missing`, `timedOut`, `tooLarge`, `failed` with its exit status, `notStarted`.
    public func run(
        _ arguments: [String], input: [UInt8] = [], files: [File] = [], wanted: [String] = [],
        environment: [String: String] = [:], acceptsAnyStatus: Bool = false, limits: Limits
    ) throws(ChildProgramError) -> Output {
        let program = try path(of: name, package: package)
        let prlimit = try path(of: "prlimit", package: "util-linux")
        let folder = try ChildFolder()
        defer { folder.remove() }
        try folder.write(input, to: ChildFolder.input)
        for file in files { try folder.write(file.bytes, to: ChildFolder.work + "/" + file.name) }

        // CPU time: SIGXCPU, then SIGKILL a second later.
        let options = [
            "--as=\(limits.memory)", "--cpu=\(limits.cpuSeconds):\(limits.cpuSeconds + 1)",
            "--fsize=\(limits.fileSize)", "--core=0", "--",
        ]
        let process = try ChildProcess(prlimit, ["prlimit"] + options + [program] + arguments, environment, in: folder)
        let end = try process.wait(limits.deadline)
        let output = try folder.read(ChildFolder.output, limit: limits.fileSize)
        var status: Int32 = 0
        switch end {
        case .signal(SIGXFSZ): throw .tooLarge
        case .signal(SIGXCPU): throw .timedOut
        case .exit(0): break
        case .exit(let code) where acceptsAnyStatus: status = code
        case .exit(let status): throw .failed(status: status, message: folder.message())
        case .signal(let signal): throw .failed(status: 128 + signal, message: folder.message())
        }
        var found: [String: [UInt8]] = [:]
        for name in wanted {
            precondition(File.isName(name), "a name in the child's folder, not a path: \(name)")
            found[name] = try folder.read(ChildFolder.work + "/" + name, limit: limits.fileSize)
        }
        return Output(bytes: output ?? [], files: found, status: status)
    }

    /// Whether the program is installed.
    public var isInstalled: Bool { Self.find(name) != nil }

    private func path(of name: String, package: String) throws(ChildProgramError) -> String {
        guard let path = Self.find(name) else { throw .missing(program: name, package: package) }
        return path
    }

    private static func find(_ name: String) -> String? {
        let paths = name.hasPrefix("/") ? [name] : ["/usr/local/bin/", "/usr/bin/", "/bin/"].map { $0 + name }
        return paths.first { access($0, X_OK) == 0 }
    }
}

/// Why a run failed.
public enum ChildProgramError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The program is not installed; `package` is the Debian package to install.
    case missing(program: String, package: String)
    /// Killed at the deadline, or after its CPU time.
    case timedOut
    /// It ended with this exit status, or 128 plus the signal that ended it. `message` is its last line on standard
    /// error.
    case failed(status: Int32, message: String)
    /// Its output or a file reached the limit.
    case tooLarge
    /// A system call failed while the folder or the process was created.
    case notStarted(call: String, errno: Int32)

    /// Whether its input may be the cause; otherwise every run fails until the machine is mended.
    public var mayBeCausedByInput: Bool {
        switch self {
        case .timedOut, .failed, .tooLarge: true
        case .missing, .notStarted: false
        }
    }

    /// One line for the log.
    public var description: String {
        switch self {
        case .missing(let program, let package): "\(program) is not installed (Debian package \(package))"
        case .timedOut: "the child program took too long"
        case .failed(let status, let message): "the child program failed with status \(status): \(message)"
        case .tooLarge: "the child program wrote too much"
        case .notStarted(let call, let errno): "\(call): \(String(cString: strerror(errno))) (errno \(errno))"
        }
    }
}
