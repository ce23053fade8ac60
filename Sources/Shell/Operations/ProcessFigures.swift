import Glibc
import Synchronization

/// What the kernel says about this process. What it does not say is 0.
struct ProcessFigures {
    let residentBytes: Int
    let openDescriptors: Int
    let mostDescriptors: Int
    let processorSeconds: Double

    init() {
        // proc_pid_statm(5): sizes in pages; the second is what is in memory.
        let pages = Self.text(of: "/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        residentBytes = pages * sysconf(Int32(_SC_PAGESIZE))
        // Since Linux 6.2 the size of this folder is how many there are (proc_pid_fd(5)); counting them costs a call each.
        let told = Self.size(of: "/proc/self/fd")
        openDescriptors = told > 0 ? told : Self.entries(of: "/proc/self/fd")
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        mostDescriptors = Int(clamping: limit.rlim_cur)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        processorSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
        }
    }

    /// Bytes of a file; 0 when it is not there.
    static func size(of path: String) -> Int {
        var found = stat()
        return stat(path, &found) == 0 ? Int(found.st_size) : 0
    }

    private static func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static func entries(of path: String) -> Int {
        guard let folder = opendir(path) else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Two are the folder and the one above, one is this look.
        return max(0, count - 3)
    }
}

/// What one loop counts for `/metrics`: written by the loop, read by whoever asks.
final class LoopFigures: Sendable {
    let hits = Atomic<Int>(0)
    let misses = Atomic<Int>(0)
    let bytes = Atomic<Int>(0)
}
